use super::append::event_id;
use super::codec::{UNSEALED_TEXT_HASH, WireBody, replace_text_hash};
use super::hash::{EventColumns, SALT_LENGTH, salted_hash};
use super::read::{select_events, select_headers};
use super::row::{EventRow, TextRow};
use super::{Damage, DamagedPart, Hash, LogError, MerkleTree};
use crate::domain::{EventId, Position, RecordedEvent};
use rusqlite::Connection;

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

/// A number of events and the root of the RFC 6962 Merkle tree over them, which an earlier verification found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogRoot {
    /// Number of events.
    pub events: u64,
    /// The root over the first `events` leaf hashes.
    pub root: Hash,
}

/// Verifies the whole log: positions and versions without gaps, time that does not run backwards, every header
/// against its leaf hash and its id, every body and text against its salted hash, that every event can be decoded,
/// and SQLite's own structures.
///
/// Where others may write, `conn` must be in a transaction, so that everything is read at one moment. Errors:
/// [`LogError::Damaged`] with the first damaged position and part, among others.
pub fn verify(conn: &Connection) -> Result<VerifiedLog, LogError> {
    let verified = verify_each_event(conn, &mut |_| {})?;
    verify_order(conn)?;
    verify_structure(conn)?;
    Ok(verified)
}

/// The first part of [`verify`]: the events one by one, in order. Hands each to `f` once it is verified.
pub fn verify_each_event(
    conn: &Connection,
    f: &mut dyn FnMut(RecordedEvent),
) -> Result<VerifiedLog, LogError> {
    let mut chain = Chain::default();
    chain.verify_rows(conn, &select_events(" ORDER BY e.pos"), |row| {
        let (leaf_hash, recorded) = verify_event(row)?;
        f(recorded);
        Ok(leaf_hash)
    })?;
    Ok(chain.verified())
}

/// The second part of [`verify`]: no body or text without an event, and no gap in the versions of a stream. Correct
/// only where [`verify_each_event`] finds nothing.
pub fn verify_order(conn: &Connection) -> Result<(), LogError> {
    verify_strays(conn)?;
    verify_versions(conn)
}

/// Verifies the log on top of an earlier verification that found its first `since.events` events to have the root
/// `since.root`: every header against that root, and the events after them as [`verify`] does.
///
/// It does not read the bodies and texts of those first events, nor check SQLite's own structures. Errors:
/// [`LogError::OtherHistory`] where the headers have another root.
pub fn verify_since(conn: &Connection, since: &LogRoot) -> Result<LogRoot, LogError> {
    let last = since.events.cast_signed();
    let mut chain = Chain::default();
    chain.verify_rows(
        conn,
        &select_headers(&format!(" WHERE e.pos <= {last} ORDER BY e.pos")),
        verify_header,
    )?;
    let found = chain.verified();
    if found.events < since.events {
        return Err(Damage {
            position: Position::new(found.events + 1),
            part: DamagedPart::Missing,
        }
        .into());
    }
    if found.root != since.root {
        return Err(LogError::OtherHistory {
            position: Position::new(since.events),
            expected: since.root,
            found: found.root,
        });
    }
    chain.verify_rows(
        conn,
        &select_events(&format!(" WHERE e.pos > {last} ORDER BY e.pos")),
        |row| Ok(verify_event(row)?.0),
    )?;
    verify_order(conn)?;
    let VerifiedLog { events, root, .. } = chain.verified();
    Ok(LogRoot { events, root })
}

/// What is known of the log after the events read so far.
struct Chain {
    tree: MerkleTree,
    redacted: u64,
    last: Position,
    recorded_at: i64,
}

impl Default for Chain {
    fn default() -> Self {
        Self {
            tree: MerkleTree::default(),
            redacted: 0,
            last: Position::START,
            recorded_at: i64::MIN,
        }
    }
}

impl Chain {
    /// Verifies the events that `sql` selects, which must follow the last one in order. `leaf` verifies one of them
    /// and returns its leaf hash.
    fn verify_rows(
        &mut self,
        conn: &Connection,
        sql: &str,
        mut leaf: impl FnMut(&EventRow<'_>) -> Result<Hash, LogError>,
    ) -> Result<(), LogError> {
        let mut statement = conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.last = self.last.next();
            let position = self.last;
            let damaged = |part| Damage { position, part };
            let row = EventRow::from_row(row).map_err(|_| damaged(DamagedPart::Header))?;
            if row.position() != position {
                return Err(damaged(DamagedPart::Missing).into());
            }
            self.tree.push(leaf(&row)?);
            if row.columns.recorded_at < self.recorded_at {
                return Err(damaged(DamagedPart::Clock).into());
            }
            self.recorded_at = row.columns.recorded_at;
            self.redacted += u64::from(row.text == TextRow::Redacted);
        }
        Ok(())
    }

    fn verified(&self) -> VerifiedLog {
        VerifiedLog {
            events: self.tree.size(),
            redacted: self.redacted,
            root: self.tree.root(),
        }
    }
}

/// Verifies the header of an event against its leaf hash, and returns that.
fn verify_header(row: &EventRow<'_>) -> Result<Hash, LogError> {
    let leaf_hash = row.columns.leaf_hash();
    if leaf_hash.as_bytes() == row.leaf_hash {
        return Ok(leaf_hash);
    }
    Err(Damage {
        position: row.position(),
        part: DamagedPart::Header,
    }
    .into())
}

/// Verifies one event, except its place among the others, and returns it with its leaf hash.
fn verify_event(row: &EventRow<'_>) -> Result<(Hash, RecordedEvent), LogError> {
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
    Ok((leaf_hash, row.with_decoded_body(wire)?))
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

/// Finds bodies and texts without an event. The positions of events have no gaps, so only those outside them can be
/// strays.
fn verify_strays(conn: &Connection) -> Result<(), LogError> {
    let last: i64 = conn.query_row("SELECT coalesce(max(pos), 0) FROM event", [], |row| row.get(0))?;
    let stray: Option<i64> = conn.query_row(
        "SELECT min(pos) FROM (SELECT min(pos) AS pos FROM body WHERE pos < 1
             UNION ALL SELECT min(pos) FROM body WHERE pos > ?1
             UNION ALL SELECT min(pos) FROM text WHERE pos < 1
             UNION ALL SELECT min(pos) FROM text WHERE pos > ?1)",
        [last],
        |row| row.get(0),
    )?;
    check_damage(stray, DamagedPart::Stray)
}

/// Finds streams whose versions are not 1, 2, 3 … in the order of the log. Reads the index of streams and versions,
/// which has the rows in this order.
fn verify_versions(conn: &Connection) -> Result<(), LogError> {
    let mut select = conn.prepare("SELECT stream, version, pos FROM event ORDER BY stream, version")?;
    let mut rows = select.query([])?;
    let mut stream = Vec::new();
    let (mut version, mut pos) = (0, 0);
    let mut first_gap: Option<i64> = None;
    while let Some(row) = rows.next()? {
        let name = row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?;
        let found: (i64, i64) = (row.get(1)?, row.get(2)?);
        if name != stream {
            stream.clear();
            stream.extend_from_slice(name);
            (version, pos) = (0, 0);
        }
        version += 1;
        if found.0 != version || found.1 < pos {
            first_gap = Some(first_gap.map_or(found.1, |first| first.min(found.1)));
        }
        pos = found.1;
    }
    check_damage(first_gap, DamagedPart::Version)
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

/// Checks the trees and indexes of SQLite: an index that has lost an entry would hide an event from its stream, or a
/// statement from an answer.
///
/// Table by table, and not the file as a whole, which would have FTS5 read its indexes once more: these are compared
/// word by word with a rebuild. The schema's own table comes with the list of free pages.
pub fn verify_structure(conn: &Connection) -> Result<(), LogError> {
    let mut select = conn.prepare(
        "SELECT 'sqlite_schema' UNION ALL
         SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0",
    )?;
    let tables: Vec<String> = select
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for table in tables {
        let name = table.replace('"', "\"\"");
        let finding: String = conn.query_row(&format!("PRAGMA integrity_check(\"{name}\")"), [], |row| {
            row.get(0)
        })?;
        if finding != "ok" {
            return Err(LogError::Corrupt(finding));
        }
    }
    Ok(())
}
