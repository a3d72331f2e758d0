//! The query `dixit sources`: the articles that report a statement, grouped into independent sources.

use super::resolve::resolve_statement;
use super::similarity::find_reports;
use super::statement_headers::{StatementHeader, load_entries};
use super::{
    ArticleRef, Query, QueryError, ReliabilityFlag, StatementEntry, answer_json, independent_sources,
};
use crate::domain::StatementId;
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Lists the articles that report a statement, grouped into independent sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcesQuery {
    /// The id of the statement, or a unique prefix of it.
    pub id: String,
}

/// The articles that report a statement.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatementSources {
    /// The statement.
    pub of: StatementEntry,
    /// Number of articles that report it.
    pub articles: u64,
    /// Number of independent sources among these articles: copies and articles of one publisher count once.
    pub independent_sources: u64,
    /// The sources, the earliest published first.
    pub sources: Vec<IndependentSource>,
}

/// Articles that are copies of one another or of one publisher, in the order of publication.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct IndependentSource(pub Vec<CarryingArticle>);

/// An article that reports the statement.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CarryingArticle {
    /// The article.
    pub article: ArticleRef,
    /// The agency that it credits.
    pub agency: Option<String>,
    /// The id of the statement as this article reports it.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::statement_id")]
    pub statement: StatementId,
    /// The reader, with its version; null if it is the built-in extractor.
    pub reader: Option<String>,
    /// Its words in this article.
    pub words: String,
    /// How much of the shorter one's content both contain, in per cent.
    pub percent: u8,
    /// The certainty of the reader for the statement in this article, 0 to 1.
    pub confidence: f64,
    /// What to know before relying on the statement in this article.
    pub flags: Vec<ReliabilityFlag>,
}

/// The statement in each article of one source, with its similarity in per cent. The key, day of publication and
/// article row, gives the order of publication.
type CarriersByArticle = BTreeMap<(i64, i64), (StatementHeader, u8)>;

impl Query for SourcesQuery {
    type Answer = StatementSources;

    fn answer(&self, conn: &Connection) -> Result<StatementSources, QueryError> {
        let of = resolve_statement(conn, &self.id)?;
        let same = find_reports(conn, &of.header)?.into_iter();
        let carriers: Vec<(StatementHeader, u8)> = std::iter::once((of.header.clone(), 100))
            .chain(same.map(|(other, similarity)| (other, similarity.percent)))
            .collect();
        let source_of = independent_sources::group_by_source(
            conn,
            carriers.iter().map(|(header, _)| (header.article, header.story)),
        )?;
        let mut stories: BTreeMap<i64, CarriersByArticle> = BTreeMap::new();
        for (carrier, percent) in carriers {
            let key = (carrier.published_day, carrier.article);
            let source = source_of.get(&carrier.article).copied().unwrap_or(carrier.story);
            let articles = stories.entry(source).or_default();
            // An article that contains it twice is listed once, with the more similar occurrence.
            articles
                .entry(key)
                .and_modify(|known| {
                    if known.1 < percent {
                        *known = (carrier.clone(), percent);
                    }
                })
                .or_insert((carrier, percent));
        }
        let mut groups: Vec<_> = stories.into_values().collect();
        groups.sort_by_key(|articles| articles.keys().next().copied());
        let carriers = groups.iter().flat_map(BTreeMap::values);
        let rows: Vec<i64> = carriers.map(|(header, _)| header.row).collect();
        let mut entries = load_entries(conn, &rows)?;
        let sources = groups
            .into_iter()
            .map(|articles| {
                let carriers = articles.into_values().filter_map(|(header, percent)| {
                    Some(load_carrying_article(conn, entries.remove(&header.row)?, percent))
                });
                Ok(IndependentSource(carriers.collect::<Result<_, QueryError>>()?))
            })
            .collect::<Result<Vec<_>, QueryError>>()?;
        Ok(StatementSources {
            articles: sources.iter().map(|group| group.0.len() as u64).sum(),
            independent_sources: sources.len() as u64,
            sources,
            of: of.entry,
        })
    }
}

fn load_carrying_article(
    conn: &Connection,
    entry: StatementEntry,
    percent: u8,
) -> Result<CarryingArticle, QueryError> {
    let agency = conn
        .prepare_cached("SELECT agency FROM article WHERE id = ?1")?
        .query_row([entry.article.id.as_str()], |row| row.get(0))
        .optional()?
        .flatten();
    Ok(CarryingArticle {
        agency,
        statement: entry.id,
        reader: entry.reader,
        words: entry.words,
        article: entry.article,
        percent,
        confidence: entry.confidence,
        flags: entry.flags,
    })
}
