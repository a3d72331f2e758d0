//! The log in the tables of a PostgreSQL database.
//!
//! What is long is read in parts, so that no connection is busy while a callback runs: it may use the store itself.

use super::insertion::{insert_bodies, insert_events, insert_nodes, insert_texts};
use super::postgres_row::{column, event_row};
use super::row_query::RowQuery;
use super::{OriginRight, PostgresLog};
use crate::domain::{Position, Timestamp};
use crate::log::LogError;
use crate::log::hash::{Hash, SALT_LENGTH};
use crate::log::log_head::LogHead;
use crate::log::row::{EventRow, TextRow};
use crate::log::store::{LogStore, RowSelection, StoredRow, TreeNode};
use postgres::Row;
use std::collections::{BTreeMap, BTreeSet};

/// Number of leaves, versions or nodes that are read at once.
const PART_LENGTH: i64 = 20_000;
/// Number of events that are written at once.
const WRITTEN_AT_ONCE: usize = 1000;

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
        for part in rows.chunks(WRITTEN_AT_ONCE) {
            insert_events(self, part)?;
            insert_bodies(self, part)?;
            insert_texts(self, part)?;
        }
        insert_nodes(self, nodes)?;
        let redacted = rows.iter().filter(|row| row.text == TextRow::Redacted);
        let redacted = redacted.map(|row| position(row.columns.pos)).collect();
        self.take_away(&redacted, &BTreeMap::new())
    }

    fn take_away(
        &self,
        texts: &BTreeSet<Position>,
        remainders: &BTreeMap<Position, String>,
    ) -> Result<(), LogError> {
        let number = |position: &Position| position.number().cast_signed();
        if !texts.is_empty() {
            let texts: Vec<i64> = texts.iter().map(number).collect();
            let sql = "UPDATE dixit.text SET salt = NULL, content = NULL WHERE pos = ANY ($1)";
            self.execute(sql, &[&texts], OriginRight::Redact)?;
        }
        if !remainders.is_empty() {
            let bodies: Vec<i64> = remainders.keys().map(number).collect();
            let contents: Vec<&str> = remainders.values().map(String::as_str).collect();
            let sql = "UPDATE dixit.body SET salt = $1, content = remainder.content
                 FROM unnest($2::bigint[], $3::text[]) AS remainder (pos, content) WHERE body.pos = remainder.pos";
            let salt = &[0_u8; SALT_LENGTH][..];
            self.execute(sql, &[&salt, &bodies, &contents], OriginRight::Redact)?;
        }
        Ok(())
    }
}

/// The last row of a part, where there may be another part.
fn last_of_full_part(rows: &[Row]) -> Option<&Row> {
    rows.last()
        .filter(|_| rows.len() as u64 == PART_LENGTH.cast_unsigned())
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
