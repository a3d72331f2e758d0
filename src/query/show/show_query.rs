//! The query `dixit show`.

use super::details::{Details, RedactedDetails};
use super::{article, speaker, statement, topic};
use crate::domain::{ArticleId, SpeakerId, StatementId};
use crate::query::ending_lookup::load_redactions;
use crate::query::resolve::{FormerItem, ItemRow, find_former_items, find_item, is_id_prefix};
use crate::query::{Query, QueryError};
use rusqlite::Connection;

/// Asks for everything about one statement, article, speaker or topic, current or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShowQuery {
    /// Its id, a unique prefix of it, or the unambiguous name of a speaker or topic.
    pub id: String,
    /// How much of the article to show before and after a statement, in code points each.
    pub around: u32,
}

impl Query for ShowQuery {
    type Answer = Details;

    fn answer(&self, conn: &Connection) -> Result<Details, QueryError> {
        let thing = match find_item(conn, &self.id) {
            Ok(thing) => thing,
            Err(error) => return self.show_former(conn, error),
        };
        Ok(match thing {
            ItemRow::Statement(row) => {
                Details::Statement(Box::new(statement::load_details_as_read(conn, row, self.around)?))
            }
            ItemRow::Article(row) => Details::Article(Box::new(article::load_details(conn, row)?)),
            ItemRow::Speaker(row) => Details::Speaker(Box::new(speaker::load_details(conn, row)?)),
            ItemRow::Topic(row) => Details::Topic(Box::new(topic::load_details(conn, row)?)),
        })
    }
}

impl ShowQuery {
    /// Shows that the item with this id was redacted; returns `error` if there is none.
    fn show_redacted(&self, conn: &Connection, error: QueryError) -> Result<Details, QueryError> {
        let prefix = self.id.trim().to_lowercase();
        let letters = [StatementId::LETTER, ArticleId::LETTER, SpeakerId::LETTER];
        if !letters.into_iter().any(|letter| is_id_prefix(&prefix, letter)) {
            return Err(error);
        }
        let mut found = load_redactions(conn, &prefix)?;
        match found.pop() {
            Some((id, ended)) if found.is_empty() => Ok(Details::Redacted(RedactedDetails { id, ended })),
            _ => Err(error),
        }
    }

    /// Shows the former item with this id, because no current item has it; returns `error` if there is no former one.
    fn show_former(&self, conn: &Connection, error: QueryError) -> Result<Details, QueryError> {
        if !matches!(error, QueryError::NotFound { .. }) {
            return Err(error);
        }
        let found = find_former_items(conn, &self.id)?;
        match found.as_slice() {
            [] => self.show_redacted(conn, error),
            [one] => one.load_details(conn, self.around),
            _ => Err(QueryError::AmbiguousId {
                prefix: self.id.clone(),
                candidates: found.iter().map(FormerItem::candidate).collect(),
            }),
        }
    }
}
