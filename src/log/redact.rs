//! Redaction: takes texts, and words of bodies, out of the log for ever. Headers and hashes stay as they are.
//!
//! A text is taken away with its salt. A body is replaced by what remains of it (`codec::remainder`), under a salt of
//! zero bytes, which marks it. Which rows may be like that, the redaction events say: each lists what it took away.

use super::LogError;
use super::codec::{CodecError, Redaction, mask_body};
use super::hash::SALT_LENGTH;
use super::read::{EventRange, for_each_event_in};
use super::wal_limit::truncate_wal;
use crate::domain::{Event, Position, RedactedPart, RemainderHash, StreamId};
use rusqlite::{Connection, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What a redaction takes out of the log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RedactionPlan {
    texts: BTreeSet<Position>,
    /// What remains of each body.
    remainders: BTreeMap<Position, String>,
}

impl RedactionPlan {
    /// Number of texts.
    pub fn texts(&self) -> usize {
        self.texts.len()
    }

    /// Number of bodies.
    pub fn bodies(&self) -> usize {
        self.remainders.len()
    }

    /// The parts of the log that the redaction event lists, in the order of their positions.
    pub fn parts(&self) -> Vec<RedactedPart> {
        let texts = self.texts.iter().copied().map(RedactedPart::Text);
        let bodies = self
            .remainders
            .iter()
            .map(|(position, remainder)| RedactedPart::Body(*position, RemainderHash::of(remainder)));
        let mut parts: Vec<RedactedPart> = texts.chain(bodies).collect();
        parts.sort_by_key(RedactedPart::position);
        parts
    }
}

/// Adds to `plan` what `redaction` takes from the events of `stream`, with all texts that these carry.
pub fn plan_redaction(
    conn: &Connection,
    stream: &StreamId,
    redaction: &Redaction,
    plan: &mut RedactionPlan,
) -> Result<(), LogError> {
    let mut select = conn.prepare_cached(
        "SELECT e.pos, e.type, e.schema_version, b.content, t.content IS NOT NULL
         FROM event AS e JOIN body AS b ON b.pos = e.pos LEFT JOIN text AS t ON t.pos = e.pos
         WHERE e.stream = ?1 ORDER BY e.version",
    )?;
    let mut rows = select.query([stream.to_string()])?;
    while let Some(row) = rows.next()? {
        let position = Position::new(row.get::<_, i64>(0)?.cast_unsigned());
        let kind: String = row.get(1)?;
        let body = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
        let remainder = mask_body(&kind, body, redaction).map_err(|source| LogError::Undecodable {
            position,
            source: CodecError::Malformed {
                kind: kind.clone(),
                version: row.get(2).unwrap_or_default(),
                source,
            },
        })?;
        plan.remainders
            .extend(remainder.map(|remainder| (position, remainder)));
        if row.get(4)? {
            plan.texts.insert(position);
        }
    }
    Ok(())
}

/// Takes away what `plan` lists. The event that lists it must be appended in the same transaction.
pub fn redact(tx: &Transaction<'_>, plan: &RedactionPlan) -> Result<(), LogError> {
    let mut take_text = tx.prepare_cached("UPDATE text SET salt = NULL, content = NULL WHERE pos = ?1")?;
    for position in &plan.texts {
        take_text.execute([position.number().cast_signed()])?;
    }
    let mut take_words = tx.prepare_cached("UPDATE body SET salt = ?2, content = ?3 WHERE pos = ?1")?;
    for (position, remainder) in &plan.remainders {
        take_words.execute(params![
            position.number().cast_signed(),
            [0_u8; SALT_LENGTH],
            remainder
        ])?;
    }
    Ok(())
}

/// Maximum wait for readers of earlier moments, before the changes are moved into the database without their end.
const READER_WAIT_MAX: Duration = Duration::from_secs(5);

/// Moves all changes into the database and empties the `-wal` file, which still has what was taken away. Returns
/// whether it is empty; it is not while another process reads an earlier moment.
pub fn empty_wal(conn: &Connection) -> Result<bool, LogError> {
    Ok(truncate_wal(conn, READER_WAIT_MAX)?)
}

/// What all redactions of a log took away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Redactions {
    /// The positions of the texts that may be missing.
    pub texts: BTreeSet<Position>,
    /// The bodies that may have the salt of zero bytes, and the hash of what remains of each.
    pub bodies: BTreeMap<Position, RemainderHash>,
}

/// Reads what the redaction events of the log list. Of two that took words from the same body, the later one counts.
pub fn redactions(conn: &Connection) -> Result<Redactions, LogError> {
    let mut listed: Vec<(Position, RedactedPart)> = Vec::new();
    for kind in Event::REDACTION_TYPES {
        let range = EventRange {
            kind: Some(kind),
            ..EventRange::default()
        };
        for_each_event_in::<LogError>(conn, &range, &mut |recorded| {
            let (Event::ArticleRedacted { redacted, .. }
            | Event::StatementRedacted { redacted, .. }
            | Event::SpeakerRedacted { redacted, .. }) = recorded.event
            else {
                return Ok(());
            };
            // A redaction takes away only what was recorded before it.
            let earlier = redacted
                .into_iter()
                .filter(|part| part.position() < recorded.position);
            listed.extend(earlier.map(|part| (recorded.position, part)));
            Ok(())
        })?;
    }
    listed.sort_by_key(|(position, _)| *position);
    let mut found = Redactions::default();
    for (_, part) in listed {
        match part {
            RedactedPart::Text(position) => {
                found.texts.insert(position);
            }
            RedactedPart::Body(position, remainder) => {
                found.bodies.insert(position, remainder);
            }
        }
    }
    Ok(found)
}
