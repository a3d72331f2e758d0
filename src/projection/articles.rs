use super::facts::{FOREVER, Held, Reported};
use super::projection::{Projection, Table};
use super::url_key::{self, url_keys};
use super::{ProjectionError, code};
use crate::domain::{ArticleId, Source, fold};
use chrono::SecondsFormat;
use rusqlite::{Connection, params};

/// The articles, and their texts.
pub(super) struct Articles;

const TABLES: &[Table] = &[
    Table::new("article_version", "version"),
    Table::new("article_address", "key, row"),
    Table::new("article_text", "text"),
];

impl Projection for Articles {
    fn name(&self) -> &'static str {
        "articles"
    }

    fn code_version(&self) -> String {
        code::version(3, url_key::DATA)
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
                url, author, agency, published, published_day, lang, revision, extractor, recorded_at, revised_at,
                canonical, published_at, published_or)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)";
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
            source.canonical,
            source
                .published_at
                .map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true)),
            source.published_or.map(|date| date.to_string()),
        ])?;
        for key in url_keys(source) {
            conn.prepare_cached(
                "INSERT INTO article_address(key, row) VALUES (?1, ?2) ON CONFLICT(key, row) DO NOTHING",
            )?
            .execute(params![key, article.row])?;
        }
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

/// The article that came in under an address that means the same as one of `source`, with the address that it has. Of
/// several, which an older dixit took for different articles, the first that counts; else the first that was there.
pub fn article_at(
    conn: &Connection,
    source: &Source,
) -> Result<Option<(ArticleId, Option<String>)>, ProjectionError> {
    for key in url_keys(source) {
        let mut select = conn.prepare_cached(
            "SELECT a.id, a.url FROM article_address AS k JOIN article_version AS a ON a.row = k.row
             WHERE k.key = ?1 ORDER BY a.until = ?2 DESC, a.row, a.version DESC LIMIT 1",
        )?;
        let mut rows = select.query(params![key, FOREVER])?;
        if let Some(row) = rows.next()? {
            let id = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            let id = id
                .parse()
                .map_err(|_| ProjectionError::Damaged("the id of an article"))?;
            return Ok(Some((id, row.get(1)?)));
        }
    }
    Ok(None)
}

/// Ends the version of the article that counts.
fn close(conn: &Connection, row: i64, at: i64) -> Result<(), ProjectionError> {
    conn.prepare_cached("UPDATE article_version SET until = ?2 WHERE row = ?1 AND until = ?3")?
        .execute([row, at, FOREVER])?;
    Ok(())
}
