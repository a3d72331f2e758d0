use super::ProjectionError;
use super::facts::{ArticleVersion, ClosedVersion, CurrentArticleVersion, StatementVersion};
use crate::domain::Recorded;
use rusqlite::Connection;

/// One read model: its tables, and what events do to them.
///
/// Nothing is taken out of a table: a row counts between two positions of the log, or as long as the version of a
/// statement or article counts that it belongs to. So what counted at any position can be read at any time.
///
/// The [runner](super::runner) resolves events to rows and calls the projections in the order of
/// [`ALL`](super::ALL), removals in the opposite order. A projection writes its own tables only; it reads those
/// of earlier projections at most.
pub(super) trait Projection: Sync {
    /// Its name in the checkpoints.
    fn name(&self) -> &'static str;

    /// The version of its code and data; another one means that the read models must be rebuilt.
    fn code_version(&self) -> String;

    /// Its tables, and, after [`AFTER_LOAD_MARKER`], the indexes that only queries need.
    fn schema(&self) -> &'static str;

    /// Its tables, each with the columns that order it.
    fn tables(&self) -> &'static [Table];

    /// Its views: they are thrown away and created again with the tables, and are compared by their definitions.
    fn views(&self) -> &'static [&'static str] {
        &[]
    }

    /// What fills the tables of an empty database.
    fn seed(&self, conn: &Connection) -> Result<(), ProjectionError> {
        let _ = conn;
        Ok(())
    }

    /// A version of an article came in; an earlier one went before.
    fn on_article_version(
        &self,
        conn: &Connection,
        article: &ArticleVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let _ = (conn, article);
        Ok(())
    }

    /// The article no longer counts from the position `at` on; its statements went before.
    fn on_article_closed(
        &self,
        conn: &Connection,
        article: &CurrentArticleVersion,
        at: i64,
    ) -> Result<(), ProjectionError> {
        let _ = (conn, article, at);
        Ok(())
    }

    /// A version of a statement came in. The earlier one goes next, so that what both share stays.
    fn on_statement_version(
        &self,
        conn: &Connection,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let _ = (conn, version);
        Ok(())
    }

    /// A version of a statement no longer counts.
    fn on_statement_closed(&self, conn: &Connection, gone: &ClosedVersion) -> Result<(), ProjectionError> {
        let _ = (conn, gone);
        Ok(())
    }

    /// Somebody decided something that is more than another version of a statement or an article.
    fn on_event(&self, conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
        let _ = (conn, recorded);
        Ok(())
    }
}

/// A table, and how its rows are ordered where they are counted and compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// Its name.
    pub(super) name: &'static str,
    /// The columns of its key, as `ORDER BY` takes them.
    pub(super) key_columns: &'static str,
}

impl Table {
    /// The table `name`, ordered by `key`.
    pub(super) const fn new(name: &'static str, key: &'static str) -> Self {
        Self {
            name,
            key_columns: key,
        }
    }
}

/// Divides a schema file into what a load needs and what comes after it.
pub(super) const AFTER_LOAD_MARKER: &str = "-- after the load";
