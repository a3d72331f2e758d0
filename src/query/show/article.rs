//! Loads the details of an article.

use super::details::{ArticleDetails, ArticleReader};
use crate::query::articles::{ENTRY_COLUMNS, read_article_entry};
use crate::query::selection::Selection;
use crate::query::{ArticleRef, QueryError, articles, references, sql};
use rusqlite::Connection;

/// Loads the details of the article with this row.
pub(super) fn load_details(conn: &Connection, row: i64) -> Result<ArticleDetails, QueryError> {
    let sql = format!(
        "SELECT {ENTRY_COLUMNS}, a.extractor, t.content FROM article AS a
         LEFT JOIN article_text AS t ON t.text_pos = a.text_pos
         WHERE a.ingested_pos = ?1"
    );
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([row])?;
    let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    Ok(ArticleDetails {
        line: read_article_entry(cells)?,
        extractor: cells.get(articles::ENTRY_COLUMN_COUNT)?,
        copies: load_copies(conn, row)?,
        text: cells.get(articles::ENTRY_COLUMN_COUNT + 1)?,
        reported: Selection::of_article(row).load_in_reading_order(conn)?,
        read_by: load_other_readers(conn, row)?,
        ended: None,
    })
}

/// Loads the readers other than the built-in extractor, with the number of statements that each read.
fn load_other_readers(conn: &Connection, row: i64) -> Result<Vec<ArticleReader>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT extractor, count(*) FROM statement_of_any_reader WHERE article = ?1 AND reader <> ''
         GROUP BY extractor ORDER BY extractor",
    )?;
    let mut rows = select.query([row])?;
    let mut found = Vec::new();
    while let Some(cells) = rows.next()? {
        found.push(ArticleReader {
            reader: cells.get(0)?,
            statements: sql::count_cell(cells, 1)?,
        });
    }
    Ok(found)
}

/// Loads the other articles of the story, in the order of publication.
fn load_copies(conn: &Connection, row: i64) -> Result<Vec<ArticleRef>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT o.ingested_pos FROM article AS a CROSS JOIN story AS s ON s.text_pos = a.text_pos
         CROSS JOIN story AS c ON c.story = s.story CROSS JOIN article AS o ON o.text_pos = c.text_pos
         WHERE a.ingested_pos = ?1 AND o.ingested_pos <> a.ingested_pos
             ORDER BY o.published_day, o.ingested_pos",
    )?;
    let rows: Vec<i64> = select
        .query_map([row], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let named = rows
        .into_iter()
        .map(|row| references::load_article_ref(conn, row));
    let named: Vec<Option<ArticleRef>> = named.collect::<Result<_, _>>()?;
    Ok(named.into_iter().flatten().collect())
}
