use super::ProjectionError;
use super::facts::{FOREVER, Held, Reported};
use super::projection::{Projection, Table};
use crate::domain::fold;
use rusqlite::{Connection, params};

/// The articles, and their texts.
pub(super) struct Articles;

const TABLES: &[Table] = &[
    Table::new("article_version", "version"),
    Table::new("article_text", "text"),
];

impl Projection for Articles {
    fn name(&self) -> &'static str {
        "articles"
    }

    fn code_version(&self) -> String {
        "2".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/articles.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn article_read(&self, conn: &Connection, article: &Reported<'_>) -> Result<(), ProjectionError> {
        let Reported { source, .. } = article;
        if article.version != article.row {
            close(conn, article.row, article.version)?;
        }
        let sql = "INSERT INTO article_version(version, until, row, text, id, title, publisher, publisher_folded,
                url, author, agency, published, published_day, lang, revision, extractor, recorded_at, revised_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
        conn.prepare_cached(sql)?.execute(params![
            article.version,
            FOREVER,
            article.row,
            article.text_row,
            article.id,
            source.title,
            source.publisher,
            source.publisher.as_deref().map(fold),
            source.url,
            source.author,
            source.agency,
            source.published.map(|date| date.to_string()),
            article.published_day(),
            article.lang.as_str(),
            article.revision,
            article.extractor,
            article.recorded_at,
            article.revised_at,
        ])?;
        if let Some(text) = article.text {
            conn.prepare_cached("INSERT INTO article_text(text, content) VALUES (?1, ?2)")?
                .execute(params![article.text_row, text.as_str()])?;
        }
        Ok(())
    }

    fn article_gone(&self, conn: &Connection, article: &Held, at: i64) -> Result<(), ProjectionError> {
        close(conn, article.row, at)
    }
}

/// Ends the version of the article that counts.
fn close(conn: &Connection, row: i64, at: i64) -> Result<(), ProjectionError> {
    conn.prepare_cached("UPDATE article_version SET until = ?2 WHERE row = ?1 AND until = ?3")?
        .execute([row, at, FOREVER])?;
    Ok(())
}
