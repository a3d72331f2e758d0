use super::context::Context;
use super::error::TrackerError;
use super::read_models;
use super::write_transaction::{WriteTransaction, begin_write};
use crate::log::{self, AccessMode, EventMetadata, LogError, SaltSeed};
use crate::projection::{self, Fold, FoldMemory};
use crate::query;
use rusqlite::Connection;
use std::path::Path;

/// A tracker: the record of who said what, in one database file.
///
/// ```
/// use dixit::domain::{Document, Lang, Source, Timestamp};
/// use dixit::tracker::{ArticleChange, Context, Tracker};
/// # let dir = tempfile::tempdir()?;
/// # let path = dir.path().join("dixit.db");
/// let context = Context {
///     clock: Box::new(|| Timestamp::from_micros(1_773_302_400_000_000)),
///     actor: "ada".into(),
///     seed: [7; 32], // in a real program: from the system's random source
/// };
/// let mut tracker = Tracker::open(&path, context)?;
/// let text = "Nothing was said.".to_owned();
/// let document = Document { source: Source::default(), lang: Lang::En, text, provenance: None };
/// let again = document.clone();
/// let outcomes = tracker.record_readings(vec![Tracker::read_document(document)])?;
/// assert_eq!(outcomes[0].change, ArticleChange::Recorded { statements: 0 });
/// let outcomes = tracker.record_readings(vec![Tracker::read_document(again)])?;
/// assert_eq!(outcomes[0].change, ArticleChange::Unchanged);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Tracker {
    pub(super) conn: Connection,
    /// Clock, actor and seed for writing; `None` if the database was opened read-only.
    pub(super) context: Option<Context>,
    /// What the last fold keeps in memory for the next one.
    pub(super) fold_memory: Option<KeptMemory>,
}

impl Tracker {
    /// Opens the tracker at `path` to write and read. Creates it if there is none, and migrates it if an older dixit
    /// wrote it.
    pub fn open(path: &Path, context: Context) -> Result<Self, TrackerError> {
        let mut conn = log::open(path, AccessMode::ReadWrite)?;
        read_models::catch_up(&mut conn)?;
        query::set_as_of(&conn, None)?;
        Ok(Self {
            conn,
            context: Some(context),
            fold_memory: None,
        })
    }

    /// Opens the tracker at `path` to read.
    ///
    /// Something is written in two cases only, because no question can be answered otherwise: a database of an older
    /// dixit is migrated, and read models that another version of dixit folded are rebuilt.
    pub fn open_read_only(path: &Path) -> Result<Self, TrackerError> {
        let conn = match log::open(path, AccessMode::ReadOnly) {
            Err(LogError::Outdated { .. }) => {
                log::open(path, AccessMode::ReadWrite)?;
                log::open(path, AccessMode::ReadOnly)?
            }
            opened => opened?,
        };
        if !read_models::is_current(&conn)? {
            let mut writer = log::open(path, AccessMode::ReadWrite)?;
            read_models::catch_up(&mut writer)?;
        }
        query::set_as_of(&conn, None)?;
        Ok(Self {
            conn,
            context: None,
            fold_memory: None,
        })
    }

    /// Runs `work` in one write transaction and moves the checkpoint to the new head of the log. An error rolls
    /// everything back.
    ///
    /// # Errors
    ///
    /// [`TrackerError::ReadOnly`] if the tracker was opened to read.
    pub(super) fn transact<T>(
        &mut self,
        work: impl FnOnce(&mut WriteTransaction<'_>) -> Result<T, TrackerError>,
    ) -> Result<T, TrackerError> {
        self.begin_and_end(work, true)
    }

    /// As [`transact`](Self::transact), and rolls everything back in the end: for what would happen.
    pub(super) fn preview<T>(
        &mut self,
        work: impl FnOnce(&mut WriteTransaction<'_>) -> Result<T, TrackerError>,
    ) -> Result<T, TrackerError> {
        self.begin_and_end(work, false)
    }

    fn begin_and_end<T>(
        &mut self,
        work: impl FnOnce(&mut WriteTransaction<'_>) -> Result<T, TrackerError>,
        is_kept: bool,
    ) -> Result<T, TrackerError> {
        let context = self.context.as_ref().ok_or(TrackerError::ReadOnly)?;
        // An error leaves no memory behind: it would have what was rolled back.
        let memory = self.fold_memory.take();
        let tx = begin_write(&mut self.conn)?;
        let data_version = read_data_version(&tx)?;
        let memory = memory.filter(|kept| kept.data_version == data_version);
        // Another version of dixit may have written since this tracker was opened.
        let folded = read_models::ensure_current(&tx)?;
        let mut writing = WriteTransaction {
            tx: &tx,
            header: EventMetadata {
                recorded_at: (context.clock)(),
                actor: context.actor.clone(),
                correlation: context.correlation(),
                causation: None,
                seed: SaltSeed(context.seed),
            },
            fold: Fold::new(&tx, folded, memory.map(|kept| kept.memory)),
        };
        let result = work(&mut writing)?;
        if !is_kept {
            return Ok(result);
        }
        let memory = projection::finish_fold(writing.fold, read_models::log_position(&tx)?)?;
        tx.commit().map_err(LogError::from)?;
        self.fold_memory = Some(KeptMemory { data_version, memory });
        Ok(result)
    }
}

/// The memory of a fold, and the version of the database that it knows.
#[derive(Debug)]
pub(super) struct KeptMemory {
    /// See [`read_data_version`].
    data_version: i64,
    memory: FoldMemory,
}

/// A number that changes whenever another connection commits a change of the database: it may have folded events, or
/// rebuilt the read models.
fn read_data_version(conn: &Connection) -> Result<i64, LogError> {
    Ok(conn.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}
