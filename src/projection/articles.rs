use super::article_text::store_text;
use super::article_version::{ArticleVersion, CurrentArticleVersion};
use super::fold::Fold;
use super::position::OPEN_END_POS;
use super::projection::{Projection, Table};
use super::url_key::{self, url_keys};
use super::{ProjectionError, code_version};
use crate::domain::{ArticleId, Source, fold};
use chrono::SecondsFormat;
use rusqlite::{Connection, params};

/// The projection of articles: their versions and addresses. Their texts are in the log.
pub(super) struct Articles;

const TABLES: &[Table] = &[
    Table::new("article_version", "valid_from_pos"),
    Table::new("article_address", "url_key, ingested_pos"),
];

impl Projection for Articles {
    fn name(&self) -> &'static str {
        "articles"
    }

    fn code_version(&self) -> String {
        code_version::code_version(6, url_key::DATA)
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/articles.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_article_version(
        &self,
        &Fold { conn, .. }: &Fold<'_>,
        article: &ArticleVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let ArticleVersion { source, .. } = article;
        if article.valid_from_pos != article.ingested_pos {
            close_current_version(conn, article.ingested_pos, article.valid_from_pos)?;
        }
        let sql = "INSERT INTO article_version(valid_from_pos, valid_to_pos, ingested_pos, text_pos, id,
                title, publisher, publisher_folded,
                url, author, agency, published, published_day, lang, revision, extractor, recorded_at,
                    revised_at,
                canonical_url, published_at, published_alternative)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
                ?21)";
        let rows = conn.prepare_cached(sql)?.execute(params![
            article.valid_from_pos,
            OPEN_END_POS,
            article.ingested_pos,
            article.text_pos,
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
            source.canonical_url,
            source
                .published_at
                .map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true)),
            source.published_alternative.map(|date| date.to_string()),
        ])?;
        ProjectionError::expect_row(rows)?;
        for key in url_keys(source) {
            conn.prepare_cached(
                "INSERT INTO article_address(url_key, ingested_pos)
                         VALUES (?1, ?2) ON CONFLICT(url_key, ingested_pos) DO NOTHING",
            )?
            .execute(params![key, article.ingested_pos])?;
        }
        match article.text {
            Some(text) => store_text(conn, article.text_pos, text),
            None => Ok(()),
        }
    }

    fn on_article_closed(
        &self,
        &Fold { conn, .. }: &Fold<'_>,
        article: &CurrentArticleVersion,
        at: i64,
    ) -> Result<(), ProjectionError> {
        close_current_version(conn, article.ingested_pos, at)
    }
}

/// The article that was ingested under an address equivalent to one of `source`, with its current address. An older
/// version of dixit may have recorded several such articles: then the first current one, else the first one.
pub fn article_by_address(
    conn: &Connection,
    source: &Source,
) -> Result<Option<(ArticleId, Option<String>)>, ProjectionError> {
    for key in url_keys(source) {
        let mut select = conn.prepare_cached(
            "SELECT a.id, a.url FROM article_address AS k JOIN article_version AS a
             ON a.ingested_pos = k.ingested_pos
             WHERE k.url_key = ?1 ORDER BY a.valid_to_pos = ?2 DESC, a.ingested_pos,
                 a.valid_from_pos DESC LIMIT 1",
        )?;
        let mut rows = select.query(params![key, OPEN_END_POS])?;
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

/// Ends the current version of the article at the position `at`.
fn close_current_version(conn: &Connection, row: i64, at: i64) -> Result<(), ProjectionError> {
    conn.prepare_cached(
        "UPDATE article_version SET valid_to_pos = ?2 WHERE ingested_pos = ?1 AND valid_to_pos = ?3",
    )?
    .execute([row, at, OPEN_END_POS])?;
    Ok(())
}
