//! Reads the answer of a query item by item.

use super::error::TrackerError;
use crate::query::{ListQuery, QueryError};
use rusqlite::Transaction;

/// Reads the answer of a query item by item, from one snapshot of the database: each reading of it is the same,
/// whatever other processes write meanwhile.
#[derive(Debug)]
pub struct ListReader<'a, Q> {
    pub(super) snapshot: Transaction<'a>,
    pub(super) question: &'a Q,
}

/// Why a reading ended early.
enum ReadingError<E> {
    /// The query failed.
    Query(QueryError),
    /// The caller's function failed.
    Caller(E),
}

impl<E> From<QueryError> for ReadingError<E> {
    fn from(error: QueryError) -> Self {
        Self::Query(error)
    }
}

impl<Q: ListQuery> ListReader<'_, Q> {
    /// Calls `visit` with each item of the answer, in order, and stops at the first error.
    pub fn for_each<E: From<TrackerError>>(
        &self,
        visit: &mut dyn FnMut(Q::Item) -> Result<(), E>,
    ) -> Result<(), E> {
        let read = self.question.for_each_item(&self.snapshot, &mut |item| {
            visit(item).map_err(ReadingError::Caller)
        });
        read.map_err(|error| match error {
            ReadingError::Query(error) => TrackerError::from(error).into(),
            ReadingError::Caller(error) => error,
        })
    }
}
