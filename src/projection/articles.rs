use super::ProjectionError;
use super::facts::Reported;
use super::projection::{Projection, Table};
use crate::domain::fold;
use rusqlite::{Connection, params};

/// The articles that count, and their texts.
pub(super) struct Articles;

const TABLES: &[Table] = &[
    Table::new("article", "row"),
    Table::new("article_text", "article"),
];

impl Projection for Articles {
    fn name(&self) -> &'static str {
        "articles"
    }

    fn code_version(&self) -> String {
        "1".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/articles.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn article_read(&self, conn: &Connection, article: &Reported<'_>) -> Result<(), ProjectionError> {
        let Reported { source, .. } = article;
        let (first, revised) = match article.before {
            None => (Some(article.recorded_at), None),
            Some(_) => (None, Some(article.recorded_at)),
        };
        let sql = "INSERT INTO article(row, id, title, publisher, publisher_folded, url, author, agency,
                published, published_day, lang, revision, extractor, recorded_at, revised_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, coalesce(?14, ?15), ?15)
            ON CONFLICT(row) DO UPDATE SET title = ?3, publisher = ?4, publisher_folded = ?5, url = ?6,
                author = ?7, agency = ?8, published = ?9, published_day = ?10, lang = ?11, revision = ?12,
                extractor = ?13, revised_at = ?15";
        conn.prepare_cached(sql)?.execute(params![
            article.row,
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
            first,
            revised,
        ])?;
        conn.prepare_cached(
            "INSERT INTO article_text(article, text) VALUES (?1, ?2)
             ON CONFLICT(article) DO UPDATE SET text = ?2",
        )?
        .execute(params![article.row, article.text.as_str()])?;
        Ok(())
    }

    fn article_gone(&self, conn: &Connection, article: i64) -> Result<(), ProjectionError> {
        conn.prepare_cached("DELETE FROM article_text WHERE article = ?1")?
            .execute([article])?;
        conn.prepare_cached("DELETE FROM article WHERE row = ?1")?
            .execute([article])?;
        Ok(())
    }
}
