//! The query `dixit similar`: who else said the same.

use super::resolve::resolve_statement;
use super::similarity::{PreparedWordings, Relation, find_related, find_reports};
use super::statement_headers::{count_articles_and_sources, load_entries, load_entries_in_order};
use super::{Query, QueryError, ReliabilityFilter, StatementEntry};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// Finds who else said the same as a statement, and when: the same speaker in other articles or at other times, and
/// other speakers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SimilarQuery {
    /// The id of the statement, or a unique prefix of it.
    pub id: String,
    /// Maximum number of similar statements listed, the most similar first; all are counted.
    pub limit: Option<usize>,
    /// Only similar statements that are reliable enough; the others are not counted.
    pub reliability: ReliabilityFilter,
}

/// A statement and the statements that say the same.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SimilarStatements {
    /// The statement.
    pub of: StatementEntry,
    /// Number of articles that report it, its own included, as `sources` lists them.
    pub articles: u64,
    /// Number of independent sources among these articles: copies and articles of one publisher count once.
    pub independent_sources: u64,
    /// Number of statements that say the same: in these articles, at other times, or by others.
    pub said_alike: u64,
    /// The statements that say the same, the most similar first.
    pub alike: Vec<SimilarStatement>,
}

/// A statement that says the same as another.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SimilarStatement {
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// Its relation to the given statement.
    pub relation: Relation,
    /// How much of the shorter one's content the other contains, in per cent.
    pub percent: u8,
    /// The content words that both contain.
    pub shared: Vec<String>,
    /// Whether its article is a copy of the given statement's article.
    pub copy: bool,
    /// Whether a number in one is only close to the number in the other, so that it may be a different statement.
    pub rounded: bool,
}

impl SimilarQuery {
    /// Default number of similar statements listed.
    pub const LIMIT: usize = 50;
}

impl Query for SimilarQuery {
    type Answer = SimilarStatements;

    fn answer(&self, conn: &Connection) -> Result<SimilarStatements, QueryError> {
        let of = resolve_statement(conn, &self.id)?;
        let header = &of.header;
        let mut related = find_related(conn, header)?;
        if self.reliability != ReliabilityFilter::default() {
            let rows: Vec<i64> = related.iter().map(|(other, ..)| other.row).collect();
            let known = load_entries(conn, &rows)?;
            related.retain(|(other, ..)| {
                known
                    .get(&other.row)
                    .is_some_and(|entry| self.reliability.admits(entry))
            });
        }
        let same = find_reports(conn, header)?;
        let carriers = std::iter::once(header).chain(same.iter().map(|(other, _)| other));
        let (articles, independent_sources) = count_articles_and_sources(conn, carriers)?;
        let said_alike = related.len() as u64;
        related.sort_by_key(|(other, similarity, _)| {
            (std::cmp::Reverse(similarity.percent), other.chronological_key())
        });
        related.truncate(self.limit.unwrap_or(Self::LIMIT));
        let entries = load_entries_in_order(conn, related.iter().map(|(other, ..)| other))?;
        let mut prepared = PreparedWordings::new(conn);
        let alike = entries
            .into_iter()
            .zip(&related)
            .map(|(entry, (other, similarity, relation))| {
                Ok(SimilarStatement {
                    copy: other.is_in_a_copy_of(header),
                    entry,
                    relation: *relation,
                    percent: similarity.percent,
                    shared: similarity.shared(&mut prepared)?,
                    rounded: similarity.is_rounded,
                })
            });
        Ok(SimilarStatements {
            articles,
            independent_sources,
            said_alike,
            alike: alike.collect::<Result<_, QueryError>>()?,
            of: of.entry,
        })
    }
}
