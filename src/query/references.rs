//! References to speakers, articles and statements: the id, with what is needed to show or cite them.

use super::{QueryError, answer_json, sql};
use crate::domain::{ArticleId, Lang, SpeakerId};
use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use schemars::JsonSchema;
use serde::Serialize;

/// A speaker by id and canonical name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpeakerRef {
    /// The id.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::speaker_id")]
    pub id: SpeakerId,
    /// The canonical name.
    pub name: String,
}

/// An article by id, with what is needed to cite it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ArticleRef {
    /// The id.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::article_id")]
    pub id: ArticleId,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its web address.
    pub url: Option<String>,
    /// The day of publication.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::date_or_null")]
    pub published: Option<NaiveDate>,
    /// Its language.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::lang")]
    pub lang: Lang,
}

/// Loads the reference to the article with this row; `None` if it is not current.
pub(super) fn load_article_ref(conn: &Connection, article: i64) -> Result<Option<ArticleRef>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT id, title, publisher, url, published, lang FROM article WHERE ingested_pos = ?1",
    )?;
    let mut rows = select.query([article])?;
    let Some(cells) = rows.next()? else {
        return Ok(None);
    };
    read_article_ref(cells).map(Some)
}

/// Reads a reference from the columns id, title, publisher, url, published and lang.
pub(super) fn read_article_ref(cells: &Row<'_>) -> Result<ArticleRef, QueryError> {
    Ok(ArticleRef {
        id: sql::parse_cell(cells, 0, "an article id")?,
        title: cells.get(1)?,
        publisher: cells.get(2)?,
        url: cells.get(3)?,
        published: sql::date_cell(cells, 4)?,
        lang: sql::parse_cell(cells, 5, "a language")?,
    })
}
