//! The trait that every query implements.

use super::QueryError;
use rusqlite::Connection;

/// A query of the read models: a struct of filters with one type of answer.
pub trait Query {
    /// The type of the answer.
    type Answer;

    /// Reads the answer through `conn`, as of the position given to [`set_as_of`](super::set_as_of).
    ///
    /// The read models must be up to date with the log. Errors if a name, an id or a range in the filters is invalid,
    /// or if the read models cannot be read.
    fn answer(&self, conn: &Connection) -> Result<Self::Answer, QueryError>;
}
