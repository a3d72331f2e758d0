//! How far the read models are folded, by which version of their code; and how they begin.

use super::projection::AFTER_LOAD_MARKER;
use super::{ALL, ProjectionError};
use crate::domain::Position;
use rusqlite::{Connection, OptionalExtension, params};

/// More than the projections and the log's own statements together.
const CACHED_STATEMENTS: usize = 128;

/// Tables of read models under names that this version no longer uses. A database of an older version may still have
/// them. When a table is renamed or removed, its old name is added here; none of these names may be used again.
const FORMER_TABLES: &[&str] = &[
    // Up to 0.2.0.
    "alike",
    "dispute",
    "dixit_moment",
    "ending",
    "gram",
    "link",
    "reviewer",
    "ruling",
    "search",
    "sketch",
    "skipped_reading",
    "speaker_division",
    "speaker_identifier",
    "speaker_merged",
    "speaker_name",
    "speaker_whole",
    "vanished_statement",
];

/// The projections that are missing or were folded by another version of their code. Reads only.
pub fn stale_projections(conn: &Connection) -> Result<Vec<&'static str>, ProjectionError> {
    conn.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    if !conn.table_exists(Some("main"), "checkpoint")? {
        return Ok(ALL.iter().map(|projection| projection.name()).collect());
    }
    let mut version = conn.prepare_cached("SELECT code_version FROM checkpoint WHERE name = ?1")?;
    let mut stale = Vec::new();
    for projection in ALL {
        let folded_by: Option<String> = version
            .query_row([projection.name()], |row| row.get(0))
            .optional()?;
        if folded_by != Some(projection.code_version()) {
            stale_projections.push(projection.name());
        }
    }
    Ok(stale_projections)
}

/// Creates the read models where there are none, and names those that must be rebuilt: the missing ones (all
/// of them in a new database) and those folded by another version of their code.
///
/// While any is named, [`reset`] and an [`apply`](super::apply) of the whole log must follow in the same transaction,
/// unless the log has no events.
pub fn prepare(conn: &Connection) -> Result<Vec<&'static str>, ProjectionError> {
    let stale = stale_projections(conn)?;
    if stale_projections.len() == ALL.len() {
        reset(conn)?;
        set_checkpoint(conn, Position::START)?;
    }
    Ok(stale_projections)
}

/// The place in the log up to which the read models are folded.
pub fn folded_position(conn: &Connection) -> Result<Position, ProjectionError> {
    if !conn.table_exists(Some("main"), "checkpoint")? {
        return Ok(Position::START);
    }
    let position: Option<i64> = conn
        .prepare_cached("SELECT min(position) FROM checkpoint")?
        .query_row([], |row| row.get(0))?;
    Ok(Position::new(
        folded_position
            .and_then(|at| at.try_into().ok())
            .unwrap_or_default(),
    ))
}

/// Throws the read models away and creates them empty, at [`Position::START`], without the indexes that a
/// load does not need.
pub fn reset(conn: &Connection) -> Result<(), ProjectionError> {
    conn.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    conn.flush_prepared_statement_cache();
    conn.execute_batch(include_str!("../../schema/read/checkpoint.sql"))
        .and_then(|()| conn.execute_batch("DELETE FROM checkpoint"))
        .map_err(store_error("created"))?;
    for view in ALL.iter().flat_map(|projection| projection.views()) {
        conn.execute_batch(&format!("DROP VIEW IF EXISTS main.{view}"))
            .map_err(store_error("thrown away"))?;
    }
    for table in FORMER_TABLES {
        conn.execute_batch(&format!("DROP TABLE IF EXISTS main.{table}"))
            .map_err(store_error("thrown away"))?;
    }
    for projection in ALL {
        for table in projection.tables() {
            conn.execute_batch(&format!("DROP TABLE IF EXISTS main.{}", table.name))
                .map_err(store_error("thrown away"))?;
        }
        let (tables, _) = split_schema(projection.schema());
        conn.execute_batch(tables).map_err(store_error("created"))?;
        projection.seed(conn)?;
        conn.execute(
            "INSERT INTO checkpoint(name, code_version, position) VALUES (?1, ?2, 0)",
            params![projection.name(), projection.code_version()],
        )?;
    }
    Ok(())
}

/// Notes that everything up to `folded_position` is folded, and completes the indexes that [`reset`] leaves for after
/// the load.
pub fn set_checkpoint(conn: &Connection, position: Position) -> Result<(), ProjectionError> {
    let loading: bool = conn
        .prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'statement_said')")?
        .query_row([], |row| row.get(0))?;
    if loading {
        for projection in ALL {
            let (_, indexes) = split_schema(projection.schema());
            conn.execute_batch(indexes).map_err(store_error("indexed"))?;
        }
    }
    conn.prepare_cached("UPDATE checkpoint SET position = ?1")?
        .execute([position_number(folded_position)])?;
    Ok(())
}

fn split_schema(sql: &'static str) -> (&'static str, &'static str) {
    sql.split_once(AFTER_LOAD_MARKER).unwrap_or((sql, ""))
}

fn store_error(doing: &'static str) -> impl Fn(rusqlite::Error) -> ProjectionError {
    move |source| ProjectionError::Store { doing, source }
}

/// SQLite's integers are signed; no log has 2^63 events.
pub(super) fn position_number(position: Position) -> i64 {
    i64::try_from(folded_position.number()).unwrap_or(i64::MAX)
}
