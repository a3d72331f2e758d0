//! Digests of read models: `verify` compares those of the stored rows with those of a new fold of the log.

use super::ProjectionError;
use super::posting_index::{MergedPostings, PostingTables};
use super::projection::{Projection, Table};
use super::registry::PROJECTIONS;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest as _, Sha256};

/// The digest of one read model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadModelDigest {
    /// Name of the projection.
    pub name: &'static str,
    /// Number of rows in all its tables.
    pub rows: u64,
    /// SHA-256 over every row, in the order of the keys, and over the definitions of its views.
    pub sha256: [u8; 32],
    /// Whether it is a full-text index.
    pub is_full_text: bool,
}

/// The digest of every read model, as stored.
///
/// Of a full-text index, it covers every occurrence of every word, the lengths of the texts, their averages and the
/// settings, not how SQLite happened to divide the index into segments. It reads every table in full and writes only to
/// `temp`.
pub fn digest_read_models(conn: &Connection) -> Result<Vec<ReadModelDigest>, ProjectionError> {
    digest_each_read_model(conn).into_iter().collect()
}

/// As [`digest_read_models`], with an error for each read model that cannot be read.
pub fn digest_each_read_model(conn: &Connection) -> Vec<Result<ReadModelDigest, ProjectionError>> {
    PROJECTIONS
        .iter()
        .map(|projection| digest_read_model(conn, *projection))
        .collect()
}

fn digest_read_model(
    conn: &Connection,
    projection: &dyn Projection,
) -> Result<ReadModelDigest, ProjectionError> {
    let mut hasher = Sha256::default();
    let mut rows = 0;
    for table in projection.tables() {
        rows += if table.is_full_text() {
            digest_full_text(conn, table.name, &mut hasher)?
        } else {
            let select = format!("SELECT * FROM main.{} ORDER BY {}", table.name, table.key_columns);
            digest_rows(conn, table.name, &select, &mut hasher)?
        };
    }
    for index in projection.indexes() {
        rows += digest_index(conn, *index, &mut hasher)?;
    }
    digest_views(conn, projection.views(), &mut hasher)?;
    Ok(ReadModelDigest {
        name: projection.name(),
        rows,
        sha256: hasher.finalize().into(),
        is_full_text: projection.tables().iter().any(Table::is_full_text),
    })
}

/// Adds a full-text index to the digest. Returns the number of occurrences of words.
fn digest_full_text(conn: &Connection, name: &str, hasher: &mut Sha256) -> Result<u64, ProjectionError> {
    conn.execute_batch(&format!(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name}_occurrence USING fts5vocab(main, {name}, instance)"
    ))?;
    // The words come first: reading them makes FTS5 write what it still has in memory to the tables below.
    let words = format!("SELECT term, doc, col, \"offset\" FROM temp.{name}_occurrence");
    let rows = digest_rows(conn, name, &words, hasher)?;
    for own_table in [
        format!("SELECT id, sz FROM main.{name}_docsize ORDER BY id"),
        format!("SELECT k, v FROM main.{name}_config ORDER BY k"),
        format!("SELECT block FROM main.{name}_data WHERE id = {AVERAGES_ROW}"),
    ] {
        digest_rows(conn, name, &own_table, hasher)?;
    }
    Ok(rows)
}

/// Row of the data of a full-text index that has the number of texts and their lengths.
const AVERAGES_ROW: i64 = 1;

/// Adds the rows that `select` gives to the digest: the name of their table, then each value with its type and length.
/// Returns the number of rows.
fn digest_rows(
    conn: &Connection,
    table: &str,
    select: &str,
    hasher: &mut Sha256,
) -> Result<u64, ProjectionError> {
    add_value(hasher, b't', table.as_bytes());
    let mut statement = conn.prepare(select)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut count = 0;
    // The hasher takes many bytes at once faster than one value after another.
    let mut encoded = Vec::with_capacity(2 * HASHED_AT_ONCE);
    while let Some(row) = rows.next()? {
        count += 1;
        for column in 0..columns {
            match row.get_ref(column)? {
                ValueRef::Null => encode_value(&mut encoded, b'0', b""),
                ValueRef::Integer(number) => encode_value(&mut encoded, b'i', &number.to_be_bytes()),
                ValueRef::Real(number) => encode_value(&mut encoded, b'r', &number.to_be_bytes()),
                ValueRef::Text(bytes) => encode_value(&mut encoded, b't', bytes),
                ValueRef::Blob(bytes) => encode_value(&mut encoded, b'b', bytes),
            }
        }
        if encoded.len() >= HASHED_AT_ONCE {
            hasher.update(&encoded);
            encoded.clear();
        }
    }
    hasher.update(&encoded);
    Ok(count)
}

/// Adds the postings of an index to the digest, however they are divided into runs. Returns their number.
fn digest_index(
    conn: &Connection,
    index: PostingTables,
    hasher: &mut Sha256,
) -> Result<u64, ProjectionError> {
    add_value(hasher, b't', index.blocks.as_bytes());
    let mut postings = MergedPostings::of_index(conn, index)?;
    let mut count = 0;
    let mut encoded = Vec::with_capacity(2 * HASHED_AT_ONCE);
    while let Some(posting) = postings.next()? {
        count += 1;
        encoded.extend_from_slice(&posting.key.to_be_bytes());
        encoded.extend_from_slice(&posting.number.to_be_bytes());
        if encoded.len() >= HASHED_AT_ONCE {
            hasher.update(&encoded);
            encoded.clear();
        }
    }
    hasher.update(&encoded);
    Ok(count)
}

/// Adds the stored definitions of views to the digest.
fn digest_views(conn: &Connection, views: &[&str], hasher: &mut Sha256) -> Result<(), ProjectionError> {
    let mut select =
        conn.prepare_cached("SELECT sql FROM main.sqlite_schema WHERE type = 'view' AND name = ?1")?;
    for view in views {
        let definition: Option<String> = select.query_row([view], |row| row.get(0)).optional()?;
        add_value(hasher, b'v', definition.unwrap_or_default().as_bytes());
    }
    Ok(())
}

/// Number of bytes after which encoded values are hashed.
const HASHED_AT_ONCE: usize = 16 * 1024;

/// Adds one value to the digest.
fn add_value(hasher: &mut Sha256, kind: u8, bytes: &[u8]) {
    let mut encoded = Vec::with_capacity(9 + bytes.len());
    encode_value(&mut encoded, kind, bytes);
    hasher.update(&encoded);
}

/// Appends one value with its kind and length, so that different sequences of values never give the same bytes.
fn encode_value(encoded: &mut Vec<u8>, kind: u8, bytes: &[u8]) {
    encoded.push(kind);
    encoded.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
    encoded.extend_from_slice(bytes);
}
