use super::sheets::{ArticleSheet, OtherReader};
use crate::query::articles::{CELLS, line};
use crate::query::selection::Selection;
use crate::query::{ArticleName, QueryError, articles, row};
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
        copies: copies(conn, row)?,
        text: cells.get(articles::CELL_COUNT + 1)?,
        reported: Selection::of_article(row).in_reading_order(conn)?,
        read_by: read_by(conn, row)?,
        ended: None,
    })
}

/// Who or what else read the article.
fn read_by(conn: &Connection, row: i64) -> Result<Vec<OtherReader>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT extractor, count(*) FROM anybodys_statement WHERE article = ?1 AND reader <> ''
         GROUP BY extractor ORDER BY extractor",
    )?;
    let mut rows = select.query([row])?;
    let mut found = Vec::new();
    while let Some(cells) = rows.next()? {
        found.push(OtherReader {
            reader: cells.get(0)?,
            statements: row::count(cells, 1)?,
        });
    }
    Ok(found)
}

/// The other articles of the story, in the order of publication.
fn copies(conn: &Connection, row: i64) -> Result<Vec<ArticleName>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT o.row FROM article AS a CROSS JOIN story AS s ON s.text = a.text
         CROSS JOIN story AS c ON c.story = s.story CROSS JOIN article AS o ON o.text = c.text
         WHERE a.row = ?1 AND o.row <> a.row ORDER BY o.published_day, o.row",
    )?;
    let rows: Vec<i64> = select
        .query_map([row], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let named = rows.into_iter().map(|row| articles::named(conn, row));
    let named: Vec<Option<ArticleName>> = named.collect::<Result<_, _>>()?;
    Ok(named.into_iter().flatten().collect())
}
