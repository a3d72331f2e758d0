//! The words of the first page, and of the lists of speakers, topics and articles.

use super::counted::Counted;
use serde::Deserialize;

/// Speakers, topics and articles in tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CataloguePhrases {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) statements: String,
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) topic: String,
    pub(crate) title: String,
    pub(crate) publisher: String,
    pub(crate) published: String,
    pub(crate) lang: String,
    pub(crate) all_time: String,
    pub(crate) matrix_cut: String,
}

/// Charts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ChartPhrases {
    pub(crate) matrix: String,
    pub(crate) as_table: String,
}

/// The first page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StartPhrases {
    pub(crate) statements: Counted,
    pub(crate) articles: Counted,
    pub(crate) latest: String,
    pub(crate) all_statements: String,
    pub(crate) proposals: String,
    pub(crate) all_proposals: String,
    pub(crate) due: String,
    pub(crate) all_due: String,
    pub(crate) no_due: String,
    pub(crate) coverage: String,
    pub(crate) coverage_intro: String,
    pub(crate) month: String,
    pub(crate) no_article: String,
    pub(crate) gaps: String,
    pub(crate) articles_by_month: String,
    pub(crate) article_count: String,
    pub(crate) by_month: String,
    pub(crate) empty: String,
}
