use super::append::event_id;
use super::codec::{UNSEALED_TEXT_HASH, WireBody, replace_text_hash};
use super::hash::{EventColumns, SALT_LENGTH, salted_hash};
use super::read::select_events;
use super::row::{EventRow, TextRow};
use super::{Damage, DamagedPart, Hash, LogError, MerkleTree};
use crate::domain::{EventId, Position};
use rusqlite::{Connection, OptionalExtension};

/// The result of a successful verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifiedLog {
    /// Number of events.
    pub events: u64,
    /// Number of articles whose text was redacted.
    pub redacted: u64,
    /// The root of the RFC 6962 Merkle tree over the leaf hashes.
    pub root: Hash,
}

/// Verifies the whole log: positions and versions without gaps, time that does not run backwards, every header
/// against its leaf hash and its id, every body and text against its salted hash, that every event can be decoded,
/// and SQLite's own structures.
///
/// Where others may write, `conn` must be in a transaction, so that everything is read at one moment. Errors:
/// [`LogError::Damaged`] with the first damaged position and part, among others.
pub fn verify(conn: &Connection) -> Result<VerifiedLog, LogError> {
    let verified = verify_events(conn)?;
    verify_strays(conn)?;
    verify_versions(conn)?;
    verify_structure(conn)?;
    Ok(verified)
}

fn verify_events(conn: &Connection) -> Result<VerifiedLog, LogError> {
    let mut statement = conn.prepare(&select_events(" ORDER BY e.pos"))?;
    let mut rows = statement.query([])?;
    let mut tree = MerkleTree::default();
    let mut redacted = 0;
    let mut expected = Position::START;
    let mut recorded_at = i64::MIN;
    while let Some(row) = rows.next()? {
        expected = expected.next();
        let damaged = |part| Damage {
            position: expected,
            part,
        };
        let row = EventRow::from_row(row).map_err(|_| damaged(DamagedPart::Header))?;
        if row.position() != expected {
            return Err(damaged(DamagedPart::Missing).into());
        }
        tree.push(verify_event(&row)?);
        if row.columns.recorded_at < recorded_at {
            return Err(damaged(DamagedPart::Clock).into());
        }
        recorded_at = row.columns.recorded_at;
        redacted += u64::from(row.text == TextRow::Redacted);
    }
    Ok(VerifiedLog {
        events: tree.size(),
        redacted,
        root: tree.root(),
    })
}

/// Verifies one event, except its place among the others, and returns its leaf hash.
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
        return damaged(DamagedPart::Body);
    };
    if salt.len() != SALT_LENGTH || salted_hash(salt, body).as_bytes() != columns.body_hash {
        // The header shows which of the two was changed.
        return damaged(if header_holds {
            DamagedPart::Body
        } else {
            DamagedPart::BodyHash
        });
    }
    let wire = match WireBody::decode(columns.kind, columns.schema_version, body) {
        Ok(wire) => wire,
        Err(source) if header_holds => {
            return Err(LogError::Undecodable {
                position: row.position(),
                source,
            });
        }
        Err(_) => return damaged(DamagedPart::Identity),
    };
    if expected_event_id(columns, body, wire.text().map(|text| &*text.sha256)).as_bytes() != columns.event_id
    {
        return damaged(DamagedPart::Identity);
    }
    if !header_holds {
        return damaged(DamagedPart::Header);
    }
    if let Some(part) = verify_text(row.text, wire.text().map(|text| &*text.sha256)) {
        return damaged(part);
    }
    row.with_decoded_body(wire)?;
    Ok(leaf_hash)
}

/// The id that an event with these columns must have.
fn expected_event_id(columns: &EventColumns<'_>, body: &str, text_hash: Option<&str>) -> EventId {
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
    replace_text_hash(&mut unsealed, text_hash, UNSEALED_TEXT_HASH);
    id(&unsealed)
}

/// Compares the text of an event with the `hash` in its body; returns what is wrong.
fn verify_text(text: TextRow<'_>, hash: Option<&str>) -> Option<DamagedPart> {
    match (hash, text) {
        (None, TextRow::Absent) | (Some(_), TextRow::Redacted) => None,
        (None, _) => Some(DamagedPart::Stray),
        (Some(_), TextRow::Absent) => Some(DamagedPart::Text),
        (Some(hash), TextRow::Kept(salt, content)) => {
            let holds = salt.len() == SALT_LENGTH && salted_hash(salt, content).to_string() == hash;
            (!holds).then_some(DamagedPart::Text)
        }
    }
}

/// Finds bodies and texts without an event.
fn verify_strays(conn: &Connection) -> Result<(), LogError> {
    let stray: Option<i64> = conn.query_row(
        "SELECT min(pos) FROM (SELECT pos FROM body UNION ALL SELECT pos FROM text)
         WHERE pos NOT IN (SELECT pos FROM event)",
        [],
        |row| row.get(0),
    )?;
    check_damage(stray, DamagedPart::Stray)
}

/// Finds streams whose versions are not 1, 2, 3 …
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
    check_damage(gap, DamagedPart::Version)
}

fn check_damage(position: Option<i64>, part: DamagedPart) -> Result<(), LogError> {
    match position {
        Some(pos) => Err(Damage {
            position: Position::new(pos.cast_unsigned()),
            part,
        }
        .into()),
        None => Ok(()),
    }
}

/// Checks the trees and indexes of SQLite: an index that has lost an entry would hide an event from its stream.
fn verify_structure(conn: &Connection) -> Result<(), LogError> {
    let finding: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if finding == "ok" {
        Ok(())
    } else {
        Err(LogError::Corrupt(finding))
    }
}
