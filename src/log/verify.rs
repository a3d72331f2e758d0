use super::append::event_id;
use super::codec::{UNSEALED, Wire, reseal};
use super::hash::{SALT_LENGTH, salted};
use super::read::select;
use super::row::{EventRow, TextRow};
use super::{Damage, Hash, LogError, Part, Tree};
use crate::domain::Position;
use rusqlite::{Connection, OptionalExtension};

/// What a log that holds holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many events.
    pub events: u64,
    /// How many articles' texts were taken down.
    pub redacted: u64,
    /// The root of the RFC 6962 Merkle tree over the leaf hashes.
    pub root: Hash,
}

/// Checks the whole log: that positions and versions are gapless and time does not run backwards, every header
/// against its leaf hash and its id, every body and text against its salted hash, that every event can be read,
/// and that SQLite's own structures hold.
///
/// Where others may write meanwhile, `conn` must be in a transaction, so that all of it looks at one moment.
/// The first thing that does not hold is the error: [`LogError::Damaged`] says at which position, and what.
pub fn verify(conn: &Connection) -> Result<Verified, LogError> {
    let verified = verify_events(conn)?;
    verify_strays(conn)?;
    verify_versions(conn)?;
    verify_structure(conn)?;
    Ok(verified)
}

fn verify_events(conn: &Connection) -> Result<Verified, LogError> {
    let mut statement = conn.prepare(&select(" ORDER BY e.pos"))?;
    let mut rows = statement.query([])?;
    let mut tree = Tree::default();
    let mut redacted = 0;
    let mut expected = Position::START;
    let mut recorded_at = i64::MIN;
    while let Some(row) = rows.next()? {
        expected = expected.next();
        let damaged = |part| {
            LogError::from(Damage {
                position: expected,
                part,
            })
        };
        let row = EventRow::of(row).map_err(|_| damaged(Part::Header))?;
        if row.position() != expected {
            return Err(damaged(Part::Missing));
        }
        if let Some(part) = verify_event(&row) {
            return Err(damaged(part));
        }
        if row.columns.recorded_at < recorded_at {
            return Err(damaged(Part::Clock));
        }
        recorded_at = row.columns.recorded_at;
        redacted += u64::from(row.text == TextRow::Redacted);
        row.recorded()?;
        tree.push(row.columns.leaf_hash());
    }
    Ok(Verified {
        events: tree.size(),
        redacted,
        root: tree.root(),
    })
}

/// What of one event does not hold, if anything.
fn verify_event(row: &EventRow<'_>) -> Option<Part> {
    let columns = &row.columns;
    let header_holds = columns.leaf_hash().as_bytes() == row.leaf_hash;
    let Some((salt, body)) = row.body else {
        return Some(Part::Body);
    };
    if salt.len() != SALT_LENGTH || salted(salt, body).as_bytes() != columns.body_hash {
        // The header tells which of the two was changed.
        return Some(if header_holds { Part::Body } else { Part::BodyHash });
    }
    let wire = Wire::read(columns.kind, columns.schema_version, body);
    let text = wire.as_ref().ok().and_then(Wire::text);
    let mut unsealed = body.to_owned();
    if let Some(text) = text {
        reseal(&mut unsealed, &text.sha256, UNSEALED);
    }
    let id = event_id(
        columns.stream,
        columns.version,
        columns.kind,
        columns.schema_version,
        &unsealed,
    );
    if id.as_bytes() != columns.event_id {
        return Some(Part::Identity);
    }
    if !header_holds {
        return Some(Part::Header);
    }
    match (text, row.text) {
        (None, TextRow::Absent) | (Some(_), TextRow::Redacted) => None,
        (None, _) => Some(Part::Stray),
        (Some(_), TextRow::Absent) => Some(Part::Text),
        (Some(text), TextRow::Kept(salt, content)) => {
            let holds = salt.len() == SALT_LENGTH && salted(salt, content).to_string() == text.sha256;
            (!holds).then_some(Part::Text)
        }
    }
}

/// Bodies and texts without an event.
fn verify_strays(conn: &Connection) -> Result<(), LogError> {
    let stray: Option<i64> = conn.query_row(
        "SELECT min(pos) FROM (SELECT pos FROM body UNION ALL SELECT pos FROM text)
         WHERE pos NOT IN (SELECT pos FROM event)",
        [],
        |row| row.get(0),
    )?;
    found(stray, Part::Stray)
}

/// Streams that do not count 1, 2, 3 …
fn verify_versions(conn: &Connection) -> Result<(), LogError> {
    let gap: Option<i64> = conn
        .query_row(
            "SELECT pos FROM (SELECT pos, version, row_number() OVER place AS due, lag(pos, 1, 0) OVER place AS before
                              FROM event WINDOW place AS (PARTITION BY stream ORDER BY version))
             WHERE version <> due OR pos < before ORDER BY pos LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()?;
    found(gap, Part::Version)
}

fn found(position: Option<i64>, part: Part) -> Result<(), LogError> {
    match position {
        Some(pos) => Err(Damage {
            position: Position::new(pos.cast_unsigned()),
            part,
        }
        .into()),
        None => Ok(()),
    }
}

/// The trees and indexes of SQLite itself: an index that has lost an entry would hide an event from its stream.
fn verify_structure(conn: &Connection) -> Result<(), LogError> {
    let finding: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if finding == "ok" {
        Ok(())
    } else {
        Err(LogError::Corrupt(finding))
    }
}
