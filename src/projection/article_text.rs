//! The texts of articles. They are those of the log, whose table `text` is beside the read models. Where these are
//! rebuilt in a database of their own, they have a table of that name and fill it.

use super::ProjectionError;
use crate::domain::ArticleText;
use rusqlite::{Connection, OptionalExtension, params};

/// The text at the position `text_pos`; `None` where it was redacted.
pub(super) fn load_text(conn: &Connection, text_pos: i64) -> Result<Option<String>, ProjectionError> {
    let mut select = conn.prepare_cached("SELECT content FROM text WHERE pos = ?1")?;
    let text = select.query_row([text_pos], |row| row.get(0));
    Ok(text.optional()?.flatten())
}

/// Stores a text, unless the log beside the read models has it.
pub(super) fn store_text(
    conn: &Connection,
    text_pos: i64,
    text: &ArticleText,
) -> Result<(), ProjectionError> {
    let mut select = conn.prepare_cached("SELECT 1 FROM text WHERE pos = ?1")?;
    if !select.exists([text_pos])? {
        conn.prepare_cached("INSERT INTO text(pos, content) VALUES (?1, ?2)")?
            .execute(params![text_pos, text.as_str()])?;
    }
    Ok(())
}
