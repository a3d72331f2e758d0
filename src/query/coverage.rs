//! Counts the articles of each month, and finds the months without one: what the log could have read at all.

use super::months::{format_month, month_of_day};
use super::sql::row_list;
use super::{Query, QueryError, answer_json, resolve, sql, stored_counts};
use crate::domain::Lang;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// Counts the current articles by month of publication and language; with a topic, also those about it.
///
/// Who reads that nobody spoke about something sees beside it whether there were articles at all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CoverageQuery {
    /// Counts also the articles that have a statement about this topic or one below it: an id, or a label in any
    /// language.
    pub topic: Option<String>,
    /// Only articles in this language.
    pub lang: Option<Lang>,
}

/// The number of articles of each month, and the months without articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ArticleCoverage {
    /// The months in which articles were published, in order. Other months are in `gaps`.
    pub months: Vec<CoverageMonth>,
    /// The articles without a day of publication; their month is `..`.
    pub undated: CoverageMonth,
    /// The months without an article between the first and the last that have one.
    pub gaps: Vec<CoverageGap>,
}

/// The number of articles that were published in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CoverageMonth {
    /// The month as EDTF: `2026-03`; `..` where the day of publication is unknown.
    #[schemars(schema_with = "answer_json::edtf")]
    pub month: String,
    /// Number of articles.
    pub articles: u64,
    /// Number of those with a statement about the topic; `null` where no topic was asked for.
    pub about_topic: Option<u64>,
    /// The same by language, in the order of the languages. Languages without articles are left out.
    pub languages: Vec<LanguageCoverage>,
}

/// The number of articles in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LanguageCoverage {
    /// The language.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::lang")]
    pub lang: Lang,
    /// Number of articles.
    pub articles: u64,
    /// Number of those with a statement about the topic; `null` where no topic was asked for.
    pub about_topic: Option<u64>,
}

/// Months in a row without an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CoverageGap {
    /// The first of the months, as EDTF.
    #[schemars(schema_with = "answer_json::edtf")]
    pub first: String,
    /// The last of the months, as EDTF.
    #[schemars(schema_with = "answer_json::edtf")]
    pub last: String,
    /// Number of months.
    pub months: u32,
}

/// Number of articles in one month and language, and of those about the topic.
type Numbers = (u64, u64);

impl Query for CoverageQuery {
    type Answer = ArticleCoverage;

    fn answer(&self, conn: &Connection) -> Result<ArticleCoverage, QueryError> {
        let about = match &self.topic {
            Some(topic) => Some(find_articles_about(conn, topic)?),
            None => None,
        };
        let mut months: BTreeMap<Option<i32>, BTreeMap<Lang, Numbers>> = BTreeMap::new();
        let mut select = conn.prepare_cached("SELECT published_day, lang, ingested_pos FROM article")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let lang: Lang = sql::parse_cell(row, 1, "a language")?;
            if self.lang.is_some_and(|wanted| wanted != lang) {
                continue;
            }
            let article: i64 = row.get(2)?;
            let month = months.entry(month_of_day(row.get(0)?)).or_default();
            let numbers = month.entry(lang).or_default();
            numbers.0 += 1;
            numbers.1 += u64::from(about.as_ref().is_some_and(|about| about.contains(&article)));
        }
        let undated = months.remove(&None).unwrap_or_default();
        let months: BTreeMap<i32, _> = months
            .into_iter()
            .filter_map(|(month, languages)| Some((month?, languages)))
            .collect();
        let has_topic = about.is_some();
        Ok(ArticleCoverage {
            gaps: find_gaps(months.keys().copied()),
            months: months
                .into_iter()
                .map(|(month, languages)| CoverageMonth::new(format_month(month), &languages, has_topic))
                .collect(),
            undated: CoverageMonth::new("..".to_owned(), &undated, has_topic),
        })
    }
}

/// The articles that have a current statement about the topic or one below it.
fn find_articles_about(conn: &Connection, topic: &str) -> Result<HashSet<i64>, QueryError> {
    let topics = row_list(&resolve::resolve_topics(conn, topic)?);
    let sql = if stored_counts::are_asked_for(conn)? {
        format!("SELECT article FROM article_topic_count WHERE topic IN ({topics})")
    } else {
        format!(
            "SELECT s.article FROM statement_topic AS st CROSS JOIN statement AS s ON s.row = st.statement
             WHERE st.topic IN ({topics})"
        )
    };
    let mut select = conn.prepare(&sql)?;
    let rows = select.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The months that are missing between these, which are in order.
fn find_gaps(months: impl Iterator<Item = i32> + Clone) -> Vec<CoverageGap> {
    let pairs = months.clone().zip(months.skip(1));
    let gaps = pairs.filter(|(earlier, later)| later - earlier > 1);
    gaps.map(|(earlier, later)| CoverageGap {
        first: format_month(earlier + 1),
        last: format_month(later - 1),
        months: (later - earlier - 1).unsigned_abs(),
    })
    .collect()
}

impl CoverageMonth {
    fn new(month: String, languages: &BTreeMap<Lang, Numbers>, has_topic: bool) -> Self {
        let languages: Vec<LanguageCoverage> = languages
            .iter()
            .map(|(lang, (articles, about))| LanguageCoverage {
                lang: *lang,
                articles: *articles,
                about_topic: has_topic.then_some(*about),
            })
            .collect();
        Self {
            month,
            articles: languages.iter().map(|of_lang| of_lang.articles).sum(),
            about_topic: has_topic.then(|| languages.iter().filter_map(|of_lang| of_lang.about_topic).sum()),
            languages,
        }
    }
}
