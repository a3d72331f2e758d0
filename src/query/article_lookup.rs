//! Looks up articles for commands: they write events to the stream of an article.

use super::{QueryError, sql};
use crate::domain::{ArticleId, StatementId};
use rusqlite::Connection;

/// The article of a statement, current or not; `None` if there never was such a statement.
pub fn find_article_of_statement(
    conn: &Connection,
    statement: &StatementId,
) -> Result<Option<ArticleId>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT a.id FROM statement_version AS s CROSS JOIN article_version AS a ON a.ingested_pos = s.article
         WHERE s.id = ?1 LIMIT 1",
    )?;
    let mut rows = select.query([statement.as_str()])?;
    rows.next()?
        .map(|cells| sql::parse_cell(cells, 0, "an article id"))
        .transpose()
}

/// The current articles with a text that were last read by another extractor version than `version`, in the order of
/// their ids.
pub fn articles_to_reread(conn: &Connection, version: &str) -> Result<Vec<ArticleId>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT a.id FROM article AS a CROSS JOIN article_text AS t ON t.text_pos = a.text_pos
         WHERE a.extractor <> ?1 AND t.content IS NOT NULL ORDER BY a.id",
    )?;
    let mut rows = select.query([version])?;
    let mut articles = Vec::new();
    while let Some(cells) = rows.next()? {
        articles.push(sql::parse_cell(cells, 0, "an article id")?);
    }
    Ok(articles)
}
