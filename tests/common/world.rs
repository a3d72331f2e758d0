//! A small world for property tests: two articles, a few speakers and topics, and random commands about them.
//!
//! A [`Step`] is one command; [`World`] lets the domain decide it and evolves its state by the events. A rejected
//! command changes nothing. Numbers in steps and actions are indexes into the constants below.

use super::history::{Article, History, article};
use dixit::domain::{
    Act, ArticleCommand, ArticleId, ArticleState, CorrectionRequest, CurrentArticle, DateRule, DecideError,
    Document, Event, FeedCommand, FeedSubscription, FeedsState, Lang, Link, Position, Reader, RecordedEvent,
    Report, Side, SpeakerCommand, SpeakerId, SpeakersState, Statement, StatementCommand, StatementId, Status,
    Tag, Topic, TopicCommand, TopicId, TopicsState, decide, evolve, undo,
};
use dixit::projection::embedded_topics;
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The words of the statements of an article.
pub(crate) const STATEMENT_WORDS: [&str; 4] = [
    "une taxe sur le climat",
    "l’école d’abord",
    "人工智能治理",
    "le budget de la santé",
];
/// The text of an article, a revision in which all words move, and a revision without some of them.
const ARTICLE_TEXTS: [&str; 3] = [
    "Anne Roy veut une taxe sur le climat. Li Wei répond : l’école d’abord. 李强：人工智能治理。 Puis Mme Roy, \
     pour le budget de la santé, et une taxe.",
    "Mis à jour. Anne Roy veut une taxe sur le climat. Li Wei répond : l’école d’abord. 李强：人工智能治理。 \
     Puis Mme Roy, pour le budget de la santé, et une taxe.",
    "Anne Roy veut une taxe sur le climat. Li Wei se tait. 李强：人工智能治理。 Puis Mme Roy, pour le budget \
     de la santé.",
];
const TITLES: [&str; 3] = ["Une taxe sur le climat", "L’école d’abord", "Sans sujet"];
/// The speakers of statements as read: the canonical name and the mention.
const REFERENCES: [Option<(&str, &str)>; 5] = [
    Some(("Anne Roy", "Anne Roy")),
    None,
    Some(("ANNE ROY", "Mme Roy")),
    Some(("Li Wei", "Li Wei")),
    Some(("李强", "李强")),
];
const DATES: [&str; 3] = ["2026-01-02", "2026-01~", ".."];
const ACTS: [Act; 3] = [Act::Proposal, Act::Claim, Act::Commitment];
/// Names that a person can enter as speaker; commands about speakers use the first four.
const SPEAKER_NAMES: [&str; 5] = ["Anne Roy", "Li Wei", "李强", "Paul Noé", ""];
const CAPACITIES: [&str; 2] = ["ministre", ""];
const CORRECTED_WORDS: [&str; 4] = ["une taxe", "l’école", "une taxe […] le budget", "nulle part"];
const TOPIC_TERMS: [&[&str]; 5] = [&["taxe"], &["climat", "école"], &["人工智能"], &["…"], &[]];

/// The topics that are built into dixit.
static EMBEDDED_TOPICS: LazyLock<TopicsState> =
    LazyLock::new(|| TopicsState::new(embedded_topics().unwrap().iter().cloned()));

/// How an article is read: for each of [`STATEMENT_WORDS`] its speaker, date and act; `None` if the reader misses it.
pub(crate) type StatementsRead = [Option<(usize, usize, usize)>; STATEMENT_WORDS.len()];

/// A decision about one statement. Variants that correct a field have the index of its new value.
#[derive(Debug, Clone)]
pub(crate) enum StatementAction {
    Confirm,
    Withdraw,
    Speaker(usize),
    Capacity(usize),
    Said(usize),
    Act(usize),
    Text(usize),
    /// Topic, tag.
    Tag(usize, usize),
    /// Status.
    Mark(usize),
    /// Article and words of the target, kind of link, whether the link is added or removed.
    Link(usize, usize, usize, bool),
    Skip,
}

/// One command to the tracker.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Ingest {
        article: usize,
        title: usize,
        text: usize,
        lang: bool,
        extractor: usize,
        read: StatementsRead,
    },
    Reread {
        article: usize,
        extractor: usize,
        read: StatementsRead,
    },
    /// A version of another reader reads the article.
    ReadByOther {
        article: usize,
        version: usize,
        read: StatementsRead,
        is_complete: bool,
    },
    /// Article.
    Withdraw(usize),
    /// A decision about a statement of the extractor: article, words.
    Decide(usize, usize, StatementAction),
    /// A decision about a statement of the other reader: article, words.
    DecideOnOtherReading(usize, usize, StatementAction),
    /// The speaker that is merged, and the one that it is merged into.
    Merge(usize, usize),
    /// Speaker.
    Split(usize),
    /// Speaker, name of the alias, whether it is added or removed.
    Alias(usize, usize, bool),
    /// Speaker, whether the identifier is added or removed.
    Identify(usize, bool),
    Define {
        topic: usize,
        broader: Option<usize>,
        terms: usize,
    },
    /// Topic.
    Retire(usize),
    /// Feed, publisher.
    AddFeed(usize, Option<usize>),
    /// Feed.
    RemoveFeed(usize),
    /// Article.
    Redact(usize),
    /// Article, words.
    RedactStatement(usize, usize),
    /// Speaker.
    RedactSpeaker(usize),
    /// An event of the history, modulo its length.
    Undo(usize),
}

/// Any way to read an article. The indexes (0, 0, 0) are frequent, so that two readings often agree.
fn statements_read() -> impl Strategy<Value = StatementsRead> {
    let any_statement = (0..REFERENCES.len(), 0..DATES.len(), 0..2_usize);
    prop::array::uniform4(option::weighted(
        0.8,
        prop_oneof![2 => Just((0, 0, 0)), 1 => any_statement],
    ))
}

fn statement_action() -> impl Strategy<Value = StatementAction> {
    prop_oneof![
        2 => Just(StatementAction::Confirm),
        2 => Just(StatementAction::Withdraw),
        1 => Just(StatementAction::Skip),
        2 => (0..SPEAKER_NAMES.len()).prop_map(StatementAction::Speaker),
        1 => (0..CAPACITIES.len()).prop_map(StatementAction::Capacity),
        1 => (0..DATES.len()).prop_map(StatementAction::Said),
        1 => (0..ACTS.len()).prop_map(StatementAction::Act),
        3 => (0..CORRECTED_WORDS.len()).prop_map(StatementAction::Text),
        3 => (0..4_usize, 0..Tag::ALL.len()).prop_map(|(topic, tag)| StatementAction::Tag(topic, tag)),
        2 => (0..Status::ALL.len()).prop_map(StatementAction::Mark),
        1 => (0..2_usize, 0..STATEMENT_WORDS.len(), 0..Link::ALL.len(), any::<bool>())
            .prop_map(|(article, words, link, is_added)| StatementAction::Link(article, words, link, is_added)),
    ]
}

/// A step by which a person decides something.
pub(crate) fn decision_step() -> impl Strategy<Value = Step> {
    let (article, name, topic) = (0..2_usize, 0..4_usize, 0..4_usize);
    prop_oneof![
        1 => article.clone().prop_map(Step::Withdraw),
        14 => (article, 0..STATEMENT_WORDS.len(), statement_action())
            .prop_map(|(article, words, action)| Step::Decide(article, words, action)),
        2 => (name.clone(), name.clone()).prop_map(|(merged, into)| Step::Merge(merged, into)),
        1 => name.clone().prop_map(Step::Split),
        1 => (name.clone(), name.clone(), any::<bool>())
            .prop_map(|(speaker, name, is_added)| Step::Alias(speaker, name, is_added)),
        1 => (name, any::<bool>()).prop_map(|(speaker, is_added)| Step::Identify(speaker, is_added)),
        2 => (topic.clone(), option::of(topic.clone()), 0..TOPIC_TERMS.len())
            .prop_map(|(topic, broader, terms)| Step::Define { topic, broader, terms }),
        2 => topic.prop_map(Step::Retire),
        1 => (0..2_usize, option::of(0..2_usize)).prop_map(|(feed, publisher)| Step::AddFeed(feed, publisher)),
        1 => (0..2_usize).prop_map(Step::RemoveFeed),
    ]
}

/// A step that ingests an article, or rereads it with another version of the extractor.
pub(crate) fn reading_step() -> impl Strategy<Value = Step> {
    let ingested = (
        0..2_usize,
        0..TITLES.len(),
        0..ARTICLE_TEXTS.len(),
        prop::bool::weighted(0.1),
        1..3_usize,
        statements_read(),
    );
    prop_oneof![
        3 => ingested.prop_map(|(article, title, text, lang, extractor, read)| {
            Step::Ingest { article, title, text, lang, extractor, read }
        }),
        2 => (0..2_usize, 1..3_usize, statements_read())
            .prop_map(|(article, extractor, read)| Step::Reread { article, extractor, read }),
    ]
}

/// A step in which another reader reads an article, or a person decides about one of its statements.
pub(crate) fn other_reader_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0..2_usize, 1..3_usize, statements_read(), any::<bool>())
            .prop_map(|(article, version, read, is_complete)| {
                Step::ReadByOther { article, version, read, is_complete }
            }),
        1 => (0..2_usize, 0..STATEMENT_WORDS.len(), statement_action())
            .prop_map(|(article, words, action)| Step::DecideOnOtherReading(article, words, action)),
    ]
}

/// A sequence of steps: the ingestion of both articles, then fewer than `longest` others.
pub(crate) fn steps(longest: usize) -> impl Strategy<Value = Vec<Step>> {
    let first = |article| {
        statements_read().prop_map(move |read| Step::Ingest {
            article,
            title: article,
            text: 0,
            lang: false,
            extractor: 1,
            read,
        })
    };
    let step = prop_oneof![
        2 => reading_step(),
        5 => decision_step(),
        2 => (0..99_usize).prop_map(Step::Undo),
    ];
    (first(0), first(1), prop::collection::vec(step, 0..longest)).prop_map(
        |(first_ingested, second_ingested, rest)| {
            let mut steps = vec![first_ingested, second_ingested];
            steps.extend(rest);
            steps
        },
    )
}

/// The text of article `number` with one of the titles and texts, in Chinese for one of the two articles.
fn article_revision(number: usize, title: usize, text: usize, lang: bool) -> Article {
    article(&number.to_string(), ARTICLE_TEXTS[text])
        .title(TITLES[title])
        .published(&format!("2026-02-{:02}", title + 1))
        .lang(if lang == (number == 0) { Lang::Zh } else { Lang::Fr })
}

/// The id of an article.
pub(crate) fn article_id(article: usize) -> ArticleId {
    article_revision(article, 0, 0, false).id()
}

/// The id of a statement of an article.
pub(crate) fn statement_id(article: usize, words: usize) -> StatementId {
    StatementId::from_words(&article_id(article), &[STATEMENT_WORDS[words]], 0)
}

/// The name of the other reader.
pub(crate) const OTHER_READER: &str = "other";

/// The statements that the other reader finds in a text. Unlike the extractor's, some have a side and a report.
fn statements_of_other_reader(revision: &Article, version: usize, read: &StatementsRead) -> Vec<Statement> {
    let reader: Reader = format!("{OTHER_READER}/{version}").parse().unwrap();
    let read = statements_of_extractor(revision, read).into_iter();
    read.map(|statement| {
        let is_exact = statement.said.date.is_exact();
        Statement {
            id: StatementId::from_words_of_reader(OTHER_READER, &revision.id(), &[&statement.words()], 0),
            reader: Some(reader.clone()),
            side: is_exact.then(|| Side {
                mention: None,
                reference: "Paul Noé".to_owned(),
            }),
            report: Report::ALL.get(version).copied(),
            ..statement
        }
    })
    .collect()
}

/// The id of the speaker with this name.
pub(crate) fn speaker_id(name: usize) -> SpeakerId {
    SpeakerId::from_name(SPEAKER_NAMES[name])
}

/// The address of a feed.
fn feed_address(number: usize) -> String {
    format!("https://gazette.example/{number}.xml")
}

/// The id of a topic: 0 and 1 are a person's own topics, 2 and 3 are built in.
pub(crate) fn topic_id(number: usize) -> TopicId {
    match number {
        0 => "own:one".parse().unwrap(),
        1 => "own:two".parse().unwrap(),
        known => embedded_topics().unwrap()[known].id.clone(),
    }
}

/// The statements of `read` whose words occur in the article's text.
fn statements_of_extractor(revision: &Article, read: &StatementsRead) -> Vec<Statement> {
    let read = read
        .iter()
        .zip(STATEMENT_WORDS)
        .filter(|(_, words)| revision.text.contains(words));
    read.filter_map(|(read, words)| {
        let (reference, date, act) = (*read)?;
        let builder = revision
            .says(&[words])
            .said(DATES[date], DateRule::Absolute, None)
            .act(ACTS[act]);
        let builder = match REFERENCES[reference] {
            Some((reference, mention)) => builder.speaker(reference).mention(mention),
            None => builder,
        };
        Some(builder.statement)
    })
    .collect()
}

fn statement_command(action: &StatementAction) -> StatementCommand {
    let change = CorrectionRequest::default();
    match *action {
        StatementAction::Confirm => StatementCommand::Confirm,
        StatementAction::Withdraw => StatementCommand::Withdraw,
        StatementAction::Skip => StatementCommand::Skip,
        StatementAction::Speaker(name) => StatementCommand::Correct(CorrectionRequest {
            speaker: Some(SPEAKER_NAMES[name].to_owned()),
            ..change
        }),
        StatementAction::Capacity(capacity) => StatementCommand::Correct(CorrectionRequest {
            capacity: Some(CAPACITIES[capacity].to_owned()),
            ..change
        }),
        StatementAction::Said(date) => StatementCommand::Correct(CorrectionRequest {
            said: Some(DATES[date].parse().unwrap()),
            ..change
        }),
        StatementAction::Act(act) => StatementCommand::Correct(CorrectionRequest {
            act: Some(ACTS[act]),
            ..change
        }),
        StatementAction::Text(text) => StatementCommand::Correct(CorrectionRequest {
            text: Some(CORRECTED_WORDS[text].to_owned()),
            ..change
        }),
        StatementAction::Tag(number, tag) => StatementCommand::Tag(topic_id(number), Tag::ALL[tag]),
        StatementAction::Mark(status) => StatementCommand::Mark(Status::ALL[status]),
        StatementAction::Link(article, words, link, is_added) => {
            StatementCommand::Link(statement_id(article, words), Link::ALL[link], is_added)
        }
    }
}

/// The history so far, and the state of the aggregates that results from it.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) history: History,
    pub(crate) articles: BTreeMap<ArticleId, ArticleState>,
    pub(crate) speakers: SpeakersState,
    pub(crate) topics: TopicsState,
    pub(crate) feeds: FeedsState,
}

impl World {
    /// The world after `steps`; rejected steps change nothing.
    pub(crate) fn after_steps(steps: &[Step]) -> Self {
        let mut world = Self {
            history: History::default(),
            articles: BTreeMap::new(),
            speakers: SpeakersState::default(),
            topics: EMBEDDED_TOPICS.clone(),
            feeds: FeedsState::default(),
        };
        for step in steps {
            let _ = world.apply_step(step);
        }
        world
    }

    /// Applies one more step and returns the recorded events, or the error if the domain rejects it.
    pub(crate) fn apply_step(&mut self, step: &Step) -> Result<Vec<RecordedEvent>, DecideError> {
        let events = match step {
            Step::Merge(merged, into) => self.speakers.decide(
                SpeakerCommand::Merge(speaker_id(*merged), speaker_id(*into)),
                None,
            ),
            Step::Split(name) => self
                .speakers
                .decide(SpeakerCommand::Split(speaker_id(*name)), None),
            Step::Alias(name, alias, is_added) => {
                let alias = format!("dit {}", SPEAKER_NAMES[*alias]);
                self.speakers
                    .decide(SpeakerCommand::Alias(speaker_id(*name), alias, *is_added), None)
            }
            Step::Identify(name, is_added) => {
                let command =
                    SpeakerCommand::Identify(speaker_id(*name), "wikidata:Q42".to_owned(), *is_added);
                self.speakers.decide(command, None)
            }
            Step::Define {
                topic: number,
                broader,
                terms,
            } => {
                let terms: Vec<String> = TOPIC_TERMS[*terms]
                    .iter()
                    .map(|term| (*term).to_owned())
                    .collect();
                let defined = Topic {
                    id: topic_id(*number),
                    broader: broader.map(topic_id),
                    labels: [(Lang::En, format!("topic {number}"))].into(),
                    terms: [(Lang::Fr, terms.clone()), (Lang::Zh, terms)].into(),
                    uri: None,
                };
                self.topics.decide(TopicCommand::Define(vec![defined]), None)
            }
            Step::Retire(number) => self.topics.decide(TopicCommand::Retire(topic_id(*number)), None),
            Step::AddFeed(number, publisher) => {
                let feed = FeedSubscription {
                    address: feed_address(*number),
                    publisher: publisher.map(|number| format!("Gazette {number}")),
                    lang: publisher.map(|_| Lang::Fr),
                    timezone: None,
                };
                self.feeds.decide(FeedCommand::Add(feed), None)
            }
            Step::RemoveFeed(number) => self
                .feeds
                .decide(FeedCommand::Remove(feed_address(*number)), None),
            Step::RedactSpeaker(name) => {
                let command = SpeakerCommand::Redact(speaker_id(*name), Vec::new());
                self.speakers.decide(command, Some("asked".to_owned()))
            }
            Step::Undo(number) => match self.history.0.get(number % self.history.0.len().max(1)) {
                Some(recorded) => self.decide_undo(recorded.position),
                None => Ok(Vec::new()),
            },
            step => self.decide_on_article(step),
        }?;
        Ok(self.record_events(events))
    }

    fn decide_on_article(&self, step: &Step) -> Result<Vec<Event>, DecideError> {
        let by = |extractor: &usize| format!("test/{extractor}");
        let (article, command) = match step {
            Step::Ingest {
                article,
                title,
                text,
                lang,
                extractor,
                read,
            } => {
                let revision = article_revision(*article, *title, *text, *lang);
                let command = ArticleCommand::Ingest {
                    statements: statements_of_extractor(&revision, read),
                    extractor: by(extractor),
                    document: Document {
                        source: revision.source,
                        lang: revision.lang,
                        text: revision.text,
                        provenance: None,
                    },
                };
                (*article, command)
            }
            Step::Reread {
                article, extractor, ..
            } => {
                let command = ArticleCommand::Reread {
                    statements: self.reread_statements(step),
                    extractor: by(extractor),
                };
                (*article, command)
            }
            Step::Decide(article, words, action) => {
                let command = ArticleCommand::Decide {
                    statement: statement_id(*article, *words),
                    command: statement_command(action),
                    reason: None,
                };
                (*article, command)
            }
            Step::ReadByOther {
                article,
                version,
                read,
                is_complete,
            } => {
                let revision = self.current_revision(*article);
                let command = ArticleCommand::ReadBy {
                    statements: statements_of_other_reader(&revision, *version, read),
                    reader: format!("{OTHER_READER}/{version}").parse().unwrap(),
                    is_complete: *is_complete,
                };
                (*article, command)
            }
            Step::DecideOnOtherReading(article, words, action) => {
                let command = ArticleCommand::Decide {
                    statement: StatementId::from_words_of_reader(
                        OTHER_READER,
                        &article_id(*article),
                        &[STATEMENT_WORDS[*words]],
                        0,
                    ),
                    command: statement_command(action),
                    reason: None,
                };
                (*article, command)
            }
            Step::Withdraw(article) => (
                *article,
                ArticleCommand::Withdraw {
                    reason: String::new(),
                },
            ),
            Step::Redact(article) => {
                let (reason, redacted) = ("a court".to_owned(), Vec::new());
                (*article, ArticleCommand::Redact { reason, redacted })
            }
            Step::RedactStatement(article, words) => {
                let command = ArticleCommand::RedactStatement {
                    statement: statement_id(*article, *words),
                    also: Vec::new(),
                    reason: "misquoted".to_owned(),
                    redacted: Vec::new(),
                };
                (*article, command)
            }
            step => panic!("{step:?} is not about an article"),
        };
        let id = article_id(article);
        let absent = ArticleState::Absent;
        decide(&id, self.articles.get(&id).unwrap_or(&absent), command)
    }

    /// The article's state, if it is current.
    pub(crate) fn current_article(&self, article: usize) -> Option<&CurrentArticle> {
        match self.articles.get(&article_id(article)) {
            Some(ArticleState::Current(current)) => Some(current),
            _ => None,
        }
    }

    /// The statements that the step [`Step::Reread`] finds in the current text; none for other steps.
    pub(crate) fn reread_statements(&self, step: &Step) -> Vec<Statement> {
        let Step::Reread { article, read, .. } = step else {
            return Vec::new();
        };
        statements_of_extractor(&self.current_revision(*article), read)
    }

    /// The article with its current text, which is empty if the article is not current.
    fn current_revision(&self, article: usize) -> Article {
        let text = self
            .current_article(article)
            .and_then(|current| current.text.as_str());
        let mut revision = article_revision(article, 0, 0, false);
        text.unwrap_or_default().clone_into(&mut revision.text);
        revision
    }

    fn decide_undo(&self, position: Position) -> Result<Vec<Event>, DecideError> {
        let at = usize::try_from(position.number()).unwrap() - 1;
        let stream: Vec<RecordedEvent> = self
            .history
            .events_of(&self.history.0[at].stream)
            .cloned()
            .collect();
        undo(&stream, position, &EMBEDDED_TOPICS, None)
    }

    /// Undoes the decision at a position and returns the recorded events.
    pub(crate) fn undo(&mut self, position: Position) -> Result<Vec<RecordedEvent>, DecideError> {
        let events = self.decide_undo(position)?;
        Ok(self.record_events(events))
    }

    /// Adds events to the history as the tracker does: the first one is the causation of the others.
    fn record_events(&mut self, events: Vec<Event>) -> Vec<RecordedEvent> {
        let before = self.history.0.len();
        let mut cause = None;
        for event in events {
            if let dixit::domain::StreamId::Article(id) = event.stream() {
                let state = self.articles.remove(&id).unwrap_or_default();
                self.articles.insert(id, evolve(state, &event));
            }
            self.speakers = std::mem::take(&mut self.speakers).evolve(&event);
            self.topics = std::mem::take(&mut self.topics).evolve(&event);
            self.feeds = std::mem::take(&mut self.feeds).evolve(&event);
            let id = self.history.push_caused_by(cause, event);
            cause = cause.or(Some(id));
        }
        self.history.0[before..].to_vec()
    }
}
