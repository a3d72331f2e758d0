//! A small world to decide about: two articles, a few speakers and topics, and commands about them. A command is
//! decided by the domain; a refusal adds nothing.

use super::history::{Article, History, article};
use dixit::domain::{
    Act, ArticleCommand, ArticleId, ArticleState, CorrectionRequest, CurrentArticle, DateRule, DecideError,
    Document, Event, Lang, Link, Position, Reader, RecordedEvent, Report, Side, SpeakerCommand, SpeakerId,
    SpeakersState, Statement, StatementCommand, StatementId, Status, Tag, Topic, TopicCommand, TopicId,
    TopicsState, decide, evolve, undo,
};
use dixit::projection::embedded_topics;
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(crate) const WORDS: [&str; 4] = [
    "une taxe sur le climat",
    "l’école d’abord",
    "人工智能治理",
    "le budget de la santé",
];
/// One article's text, the same with its words moved, and without some of them.
const TEXTS: [&str; 3] = [
    "Anne Roy veut une taxe sur le climat. Li Wei répond : l’école d’abord. 李强：人工智能治理。 Puis Mme Roy, \
     pour le budget de la santé, et une taxe.",
    "Mis à jour. Anne Roy veut une taxe sur le climat. Li Wei répond : l’école d’abord. 李强：人工智能治理。 \
     Puis Mme Roy, pour le budget de la santé, et une taxe.",
    "Anne Roy veut une taxe sur le climat. Li Wei se tait. 李强：人工智能治理。 Puis Mme Roy, pour le budget \
     de la santé.",
];
const TITLES: [&str; 3] = ["Une taxe sur le climat", "L’école d’abord", "Sans sujet"];
const REFERENCES: [Option<(&str, &str)>; 5] = [
    Some(("Anne Roy", "Anne Roy")),
    None,
    Some(("ANNE ROY", "Mme Roy")),
    Some(("Li Wei", "Li Wei")),
    Some(("李强", "李强")),
];
const DATES: [&str; 3] = ["2026-01-02", "2026-01~", ".."];
const ACTS: [Act; 3] = [Act::Proposal, Act::Claim, Act::Commitment];
/// Whom a person can mean; the first four have ids that commands are about.
const NAMES: [&str; 5] = ["Anne Roy", "Li Wei", "李强", "Paul Noé", ""];
const CAPACITIES: [&str; 2] = ["ministre", ""];
const CORRECTED: [&str; 4] = ["une taxe", "l’école", "une taxe […] le budget", "nulle part"];
const TERMS: [&[&str]; 5] = [&["taxe"], &["climat", "école"], &["人工智能"], &["…"], &[]];

/// The topics that come with dixit.
static EMBEDDED: LazyLock<TopicsState> =
    LazyLock::new(|| TopicsState::new(embedded_topics().unwrap().iter().cloned()));

/// How an article is read: of each of the words who says them, when, and what is done by it.
pub(crate) type Read = [Option<(usize, usize, usize)>; WORDS.len()];

/// What is done about one statement.
#[derive(Debug, Clone)]
pub(crate) enum Deed {
    Confirm,
    Withdraw,
    Speaker(usize),
    Capacity(usize),
    Said(usize),
    Act(usize),
    Text(usize),
    Tag(usize, usize),
    Mark(usize),
    Link(usize, usize, usize, bool),
    Skip,
}

/// One thing that is asked for; the numbers choose what it is about.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Ingest {
        article: usize,
        title: usize,
        text: usize,
        lang: bool,
        extractor: usize,
        read: Read,
    },
    Reread {
        article: usize,
        extractor: usize,
        read: Read,
    },
    /// Another reader reads the article, in some version.
    ReadBy {
        article: usize,
        version: usize,
        read: Read,
        is_whole: bool,
    },
    Withdraw(usize),
    Rule(usize, usize, Deed),
    /// About a statement as the other reader reads it.
    RuleOther(usize, usize, Deed),
    Merge(usize, usize),
    Split(usize),
    Alias(usize, usize, bool),
    Identify(usize, bool),
    Define {
        topic: usize,
        broader: Option<usize>,
        terms: usize,
    },
    Retire(usize),
    Undo(usize),
}

fn read() -> impl Strategy<Value = Read> {
    let one = (0..REFERENCES.len(), 0..DATES.len(), 0..2_usize);
    prop::array::uniform4(option::weighted(0.8, prop_oneof![2 => Just((0, 0, 0)), 1 => one]))
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        2 => Just(Deed::Confirm),
        2 => Just(Deed::Withdraw),
        1 => Just(Deed::Skip),
        2 => (0..NAMES.len()).prop_map(Deed::Speaker),
        1 => (0..CAPACITIES.len()).prop_map(Deed::Capacity),
        1 => (0..DATES.len()).prop_map(Deed::Said),
        1 => (0..ACTS.len()).prop_map(Deed::Act),
        3 => (0..CORRECTED.len()).prop_map(Deed::Text),
        3 => (0..4_usize, 0..Tag::ALL.len()).prop_map(|(topic, tag)| Deed::Tag(topic, tag)),
        2 => (0..Status::ALL.len()).prop_map(Deed::Mark),
        1 => (0..2_usize, 0..WORDS.len(), 0..Link::ALL.len(), any::<bool>())
            .prop_map(|(article, words, link, is)| Deed::Link(article, words, link, is)),
    ]
}

/// A decision of a person.
pub(crate) fn decision() -> impl Strategy<Value = Step> {
    let (article, name, topic) = (0..2_usize, 0..4_usize, 0..4_usize);
    prop_oneof![
        1 => article.clone().prop_map(Step::Withdraw),
        14 => (article, 0..WORDS.len(), deed())
            .prop_map(|(article, words, deed)| Step::Rule(article, words, deed)),
        2 => (name.clone(), name.clone()).prop_map(|(one, other)| Step::Merge(one, other)),
        1 => name.clone().prop_map(Step::Split),
        1 => (name.clone(), name.clone(), any::<bool>())
            .prop_map(|(speaker, name, is)| Step::Alias(speaker, name, is)),
        1 => (name, any::<bool>()).prop_map(|(speaker, is)| Step::Identify(speaker, is)),
        2 => (topic.clone(), option::of(topic.clone()), 0..TERMS.len())
            .prop_map(|(topic, broader, terms)| Step::Define { topic, broader, terms }),
        2 => topic.prop_map(Step::Retire),
    ]
}

/// An article comes in, or again, or is read by another extractor.
pub(crate) fn reading() -> impl Strategy<Value = Step> {
    let ingested = (
        0..2_usize,
        0..TITLES.len(),
        0..TEXTS.len(),
        prop::bool::weighted(0.1),
        1..3_usize,
        read(),
    );
    prop_oneof![
        3 => ingested.prop_map(|(article, title, text, lang, extractor, read)| {
            Step::Ingest { article, title, text, lang, extractor, read }
        }),
        2 => (0..2_usize, 1..3_usize, read())
            .prop_map(|(article, extractor, read)| Step::Reread { article, extractor, read }),
    ]
}

/// Another reader reads an article, or a person decides on what it read.
pub(crate) fn of_another_reader() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0..2_usize, 1..3_usize, read(), any::<bool>()).prop_map(|(article, version, read, is_whole)| {
            Step::ReadBy { article, version, read, is_whole }
        }),
        1 => (0..2_usize, 0..WORDS.len(), deed())
            .prop_map(|(article, words, deed)| Step::RuleOther(article, words, deed)),
    ]
}

/// What happens, one after the other; the articles come in first.
pub(crate) fn steps(longest: usize) -> impl Strategy<Value = Vec<Step>> {
    let first = |article| {
        read().prop_map(move |read| Step::Ingest {
            article,
            title: article,
            text: 0,
            lang: false,
            extractor: 1,
            read,
        })
    };
    let step = prop_oneof![
        2 => reading(),
        5 => decision(),
        2 => (0..99_usize).prop_map(Step::Undo),
    ];
    (first(0), first(1), prop::collection::vec(step, 0..longest)).prop_map(|(one, other, rest)| {
        let mut steps = vec![one, other];
        steps.extend(rest);
        steps
    })
}

fn paper(number: usize, title: usize, text: usize, lang: bool) -> Article {
    article(&number.to_string(), TEXTS[text])
        .title(TITLES[title])
        .published(&format!("2026-02-{:02}", title + 1))
        .lang(if lang == (number == 0) { Lang::Zh } else { Lang::Fr })
}

/// The id of an article.
pub(crate) fn id(article: usize) -> ArticleId {
    paper(article, 0, 0, false).id()
}

/// The id of a statement of an article.
pub(crate) fn statement(article: usize, words: usize) -> StatementId {
    StatementId::from_words(&id(article), &[WORDS[words]], 0)
}

/// The name of the other reader.
pub(crate) const OTHER: &str = "other";

/// The statements that the other reader makes of a text: of some it tells the side and how they came to be known.
fn read_by_another(paper: &Article, version: usize, read: &Read) -> Vec<Statement> {
    let reader: Reader = format!("{OTHER}/{version}").parse().unwrap();
    let read = statements(paper, read).into_iter();
    read.map(|statement| {
        let is_exact = statement.said.date.is_exact();
        Statement {
            id: StatementId::from_words_of_reader(OTHER, &paper.id(), &[&statement.words()], 0),
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

/// The id of somebody.
pub(crate) fn speaker(name: usize) -> SpeakerId {
    SpeakerId::from_name(NAMES[name])
}

/// The id of a topic: two of persons' own, then two that come with dixit.
pub(crate) fn topic(number: usize) -> TopicId {
    match number {
        0 => "own:one".parse().unwrap(),
        1 => "own:two".parse().unwrap(),
        known => embedded_topics().unwrap()[known].id.clone(),
    }
}

/// The statements that `read` makes of a text, those of words that it has.
fn statements(paper: &Article, read: &Read) -> Vec<Statement> {
    let read = read
        .iter()
        .zip(WORDS)
        .filter(|(_, words)| paper.text.contains(words));
    read.filter_map(|(read, words)| {
        let (reference, date, act) = (*read)?;
        let saying = paper
            .says(&[words])
            .on(DATES[date], DateRule::Absolute, None)
            .act(ACTS[act]);
        let saying = match REFERENCES[reference] {
            Some((reference, mention)) => saying.by(reference).named(mention),
            None => saying,
        };
        Some(saying.statement)
    })
    .collect()
}

fn order(deed: &Deed) -> StatementCommand {
    let change = CorrectionRequest::default();
    match *deed {
        Deed::Confirm => StatementCommand::Confirm,
        Deed::Withdraw => StatementCommand::Withdraw,
        Deed::Skip => StatementCommand::Skip,
        Deed::Speaker(name) => StatementCommand::Correct(CorrectionRequest {
            speaker: Some(NAMES[name].to_owned()),
            ..change
        }),
        Deed::Capacity(capacity) => StatementCommand::Correct(CorrectionRequest {
            capacity: Some(CAPACITIES[capacity].to_owned()),
            ..change
        }),
        Deed::Said(date) => StatementCommand::Correct(CorrectionRequest {
            said: Some(DATES[date].parse().unwrap()),
            ..change
        }),
        Deed::Act(act) => StatementCommand::Correct(CorrectionRequest {
            act: Some(ACTS[act]),
            ..change
        }),
        Deed::Text(text) => StatementCommand::Correct(CorrectionRequest {
            text: Some(CORRECTED[text].to_owned()),
            ..change
        }),
        Deed::Tag(number, tag) => StatementCommand::Tag(topic(number), Tag::ALL[tag]),
        Deed::Mark(status) => StatementCommand::Mark(Status::ALL[status]),
        Deed::Link(article, words, link, is) => {
            StatementCommand::Link(statement(article, words), Link::ALL[link], is)
        }
    }
}

/// All that happened, and what the domain makes of it.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) history: History,
    pub(crate) articles: BTreeMap<ArticleId, ArticleState>,
    pub(crate) speakers: SpeakersState,
    pub(crate) topics: TopicsState,
}

impl World {
    /// What `steps` lead to.
    pub(crate) fn after(steps: &[Step]) -> Self {
        let mut world = Self {
            history: History::default(),
            articles: BTreeMap::new(),
            speakers: SpeakersState::default(),
            topics: EMBEDDED.clone(),
        };
        for step in steps {
            let _ = world.step(step);
        }
        world
    }

    /// Does one thing more and tells what was recorded.
    pub(crate) fn step(&mut self, step: &Step) -> Result<Vec<RecordedEvent>, DecideError> {
        let events = match step {
            Step::Merge(one, other) => self
                .speakers
                .decide(SpeakerCommand::Merge(speaker(*one), speaker(*other)), None),
            Step::Split(name) => self.speakers.decide(SpeakerCommand::Split(speaker(*name)), None),
            Step::Alias(name, alias, is) => {
                let alias = format!("dit {}", NAMES[*alias]);
                self.speakers
                    .decide(SpeakerCommand::Alias(speaker(*name), alias, *is), None)
            }
            Step::Identify(name, is) => {
                let order = SpeakerCommand::Identify(speaker(*name), "wikidata:Q42".to_owned(), *is);
                self.speakers.decide(order, None)
            }
            Step::Define {
                topic: number,
                broader,
                terms,
            } => {
                let terms: Vec<String> = TERMS[*terms].iter().map(|term| (*term).to_owned()).collect();
                let defined = Topic {
                    id: topic(*number),
                    broader: broader.map(topic),
                    labels: [(Lang::En, format!("topic {number}"))].into(),
                    terms: [(Lang::Fr, terms.clone()), (Lang::Zh, terms)].into(),
                    uri: None,
                };
                self.topics.decide(TopicCommand::Define(vec![defined]), None)
            }
            Step::Retire(number) => self.topics.decide(TopicCommand::Retire(topic(*number)), None),
            Step::Undo(number) => match self.history.0.get(number % self.history.0.len().max(1)) {
                Some(recorded) => self.undone(recorded.position),
                None => Ok(Vec::new()),
            },
            about => self.about_an_article(about),
        }?;
        Ok(self.record(events))
    }

    fn about_an_article(&self, step: &Step) -> Result<Vec<Event>, DecideError> {
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
                let paper = paper(*article, *title, *text, *lang);
                let command = ArticleCommand::Ingest {
                    statements: statements(&paper, read),
                    extractor: by(extractor),
                    document: Document {
                        source: paper.source,
                        lang: paper.lang,
                        text: paper.text,
                    },
                };
                (*article, command)
            }
            Step::Reread {
                article, extractor, ..
            } => {
                let command = ArticleCommand::Reread {
                    statements: self.reading(step),
                    extractor: by(extractor),
                };
                (*article, command)
            }
            Step::Rule(article, words, deed) => {
                let command = ArticleCommand::Decide {
                    statement: statement(*article, *words),
                    command: order(deed),
                    reason: None,
                };
                (*article, command)
            }
            Step::ReadBy {
                article,
                version,
                read,
                is_whole,
            } => {
                let text = self.present(*article).and_then(|present| present.text.as_str());
                let mut paper = paper(*article, 0, 0, false);
                text.unwrap_or_default().clone_into(&mut paper.text);
                let command = ArticleCommand::ReadBy {
                    statements: read_by_another(&paper, *version, read),
                    reader: format!("{OTHER}/{version}").parse().unwrap(),
                    is_complete: *is_whole,
                };
                (*article, command)
            }
            Step::RuleOther(article, words, deed) => {
                let command = ArticleCommand::Decide {
                    statement: StatementId::from_words_of_reader(OTHER, &id(*article), &[WORDS[*words]], 0),
                    command: order(deed),
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
            other => panic!("{other:?} is about no article"),
        };
        let id = id(article);
        let absent = ArticleState::Absent;
        decide(&id, self.articles.get(&id).unwrap_or(&absent), command)
    }

    /// The article as it counts, if it does.
    pub(crate) fn present(&self, article: usize) -> Option<&CurrentArticle> {
        match self.articles.get(&id(article)) {
            Some(ArticleState::Current(present)) => Some(present),
            _ => None,
        }
    }

    /// What a step reads in the text as it stands.
    pub(crate) fn reading(&self, step: &Step) -> Vec<Statement> {
        let Step::Reread { article, read, .. } = step else {
            return Vec::new();
        };
        let text = self.present(*article).and_then(|present| present.text.as_str());
        let mut paper = paper(*article, 0, 0, false);
        text.unwrap_or_default().clone_into(&mut paper.text);
        statements(&paper, read)
    }

    fn undone(&self, position: Position) -> Result<Vec<Event>, DecideError> {
        let at = usize::try_from(position.number()).unwrap() - 1;
        let stream: Vec<RecordedEvent> = self.history.stream(&self.history.0[at].stream).cloned().collect();
        undo(&stream, position, &EMBEDDED, None)
    }

    /// Undoes what was decided at a position and tells what was recorded.
    pub(crate) fn undo(&mut self, position: Position) -> Result<Vec<RecordedEvent>, DecideError> {
        let events = self.undone(position)?;
        Ok(self.record(events))
    }

    /// Adds events to the history as the tracker does: the first one leads to the others.
    fn record(&mut self, events: Vec<Event>) -> Vec<RecordedEvent> {
        let before = self.history.0.len();
        let mut cause = None;
        for event in events {
            if let dixit::domain::StreamId::Article(id) = event.stream() {
                let state = self.articles.remove(&id).unwrap_or_default();
                self.articles.insert(id, evolve(state, &event));
            }
            self.speakers = std::mem::take(&mut self.speakers).evolve(&event);
            self.topics = std::mem::take(&mut self.topics).evolve(&event);
            let id = self.history.caused(cause, event);
            cause = cause.or(Some(id));
        }
        self.history.0[before..].to_vec()
    }
}
