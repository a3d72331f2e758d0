use super::append::event_id;
use super::codec::{UNSEALED, Wire, reseal};
use super::hash::{Columns, SALT_LENGTH, salted};
use super::read::select;
use super::row::{EventRow, TextRow};
use super::{Damage, Hash, LogError, Part, Tree};
use crate::domain::{EventId, Position};
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
        let damaged = |part| Damage {
            position: expected,
            part,
        };
        let row = EventRow::of(row).map_err(|_| damaged(Part::Header))?;
        if row.position() != expected {
            return Err(damaged(Part::Missing).into());
        }
        tree.push(verify_event(&row)?);
        if row.columns.recorded_at < recorded_at {
            return Err(damaged(Part::Clock).into());
        }
        recorded_at = row.columns.recorded_at;
        redacted += u64::from(row.text == TextRow::Redacted);
    }
    Ok(Verified {
        events: tree.size(),
        redacted,
        root: tree.root(),
    })
}

/// Checks all of one event but its place among the others, and returns its leaf hash.
fn verify_event(row: &EventRow<'_>) -> Result<Hash, LogError> {
    let columns = &row.columns;
    let damaged = |part| {
        Err(LogError::from(Damage {
            position: row.position(),
            part,
        }))
    };
    let leaf_hash = columns.leaf_hash();
    let header_holds = leaf_hash.as_bytes() == row.leaf_hash;
    let Some((salt, body)) = row.body else {
        return damaged(Part::Body);
    };
    if salt.len() != SALT_LENGTH || salted(salt, body).as_bytes() != columns.body_hash {
        // The header tells which of the two was changed.
        return damaged(if header_holds { Part::Body } else { Part::BodyHash });
    }
    let wire = match Wire::read(columns.kind, columns.schema_version, body) {
        Ok(wire) => wire,
        Err(source) if header_holds => {
            return Err(LogError::Undecodable {
                position: row.position(),
                source,
            });
        }
        Err(_) => return damaged(Part::Identity),
    };
    if id_of(columns, body, wire.text().map(|text| &*text.sha256)).as_bytes() != columns.event_id {
        return damaged(Part::Identity);
    }
    if !header_holds {
        return damaged(Part::Header);
    }
    if let Some(part) = verify_text(row.text, wire.text().map(|text| &*text.sha256)) {
        return damaged(part);
    }
    row.recorded_as(wire)?;
    Ok(leaf_hash)
}

/// The id that an event with these columns must have.
fn id_of(columns: &Columns<'_>, body: &str, text_hash: Option<&str>) -> EventId {
    let id = |body| {
        event_id(
            columns.stream,
            columns.version,
            columns.kind,
            columns.schema_version,
            body,
        )
    };
    let Some(text_hash) = text_hash else {
        return id(body);
    };
    let mut unsealed = body.to_owned();
    reseal(&mut unsealed, text_hash, UNSEALED);
    id(&unsealed)
}

/// What is wrong with the text of an event whose body tells `hash` of it, if anything.
fn verify_text(text: TextRow<'_>, hash: Option<&str>) -> Option<Part> {
    match (hash, text) {
        (None, TextRow::Absent) | (Some(_), TextRow::Redacted) => None,
        (None, _) => Some(Part::Stray),
        (Some(_), TextRow::Absent) => Some(Part::Text),
        (Some(hash), TextRow::Kept(salt, content)) => {
            let holds = salt.len() == SALT_LENGTH && salted(salt, content).to_string() == hash;
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
