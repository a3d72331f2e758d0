//! What checkpoints and proofs need of a tracker: roots and paths of its Merkle tree, and how its log compares with the
//! log of a checkpoint.

use super::connection::Tracker;
use super::error::TrackerError;
use super::read_models::log_position;
use crate::domain::{ArticleId, Event, Position, StatementId, StreamId};
use crate::log::{self, EventRange, EventRecord, Hash, LogError, LogRoot};
use crate::query;
use rusqlite::Connection;
use std::fmt;

/// How the log compares with the one that a checkpoint covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogComparison {
    /// It begins with that log.
    Extends,
    /// It is an older copy: it ends before that log does, and is the same as far as can be told.
    Shorter {
        /// Its last position.
        last: Position,
    },
    /// It is another log: rewritten or forked.
    Differs {
        /// The first position where the two differ; `None` where the leaf hashes of that log are not at hand.
        first: Option<Position>,
    },
}

/// What a proof is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProofSubject {
    /// A statement: its last reading, the article's event that it points into, and what happened to it since.
    Statement(StatementId),
    /// An article: its last text, and what happened to it since.
    Article(ArticleId),
    /// The event at this position alone.
    Event(Position),
}

impl fmt::Display for ProofSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Statement(id) => id.fmt(f),
            Self::Article(id) => id.fmt(f),
            Self::Event(position) => position.fmt(f),
        }
    }
}

impl Tracker {
    /// The events that a proof about `subject` consists of, in the order of the log; none where there are none.
    pub fn records_about(&self, subject: &ProofSubject) -> Result<Vec<EventRecord>, TrackerError> {
        let snapshot = self.conn.unchecked_transaction().map_err(LogError::from)?;
        let article = match subject {
            ProofSubject::Event(position) => {
                return Ok(log::read_record(&*snapshot, *position)?.into_iter().collect());
            }
            ProofSubject::Article(article) => article.clone(),
            ProofSubject::Statement(statement) => {
                let article = match query::find_article_of_statement(&snapshot, statement)? {
                    None => find_article_of_redacted(&snapshot, statement)?,
                    article => article,
                };
                match article {
                    Some(article) => article,
                    None => return Ok(Vec::new()),
                }
            }
        };
        let records = log::read_stream_records(&*snapshot, &StreamId::Article(article))?;
        let mut events = Vec::with_capacity(records.len());
        for record in &records {
            events.push(record.decode().map_err(|source| LogError::Undecodable {
                position: record.position,
                source,
            })?);
        }
        let wanted = match subject {
            ProofSubject::Statement(statement) => select_of_statement(&events, statement),
            _ => select_of_article(&events),
        };
        let chosen = records.into_iter().zip(wanted);
        Ok(chosen
            .filter_map(|(record, is_wanted)| is_wanted.then_some(record))
            .collect())
    }

    /// Compares the log with the one that had the root `kept`. `leaves` are the leaf hashes of that log, if they are at
    /// hand: they say where the two differ.
    ///
    /// It reads leaf hashes as they are stored: whether these are right, [`Tracker::verify`] finds.
    pub fn compare_with(
        &self,
        kept: &LogRoot,
        leaves: Option<&mut dyn Iterator<Item = Hash>>,
    ) -> Result<LogComparison, TrackerError> {
        let snapshot = self.conn.unchecked_transaction().map_err(LogError::from)?;
        let last = log_position(&snapshot)?;
        if last.number() >= kept.events && log::read_root(&*snapshot, kept.events)? == kept.root {
            return Ok(LogComparison::Extends);
        }
        let differing = match leaves {
            Some(leaves) => find_differing(&snapshot, leaves)?,
            None => None,
        };
        Ok(match differing {
            Some(first) if first <= last => LogComparison::Differs { first: Some(first) },
            _ if last.number() < kept.events => LogComparison::Shorter { last },
            first => LogComparison::Differs { first },
        })
    }

    /// The consistency path from the log of `since` to the first `events` events of the log.
    pub fn consistency_path(&self, since: u64, events: u64) -> Result<Vec<Hash>, TrackerError> {
        let snapshot = self.conn.unchecked_transaction().map_err(LogError::from)?;
        Ok(log::read_consistency_path(&*snapshot, since, events)?)
    }

    /// The inclusion path of the event at `position` in the tree over the first `events` events.
    pub fn inclusion_path(&self, position: Position, events: u64) -> Result<Vec<Hash>, TrackerError> {
        let snapshot = self.conn.unchecked_transaction().map_err(LogError::from)?;
        Ok(log::read_inclusion_path(&*snapshot, position, events)?)
    }

    /// The leaf hashes of the events after the first `after` and up to the first `upto`, in order.
    pub fn leaf_hashes(&self, after: u64, upto: u64) -> Result<Vec<Hash>, TrackerError> {
        let mut leaves = Vec::new();
        if after < upto {
            log::for_each_leaf_hash(&self.conn, after, &mut |leaf| {
                leaves.push(leaf);
                after + (leaves.len() as u64) < upto
            })?;
        }
        Ok(leaves)
    }
}

/// The article of a statement of which nothing is left in the read models but that it was redacted.
fn find_article_of_redacted(
    conn: &Connection,
    statement: &StatementId,
) -> Result<Option<ArticleId>, TrackerError> {
    let redactions = EventRange {
        kind: Some("statement.redacted"),
        ..EventRange::default()
    };
    let mut found = None;
    log::for_each_event_in::<TrackerError>(conn, &redactions, &mut |recorded| {
        if recorded.event.statement_id() == Some(statement)
            && let StreamId::Article(article) = recorded.stream
        {
            found = Some(article);
        }
        Ok(())
    })?;
    Ok(found)
}

/// Which of the events of an article say something about `statement`: its last reading, the text that this points
/// into, and whatever happened to the statement or its article since.
fn select_of_statement(events: &[Event], statement: &StatementId) -> Vec<bool> {
    let reading = events.iter().rposition(
        |event| matches!(event, Event::StatementRecorded { statement: read, .. } if read.id == *statement),
    );
    let revision_read = reading.and_then(|at| match &events[at] {
        Event::StatementRecorded { revision, .. } => Some(*revision),
        _ => None,
    });
    let is_wanted = |(at, event): (usize, &Event)| match event {
        Event::ArticleIngested { .. } => revision_read == Some(0),
        Event::ArticleRevised { revision, .. } => revision_read == Some(*revision),
        Event::ArticleReread { .. } => false,
        Event::StatementRecorded { .. } => Some(at) == reading,
        event => {
            reading.is_some_and(|reading| at > reading)
                && event.statement_id().is_none_or(|about| about == statement)
        }
    };
    events.iter().enumerate().map(is_wanted).collect()
}

/// Which of the events of an article say something about it as a whole: its last text, and what happened to it since.
fn select_of_article(events: &[Event]) -> Vec<bool> {
    let text = events
        .iter()
        .rposition(|event| Event::CONTENT_TYPES.contains(&event.type_name()));
    let is_wanted = |(at, event): (usize, &Event)| {
        Some(at) == text || (text.is_some_and(|text| at > text) && event.statement_id().is_none())
    };
    events.iter().enumerate().map(is_wanted).collect()
}

/// The first position where the log has another leaf than `leaves`, or none. `None` where they are the same as far as
/// both go.
fn find_differing(
    conn: &Connection,
    leaves: &mut dyn Iterator<Item = Hash>,
) -> Result<Option<Position>, TrackerError> {
    let (mut compared, mut differs) = (0, false);
    log::for_each_leaf_hash(conn, 0, &mut |leaf| {
        let Some(kept) = leaves.next() else {
            return false;
        };
        compared += 1;
        differs = kept != leaf;
        !differs
    })?;
    Ok(differs.then_some(Position::new(compared)))
}
