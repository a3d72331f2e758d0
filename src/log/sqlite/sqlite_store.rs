//! The log in the tables of an SQLite database.

use super::schema_check::read_version;
use super::sqlite_row::{event_row, select_events, select_headers};
use crate::domain::{Position, Timestamp};
use crate::log::LogError;
use crate::log::hash::{EventColumns, Hash, SALT_LENGTH};
use crate::log::log_head::LogHead;
use crate::log::row::{EventRow, TextRow};
use crate::log::store::{EventRange, LogStore, RowSelection, StoredRow, TreeNode};
use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, OptionalExtension, params, params_from_iter};
use std::collections::{BTreeMap, BTreeSet};

/// The version of the format from which on nodes of the tree are stored.
const FIRST_VERSION_WITH_TREE: i64 = 2;

impl LogStore for Connection {
    fn head(&self) -> Result<Option<LogHead>, LogError> {
        let mut statement =
            self.prepare_cached("SELECT pos, recorded_at, leaf_hash FROM event ORDER BY pos DESC LIMIT 1")?;
        // Only "no rows" means empty: a head that cannot be read must never start a second history.
        let head = statement.query_row([], |row| {
            Ok(LogHead {
                position: Position::new(row.get::<_, i64>(0)?.cast_unsigned()),
                recorded_at: Timestamp::from_micros(row.get(1)?),
                leaf_hash: Hash::from_bytes(row.get(2)?),
            })
        });
        Ok(head.optional()?)
    }

    fn stream_version(&self, stream: &str) -> Result<u64, LogError> {
        let mut statement =
            self.prepare_cached("SELECT coalesce(max(version), 0) FROM event WHERE stream = ?1")?;
        let version: i64 = statement.query_row([stream], |row| row.get(0))?;
        Ok(version.cast_unsigned())
    }

    fn for_each_row(
        &self,
        selection: &RowSelection<'_>,
        f: &mut dyn FnMut(StoredRow<'_>) -> Result<bool, LogError>,
    ) -> Result<(), LogError> {
        let (sql, params) = select_rows(selection);
        let mut statement = self.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(params))?;
        while let Some(row) = rows.next()? {
            let (pos, event) = (row.get(0)?, event_row(row).map_err(LogError::from));
            if !f(StoredRow { pos, event })? {
                break;
            }
        }
        Ok(())
    }

    fn for_each_leaf(&self, after: u64, upto: u64, f: &mut dyn FnMut(Hash) -> bool) -> Result<(), LogError> {
        let mut select =
            self.prepare_cached("SELECT leaf_hash FROM event WHERE pos > ?1 AND pos <= ?2 ORDER BY pos")?;
        let mut rows = select.query([after.cast_signed(), i64::try_from(upto).unwrap_or(i64::MAX)])?;
        while let Some(row) = rows.next()? {
            if !f(Hash::from_bytes(row.get(0)?)) {
                break;
            }
        }
        Ok(())
    }

    fn for_each_version(&self, f: &mut dyn FnMut(&[u8], i64, i64)) -> Result<(), LogError> {
        // The index of streams and versions has the rows in this order.
        let mut select = self.prepare("SELECT stream, version, pos FROM event ORDER BY stream, version")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let name = row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?;
            f(name, row.get(1)?, row.get(2)?);
        }
        Ok(())
    }

    fn stray_positions(&self) -> Result<Vec<i64>, LogError> {
        let last: i64 = self.query_row("SELECT coalesce(max(pos), 0) FROM event", [], |row| row.get(0))?;
        let mut select = self.prepare(
            "SELECT pos FROM body WHERE pos < 1 UNION SELECT pos FROM body WHERE pos > ?1
                 UNION SELECT pos FROM text WHERE pos < 1 UNION SELECT pos FROM text WHERE pos > ?1 ORDER BY pos",
        )?;
        let strays = select.query_map([last], |row| row.get(0))?;
        Ok(strays.collect::<Result<_, _>>()?)
    }

    fn has_tree(&self) -> Result<bool, LogError> {
        Ok(read_version(self)? >= FIRST_VERSION_WITH_TREE)
    }

    fn tree_node(&self, level: u32, number: u64) -> Result<Option<Hash>, LogError> {
        let mut select = self.prepare_cached("SELECT hash FROM tree WHERE level = ?1 AND number = ?2")?;
        let hash = select.query_row([i64::from(level), number.cast_signed()], |row| row.get(0));
        Ok(hash.optional()?.map(Hash::from_bytes))
    }

    fn for_each_tree_node(&self, f: &mut dyn FnMut(u32, u64, Option<Hash>)) -> Result<(), LogError> {
        let mut select = self.prepare("SELECT level, number, hash FROM tree ORDER BY level, number")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let (level, number): (i64, i64) = (row.get(0)?, row.get(1)?);
            let level = u32::try_from(level).unwrap_or(u32::MAX);
            let hash = row.get::<_, [u8; 32]>(2).ok().map(Hash::from_bytes);
            f(level, number.cast_unsigned(), hash);
        }
        Ok(())
    }

    fn write(&self, rows: &[EventRow<'_>], nodes: &[TreeNode]) -> Result<(), LogError> {
        for row in rows {
            insert_event(self, &row.columns, row.leaf_hash)?;
            insert_parts(self, row)?;
        }
        let mut insert = self.prepare_cached("INSERT INTO tree (level, number, hash) VALUES (?1, ?2, ?3)")?;
        for node in nodes {
            expect_inserted(insert.execute(params![
                node.level,
                node.number.cast_signed(),
                node.hash.as_bytes()
            ])?)?;
        }
        Ok(())
    }

    fn take_away(
        &self,
        texts: &BTreeSet<Position>,
        remainders: &BTreeMap<Position, String>,
    ) -> Result<(), LogError> {
        let mut take_text = prepare_taking_of_text(self)?;
        for position in texts {
            take_text.execute([position.number().cast_signed()])?;
        }
        let mut take_words = self.prepare_cached("UPDATE body SET salt = ?2, content = ?3 WHERE pos = ?1")?;
        for (position, remainder) in remainders {
            let pos = position.number().cast_signed();
            take_words.execute(params![pos, [0_u8; SALT_LENGTH], remainder])?;
        }
        Ok(())
    }
}

/// The statement that selects these rows, and its parameters.
fn select_rows(selection: &RowSelection<'_>) -> (String, Vec<Value>) {
    match selection {
        RowSelection::Range(range) => select_range(range),
        RowSelection::HeadersUpTo(last) => (
            select_headers(" WHERE e.pos <= ? ORDER BY e.pos"),
            vec![last.number().cast_signed().into()],
        ),
        RowSelection::Id(id) => (
            select_events(" WHERE e.event_id = ?"),
            vec![id.as_bytes().to_vec().into()],
        ),
    }
}

fn select_range(range: &EventRange<'_>) -> (String, Vec<Value>) {
    let mut conditions = Vec::new();
    let mut params = Vec::<Value>::new();
    let mut require = |condition: &'static str, value: Value| {
        conditions.push(condition);
        params.push(value);
    };
    if range.after > Position::START {
        require("e.pos > ?", range.after.number().cast_signed().into());
    }
    if let Some(upto) = range.upto {
        require("e.pos <= ?", upto.number().cast_signed().into());
    }
    if let Some(stream) = range.stream {
        require("e.stream = ?", stream.to_string().into());
    }
    if let Some(kind) = range.kind {
        require("e.type = ?", kind.to_owned().into());
    }
    let mut condition = match &*conditions.join(" AND ") {
        "" => String::new(),
        joined => format!(" WHERE {joined}"),
    };
    // Within a stream, versions are in the order of positions, and its index has them.
    let mut order = if conditions == ["e.stream = ?"] {
        "e.version"
    } else {
        "e.pos"
    };
    if let Some(limit) = range.limit {
        // The last ones are selected from the end and returned from the beginning.
        condition =
            format!(" WHERE e.pos IN (SELECT e.pos FROM event e{condition} ORDER BY {order} DESC LIMIT ?)");
        order = "e.pos";
        params.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
    }
    (select_events(&format!("{condition} ORDER BY {order}")), params)
}

/// Writes the header of an event.
fn insert_event(conn: &Connection, columns: &EventColumns<'_>, leaf_hash: &[u8]) -> Result<(), LogError> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO event (pos, event_id, stream, version, type, schema_version, recorded_at, actor,
             correlation_id, causation_id, body_hash, leaf_hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    expect_inserted(insert.execute(params![
        columns.pos,
        columns.event_id,
        columns.stream,
        columns.version,
        columns.kind,
        columns.schema_version,
        columns.recorded_at,
        columns.actor,
        columns.correlation_id,
        columns.causation_id,
        columns.body_hash,
        leaf_hash,
    ])?)
}

/// Writes the body and the text of an event.
fn insert_parts(conn: &Connection, row: &EventRow<'_>) -> Result<(), LogError> {
    let pos = row.columns.pos;
    if let Some((salt, content)) = row.body {
        let mut insert = conn.prepare_cached("INSERT INTO body (pos, salt, content) VALUES (?1, ?2, ?3)")?;
        expect_inserted(insert.execute(params![pos, salt, content])?)?;
    }
    let (salt, content) = match row.text {
        TextRow::Absent => return Ok(()),
        // The log accepts a text only as a whole, and an existing one may be taken away.
        TextRow::Redacted => (&[0; SALT_LENGTH][..], ""),
        TextRow::Kept(salt, content) => (salt, content),
    };
    let mut insert = conn.prepare_cached("INSERT INTO text (pos, salt, content) VALUES (?1, ?2, ?3)")?;
    expect_inserted(insert.execute(params![pos, salt, content])?)?;
    if row.text == TextRow::Redacted {
        prepare_taking_of_text(conn)?.execute([pos])?;
    }
    Ok(())
}

fn prepare_taking_of_text(conn: &Connection) -> rusqlite::Result<CachedStatement<'_>> {
    conn.prepare_cached("UPDATE text SET salt = NULL, content = NULL WHERE pos = ?1")
}

/// Fails where a statement that inserts one row inserted none, as a foreign trigger can have it.
fn expect_inserted(rows: usize) -> Result<(), LogError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(LogError::NotInserted)
    }
}
