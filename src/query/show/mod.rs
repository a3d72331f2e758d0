//! Everything about one thing.

mod article;
mod find;
mod former;
mod links;
mod sheets;
mod speaker;
mod statement;
mod topic;

pub use sheets::{
    AlternativeReading, ArticleDetails, ArticleReader, CapacityUse, Details, EvidencePiece, LocatedText,
    NameUse, SpeakerDetails, SpeakerMerger, StatementDetails, StatementLink, TextContext, TopicDetails,
    TopicMatch,
};

use super::{Query, QueryError};
pub(super) use find::{ResolvedRow, resolve};
pub(super) use former::{FormerItem, find_former_items};
use rusqlite::Connection;

/// Everything about one statement, article, speaker or topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShowQuery {
    /// Its id, or enough of its beginning to tell it from all others; or a name of a speaker or topic that
    /// means one alone.
    pub id: String,
    /// How much of the article to show around a statement, in code points on either side.
    pub around: u32,
}

impl ShowQuery {
    /// How much of the article is shown where nobody says how much.
    pub const AROUND: u32 = 200;
}

impl Query for ShowQuery {
    type Answer = Details;

    fn answer(&self, conn: &Connection) -> Result<Details, QueryError> {
        let thing = match resolve(conn, &self.id) {
            Ok(thing) => thing,
            Err(error) => return self.show_former(conn, error),
        };
        Ok(match thing {
            ResolvedRow::Statement(row) => {
                Details::Statement(Box::new(statement::load_details_as_read(conn, row, self.around)?))
            }
            ResolvedRow::Article(row) => Details::Article(Box::new(article::load_details(conn, row)?)),
            ResolvedRow::Speaker(row) => Details::Speaker(Box::new(speaker::load_details(conn, row)?)),
            ResolvedRow::Topic(row) => Details::Topic(Box::new(topic::load_details(conn, row)?)),
        })
    }
}

impl ShowQuery {
    /// What no longer counts and has such an id, where nothing that counts does; else the `error` that tells so.
    fn show_former(&self, conn: &Connection, error: QueryError) -> Result<Details, QueryError> {
        if !matches!(error, QueryError::NotFound { .. }) {
            return Err(error);
        }
        let found = find_former_items(conn, &self.id)?;
        match found.as_slice() {
            [] => Err(error),
            [one] => one.load_details(conn, self.around),
            _ => Err(QueryError::AmbiguousId {
                prefix: self.id.clone(),
                candidates: found.iter().map(FormerItem::candidate).collect(),
            }),
        }
    }
}
