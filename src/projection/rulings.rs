//! What persons decided on each statement, as it stands: what the fold must know to make the next version.

use super::ProjectionError;
use super::detail::{self, Piece};
use crate::domain::{Correction, Decisions, Ruling, StatementId, Status, Tag, TopicId};
use rusqlite::{Connection, params};
use std::str::FromStr;

/// What is decided on one statement.
#[derive(Debug, Default)]
pub(super) struct Ruled {
    /// Whether a person withdrew it.
    pub(super) withdrawn: bool,
    /// All else.
    pub(super) decisions: Decisions,
}

const WITHDRAWN: &str = "withdrawn";
const CONFIRMED: &str = "confirmed";
const STATUS: &str = "status";
const TAG: &str = "tag ";
const SPEAKER: &str = "speaker";
const CAPACITY: &str = "capacity";
const SAID: &str = "said";
const ACT: &str = "act";
const REPORT: &str = "report";
const TEXT: &str = "text";

/// What a decision on whether a statement is about `topic` stands under.
pub(super) fn tag(topic: &TopicId) -> String {
    format!("{TAG}{topic}")
}

/// What is decided on a statement; `None` where nothing is.
pub(super) fn of(conn: &Connection, id: &StatementId) -> Result<Option<Ruled>, ProjectionError> {
    let mut select = conn.prepare_cached("SELECT what, value FROM ruling WHERE statement = ?1")?;
    let mut rows = select.query([id.as_str()])?;
    let mut ruled: Option<Ruled> = None;
    while let Some(row) = rows.next()? {
        let what: String = row.get(0)?;
        let value: String = row.get(1)?;
        let ruled = ruled.get_or_insert_default();
        let decisions = &mut ruled.decisions;
        let correction = &mut decisions.correction;
        match what.as_str() {
            WITHDRAWN => ruled.withdrawn = true,
            CONFIRMED => decisions.confirmed = true,
            STATUS => decisions.status = parsed(&value)?,
            SPEAKER => correction.speaker = Some(value),
            CAPACITY => correction.capacity = Some(value),
            SAID => correction.said = Some(parsed(&value)?),
            ACT => correction.act = Some(parsed(&value)?),
            REPORT => correction.report = Some(parsed(&value)?),
            TEXT => {
                let pieces: Vec<Piece<'_>> = serde_json::from_str(&value)?;
                correction.evidence = Some(pieces.into_iter().map(detail::evidence).collect());
            }
            what => {
                let topic = parsed(what.strip_prefix(TAG).unwrap_or(what))?;
                decisions.tags.insert(topic, parsed(&value)?);
            }
        }
    }
    Ok(ruled)
}

fn parsed<T: FromStr>(text: &str) -> Result<T, ProjectionError> {
    text.parse()
        .map_err(|_| ProjectionError::Damaged("a decision on a statement"))
}

/// Notes whether a person withdrew a statement.
pub(super) fn withdraw(conn: &Connection, id: &StatementId, is: bool) -> Result<(), ProjectionError> {
    set(conn, id, WITHDRAWN, is.then(String::new))
}

/// Notes one decision more; tells whether it makes another version of the statement.
pub(super) fn take(conn: &Connection, id: &StatementId, ruling: &Ruling) -> Result<bool, ProjectionError> {
    match ruling {
        Ruling::Confirmed(confirmed) => set(conn, id, CONFIRMED, confirmed.then(String::new))?,
        Ruling::Corrected(correction) => {
            for (what, value) in fields(correction)? {
                set(conn, id, what, value)?;
            }
        }
        Ruling::Tagged(topic, Tag::Derived) => set(conn, id, &tag(topic), None)?,
        Ruling::Tagged(topic, said) => set(conn, id, &tag(topic), Some(said.to_string()))?,
        Ruling::Marked(Status::Open) => set(conn, id, STATUS, None)?,
        Ruling::Marked(status) => set(conn, id, STATUS, Some(status.to_string()))?,
        Ruling::Linked(..) | Ruling::Skipped(_) => return Ok(false),
    }
    Ok(true)
}

fn fields(correction: &Correction) -> Result<[(&'static str, Option<String>); 6], ProjectionError> {
    let text = match &correction.evidence {
        None => None,
        Some(evidence) => {
            let pieces: Vec<Piece<'_>> = evidence.iter().map(detail::piece).collect();
            Some(serde_json::to_string(&pieces)?)
        }
    };
    Ok([
        (SPEAKER, correction.speaker.clone()),
        (CAPACITY, correction.capacity.clone()),
        (SAID, correction.said.map(|date| date.to_string())),
        (ACT, correction.act.map(|act| act.to_string())),
        (REPORT, correction.report.map(|report| report.to_string())),
        (TEXT, text),
    ])
}

fn set(
    conn: &Connection,
    id: &StatementId,
    what: &str,
    value: Option<String>,
) -> Result<(), ProjectionError> {
    match value {
        Some(value) => conn
            .prepare_cached(
                "INSERT INTO ruling(statement, what, value) VALUES (?1, ?2, ?3)
                 ON CONFLICT(statement, what) DO UPDATE SET value = ?3",
            )?
            .execute(params![id.as_str(), what, value])?,
        None => conn
            .prepare_cached("DELETE FROM ruling WHERE statement = ?1 AND what = ?2")?
            .execute(params![id.as_str(), what])?,
    };
    Ok(())
}
