use super::near::{Relation, related, reports};
use super::placed::{Placed, placed_at, spread, told};
use super::show::{Thing, find};
use super::{Entry, QueryError, Question};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// Who else said this, when, with what likeness and why: the same speaker in other articles or at other times, and
/// others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// The statement: its id, or enough of its beginning.
    pub id: String,
    /// Only the likest so many.
    pub limit: Option<usize>,
}

/// A statement and those that say the same.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Alikes {
    /// The statement.
    pub of: Entry,
    /// How many articles report it, its own included, as `sources` lists them.
    pub articles: u64,
    /// How many independent sources these are: copies of one another, and articles of one publisher, count once.
    pub independent_sources: u64,
    /// How many statements say the same, in these articles and at other times or by others.
    pub said_alike: u64,
    /// Those that say the same, the likest first.
    pub alike: Vec<Alike>,
}

/// A statement that says the same as another.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Alike {
    /// The statement.
    #[serde(flatten)]
    pub entry: Entry,
    /// What it does to the other one.
    pub relation: Relation,
    /// How much of the shorter one's content the other one has, in per cent.
    pub percent: u8,
    /// The content words that both have.
    pub shared: Vec<String>,
    /// Whether its article is a copy of the other one's.
    pub copy: bool,
}

impl Similar {
    /// How many are told where nobody says how many; all are counted.
    pub const LIMIT: usize = 50;
}

impl Question for Similar {
    type Answer = Alikes;

    fn answer(&self, conn: &Connection) -> Result<Alikes, QueryError> {
        let of = the_statement(conn, &self.id)?;
        let place = &of.place;
        let mut related = related(conn, place)?;
        let same = reports(conn, place)?;
        let carriers = std::iter::once(place).chain(same.iter().map(|(other, _)| other));
        let (articles, independent_sources) = spread(conn, carriers)?;
        let said_alike = related.len() as u64;
        related.sort_by_key(|(other, near, _)| (std::cmp::Reverse(near.percent), other.order()));
        related.truncate(self.limit.unwrap_or(Self::LIMIT));
        let entries = told(conn, related.iter().map(|(other, ..)| other))?;
        let alike = entries
            .into_iter()
            .zip(&related)
            .map(|(entry, (other, near, relation))| Alike {
                copy: other.is_in_a_copy_of(place),
                entry,
                relation: *relation,
                percent: near.percent,
                shared: near.shared(),
            });
        Ok(Alikes {
            articles,
            independent_sources,
            said_alike,
            alike: alike.collect(),
            of: of.entry,
        })
    }
}

/// The one statement that `id` means.
pub(super) fn the_statement(conn: &Connection, id: &str) -> Result<Placed, QueryError> {
    let row = match find(conn, id) {
        Ok(Thing::Statement(row)) => row,
        Err(error @ (QueryError::Ambiguous { .. } | QueryError::Damaged { .. } | QueryError::Store(_))) => {
            return Err(error);
        }
        Ok(_) | Err(_) => {
            return Err(QueryError::NoSuch {
                what: "statement",
                name: id.to_owned(),
                suggestions: Vec::new(),
            });
        }
    };
    placed_at(conn, row)
}
