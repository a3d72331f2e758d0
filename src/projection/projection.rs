//! The trait that every projection implements.

use super::ProjectionError;
use super::article_version::{ArticleVersion, CurrentArticleVersion};
use super::fold::Fold;
use super::posting_index::PostingTables;
use super::statement_version::{ClosedVersion, StatementVersion};
use crate::domain::RecordedEvent;
use rusqlite::Connection;

/// A projection: the tables of one read model, and what events do to them.
///
/// Rows are not deleted, except in tables of what holds now. A row is valid between two positions of the log; a row
/// that belongs to a version of a statement or article is valid as long as that version is current. So the state as of
/// any position can be read at any time.
///
/// The [runner](super::runner) resolves events to versions of articles and statements. It calls the projections in the
/// order of [`PROJECTIONS`](super::registry::PROJECTIONS), and in the opposite order where something ends. A projection
/// writes only its own tables, and reads only those and the tables of projections before it.
pub(super) trait Projection: Sync {
    /// Name of the read model, in checkpoints and messages.
    fn name(&self) -> &'static str;

    /// Version of its code and of the data that it uses. When it changes, the read models are rebuilt.
    fn code_version(&self) -> String;

    /// SQL that creates its tables and, after [`AFTER_LOAD_MARKER`], the indexes that only questions need.
    fn schema(&self) -> &'static str;

    /// Its tables, for dropping and for digests.
    fn tables(&self) -> &'static [Table];

    /// Its indexes from hashes to rows.
    fn indexes(&self) -> &'static [PostingTables] {
        &[]
    }

    /// Names of its views. They are dropped and created with the tables; a digest covers their definitions.
    fn views(&self) -> &'static [&'static str] {
        &[]
    }

    /// Fills the tables of an empty database with what does not come from events.
    fn seed(&self, conn: &Connection) -> Result<(), ProjectionError> {
        let _ = conn;
        Ok(())
    }

    /// Called for a new version of an article, after an earlier ingestion of it was closed.
    fn on_article_version(
        &self,
        fold: &Fold<'_>,
        article: &ArticleVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let _ = (fold, article);
        Ok(())
    }

    /// Called when an article stops being current at the position `at`, after its statements were closed.
    fn on_article_closed(
        &self,
        fold: &Fold<'_>,
        article: &CurrentArticleVersion,
        at: i64,
    ) -> Result<(), ProjectionError> {
        let _ = (fold, article, at);
        Ok(())
    }

    /// Called for a new version of a statement, before the version that it replaces is closed. In this order a
    /// speaker's name that both versions use keeps at least one use, so its row stays valid; the other order would end
    /// the row and begin it again.
    fn on_statement_version(
        &self,
        fold: &Fold<'_>,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let _ = (fold, version);
        Ok(())
    }

    /// Called when a version of a statement stops being current.
    fn on_statement_closed(&self, fold: &Fold<'_>, closed: &ClosedVersion) -> Result<(), ProjectionError> {
        let _ = (fold, closed);
        Ok(())
    }

    /// Called for every event, after the calls for versions. For events that do more than make versions.
    fn on_event(&self, fold: &Fold<'_>, recorded: &RecordedEvent) -> Result<(), ProjectionError> {
        let _ = (fold, recorded);
        Ok(())
    }
}

/// A table, with the order in which a digest reads its rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// Name of the table.
    pub(super) name: &'static str,
    /// Columns of the key, as in `ORDER BY`; empty for a full-text index.
    pub(super) key_columns: &'static str,
}

impl Table {
    /// The table `name`, read in the order of `key_columns`.
    pub(super) const fn new(name: &'static str, key_columns: &'static str) -> Self {
        Self { name, key_columns }
    }

    /// Whether it is a full-text index.
    pub(super) const fn is_full_text(&self) -> bool {
        self.key_columns.is_empty()
    }
}

/// Line that divides a schema file into two parts. A load is the folding of the whole log into empty tables. The part
/// above the line, the tables and the indexes that a load uses, is created before the load. The part below it, the
/// indexes that only questions use, is created after the load, because a load is faster without them.
///
/// A file without this line has only the first part. The text must not occur elsewhere in the file.
pub(super) const AFTER_LOAD_MARKER: &str = "-- after the load";
