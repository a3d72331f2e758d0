//! Creates and resets the read models, and records up to which position, and by which version of the code, each is
//! folded.

use super::ProjectionError;
use super::drop_objects::{FULL_TEXT_TABLES, drop_object};
use super::fold::{Fold, FoldMemory};
use super::position::position_number;
use super::projection::AFTER_LOAD_MARKER;
use super::registry::PROJECTIONS;
use crate::domain::Position;
use rusqlite::{Connection, OptionalExtension, params};

/// Number of prepared SQL statements that a connection keeps: more than the projections and the log use together.
const CACHED_STATEMENTS: usize = 128;

/// Tables of read models under names that this version no longer uses. A database of an older version may still have
/// them. When a table is renamed or removed, its old name is added here; none of these names may be used again.
const FORMER_TABLES: &[&str] = &[
    // Used by 0.1.0 and by unreleased builds after it.
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
    "story_sketch",
    "vanished_statement",
    "wording_gram",
    // A copy of the texts in the log.
    "article_text",
];

/// Names of the projections that have no read model yet, or whose read model was folded by another version of the code.
/// Only reads.
pub fn stale_projections(conn: &Connection) -> Result<Vec<&'static str>, ProjectionError> {
    conn.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    if !conn.table_exists(Some("main"), "checkpoint")? {
        return Ok(PROJECTIONS.iter().map(|projection| projection.name()).collect());
    }
    let mut version = conn.prepare_cached("SELECT code_version FROM checkpoint WHERE name = ?1")?;
    let mut stale = Vec::new();
    for projection in PROJECTIONS {
        let folded_by: Option<String> = version
            .query_row([projection.name()], |row| row.get(0))
            .optional()?;
        if folded_by != Some(projection.code_version()) {
            stale.push(projection.name());
        }
    }
    Ok(stale)
}

/// Creates the read models where there are none, and returns the names of [`stale_projections`].
///
/// While it returns any, the caller must [`reset`] and fold the whole log with [`apply_event`](super::apply_event) in
/// the same transaction, unless the log has no events.
pub fn prepare(conn: &Connection) -> Result<Vec<&'static str>, ProjectionError> {
    let stale = stale_projections(conn)?;
    if stale.len() == PROJECTIONS.len() {
        reset(conn)?;
        set_checkpoint(conn, Position::START)?;
    }
    Ok(stale)
}

/// The position up to which all read models are folded; [`Position::START`] where there are none.
pub fn folded_position(conn: &Connection) -> Result<Position, ProjectionError> {
    if !conn.table_exists(Some("main"), "checkpoint")? {
        return Ok(Position::START);
    }
    let position: Option<i64> = conn
        .prepare_cached("SELECT min(position) FROM checkpoint")?
        .query_row([], |row| row.get(0))?;
    Ok(Position::new(
        position.and_then(|at| at.try_into().ok()).unwrap_or_default(),
    ))
}

/// The names of the projections that say that they are folded further than another one. All are folded together, so
/// there are none unless the table was changed.
pub fn uneven_projections(conn: &Connection) -> Result<Vec<String>, ProjectionError> {
    let mut select = conn.prepare(
        "SELECT name FROM checkpoint WHERE position > (SELECT min(position) FROM checkpoint) ORDER BY name",
    )?;
    let names = select.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// Makes all read models stale: they are made anew before anything is asked of them.
pub fn mark_stale(conn: &Connection) -> Result<(), ProjectionError> {
    conn.execute("UPDATE checkpoint SET code_version = ''", [])?;
    Ok(())
}

/// Drops the read models and creates them empty, at [`Position::START`]. Indexes that only questions need are left to
/// [`finish_fold`], because a load is faster without them.
pub fn reset(conn: &Connection) -> Result<(), ProjectionError> {
    conn.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    conn.flush_prepared_statement_cache();
    drop_object(conn, "checkpoint")?;
    conn.execute_batch(include_str!("../../schema/read/checkpoint.sql"))
        .map_err(store_error("created"))?;
    for view in PROJECTIONS.iter().flat_map(|projection| projection.views()) {
        drop_object(conn, view)?;
    }
    for table in FORMER_TABLES {
        drop_object(conn, table)?;
    }
    for projection in PROJECTIONS {
        for table in projection.tables() {
            drop_object(conn, table.name)?;
            if table.is_full_text() {
                // Those of its own that a damaged index left behind.
                for own in FULL_TEXT_TABLES {
                    drop_object(conn, &format!("{}_{own}", table.name))?;
                }
            }
        }
        for index in projection.indexes() {
            for table in [index.runs, index.blocks] {
                drop_object(conn, table)?;
            }
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

/// Ends a fold: writes what it holds in memory and records that everything up to `position` is folded. After a
/// [`reset`], first creates the indexes that it left out. Returns the memory for the next fold.
pub fn finish_fold(fold: Fold<'_>, position: Position) -> Result<FoldMemory, ProjectionError> {
    fold.write()?;
    set_checkpoint(fold.conn, position)?;
    Ok(fold.end(position))
}

fn set_checkpoint(conn: &Connection, position: Position) -> Result<(), ProjectionError> {
    let has_missing_indexes: bool = conn
        .prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'statement_said')")?
        .query_row([], |row| row.get(0))?;
    if has_missing_indexes {
        for projection in PROJECTIONS {
            let (_, indexes) = split_schema(projection.schema());
            conn.execute_batch(indexes).map_err(store_error("indexed"))?;
        }
    }
    let rows = conn
        .prepare_cached("UPDATE checkpoint SET position = ?1")?
        .execute([position_number(position)])?;
    if rows < PROJECTIONS.len() {
        return Err(ProjectionError::NotWritten);
    }
    Ok(())
}

/// Splits a schema file at [`AFTER_LOAD_MARKER`] into what to create before a load, and what to create after it.
fn split_schema(sql: &'static str) -> (&'static str, &'static str) {
    sql.split_once(AFTER_LOAD_MARKER).unwrap_or((sql, ""))
}

fn store_error(doing: &'static str) -> impl Fn(rusqlite::Error) -> ProjectionError {
    move |source| ProjectionError::Store { doing, source }
}
