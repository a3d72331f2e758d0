//! Invented articles with statements in them, without the reader: what is tested is the record.

use dixit::domain::{
    Act, ArticleId, ArticleText, Attribution, Confidence, Cue, DateRule, Document, Edtf, Event, Evidence,
    Lang, Mode, SaidDate, Source, Span, SpeakerKind, Statement, StatementId, TextSlice,
};
use dixit::tracker::ArticleReading;

/// The `number`-th article, with `said` reported in it, each by the mayor of a port.
pub(crate) fn reading(number: usize, said: &[&str]) -> ArticleReading {
    let mut text = format!("Article {number}.\n\n");
    let mut spans = Vec::new();
    for words in said {
        let cue = code_points(&text)..code_points(&text) + 4;
        text.push_str("Elle dit : ");
        let start = code_points(&text);
        text.push_str(words);
        spans.push((cue, Span::new(start, code_points(&text)), *words));
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
            quote: slice(span, words),
            prefix: "Elle dit : ".into(),
            suffix: ".".into(),
        }],
        cue: Some(Cue {
            words: slice(Span::new(cue.start + 5, cue.start + 8), "dit"),
            lemma: "dire".into(),
        }),
        speaker: Attribution {
            mention: Some(slice(Span::new(cue.start, cue.end), "Elle")),
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
    ArticleReading {
        document: Document {
            source,
            lang: Lang::Fr,
            text,
        },
        article,
        statements,
    }
}

/// An article as it is taken for granted where only the log counts: two statements.
pub(crate) fn ordinary(number: usize) -> ArticleReading {
    reading(number, &["le registre sera public", "personne n’en sera exempté"])
}

/// The events by which `reading` is recorded for the first time.
pub(crate) fn events(reading: ArticleReading) -> Vec<Event> {
    let article = reading.article;
    let ingested = Event::ArticleIngested {
        article: article.clone(),
        source: reading.document.source,
        lang: reading.document.lang,
        text: ArticleText::Kept(reading.document.text),
        extractor: "test/1".into(),
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

fn slice(span: Span, text: &str) -> TextSlice {
    TextSlice {
        span,
        text: text.into(),
    }
}

fn code_points(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap()
}
