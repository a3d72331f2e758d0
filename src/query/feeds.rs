//! The query `dixit feed list`: the feeds that are pulled.

use super::{Query, QueryError};
use rusqlite::Connection;

/// Lists the feeds that are pulled, by their addresses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FeedsQuery;

/// A feed that is pulled, and what was said about it when it was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedFeed {
    /// Its web address.
    pub address: String,
    /// The publisher of its articles.
    pub publisher: Option<String>,
    /// The language of its articles.
    pub lang: Option<String>,
    /// The time zone of its publisher.
    pub timezone: Option<String>,
}

impl Query for FeedsQuery {
    type Answer = Vec<FollowedFeed>;

    fn answer(&self, conn: &Connection) -> Result<Vec<FollowedFeed>, QueryError> {
        let mut select =
            conn.prepare_cached("SELECT address, publisher, lang, timezone FROM feed ORDER BY address")?;
        let feeds = select.query_map([], |row| {
            Ok(FollowedFeed {
                address: row.get(0)?,
                publisher: row.get(1)?,
                lang: row.get(2)?,
                timezone: row.get(3)?,
            })
        })?;
        Ok(feeds.collect::<Result<_, _>>()?)
    }
}
