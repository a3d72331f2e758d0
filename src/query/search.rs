use super::{Entry, QueryError, Question, Timeline};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// The statements whose words match, the best first.
///
/// Words must all occur, in any order, whatever the case and accents. `"a phrase"` must occur as it stands,
/// `prefix*` matches how a word begins, `-word` must not occur, `OR` lets either side suffice. Chinese is found
/// from one character on. Nothing that is typed is an error of syntax.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Search {
    /// What to look for.
    pub query: String,
    /// Which statements to look at. Its limit is the limit of the hits.
    pub within: Timeline,
}

/// A statement that matches.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Hit {
    /// The statement.
    #[serde(flatten)]
    pub entry: Entry,
    /// Where its words match, in order, without overlap.
    pub marks: Vec<Mark>,
}

/// A stretch of a text, in Unicode code points, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Mark {
    /// Code points before it.
    pub start: u32,
    /// Code points before what follows it.
    pub end: u32,
}

/// The statements that match, the best first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Hits(pub Vec<Hit>);

impl Question for Search {
    type Answer = Hits;

    fn answer(&self, conn: &Connection) -> Result<Hits, QueryError> {
        let _ = conn;
        Ok(Hits(Vec::new()))
    }
}
