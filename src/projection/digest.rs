//! Digests of read models: `verify` compares those of the stored rows with those of a new fold of the log.

use super::ProjectionError;
use super::posting_index::{MergedPostings, PostingTables};
use super::projection::Table;
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
}

/// The digest of every read model, as stored.
///
/// Of a full-text index, it covers every occurrence of every word, not how SQLite happened to divide the index into
/// segments. It reads every table in full and writes only to `temp`.
pub fn digest_read_models(conn: &Connection) -> Result<Vec<ReadModelDigest>, ProjectionError> {
    PROJECTIONS
        .iter()
        .map(|projection| {
            let mut hasher = Sha256::default();
            let mut rows = 0;
            for table in projection.tables() {
                rows += digest_table(conn, *table, &mut hasher)?;
            }
            for index in projection.indexes() {
                rows += digest_index(conn, *index, &mut hasher)?;
            }
            digest_views(conn, projection.views(), &mut hasher)?;
            Ok(ReadModelDigest {
                name: projection.name(),
                rows,
                sha256: hasher.finalize().into(),
            })
        })
        .collect()
}

/// Adds a table to the digest: its name, then each value with its type and length. Returns the number of rows.
fn digest_table(conn: &Connection, table: Table, hasher: &mut Sha256) -> Result<u64, ProjectionError> {
    let select = if table.key_columns.is_empty() {
        conn.execute_batch(&format!(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.{0}_occurrence USING fts5vocab(main, {0}, instance)",
            table.name
        ))?;
        format!(
            "SELECT term, doc, col, \"offset\" FROM temp.{}_occurrence",
            table.name
        )
    } else {
        format!("SELECT * FROM main.{} ORDER BY {}", table.name, table.key_columns)
    };
    add_value(hasher, b't', table.name.as_bytes());
    let mut statement = conn.prepare(&select)?;
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
