use super::{QueryError, Question, wire};
use crate::domain::{ArticleId, Edtf, Lang, Timestamp};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// The articles that count, in the order of publication; those without a date come last.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Articles {
    /// Only from this publisher, whatever the case and accents.
    pub publisher: Option<String>,
    /// Only in this language.
    pub lang: Option<Lang>,
    /// Only published from the first day of this date on.
    pub since: Option<Edtf>,
    /// Only published up to the last day of this date.
    pub until: Option<Edtf>,
    /// Only the first so many.
    pub limit: Option<usize>,
}

/// One article as the listing shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ArticleLine {
    /// The id.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::article_id")]
    pub id: ArticleId,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The news agency that it credits.
    pub agency: Option<String>,
    /// The day of publication.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub published: Option<NaiveDate>,
    /// Its language.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::lang")]
    pub lang: Lang,
    /// How many of its statements count.
    pub statements: u64,
    /// How often it was revised.
    pub revision: u32,
    /// When it was recorded.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::moment")]
    pub recorded_at: Timestamp,
    /// When it was last revised.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::moment_or_null")]
    pub revised_at: Option<Timestamp>,
}

/// Articles, in the order of publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ArticleLines(pub Vec<ArticleLine>);

impl Question for Articles {
    type Answer = ArticleLines;

    fn answer(&self, conn: &Connection) -> Result<ArticleLines, QueryError> {
        let _ = conn;
        Ok(ArticleLines(Vec::new()))
    }
}
