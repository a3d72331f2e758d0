use super::ending::ending_of_statement;
use super::placed::{Placed, entries, placed_at, spread, told};
use super::show::{Thing, find, formers};
use super::similarity::{Relation, related, reports};
use super::{Entry, QueryError, Question, Trust};
use crate::domain::Reader;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// Who else said this, when, with what likeness and why: the same speaker in other articles or at other times, and
/// others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Similar {
    /// The statement: its id, or enough of its beginning.
    pub id: String,
    /// Only the likest so many.
    pub limit: Option<usize>,
    /// Only those that can be relied on so far; the others are not counted.
    pub trust: Trust,
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
    /// Whether one gives a number that is only nearly the other's: it may be another statement.
    pub rounded: bool,
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
        if self.trust != Trust::default() {
            let rows: Vec<i64> = related.iter().map(|(other, ..)| other.row).collect();
            let known = entries(conn, &rows)?;
            related.retain(|(other, ..)| {
                known
                    .get(&other.row)
                    .is_some_and(|entry| self.trust.admits(entry))
            });
        }
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
                rounded: near.rounded,
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
            if let [former] = formers(conn, id)?.as_slice()
                && let Some(ending) = ending_of_statement(conn, &former.id)?
            {
                return Err(QueryError::Ended {
                    id: former.id.clone(),
                    ending,
                });
            }
            return Err(QueryError::NoSuch {
                what: "statement",
                name: id.to_owned(),
                suggestions: Vec::new(),
            });
        }
    };
    let (id, reader, looked_at): (String, String, String) = conn.query_row(
        "SELECT s.id, s.reader, m.reader FROM moment AS m CROSS JOIN anybodys_statement AS s ON s.row = ?1",
        [row],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    if reader != looked_at {
        return Err(QueryError::OfReader {
            id,
            reader: if reader.is_empty() {
                Reader::OWN.to_owned()
            } else {
                reader
            },
        });
    }
    placed_at(conn, row)
}
