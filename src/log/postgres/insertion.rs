//! Rows of the log as arrays, one for each column: so one message inserts the rows of one table.
//!
//! COPY would take a little less of the server. But where the server refuses one at its beginning, the client library
//! takes the answer to a request for that to the next request from then on, also for that to COMMIT.

use super::postgres_log::PostgresLog;
use super::right::OriginRight;
use crate::log::LogError;
use crate::log::hash::SALT_LENGTH;
use crate::log::row::{EventRow, TextRow};
use crate::log::store::TreeNode;
use postgres::types::ToSql;

const INSERT_EVENTS: &str = "INSERT INTO dixit.event (pos, event_id, stream, version, type, schema_version, \
     recorded_at, actor, correlation_id, causation_id, body_hash, leaf_hash)
     SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::bigint[], $5::text[], $6::bigint[], \
     $7::bigint[], $8::text[], $9::bytea[], $10::bytea[], $11::bytea[], $12::bytea[])";
const INSERT_BODIES: &str = "INSERT INTO dixit.body (pos, salt, content)
     SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::text[])";
const INSERT_TEXTS: &str = "INSERT INTO dixit.text (pos, salt, content)
     SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[])";
const INSERT_NODES: &str = "INSERT INTO dixit.tree (level, number, hash)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])";

/// Inserts the headers of `rows`.
pub(super) fn insert_events(log: &PostgresLog, rows: &[EventRow<'_>]) -> Result<(), LogError> {
    insert(
        log,
        INSERT_EVENTS,
        rows.len(),
        &[
            &column(rows, |row| row.columns.pos),
            &column(rows, |row| row.columns.event_id),
            &column(rows, |row| row.columns.stream),
            &column(rows, |row| row.columns.version),
            &column(rows, |row| row.columns.kind),
            &column(rows, |row| row.columns.schema_version),
            &column(rows, |row| row.columns.recorded_at),
            &column(rows, |row| row.columns.actor),
            &column(rows, |row| row.columns.correlation_id),
            &column(rows, |row| row.columns.causation_id),
            &column(rows, |row| row.columns.body_hash),
            &column(rows, |row| row.leaf_hash),
        ],
    )
}

/// Inserts the bodies of `rows`.
pub(super) fn insert_bodies(log: &PostgresLog, rows: &[EventRow<'_>]) -> Result<(), LogError> {
    let bodies: Vec<_> = rows
        .iter()
        .filter_map(|row| row.body.map(|(salt, content)| (row.columns.pos, salt, content)))
        .collect();
    insert(
        log,
        INSERT_BODIES,
        bodies.len(),
        &[
            &column(&bodies, |body| body.0),
            &column(&bodies, |body| body.1),
            &column(&bodies, |body| body.2),
        ],
    )
}

/// Inserts the texts of `rows`.
pub(super) fn insert_texts(log: &PostgresLog, rows: &[EventRow<'_>]) -> Result<(), LogError> {
    let texts: Vec<_> = rows
        .iter()
        .filter_map(|row| match row.text {
            TextRow::Absent => None,
            // The log accepts a text only as a whole, and an existing one may be taken away.
            TextRow::Redacted => Some((row.columns.pos, &[0; SALT_LENGTH][..], &b""[..])),
            TextRow::Kept(salt, content) => Some((row.columns.pos, salt, content.as_bytes())),
        })
        .collect();
    insert(
        log,
        INSERT_TEXTS,
        texts.len(),
        &[
            &column(&texts, |text| text.0),
            &column(&texts, |text| text.1),
            &column(&texts, |text| text.2),
        ],
    )
}

/// Inserts nodes of the tree.
pub(super) fn insert_nodes(log: &PostgresLog, nodes: &[TreeNode]) -> Result<(), LogError> {
    insert(
        log,
        INSERT_NODES,
        nodes.len(),
        &[
            &column(nodes, |node| i64::from(node.level)),
            &column(nodes, |node| node.number.cast_signed()),
            &column(nodes, |node| &node.hash.as_bytes()[..]),
        ],
    )
}

/// One column of `rows`.
fn column<'a, R, T>(rows: &'a [R], value: impl Fn(&'a R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}

fn insert(
    log: &PostgresLog,
    sql: &str,
    rows: usize,
    columns: &[&(dyn ToSql + Sync)],
) -> Result<(), LogError> {
    if rows > 0 && log.execute(sql, columns, OriginRight::Write)? != rows as u64 {
        return Err(LogError::NotInserted);
    }
    Ok(())
}
