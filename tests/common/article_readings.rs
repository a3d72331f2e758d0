//! Readings of invented articles, made without the extractor, for tests of the tracker and the log.

use dixit::domain::{
    Act, ArticleId, ArticleText, Attribution, Confidence, Cue, DateRule, Document, Edtf, Event, Evidence,
    Lang, Mode, SaidDate, Source, Span, SpeakerKind, Statement, StatementId, TextSlice,
};
use dixit::tracker::ArticleReading;

/// A reading of article `number`, in which the mayor of a port says each of `quotes`.
pub(crate) fn article_reading(number: usize, said: &[&str]) -> ArticleReading {
    let mut text = format!("Article {number}.\n\n");
    let mut spans = Vec::new();
    for words in said {
        let cue = code_point_count(&text)..code_point_count(&text) + 4;
        text.push_str("Elle dit : ");
        let start = code_point_count(&text);
        text.push_str(words);
        spans.push((cue, Span::new(start, code_point_count(&text)), *words));
        text.push_str(".\n");
    }
    let source = Source {
        title: Some(format!("Le registre, épisode {number}")),
        publisher: Some("Le Courrier du Port".into()),
        url: Some(format!("https://courrier.example/{number}")),
        published: "2026-03-12".parse().ok(),
        ..Source::default()
    };
    let article = ArticleId::from_source(&source, &text);
    let statements = spans.into_iter().map(|(cue, span, words)| Statement {
        id: StatementId::from_words(&article, &[words], 0),
        evidence: vec![Evidence {
            quote: text_slice(span, words),
            prefix: "Elle dit : ".into(),
            suffix: ".".into(),
        }],
        cue: Some(Cue {
            words: text_slice(Span::new(cue.start + 5, cue.start + 8), "dit"),
            lemma: "dire".into(),
        }),
        speaker: Attribution {
            mention: Some(text_slice(Span::new(cue.start, cue.end), "Elle")),
            reference: Some("Odile Marchetti".into()),
            capacity: Some("maire de Port-Neuf".into()),
            kind: SpeakerKind::Person,
        },
        side: None,
        mode: Mode::Direct,
        report: None,
        act: Act::Claim,
        said: SaidDate {
            date: "2026-03-11".parse::<Edtf>().unwrap(),
            expression: None,
            rule: DateRule::Publication,
        },
        occasion: None,
        points: Vec::new(),
        confidence: Confidence::from_percent(80),
        doubts: Vec::new(),
        rules: vec!["test".into()],
        reader: None,
    });
    let statements = statements.collect();
    let document = Document {
        source,
        lang: Lang::Fr,
        text,
        provenance: None,
    };
    ArticleReading::new(article, document, statements)
}

/// A reading of article `number` with two statements, for tests to which its content does not matter.
pub(crate) fn two_statement_reading(number: usize) -> ArticleReading {
    article_reading(number, &["le registre sera public", "personne n’en sera exempté"])
}

/// The events that the first ingestion of `reading` records.
pub(crate) fn ingestion_events(reading: ArticleReading) -> Vec<Event> {
    let article = reading.article;
    let ingested = Event::ArticleIngested {
        article: article.clone(),
        source: reading.document.source,
        lang: reading.document.lang,
        text: ArticleText::Kept(reading.document.text),
        extractor: "test/1".into(),
        provenance: reading.document.provenance,
    };
    let recorded = reading
        .statements
        .into_iter()
        .map(|statement| Event::StatementRecorded {
            article: article.clone(),
            revision: 0,
            statement: Box::new(statement),
        });
    std::iter::once(ingested).chain(recorded).collect()
}

fn text_slice(span: Span, text: &str) -> TextSlice {
    TextSlice {
        span,
        text: text.into(),
    }
}

fn code_point_count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap()
}
