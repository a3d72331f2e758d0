use super::ending::load_ending_of_statement;
use super::placed::{
    LoadedStatement, count_articles_and_sources, load_entries, load_entries_in_order, load_statement,
};
use super::show::{ResolvedRow, find_former_items, resolve};
use super::similarity::{Relation, find_related, find_reports};
use super::{Query, QueryError, ReliabilityFilter, StatementEntry};
use crate::domain::Reader;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// Who else said this, when, with what likeness and why: the same speaker in other articles or at other times, and
/// others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SimilarQuery {
    /// The statement: its id, or enough of its beginning.
    pub id: String,
    /// Only the likest so many.
    pub limit: Option<usize>,
    /// Only those that can be relied on so far; the others are not counted.
    pub reliability: ReliabilityFilter,
}

/// A statement and those that say the same.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SimilarStatements {
    /// The statement.
    pub of: StatementEntry,
    /// How many articles report it, its own included, as `sources` lists them.
    pub articles: u64,
    /// How many independent sources these are: copies of one another, and articles of one publisher, count once.
    pub independent_sources: u64,
    /// How many statements say the same, in these articles and at other times or by others.
    pub said_alike: u64,
    /// Those that say the same, the likest first.
    pub alike: Vec<SimilarStatement>,
}

/// A statement that says the same as another.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SimilarStatement {
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// What it does to the other one.
    pub relation: Relation,
    /// How much of the shorter one's content the other one has, in per cent.
    pub percent: u8,
    /// The content words that both have.
    pub shared: Vec<String>,
    /// Whether its article is a copy of the other one's.
    pub copy: bool,
    /// Whether one gives a number that is only nearly the other's: it may be another statement.
    pub rounded: bool,
}

impl SimilarQuery {
    /// How many are told where nobody says how many; all are counted.
    pub const LIMIT: usize = 50;
}

impl Query for SimilarQuery {
    type Answer = SimilarStatements;

    fn answer(&self, conn: &Connection) -> Result<SimilarStatements, QueryError> {
        let of = resolve_statement(conn, &self.id)?;
        let place = &of.header;
        let mut related = find_related(conn, place)?;
        if self.reliability != ReliabilityFilter::default() {
            let rows: Vec<i64> = related.iter().map(|(other, ..)| other.row).collect();
            let known = load_entries(conn, &rows)?;
            related.retain(|(other, ..)| {
                known
                    .get(&other.row)
                    .is_some_and(|entry| self.reliability.admits(entry))
            });
        }
        let same = find_reports(conn, place)?;
        let carriers = std::iter::once(place).chain(same.iter().map(|(other, _)| other));
        let (articles, independent_sources) = count_articles_and_sources(conn, carriers)?;
        let said_alike = related.len() as u64;
        related.sort_by_key(|(other, near, _)| (std::cmp::Reverse(near.percent), other.chronological_key()));
        related.truncate(self.limit.unwrap_or(Self::LIMIT));
        let entries = load_entries_in_order(conn, related.iter().map(|(other, ..)| other))?;
        let alike = entries
            .into_iter()
            .zip(&related)
            .map(|(entry, (other, near, relation))| SimilarStatement {
                copy: other.is_in_a_copy_of(place),
                entry,
                relation: *relation,
                percent: near.percent,
                shared: near.shared(),
                rounded: near.rounded,
            });
        Ok(SimilarStatements {
            articles,
            independent_sources,
            said_alike,
            alike: alike.collect(),
            of: of.entry,
        })
    }
}

/// The one statement that `id` means.
pub(super) fn resolve_statement(conn: &Connection, id: &str) -> Result<LoadedStatement, QueryError> {
    let row = match resolve(conn, id) {
        Ok(ResolvedRow::Statement(row)) => row,
        Err(
            error @ (QueryError::AmbiguousId { .. }
            | QueryError::DamagedReadModel { .. }
            | QueryError::Database(_)),
        ) => {
            return Err(error);
        }
        Ok(_) | Err(_) => {
            if let [former] = find_former_items(conn, id)?.as_slice()
                && let Some(ending) = load_ending_of_statement(conn, &former.id)?
            {
                return Err(QueryError::NoLongerCurrent {
                    id: former.id.clone(),
                    ending,
                });
            }
            return Err(QueryError::NotFound {
                what: "statement",
                name: id.to_owned(),
                suggestions: Vec::new(),
            });
        }
    };
    let (id, reader, looked_at): (String, String, String) = conn.query_row(
        "SELECT s.id, s.reader, m.reader FROM as_of AS m CROSS JOIN statement_of_any_reader AS s ON s.row = ?1",
        [row],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    if reader != looked_at {
        return Err(QueryError::ReadByAnother {
            id,
            reader: if reader.is_empty() {
                Reader::OWN.to_owned()
            } else {
                reader
            },
        });
    }
    load_statement(conn, row)
}
