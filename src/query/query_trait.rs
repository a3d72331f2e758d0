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

/// A query whose answer is a list that can be read item by item, so that an answer of any length needs little memory.
pub trait ListQuery {
    /// The type of an item.
    type Item;

    /// Calls `visit` with each item of the answer, in the order of the answer, and stops at the first error.
    ///
    /// Errors are those of [`Query::answer`], and those of `visit`.
    fn for_each_item<E: From<QueryError>>(
        &self,
        conn: &Connection,
        visit: &mut dyn FnMut(Self::Item) -> Result<(), E>,
    ) -> Result<(), E>;

    /// All items.
    fn collect_items(&self, conn: &Connection) -> Result<Vec<Self::Item>, QueryError> {
        let mut items = Vec::new();
        self.for_each_item(conn, &mut |item| {
            items.push(item);
            Ok::<_, QueryError>(())
        })?;
        Ok(items)
    }
}
