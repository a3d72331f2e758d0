use super::alikes::resolve_statement;
use super::placed::{StatementHeader, load_entries};
use super::similarity::find_reports;
use super::{ArticleRef, Flag, Query, QueryError, StatementEntry, independent, wire};
use crate::domain::StatementId;
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Every article that carries a statement, grouped into independent sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcesQuery {
    /// The statement: its id, or enough of its beginning.
    pub id: String,
}

/// The articles that carry a statement.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatementSources {
    /// The statement.
    pub of: StatementEntry,
    /// How many articles carry it.
    pub articles: u64,
    /// How many independent sources these are: copies of one another, and articles of one publisher, count once.
    pub independent_sources: u64,
    /// Each source, the earliest published first.
    pub sources: Vec<IndependentSource>,
}

/// Articles that are copies of one another, or of one publisher.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct IndependentSource(pub Vec<CarryingArticle>);

/// An article that carries the statement.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CarryingArticle {
    /// The article.
    pub article: ArticleRef,
    /// The agency that it credits.
    pub agency: Option<String>,
    /// The statement as it has it.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::statement_id")]
    pub statement: StatementId,
    /// Who or what read it there, with the version; null where the extractor did.
    pub reader: Option<String>,
    /// Its words there.
    pub words: String,
    /// How much of the shorter one's content both have, in per cent.
    pub percent: u8,
    /// How sure the extractor is of the statement as it has it, 0 to 1.
    pub confidence: f64,
    /// What to know of the statement as it has it before one relies on it.
    pub flags: Vec<Flag>,
}

/// The statement as each article of a source has it, with how much of it, in the order of publication.
type Carriers = BTreeMap<(i64, i64), (StatementHeader, u8)>;

impl Query for SourcesQuery {
    type Answer = StatementSources;

    fn answer(&self, conn: &Connection) -> Result<StatementSources, QueryError> {
        let of = resolve_statement(conn, &self.id)?;
        let same = find_reports(conn, &of.header)?.into_iter();
        let carriers: Vec<(StatementHeader, u8)> = std::iter::once((of.header.clone(), 100))
            .chain(same.map(|(other, near)| (other, near.percent)))
            .collect();
        let source_of = independent::group_by_source(
            conn,
            carriers.iter().map(|(place, _)| (place.article, place.story)),
        )?;
        let mut stories: BTreeMap<i64, Carriers> = BTreeMap::new();
        for (carrier, percent) in carriers {
            let key = (carrier.published_day, carrier.article);
            let source = source_of.get(&carrier.article).copied().unwrap_or(carrier.story);
            let articles = stories.entry(source).or_default();
            // An article that has it twice carries it once.
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
        let rows: Vec<i64> = carriers.map(|(place, _)| place.row).collect();
        let mut entries = load_entries(conn, &rows)?;
        let sources = groups
            .into_iter()
            .map(|articles| {
                let carriers = articles
                    .into_values()
                    .filter_map(|(place, percent)| Some(carrier(conn, entries.remove(&place.row)?, percent)));
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

fn carrier(conn: &Connection, entry: StatementEntry, percent: u8) -> Result<CarryingArticle, QueryError> {
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
