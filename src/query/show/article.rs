use super::sheets::ArticleSheet;
use crate::query::articles::{CELLS, line};
use crate::query::selection::Selection;
use crate::query::{QueryError, articles};
use rusqlite::Connection;

/// Everything about the article with this row.
pub(super) fn sheet(conn: &Connection, row: i64) -> Result<ArticleSheet, QueryError> {
    let sql = format!(
        "SELECT {CELLS}, a.extractor, t.content FROM article AS a LEFT JOIN article_text AS t ON t.text = a.text
         WHERE a.row = ?1"
    );
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([row])?;
    let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    Ok(ArticleSheet {
        line: line(cells)?,
        extractor: cells.get(articles::CELL_COUNT)?,
        text: cells.get(articles::CELL_COUNT + 1)?,
        reported: Selection::of_article(row).in_reading_order(conn)?,
    })
}
