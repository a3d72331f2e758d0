//! Loads the details of an article.

use super::details::{ArticleDetails, ArticleReader, DocumentDetails, StatementPlace};
use crate::domain::{Hexadecimal, StatementId, Timestamp};
use crate::query::articles::{ENTRY_COLUMNS, read_article_entry};
use crate::query::quotes::read_quotes;
use crate::query::selection::Selection;
use crate::query::{ArticleRef, Highlight, QueryError, StatementEntry, articles, references, sql};
use rusqlite::Connection;
use std::collections::HashMap;

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
    let reported = Selection::of_article(row).load_in_reading_order(conn)?;
    Ok(ArticleDetails {
        places: load_places(conn, row, &reported)?,
        line: read_article_entry(cells)?,
        extractor: cells.get(articles::ENTRY_COLUMN_COUNT)?,
        copies: load_copies(conn, row)?,
        text: cells.get(articles::ENTRY_COLUMN_COUNT + 1)?,
        reported,
        read_by: load_other_readers(conn, row)?,
        document: load_document(conn, row)?,
        ended: None,
    })
}

/// Loads where the article has the words of each of these statements, in their order.
fn load_places(
    conn: &Connection,
    row: i64,
    reported: &[StatementEntry],
) -> Result<Vec<StatementPlace>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT id, words, quote_start, quote_end, later_quotes FROM statement WHERE article = ?1",
    )?;
    let mut rows = select.query([row])?;
    let mut places: HashMap<StatementId, Vec<Highlight>> = HashMap::new();
    while let Some(cells) = rows.next()? {
        let pieces = read_quotes(cells, 1)?.into_iter().map(|piece| Highlight {
            start: piece.span.start,
            end: piece.span.end,
        });
        places.insert(sql::parse_cell(cells, 0, "a statement id")?, pieces.collect());
    }
    let of = reported.iter().map(|entry| StatementPlace {
        pieces: places.remove(&entry.id).unwrap_or_default(),
        statement: entry.id.clone(),
    });
    Ok(of.collect())
}

/// Loads the document that the present text of the article was read from.
fn load_document(conn: &Connection, row: i64) -> Result<Option<DocumentDetails>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT d.sha256, d.format, d.fetched_from, d.fetched_at, d.modified_at, d.cut_sign, d.origins
         FROM document AS d WHERE d.ingested_pos = ?1 ORDER BY d.pos DESC LIMIT 1",
    )?;
    let mut rows = select.query([row])?;
    let Some(cells) = rows.next()? else {
        return Ok(None);
    };
    let origins = cells.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(Some(DocumentDetails {
        sha256: Hexadecimal(cells.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?).to_string(),
        format: cells.get(1)?,
        fetched_from: cells.get(2)?,
        fetched_at: cells.get::<_, Option<i64>>(3)?.map(Timestamp::from_micros),
        modified_at: cells.get(4)?,
        looks_cut: cells.get(5)?,
        origins: serde_json::from_str(origins).unwrap_or_default(),
    }))
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
