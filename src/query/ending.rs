use super::vocabulary::words;
use super::{QueryError, wire};
use crate::domain::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// Why and since when something no longer counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ending {
    /// What ended it.
    pub what: EndedBy,
    /// The position of the event that did.
    pub position: u64,
    /// When that was recorded; null where no single event ended it.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::moment_or_null")]
    pub recorded_at: Option<Timestamp>,
    /// Who had it recorded.
    pub actor: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

words! {
    /// What ends something.
    EndedBy {
        /// A person withdrew the statement.
        Withdrawn = "withdrawn",
        /// The words of the statement are gone from a newer text of the article.
        Revised = "revised",
        /// A newer extractor does not read the statement.
        Dropped = "dropped",
        /// A person withdrew the article, and with it its statements.
        ArticleWithdrawn = "article-withdrawn",
        /// A person declared the speaker the same as another one.
        Merged = "merged",
        /// A person retired the topic.
        Retired = "retired",
        /// Nothing that counts is by this speaker any longer.
        Unattributed = "unattributed",
    }
}

impl EndedBy {
    /// What happened, as a part of a sentence.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Revised => "gone with a revision of its article",
            Self::Dropped => "dropped by a newer reading",
            Self::ArticleWithdrawn => "its article was withdrawn",
            Self::Merged => "merged",
            Self::Retired => "retired",
            Self::Unattributed => "nothing that counts is by this speaker since the event",
        }
    }

    /// What `word` of the read model means.
    fn from_word(word: &str) -> Result<Self, QueryError> {
        let all = [
            Self::Withdrawn,
            Self::Revised,
            Self::Dropped,
            Self::ArticleWithdrawn,
            Self::Merged,
            Self::Retired,
        ];
        let found = all.into_iter().find(|what| what.as_str() == word);
        found.ok_or_else(|| QueryError::DamagedReadModel {
            what: "what ended something",
            text: word.to_owned(),
        })
    }
}

impl fmt::Display for Ending {
    /// Says what happened when, by whom and why, as in `withdrawn on 2026-03-12T08:00:00Z by ada at @12: misread`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what.in_words())?;
        if let Some(at) = self.recorded_at {
            write!(f, " on {at}")?;
        }
        if let Some(actor) = &self.actor {
            write!(f, " by {actor}")?;
        }
        write!(f, " at @{}", self.position)?;
        match &self.reason {
            Some(reason) => write!(f, ": {reason}"),
            None => Ok(()),
        }
    }
}

const COLUMNS: &str = "outcome, position, recorded_at, actor, reason";

/// The event at `position`, which ended something.
pub(super) fn load_ending_at(conn: &Connection, position: i64) -> Result<Ending, QueryError> {
    let mut select = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM ending WHERE position = ?1"))?;
    let mut rows = select.query([position])?;
    match rows.next()? {
        Some(cells) => read_ending(cells),
        None => Ok(Ending {
            what: EndedBy::Unattributed,
            position: position.try_into().unwrap_or_default(),
            recorded_at: None,
            actor: None,
            reason: None,
        }),
    }
}

/// The last merger of the speaker with this id.
pub(super) fn load_merger_of_speaker(conn: &Connection, speaker: &str) -> Result<Option<Ending>, QueryError> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM ending WHERE ended_id = ?1 AND outcome = 'merged' ORDER BY position DESC LIMIT 1"
    ))?;
    let mut rows = select.query([speaker])?;
    rows.next()?.map(read_ending).transpose()
}

/// Why the statement with this id no longer counts; `None` where it counts, or never did.
pub(super) fn load_ending_of_statement(conn: &Connection, id: &str) -> Result<Option<Ending>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT max(v.valid_to_pos) FROM statement_version AS v
         WHERE v.id = ?1 AND v.valid_from_pos < v.valid_to_pos AND v.valid_to_pos <= (SELECT position FROM as_of)
             AND NOT EXISTS (SELECT 1 FROM statement_of_any_reader AS s WHERE s.id = v.id)",
    )?;
    let until: Option<i64> = select.query_row([id], |row| row.get(0)).optional()?.flatten();
    until.map(|until| load_ending_at(conn, until)).transpose()
}

fn read_ending(cells: &Row<'_>) -> Result<Ending, QueryError> {
    let what = cells.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(Ending {
        what: EndedBy::from_word(what)?,
        position: cells.get::<_, i64>(1)?.try_into().unwrap_or_default(),
        recorded_at: Some(Timestamp::from_micros(cells.get(2)?)),
        actor: cells.get(3)?,
        reason: cells.get(4)?,
    })
}
