//! Histories of events made by hand: build articles and statements, record them, fold the events into read models.

use dixit::domain::{
    Act, ArticleId, ArticleText, Attribution, Confidence, Cue, DateRule, Doubt, Edtf, Event, EventId,
    Evidence, Lang, Mode, Occasion, Position, RecordedEvent, SaidDate, Source, Span, SpeakerDecision,
    SpeakerId, SpeakerKind, Statement, StatementDecision, StatementId, StreamId, TextSlice, Timestamp,
    WithdrawalReason,
};
use dixit::projection::{self, Deriver, Fold};
use dixit::query::{self, Query};
use rusqlite::Connection;
use rusqlite::backup::Backup;

/// An article to record.
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

    /// The first occurrence of `words` in the text.
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

    /// A statement whose words are `pieces` of the text: a claim in indirect speech by nobody, at no date.
    pub(crate) fn says(&self, pieces: &[&str]) -> StatementBuilder<'_> {
        let evidence = pieces.iter().map(|piece| {
            let near = self.slice(piece).span.start;
            Evidence::find_nearest(&self.text, piece, near).unwrap()
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
        StatementBuilder {
            article: self,
            statement,
        }
    }
}

/// A statement of an article, being described.
#[derive(Debug, Clone)]
pub(crate) struct StatementBuilder<'a> {
    article: &'a Article,
    pub(crate) statement: Statement,
}

impl StatementBuilder<'_> {
    /// Sets the canonical name of the speaker.
    pub(crate) fn speaker(mut self, reference: &str) -> Self {
        self.statement.speaker.reference = Some(reference.to_owned());
        self
    }

    /// Sets the mention of the speaker: the first occurrence of `mention` in the article.
    pub(crate) fn mention(mut self, mention: &str) -> Self {
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

    /// Sets the date of utterance, the rule that resolved it and the expression that it was read from.
    pub(crate) fn said(mut self, date: &str, rule: DateRule, expression: Option<&str>) -> Self {
        let expression = expression.map(|words| self.article.slice(words));
        self.statement.said = SaidDate {
            date: date.parse().unwrap(),
            expression,
            rule,
        };
        self
    }

    pub(crate) fn occasion(mut self, event: &str, place: &str) -> Self {
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

/// A sequence of events as the log would record it.
#[derive(Debug, Clone, Default)]
pub(crate) struct History(pub(crate) Vec<RecordedEvent>);

impl History {
    /// Appends an event. Recording times are one second apart, starting on 2026-01-01.
    pub(crate) fn push(&mut self, event: Event) {
        self.push_caused_by(None, event);
    }

    /// Appends an event with a causation, and returns its id, which is unique as in a log.
    pub(crate) fn push_caused_by(&mut self, causation: Option<EventId>, event: Event) -> EventId {
        let number = self.0.len() as u64 + 1;
        let id = EventId::from_parts(&[&number.to_be_bytes(), format!("{event:?}").as_bytes()]);
        let stream = event.stream();
        self.0.push(RecordedEvent {
            position: Position::new(number),
            id,
            version: self.events_of(&stream).count() as u64 + 1,
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

    /// The events of one stream, in order.
    pub(crate) fn events_of(&self, stream: &StreamId) -> impl Iterator<Item = &RecordedEvent> {
        self.0.iter().filter(move |recorded| recorded.stream == *stream)
    }

    /// Records the article and its statements.
    pub(crate) fn ingested(mut self, article: &Article, statements: &[StatementBuilder<'_>]) -> Self {
        self.push(Event::ArticleIngested {
            article: article.id(),
            source: article.source.clone(),
            lang: article.lang,
            text: ArticleText::Kept(article.text.clone()),
            extractor: "test/1".to_owned(),
            provenance: None,
        });
        statements
            .iter()
            .fold(self, |history, statement| history.recorded(0, statement))
    }

    pub(crate) fn revised(mut self, article: &Article, revision: u32) -> Self {
        self.push(Event::ArticleRevised {
            article: article.id(),
            revision,
            source: article.source.clone(),
            lang: article.lang,
            text: ArticleText::Kept(article.text.clone()),
            extractor: "test/1".to_owned(),
            provenance: None,
        });
        self
    }

    pub(crate) fn recorded(mut self, revision: u32, statement: &StatementBuilder<'_>) -> Self {
        self.push(Event::StatementRecorded {
            article: statement.article.id(),
            revision,
            statement: Box::new(statement.statement.clone()),
        });
        self
    }

    pub(crate) fn statement_withdrawn(mut self, statement: &StatementBuilder<'_>) -> Self {
        self.push(Event::StatementWithdrawn {
            article: statement.article.id(),
            statement: statement.statement.id.clone(),
            reason: WithdrawalReason::Revised,
        });
        self
    }

    pub(crate) fn article_withdrawn(mut self, article: &Article) -> Self {
        self.push(Event::ArticleWithdrawn {
            article: article.id(),
            reason: WithdrawalReason::Decided("wrong".to_owned()),
        });
        self
    }

    /// Records a person's decision about a statement.
    pub(crate) fn decided(mut self, statement: &StatementBuilder<'_>, decision: StatementDecision) -> Self {
        self.push(Event::StatementDecided {
            article: statement.article.id(),
            statement: statement.statement.id.clone(),
            decision,
            reason: Some("read both".to_owned()),
        });
        self
    }

    /// Records that a person merged the speaker with the canonical name `name` into another.
    pub(crate) fn merged(mut self, name: &str, into: &str) -> Self {
        self.push(Event::SpeakerDecided {
            speaker: SpeakerId::from_name(name),
            decision: SpeakerDecision::Merged(Some(SpeakerId::from_name(into))),
            reason: None,
        });
        self
    }

    /// The read models that result from all events.
    pub(crate) fn to_read_models(&self) -> ReadModels {
        let models = ReadModels::empty();
        models.apply_events(&self.0);
        models
    }
}

/// Read models in an in-memory database.
#[derive(Debug)]
pub(crate) struct ReadModels(pub(crate) Connection);

impl ReadModels {
    /// Empty read models: a copy of a template, because writing the taxonomy takes longer than copying it.
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

    /// Applies `events` and sets the checkpoint to the last of them.
    pub(crate) fn apply_events(&self, events: &[RecordedEvent]) {
        let Some(last) = events.last() else { return };
        let fold = Fold::new(&self.0, projection::folded_position(&self.0).unwrap(), None);
        let mut deriver = Deriver::default();
        for recorded in events {
            let found = deriver.derive(&recorded.event).unwrap();
            projection::apply_event(&fold, recorded, found).unwrap();
        }
        projection::finish_fold(fold, last.position).unwrap();
    }

    pub(crate) fn ask<Q: Query>(&self, question: &Q) -> Q::Answer {
        question.answer(&self.0).unwrap()
    }

    /// The error that the query returns.
    pub(crate) fn query_error<Q: Query<Answer: std::fmt::Debug>>(&self, question: &Q) -> query::QueryError {
        question.answer(&self.0).unwrap_err()
    }
}

/// Two French articles and a Chinese one, with five statements: four by three known speakers, one by an unknown one.
pub(crate) fn example_history() -> History {
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
                    .speaker("Odile Carré")
                    .mention("La ministre Odile Carré")
                    .capacity("ministre")
                    .cue("a proposé", "proposer")
                    .act(Act::Proposal)
                    .said("2026-03-07", DateRule::Weekday, Some("samedi"))
                    .occasion("sommet de Genève", "Genève")
                    .points(&["évaluer", "publier", "sanctionner"]),
                summit
                    .says(&["Il faut agir", "et vite."])
                    .speaker("Odile Carré")
                    .mention("Mme Carré")
                    .cue("a ajouté", "ajouter")
                    .mode(Mode::Direct)
                    .act(Act::Call)
                    .said("2026-03-07", DateRule::Occasion, None),
                summit
                    .says(&["le risque est réel"])
                    .mention("des experts")
                    .kind(SpeakerKind::Group)
                    .cue("Selon", "selon")
                    .doubt(Doubt::SpeakerUnknown),
            ],
        )
        .ingested(
            &budget,
            &[budget
                .says(&["Le budget de la santé augmentera"])
                .speaker("Paul Nédélec")
                .mention("Paul Nédélec")
                .cue("a promis", "promettre")
                .act(Act::Commitment)
                .said("2026-03~", DateRule::Vague, None)],
        )
        .ingested(
            &chinese,
            &[chinese
                .says(&["中国支持人工智能全球治理"])
                .speaker("李强")
                .mention("李强")
                .cue("表示", "表示")
                .act(Act::Position)
                .said("2026-03-09~", DateRule::Publication, None)
                .doubt(Doubt::DateApproximate)],
        )
}
