//! Histories of events made by hand: given articles and statements, when they are recorded, then read models.

use dixit::domain::{
    Act, ArticleId, ArticleText, Attribution, Confidence, Cue, DateRule, Doubt, Edtf, Event, EventId,
    Evidence, Lang, Mode, Occasion, Position, RecordedEvent, SaidDate, Source, Span, SpeakerDecision,
    SpeakerId, SpeakerKind, Statement, StatementDecision, StatementId, StreamId, TextSlice, Timestamp,
    WithdrawalReason,
};
use dixit::projection;
use dixit::query::{self, Query};
use rusqlite::Connection;
use rusqlite::backup::Backup;

/// An article to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Article {
    pub(crate) source: Source,
    pub(crate) lang: Lang,
    pub(crate) text: String,
}

/// The French article at `https://example.org/NAME`.
pub(crate) fn article(name: &str, text: &str) -> Article {
    Article {
        source: Source {
            url: Some(format!("https://example.org/{name}")),
            ..Source::default()
        },
        lang: Lang::Fr,
        text: text.to_owned(),
    }
}

impl Article {
    pub(crate) fn id(&self) -> ArticleId {
        ArticleId::from_source(&self.source, &self.text)
    }

    pub(crate) fn title(mut self, title: &str) -> Self {
        self.source.title = Some(title.to_owned());
        self
    }

    pub(crate) fn publisher(mut self, publisher: &str) -> Self {
        self.source.publisher = Some(publisher.to_owned());
        self
    }

    pub(crate) fn published(mut self, date: &str) -> Self {
        self.source.published = Some(date.parse().unwrap());
        self
    }

    pub(crate) fn lang(mut self, lang: Lang) -> Self {
        self.lang = lang;
        self
    }

    /// Where `words` stand in the text, the first time.
    pub(crate) fn slice(&self, words: &str) -> TextSlice {
        let byte = self
            .text
            .find(words)
            .unwrap_or_else(|| panic!("{words:?} is not in the article"));
        let start = u32::try_from(self.text[..byte].chars().count()).unwrap();
        let end = start + u32::try_from(words.chars().count()).unwrap();
        TextSlice {
            span: Span::new(start, end),
            text: words.to_owned(),
        }
    }

    /// The claim that reads `pieces` in the text.
    pub(crate) fn says(&self, pieces: &[&str]) -> Saying<'_> {
        let evidence = pieces.iter().map(|piece| Evidence {
            quote: self.slice(piece),
            prefix: "before".to_owned(),
            suffix: "after".to_owned(),
        });
        let statement = Statement {
            id: StatementId::from_words(&self.id(), pieces, 0),
            evidence: evidence.collect(),
            cue: None,
            speaker: Attribution {
                mention: None,
                reference: None,
                capacity: None,
                kind: SpeakerKind::Person,
            },
            side: None,
            mode: Mode::Indirect,
            report: None,
            act: Act::Claim,
            said: SaidDate {
                date: Edtf::Unknown,
                expression: None,
                rule: DateRule::None,
            },
            occasion: None,
            points: Vec::new(),
            confidence: Confidence::from_percent(80),
            doubts: Vec::new(),
            rules: vec!["test".to_owned()],
            reader: None,
        };
        Saying {
            article: self,
            statement,
        }
    }
}

/// A statement of an article, being described.
#[derive(Debug, Clone)]
pub(crate) struct Saying<'a> {
    article: &'a Article,
    pub(crate) statement: Statement,
}

impl Saying<'_> {
    /// Who says it.
    pub(crate) fn by(mut self, reference: &str) -> Self {
        self.statement.speaker.reference = Some(reference.to_owned());
        self
    }

    /// How the article names the speaker there: its first such words.
    pub(crate) fn named(mut self, mention: &str) -> Self {
        self.statement.speaker.mention = Some(self.article.slice(mention));
        self
    }

    pub(crate) fn kind(mut self, kind: SpeakerKind) -> Self {
        self.statement.speaker.kind = kind;
        self
    }

    pub(crate) fn capacity(mut self, capacity: &str) -> Self {
        self.statement.speaker.capacity = Some(capacity.to_owned());
        self
    }

    pub(crate) fn cue(mut self, words: &str, lemma: &str) -> Self {
        self.statement.cue = Some(Cue {
            words: self.article.slice(words),
            lemma: lemma.to_owned(),
        });
        self
    }

    pub(crate) fn act(mut self, act: Act) -> Self {
        self.statement.act = act;
        self
    }

    pub(crate) fn mode(mut self, mode: Mode) -> Self {
        self.statement.mode = mode;
        self
    }

    /// When, by which rule, from which expression.
    pub(crate) fn on(mut self, date: &str, rule: DateRule, expression: Option<&str>) -> Self {
        let expression = expression.map(|words| self.article.slice(words));
        self.statement.said = SaidDate {
            date: date.parse().unwrap(),
            expression,
            rule,
        };
        self
    }

    pub(crate) fn at(mut self, event: &str, place: &str) -> Self {
        self.statement.occasion = Some(Occasion {
            event: Some(self.article.slice(event)),
            place: Some(self.article.slice(place)),
        });
        self
    }

    pub(crate) fn points(mut self, points: &[&str]) -> Self {
        self.statement.points = points.iter().map(|point| self.article.slice(point)).collect();
        self
    }

    pub(crate) fn doubt(mut self, doubt: Doubt) -> Self {
        self.statement.doubts.push(doubt);
        self
    }
}

/// Events as a log would keep them.
#[derive(Debug, Clone, Default)]
pub(crate) struct History(pub(crate) Vec<RecordedEvent>);

impl History {
    /// The next event. Recorded a second after the one before, from 2026-01-01.
    pub(crate) fn add(&mut self, event: Event) {
        self.caused(None, event);
    }

    /// The next event, which another one led to. Its id tells it from every other event, as in a log.
    pub(crate) fn caused(&mut self, causation: Option<EventId>, event: Event) -> EventId {
        let number = self.0.len() as u64 + 1;
        let id = EventId::from_parts(&[&number.to_be_bytes(), format!("{event:?}").as_bytes()]);
        let stream = event.stream();
        self.0.push(RecordedEvent {
            position: Position::new(number),
            id,
            version: self.stream(&stream).count() as u64 + 1,
            stream,
            recorded_at: Timestamp::from_micros(
                1_767_225_600_000_000 + 1_000_000 * i64::try_from(number).unwrap(),
            ),
            actor: "test".to_owned(),
            correlation: id,
            causation,
            event,
        });
        id
    }

    /// The events of one stream.
    pub(crate) fn stream(&self, stream: &StreamId) -> impl Iterator<Item = &RecordedEvent> {
        self.0.iter().filter(move |recorded| recorded.stream == *stream)
    }

    /// The article comes in with what it says.
    pub(crate) fn ingested(mut self, article: &Article, sayings: &[Saying<'_>]) -> Self {
        self.add(Event::ArticleIngested {
            article: article.id(),
            source: article.source.clone(),
            lang: article.lang,
            text: ArticleText::Kept(article.text.clone()),
            extractor: "test/1".to_owned(),
        });
        sayings
            .iter()
            .fold(self, |history, saying| history.recorded(0, saying))
    }

    pub(crate) fn revised(mut self, article: &Article, revision: u32) -> Self {
        self.add(Event::ArticleRevised {
            article: article.id(),
            revision,
            source: article.source.clone(),
            lang: article.lang,
            text: ArticleText::Kept(article.text.clone()),
            extractor: "test/1".to_owned(),
        });
        self
    }

    pub(crate) fn recorded(mut self, revision: u32, saying: &Saying<'_>) -> Self {
        self.add(Event::StatementRecorded {
            article: saying.article.id(),
            revision,
            statement: Box::new(saying.statement.clone()),
        });
        self
    }

    pub(crate) fn statement_withdrawn(mut self, saying: &Saying<'_>) -> Self {
        self.add(Event::StatementWithdrawn {
            article: saying.article.id(),
            statement: saying.statement.id.clone(),
            reason: WithdrawalReason::Revised,
        });
        self
    }

    pub(crate) fn article_withdrawn(mut self, article: &Article) -> Self {
        self.add(Event::ArticleWithdrawn {
            article: article.id(),
            reason: WithdrawalReason::Decided("wrong".to_owned()),
        });
        self
    }

    /// A person decides on a statement.
    pub(crate) fn decided(mut self, saying: &Saying<'_>, ruling: StatementDecision) -> Self {
        self.add(Event::StatementDecided {
            article: saying.article.id(),
            statement: saying.statement.id.clone(),
            decision: ruling,
            reason: Some("read both".to_owned()),
        });
        self
    }

    /// A person declares the speaker of one canonical name the same as that of another.
    pub(crate) fn merged(mut self, one: &str, into: &str) -> Self {
        self.add(Event::SpeakerDecided {
            speaker: SpeakerId::from_name(one),
            decision: SpeakerDecision::Merged(Some(SpeakerId::from_name(into))),
            reason: None,
        });
        self
    }

    /// The read models, folded in one go.
    pub(crate) fn folded(&self) -> Models {
        let models = Models::empty();
        models.fold(&self.0);
        models
    }
}

/// Read models in memory.
#[derive(Debug)]
pub(crate) struct Models(pub(crate) Connection);

impl Models {
    /// A copy of empty ones, for the taxonomy takes longer to write than to copy.
    pub(crate) fn empty() -> Self {
        thread_local! {
            static EMPTY: Connection = {
                let empty = Connection::open_in_memory().unwrap();
                projection::prepare(&empty).unwrap();
                empty
            };
        }
        let mut copy = Connection::open_in_memory().unwrap();
        EMPTY.with(|empty| Backup::new(empty, &mut copy).unwrap().step(-1).unwrap());
        projection::prepare(&copy).unwrap();
        query::set_as_of(&copy, None).unwrap();
        Self(copy)
    }

    /// Folds `events` and notes how far that goes.
    pub(crate) fn fold(&self, events: &[RecordedEvent]) {
        for recorded in events {
            projection::apply_event(&self.0, recorded).unwrap();
        }
        if let Some(last) = events.last() {
            projection::set_checkpoint(&self.0, last.position).unwrap();
        }
    }

    pub(crate) fn ask<Q: Query>(&self, question: &Q) -> Q::Answer {
        question.answer(&self.0).unwrap()
    }

    /// The error, with what it is made of.
    pub(crate) fn refused<Q: Query<Answer: std::fmt::Debug>>(&self, question: &Q) -> query::QueryError {
        question.answer(&self.0).unwrap_err()
    }
}

/// Two French articles and a Chinese one: five statements by three speakers and one unknown.
pub(crate) fn example() -> History {
    let summit = article(
        "sommet",
        "La ministre Odile Carré a proposé samedi une agence européenne de l’IA, au sommet de Genève. \
         « Il faut agir, a ajouté Mme Carré, et vite. » Trois points : évaluer, publier, sanctionner. \
         Selon des experts, le risque est réel.",
    )
    .title("Une agence pour l’intelligence artificielle")
    .publisher("Le Courrier")
    .published("2026-03-08");
    let budget = article(
        "budget",
        "Le budget de la santé augmentera, a promis Paul Nédélec.",
    )
    .publisher("L’Écho")
    .published("2026-03-02");
    let chinese = article("zh", "李强表示，中国支持人工智能全球治理。")
        .lang(Lang::Zh)
        .published("2026-03-09");
    History::default()
        .ingested(
            &summit,
            &[
                summit
                    .says(&["une agence européenne de l’IA"])
                    .by("Odile Carré")
                    .named("La ministre Odile Carré")
                    .capacity("ministre")
                    .cue("a proposé", "proposer")
                    .act(Act::Proposal)
                    .on("2026-03-07", DateRule::Weekday, Some("samedi"))
                    .at("sommet de Genève", "Genève")
                    .points(&["évaluer", "publier", "sanctionner"]),
                summit
                    .says(&["Il faut agir", "et vite."])
                    .by("Odile Carré")
                    .named("Mme Carré")
                    .cue("a ajouté", "ajouter")
                    .mode(Mode::Direct)
                    .act(Act::Call)
                    .on("2026-03-07", DateRule::Occasion, None),
                summit
                    .says(&["le risque est réel"])
                    .named("des experts")
                    .kind(SpeakerKind::Group)
                    .cue("Selon", "selon")
                    .doubt(Doubt::SpeakerUnknown),
            ],
        )
        .ingested(
            &budget,
            &[budget
                .says(&["Le budget de la santé augmentera"])
                .by("Paul Nédélec")
                .named("Paul Nédélec")
                .cue("a promis", "promettre")
                .act(Act::Commitment)
                .on("2026-03~", DateRule::Vague, None)],
        )
        .ingested(
            &chinese,
            &[chinese
                .says(&["中国支持人工智能全球治理"])
                .by("李强")
                .named("李强")
                .cue("表示", "表示")
                .act(Act::Position)
                .on("2026-03-09~", DateRule::Publication, None)
                .doubt(Doubt::DateApproximate)],
        )
}
