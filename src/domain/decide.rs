use super::{ArticleId, Document, Event, Lang, Reason, Source, Statement, StatementId, Text};
use std::collections::BTreeMap;

/// What somebody wants done to one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Record it, with what was read in it.
    Ingest {
        /// The article.
        document: Document,
        /// The statements that were read, in reading order.
        statements: Vec<Statement>,
        /// What read them.
        extractor: String,
    },
    /// Let it no longer count.
    Withdraw {
        /// Why.
        reason: String,
    },
}

/// One article as its stream tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ArticleState {
    /// Never heard of.
    #[default]
    Absent,
    /// It counts.
    Present(Box<Present>),
    /// It was withdrawn, for the reason given.
    Withdrawn(Reason),
}

/// An article that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// Where it comes from.
    pub source: Source,
    /// Its language.
    pub lang: Lang,
    /// Its text.
    pub text: Text,
    /// How often it was revised.
    pub revision: u32,
    /// The statements that count, by id.
    pub statements: BTreeMap<StatementId, Statement>,
}

/// Why a command cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecideError {
    /// The article was withdrawn; it is not brought back by being read again.
    #[error("the article was withdrawn ({0})")]
    Withdrawn(Reason),
    /// Its text was taken down; it is not brought back by being read again.
    #[error("the text of the article was taken down")]
    Redacted,
    /// There is no such article.
    #[error("there is no article {0}")]
    Absent(ArticleId),
}

/// The events that `command` leads to for `article`, given its state; none where nothing changes.
///
/// A document that tells less of its source than was known completes it from what was known. A statement
/// that is read exactly as before is left alone; one that is read otherwise is recorded again under the same
/// id; one whose words are gone is withdrawn.
pub fn decide(
    article: &ArticleId,
    state: &ArticleState,
    command: Command,
) -> Result<Vec<Event>, DecideError> {
    match (command, state) {
        (
            Command::Ingest {
                document,
                statements,
                extractor,
            },
            ArticleState::Absent,
        ) => Ok(ingest(article, document, statements, extractor)),
        (
            Command::Ingest {
                document,
                statements,
                extractor,
            },
            ArticleState::Present(present),
        ) => revise(article, present, document, statements, extractor),
        (_, ArticleState::Withdrawn(reason)) => Err(DecideError::Withdrawn(reason.clone())),
        (Command::Withdraw { .. }, ArticleState::Absent) => Err(DecideError::Absent(article.clone())),
        (Command::Withdraw { reason }, ArticleState::Present(_)) => Ok(vec![Event::ArticleWithdrawn {
            article: article.clone(),
            reason: Reason::Decided(reason),
        }]),
    }
}

fn ingest(
    article: &ArticleId,
    document: Document,
    statements: Vec<Statement>,
    extractor: String,
) -> Vec<Event> {
    let Document { source, lang, text } = document;
    let ingested = Event::ArticleIngested {
        article: article.clone(),
        source,
        lang,
        text: Text::Kept(text),
        extractor,
    };
    let recorded = statements
        .into_iter()
        .map(|statement| record(article, 0, statement));
    std::iter::once(ingested).chain(recorded).collect()
}

fn record(article: &ArticleId, revision: u32, statement: Statement) -> Event {
    Event::StatementRecorded {
        article: article.clone(),
        revision,
        statement: Box::new(statement),
    }
}

fn revise(
    article: &ArticleId,
    present: &Present,
    document: Document,
    statements: Vec<Statement>,
    extractor: String,
) -> Result<Vec<Event>, DecideError> {
    let Text::Kept(known) = &present.text else {
        return Err(DecideError::Redacted);
    };
    let Document { source, lang, text } = document;
    let source = source.completed_by(&present.source);
    if source == present.source && lang == present.lang && text == *known {
        return Ok(Vec::new());
    }
    let revision = present.revision + 1;
    let mut events = vec![Event::ArticleRevised {
        article: article.clone(),
        revision,
        source,
        lang,
        text: Text::Kept(text),
        extractor,
    }];
    let gone = present
        .statements
        .keys()
        .filter(|id| statements.iter().all(|s| s.id != **id));
    events.extend(gone.map(|id| Event::StatementWithdrawn {
        article: article.clone(),
        statement: id.clone(),
        reason: Reason::Revised,
    }));
    let changed = statements
        .into_iter()
        .filter(|s| present.statements.get(&s.id) != Some(s));
    events.extend(changed.map(|statement| record(article, revision, statement)));
    Ok(events)
}

/// The state of an article after `event`. No rules here: what was recorded is so.
#[must_use]
pub fn evolve(state: ArticleState, event: &Event) -> ArticleState {
    match (event, state) {
        (
            Event::ArticleIngested {
                source, lang, text, ..
            },
            _,
        ) => ArticleState::Present(Box::new(Present {
            source: source.clone(),
            lang: *lang,
            text: text.clone(),
            revision: 0,
            statements: BTreeMap::new(),
        })),
        (
            Event::ArticleRevised {
                revision,
                source,
                lang,
                text,
                ..
            },
            ArticleState::Present(mut present),
        ) => {
            present.source = source.clone();
            present.lang = *lang;
            present.text = text.clone();
            present.revision = *revision;
            ArticleState::Present(present)
        }
        (Event::ArticleWithdrawn { reason, .. }, _) => ArticleState::Withdrawn(reason.clone()),
        (Event::StatementRecorded { statement, .. }, ArticleState::Present(mut present)) => {
            present
                .statements
                .insert(statement.id.clone(), Statement::clone(statement));
            ArticleState::Present(present)
        }
        (Event::StatementWithdrawn { statement, .. }, ArticleState::Present(mut present)) => {
            present.statements.remove(statement);
            ArticleState::Present(present)
        }
        (_, state) => state,
    }
}
