//! What people decided on each statement, as of the last folded event: needed to make the next version of it.

use super::ProjectionError;
use super::statement_detail::{self, QuoteText};
use crate::domain::{Correction, StatementDecision, StatementDecisions, StatementId, Status, Tag, TopicId};
use rusqlite::{Connection, params};
use std::str::FromStr;

/// The decisions on one statement.
#[derive(Debug, Default)]
pub(super) struct StoredDecisions {
    /// Whether a person withdrew it.
    pub(super) is_withdrawn: bool,
    /// All other decisions.
    pub(super) decisions: StatementDecisions,
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

/// The aspect that stores whether a statement is about `topic`: "tag own:ai".
pub(super) fn tag_aspect(topic: &TopicId) -> String {
    format!("{TAG}{topic}")
}

/// The decisions on a statement; `None` where there are none.
pub(super) fn load_decisions(
    conn: &Connection,
    id: &StatementId,
) -> Result<Option<StoredDecisions>, ProjectionError> {
    let mut select =
        conn.prepare_cached("SELECT aspect, value FROM statement_decision WHERE statement_id = ?1")?;
    let mut rows = select.query([id.as_str()])?;
    let mut stored: Option<StoredDecisions> = None;
    while let Some(row) = rows.next()? {
        let aspect: String = row.get(0)?;
        let value: String = row.get(1)?;
        let stored = stored.get_or_insert_default();
        let decisions = &mut stored.decisions;
        let correction = &mut decisions.correction;
        match aspect.as_str() {
            WITHDRAWN => stored.is_withdrawn = true,
            CONFIRMED => decisions.confirmed = true,
            STATUS => decisions.status = parse_value(&value)?,
            SPEAKER => correction.speaker = Some(value),
            CAPACITY => correction.capacity = Some(value),
            SAID => correction.said = Some(parse_value(&value)?),
            ACT => correction.act = Some(parse_value(&value)?),
            REPORT => correction.report = Some(parse_value(&value)?),
            TEXT => {
                let pieces: Vec<QuoteText<'_>> = serde_json::from_str(&value)?;
                correction.evidence = Some(
                    pieces
                        .into_iter()
                        .map(statement_detail::from_quote_text)
                        .collect(),
                );
            }
            aspect => {
                let topic = parse_value(aspect.strip_prefix(TAG).unwrap_or(aspect))?;
                decisions.tags.insert(topic, parse_value(&value)?);
            }
        }
    }
    Ok(stored)
}

/// Forgets all decisions on a statement that was redacted.
pub(super) fn forget(conn: &Connection, id: &StatementId) -> Result<(), ProjectionError> {
    conn.prepare_cached("DELETE FROM statement_decision WHERE statement_id = ?1")?
        .execute([id.as_str()])?;
    Ok(())
}

fn parse_value<T: FromStr>(text: &str) -> Result<T, ProjectionError> {
    text.parse()
        .map_err(|_| ProjectionError::Damaged("a decision on a statement"))
}

/// Stores whether a person withdrew a statement.
pub(super) fn set_withdrawn(conn: &Connection, id: &StatementId, is: bool) -> Result<(), ProjectionError> {
    set_aspect(conn, id, WITHDRAWN, is.then(String::new))
}

/// Stores a decision. Returns whether it makes another version of the statement.
pub(super) fn store_decision(
    conn: &Connection,
    id: &StatementId,
    decision: &StatementDecision,
) -> Result<bool, ProjectionError> {
    match decision {
        StatementDecision::Confirmed(confirmed) => {
            set_aspect(conn, id, CONFIRMED, confirmed.then(String::new))?;
        }
        StatementDecision::Corrected(correction) => {
            for (aspect, value) in correction_aspects(correction)? {
                set_aspect(conn, id, aspect, value)?;
            }
        }
        StatementDecision::Tagged(topic, Tag::Derived) => set_aspect(conn, id, &tag_aspect(topic), None)?,
        StatementDecision::Tagged(topic, said) => {
            set_aspect(conn, id, &tag_aspect(topic), Some(said.to_string()))?;
        }
        StatementDecision::Marked(Status::Open) => set_aspect(conn, id, STATUS, None)?,
        StatementDecision::Marked(status) => set_aspect(conn, id, STATUS, Some(status.to_string()))?,
        StatementDecision::Linked(..) | StatementDecision::Skipped(_) => return Ok(false),
    }
    Ok(true)
}

/// The aspects of a correction, each with its value; `None` where the field is not corrected.
fn correction_aspects(
    correction: &Correction,
) -> Result<[(&'static str, Option<String>); 6], ProjectionError> {
    let text = match &correction.evidence {
        None => None,
        Some(evidence) => {
            let pieces: Vec<QuoteText<'_>> = evidence.iter().map(statement_detail::to_quote_text).collect();
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

/// Stores a value, or deletes it where it is `None`.
fn set_aspect(
    conn: &Connection,
    id: &StatementId,
    aspect: &str,
    value: Option<String>,
) -> Result<(), ProjectionError> {
    match value {
        Some(value) => conn
            .prepare_cached(
                "INSERT INTO statement_decision(statement_id, aspect, value) VALUES (?1, ?2, ?3)
                 ON CONFLICT(statement_id, aspect) DO UPDATE SET value = ?3",
            )?
            .execute(params![id.as_str(), aspect, value])?,
        None => conn
            .prepare_cached("DELETE FROM statement_decision WHERE statement_id = ?1 AND aspect = ?2")?
            .execute(params![id.as_str(), aspect])?,
    };
    Ok(())
}
