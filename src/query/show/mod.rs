//! Everything about one thing.

mod sheets;

pub use sheets::{
    ArticleSheet, Capacity, Context, Evidenced, Name, Place, Shown, SpeakerSheet, StatementSheet,
    TopicReason, TopicSheet,
};

use super::{QueryError, Question};
use rusqlite::Connection;

/// Everything about one statement, article, speaker or topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Show {
    /// Its id, or enough of its beginning to tell it from all others.
    pub id: String,
    /// How much of the article to show around a statement, in code points on either side.
    pub around: u32,
}

impl Question for Show {
    type Answer = Shown;

    fn answer(&self, conn: &Connection) -> Result<Shown, QueryError> {
        let _ = conn;
        Err(QueryError::NoSuch {
            what: "id",
            name: self.id.clone(),
            suggestions: Vec::new(),
        })
    }
}
