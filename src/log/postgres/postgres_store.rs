//! The log in the tables of a PostgreSQL database.
//!
//! What is long is read in parts, so that no connection is busy while a callback runs: it may use the store itself.

use super::copy_rows::{CopyRows, CopyValue};
use super::postgres_row::{column, event_row};
use super::row_query::RowQuery;
use super::{OriginError, OriginRight, PostgresLog};
use crate::domain::{Position, Timestamp};
use crate::log::LogError;
use crate::log::hash::{Hash, SALT_LENGTH};
use crate::log::log_head::LogHead;
use crate::log::row::{EventRow, TextRow};
use crate::log::store::{LogStore, RowSelection, StoredRow, TreeNode};
use postgres::Row;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

/// Number of leaves, versions or nodes that are read at once.
const PART_LENGTH: i64 = 20_000;
/// Size of one message of COPY.
const MESSAGE_BYTES: usize = 256 * 1024;

const COPY_EVENTS: &str = "COPY dixit.event (pos, event_id, stream, version, type, schema_version, recorded_at, actor, \
     correlation_id, causation_id, body_hash, leaf_hash) FROM STDIN (FORMAT binary)";
const COPY_BODIES: &str = "COPY dixit.body (pos, salt, content) FROM STDIN (FORMAT binary)";
const COPY_TEXTS: &str = "COPY dixit.text (pos, salt, content) FROM STDIN (FORMAT binary)";
const COPY_NODES: &str = "COPY dixit.tree (level, number, hash) FROM STDIN (FORMAT binary)";

impl LogStore for PostgresLog {
    fn head(&self) -> Result<Option<LogHead>, LogError> {
        let rows = self.query(
            "SELECT pos, recorded_at, leaf_hash FROM dixit.event ORDER BY pos DESC LIMIT 1",
            &[],
        )?;
        let head = |row: &Row| {
            Ok(LogHead {
                position: position(column(row, 0)?),
                recorded_at: Timestamp::from_micros(column(row, 1)?),
                leaf_hash: hash(row, 2)?,
            })
        };
        rows.first().map(head).transpose()
    }

    fn stream_version(&self, stream: &str) -> Result<u64, LogError> {
        let rows = self.query(
            "SELECT version FROM dixit.event WHERE stream = $1 ORDER BY version DESC LIMIT 1",
            &[&stream],
        )?;
        let version: i64 = rows.first().map_or(Ok(0), |row| column(row, 0))?;
        Ok(version.cast_unsigned())
    }

    fn for_each_row(
        &self,
        selection: &RowSelection<'_>,
        f: &mut dyn FnMut(StoredRow<'_>) -> Result<bool, LogError>,
    ) -> Result<(), LogError> {
        let Some(mut query) = RowQuery::new(self, selection)? else {
            return Ok(());
        };
        while let Some(rows) = query.next_part(self)? {
            for row in &rows {
                let (pos, event) = (column(row, 0)?, event_row(row));
                if !f(StoredRow { pos, event })? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn for_each_leaf(&self, after: u64, upto: u64, f: &mut dyn FnMut(Hash) -> bool) -> Result<(), LogError> {
        let (mut after, upto) = (after.cast_signed(), i64::try_from(upto).unwrap_or(i64::MAX));
        loop {
            let rows = self.query(
                "SELECT leaf_hash, pos FROM dixit.event WHERE pos > $1 AND pos <= $2 ORDER BY pos LIMIT $3",
                &[&after, &upto, &PART_LENGTH],
            )?;
            for row in &rows {
                if !f(hash(row, 0)?) {
                    return Ok(());
                }
            }
            match last_of_full_part(&rows) {
                Some(row) => after = column(row, 1)?,
                None => return Ok(()),
            }
        }
    }

    fn for_each_version(&self, f: &mut dyn FnMut(&[u8], i64, i64)) -> Result<(), LogError> {
        let (mut stream, mut version) = (String::new(), i64::MIN);
        loop {
            // The index of streams and versions has the rows in this order.
            let rows = self.query(
                "SELECT stream, version, pos FROM dixit.event WHERE (stream, version) > ($1, $2)
                 ORDER BY stream, version LIMIT $3",
                &[&stream, &version, &PART_LENGTH],
            )?;
            for row in &rows {
                let name: &str = column(row, 0)?;
                f(name.as_bytes(), column(row, 1)?, column(row, 2)?);
            }
            match last_of_full_part(&rows) {
                Some(row) => (stream, version) = (column(row, 0)?, column(row, 1)?),
                None => return Ok(()),
            }
        }
    }

    fn stray_positions(&self) -> Result<Vec<i64>, LogError> {
        let rows = self.query(
            "WITH last AS (SELECT coalesce(max(pos), 0) AS pos FROM dixit.event)
             SELECT pos FROM dixit.body WHERE pos < 1 UNION
             SELECT pos FROM dixit.body WHERE pos > (SELECT pos FROM last) UNION
             SELECT pos FROM dixit.text WHERE pos < 1 UNION
             SELECT pos FROM dixit.text WHERE pos > (SELECT pos FROM last) ORDER BY pos",
            &[],
        )?;
        rows.iter().map(|row| column(row, 0)).collect()
    }

    fn has_tree(&self) -> Result<bool, LogError> {
        Ok(true)
    }

    fn tree_node(&self, level: u32, number: u64) -> Result<Option<Hash>, LogError> {
        let rows = self.query(
            "SELECT hash FROM dixit.tree WHERE level = $1 AND number = $2",
            &[&i64::from(level), &number.cast_signed()],
        )?;
        rows.first().map(|row| hash(row, 0)).transpose()
    }

    fn for_each_tree_node(&self, f: &mut dyn FnMut(u32, u64, Option<Hash>)) -> Result<(), LogError> {
        let (mut level, mut number) = (i64::MIN, i64::MIN);
        loop {
            let rows = self.query(
                "SELECT level, number, hash FROM dixit.tree WHERE (level, number) > ($1, $2)
                 ORDER BY level, number LIMIT $3",
                &[&level, &number, &PART_LENGTH],
            )?;
            for row in &rows {
                (level, number) = (column(row, 0)?, column(row, 1)?);
                let node_level = u32::try_from(level).unwrap_or(u32::MAX);
                f(node_level, number.cast_unsigned(), hash(row, 2).ok());
            }
            if last_of_full_part(&rows).is_none() {
                return Ok(());
            }
        }
    }

    fn write(&self, rows: &[EventRow<'_>], nodes: &[TreeNode]) -> Result<(), LogError> {
        let (mut events, mut bodies) = (CopyRows::new(), CopyRows::new());
        let (mut texts, mut tree) = (CopyRows::new(), CopyRows::new());
        let mut redacted = BTreeSet::new();
        for row in rows {
            push_event(&mut events, row)?;
            let pos = CopyValue::Number(row.columns.pos);
            if let Some((salt, content)) = row.body {
                bodies.push(&[pos, CopyValue::Bytes(salt), CopyValue::Bytes(content.as_bytes())])?;
            }
            let (salt, content) = match row.text {
                TextRow::Absent => continue,
                // The log accepts a text only as a whole, and an existing one may be taken away.
                TextRow::Redacted => (&[0; SALT_LENGTH][..], ""),
                TextRow::Kept(salt, content) => (salt, content),
            };
            texts.push(&[pos, CopyValue::Bytes(salt), CopyValue::Bytes(content.as_bytes())])?;
            if row.text == TextRow::Redacted {
                redacted.insert(position(row.columns.pos));
            }
        }
        for node in nodes {
            let (level, number) = (node.level.into(), node.number.cast_signed());
            let hash = CopyValue::Bytes(node.hash.as_bytes());
            tree.push(&[CopyValue::Number(level), CopyValue::Number(number), hash])?;
        }
        for (sql, rows) in [
            (COPY_EVENTS, events),
            (COPY_BODIES, bodies),
            (COPY_TEXTS, texts),
            (COPY_NODES, tree),
        ] {
            copy_in(self, sql, rows)?;
        }
        self.take_away(&redacted, &BTreeMap::new())
    }

    fn take_away(
        &self,
        texts: &BTreeSet<Position>,
        remainders: &BTreeMap<Position, String>,
    ) -> Result<(), LogError> {
        let right = OriginRight::Redact;
        let failed = |error| self.error(&error, right);
        let numbers = |positions: &mut dyn Iterator<Item = &Position>| -> Vec<i64> {
            positions
                .map(|position| position.number().cast_signed())
                .collect()
        };
        if !texts.is_empty() {
            let texts = numbers(&mut texts.iter());
            let sql = "UPDATE dixit.text SET salt = NULL, content = NULL WHERE pos = ANY ($1)";
            let statement = self.prepare(sql, right)?;
            self.client()
                .borrow_mut()
                .execute(&statement, &[&texts])
                .map_err(failed)?;
        }
        if !remainders.is_empty() {
            let bodies = numbers(&mut remainders.keys());
            let contents: Vec<&str> = remainders.values().map(String::as_str).collect();
            let sql = "UPDATE dixit.body SET salt = $1, content = remainder.content
                 FROM unnest($2::bigint[], $3::text[]) AS remainder (pos, content) WHERE body.pos = remainder.pos";
            let statement = self.prepare(sql, right)?;
            let salt = &[0_u8; SALT_LENGTH][..];
            let params: [&(dyn postgres::types::ToSql + Sync); 3] = [&salt, &bodies, &contents];
            self.client()
                .borrow_mut()
                .execute(&statement, &params)
                .map_err(failed)?;
        }
        Ok(())
    }
}

fn push_event(events: &mut CopyRows, row: &EventRow<'_>) -> Result<(), OriginError> {
    let columns = &row.columns;
    let number = CopyValue::Number;
    let bytes = CopyValue::Bytes;
    events.push(&[
        number(columns.pos),
        bytes(columns.event_id),
        bytes(columns.stream.as_bytes()),
        number(columns.version),
        bytes(columns.kind.as_bytes()),
        number(columns.schema_version),
        number(columns.recorded_at),
        bytes(columns.actor.as_bytes()),
        bytes(columns.correlation_id),
        columns.causation_id.map_or(CopyValue::Null, bytes),
        bytes(columns.body_hash),
        bytes(row.leaf_hash),
    ])
}

/// Writes rows of one table.
fn copy_in(log: &PostgresLog, sql: &str, rows: CopyRows) -> Result<(), LogError> {
    if rows.rows() == 0 {
        return Ok(());
    }
    let statement = log.prepare(sql, OriginRight::Write)?;
    let expected = rows.rows();
    let mut client = log.client().borrow_mut();
    let copied = client.copy_in(&statement).and_then(|mut writer| {
        for message in rows.finish().chunks(MESSAGE_BYTES) {
            // What the server says against it comes with the end.
            if writer.write_all(message).is_err() {
                break;
            }
        }
        writer.finish()
    });
    match copied {
        Ok(inserted) if inserted == expected => Ok(()),
        Ok(_) => Err(LogError::NotInserted),
        Err(error) => Err(log.error(&error, OriginRight::Write)),
    }
}

/// The last row of a part, where there may be another part.
fn last_of_full_part(rows: &[Row]) -> Option<&Row> {
    rows.last().filter(|_| rows.len() as i64 == PART_LENGTH)
}

fn position(pos: i64) -> Position {
    Position::new(pos.cast_unsigned())
}

fn hash(row: &Row, i: usize) -> Result<Hash, LogError> {
    let bytes: &[u8] = column(row, i)?;
    let bytes = bytes
        .try_into()
        .map_err(|_| LogError::Corrupt("a hash has not 32 bytes".to_owned()))?;
    Ok(Hash::from_bytes(bytes))
}
