use super::context::Context;
use super::error::TrackerError;
use super::origin::{OriginLink, OriginWriting};
use super::read_models;
use super::write_transaction::WriteTransaction;
use crate::domain::{Position, Timestamp};
use crate::log::{
    self, AccessMode, EventMetadata, LogError, OriginCredentials, OriginRow, SaltSeed, StoreObserver,
    UnlockedFile, WalLimit,
};
use crate::projection::{self, Fold, FoldMemory};
use crate::query;
use rusqlite::{Connection, Transaction};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

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
    /// The database file, if it is read without locks.
    unlocked: Option<UnlockedFile>,
    /// Whether the clock may be far ahead of the last event.
    accepts_clock: bool,
    /// Counts the events that are recorded.
    recorded: Arc<AtomicU64>,
    /// Is told when this tracker waits for another process.
    pub(super) observer: StoreObserver,
    /// Keeps the write-ahead log small.
    pub(super) wal_limit: WalLimit,
    /// The connection to the origin, if the log is a copy.
    pub(super) origin: OriginLink,
}

impl Tracker {
    /// Opens the tracker at `path` to write and read. Creates it if there is none, and migrates it if an older dixit
    /// wrote it.
    pub fn open(path: &Path, context: Context) -> Result<Self, TrackerError> {
        Self::open_observed(path, context, StoreObserver::default())
    }

    /// As [`open`](Self::open); `observer` is told what a person should know about other processes.
    pub fn open_observed(
        path: &Path,
        context: Context,
        observer: StoreObserver,
    ) -> Result<Self, TrackerError> {
        let mut conn = log::open_observed(path, AccessMode::ReadWrite, &observer)?;
        read_models::catch_up(&mut conn, &observer)?;
        query::set_as_of(&conn, None)?;
        Ok(Self::new(conn, Some(context), None, observer))
    }

    /// Opens the tracker at `path` to read.
    ///
    /// Something is written in two cases only, because no question can be answered otherwise: a database of an older
    /// dixit is migrated, and read models that another version of dixit folded are rebuilt.
    pub fn open_read_only(path: &Path) -> Result<Self, TrackerError> {
        Self::open_read_only_observed(path, StoreObserver::default())
    }

    /// As [`open_read_only`](Self::open_read_only); `observer` is told what a person should know about other processes.
    pub fn open_read_only_observed(path: &Path, observer: StoreObserver) -> Result<Self, TrackerError> {
        let (conn, unlocked) = match log::open_to_read(path) {
            Err(LogError::Outdated { .. }) => {
                log::open_observed(path, AccessMode::ReadWrite, &observer)?;
                log::open_to_read(path)?
            }
            opened => opened?,
        };
        if !read_models::is_current(&conn)? {
            let mut writer = log::open_observed(path, AccessMode::ReadWrite, &observer)?;
            read_models::catch_up(&mut writer, &observer)?;
        }
        query::set_as_of(&conn, None)?;
        Ok(Self::new(conn, None, unlocked, observer))
    }

    /// Opens the tracker at `path` for [`Tracker::verify`]: as to read, but a log that is too damaged for its read
    /// models to be folded is opened all the same, to find what is wrong with it.
    pub fn open_to_verify(path: &Path, observer: StoreObserver) -> Result<Self, TrackerError> {
        match Self::open_read_only_observed(path, observer.clone()) {
            Err(error) if error.is_damage() || matches!(error, TrackerError::Projection(_)) => {
                let (conn, unlocked) = log::open_to_read(path)?;
                Ok(Self::new(conn, None, unlocked, observer))
            }
            opened => opened,
        }
    }

    fn new(
        conn: Connection,
        context: Option<Context>,
        unlocked: Option<UnlockedFile>,
        observer: StoreObserver,
    ) -> Self {
        Self {
            conn,
            context,
            fold_memory: None,
            unlocked,
            accepts_clock: false,
            recorded: Arc::default(),
            observer,
            wal_limit: WalLimit::default(),
            origin: OriginLink::default(),
        }
    }

    /// Accepts a clock that is more than a year ahead of the last event. Without this, nothing is recorded then.
    pub const fn accept_clock(&mut self) {
        self.accepts_clock = true;
    }

    /// Connects to the origin of a copy with `credentials`. Without this, it is tried without any.
    pub fn connect_with(&mut self, credentials: OriginCredentials) {
        self.origin.credentials = credentials;
    }

    /// Adds the number of events that are recorded to `recorded`, from now on.
    pub fn count_recorded_in(&mut self, recorded: Arc<AtomicU64>) {
        self.recorded = recorded;
    }

    /// Fails where the database was read without locks, because this user may not write to it, and another process
    /// changed it meanwhile. To be asked after the last question.
    pub fn check_unchanged(&self) -> Result<(), TrackerError> {
        match &self.unlocked {
            Some(file) => Ok(file.check_unchanged()?),
            None => Ok(()),
        }
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
        if self.context.is_none() {
            return Err(TrackerError::ReadOnly);
        }
        // An error leaves no memory behind: it would have what was rolled back.
        let memory = self.fold_memory.take();
        let mut at_origin = if is_kept { self.begin_at_origin()? } else { None };
        let context = self.context.as_ref().ok_or(TrackerError::ReadOnly)?;
        let tx = log::begin_write(&mut self.conn, &self.observer)?;
        if is_kept {
            take_rest(&tx, at_origin.as_mut())?;
        }
        let data_version = read_data_version(&tx)?;
        // Another version of dixit may have written since this tracker was opened.
        let folded = read_models::ensure_current(&tx)?;
        let memory = memory.filter(|kept| kept.data_version == data_version && kept.position == folded);
        let recorded_at = (context.clock)();
        if !self.accepts_clock {
            check_clock(&tx, recorded_at)?;
        }
        let mut writing = WriteTransaction {
            tx: &tx,
            header: EventMetadata {
                recorded_at,
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
        let position = read_models::log_position(&tx)?;
        let memory = projection::finish_fold(writing.fold, position)?;
        let committed = commit_at_origin(&tx, at_origin, folded, &mut self.origin)?;
        commit_here(tx, committed)?;
        let recorded = position.number().saturating_sub(folded.number());
        self.recorded.fetch_add(recorded, Ordering::Relaxed);
        self.wal_limit.enforce(&self.conn, &self.observer);
        self.fold_memory = Some(KeptMemory {
            data_version,
            position,
            memory,
        });
        Ok(result)
    }

    /// Begins a transaction at the origin, if the log is a copy.
    pub(super) fn begin_at_origin(&mut self) -> Result<Option<OriginWriting>, TrackerError> {
        let Some(OriginRow { address, is_complete }) = log::read_origin(&self.conn)? else {
            return Ok(None);
        };
        if !is_complete {
            return Err(TrackerError::NotShared { address });
        }
        let writing = OriginWriting::begin(&mut self.origin, &mut self.conn, &address, &self.observer)?;
        Ok(Some(writing))
    }
}

/// Takes what others recorded at the origin until the transaction there began. Fails where the log became a copy
/// meanwhile: what would be recorded in it alone could not be shared any more.
pub(super) fn take_rest(tx: &Connection, at_origin: Option<&mut OriginWriting>) -> Result<(), TrackerError> {
    match (log::read_origin(tx)?, at_origin) {
        (None, None) => Ok(()),
        (Some(_), Some(writing)) => writing.take_rest(tx),
        _ => Err(TrackerError::BecameCopy),
    }
}

/// Commits at the origin, if there is one, what the log has after `after`. Then the copy is to be committed too, by
/// [`commit_here`].
pub(super) fn commit_at_origin(
    tx: &Connection,
    at_origin: Option<OriginWriting>,
    after: Position,
    link: &mut OriginLink,
) -> Result<CommittedAt, TrackerError> {
    match at_origin {
        Some(writing) => writing.commit(tx, after, link).map(|()| CommittedAt::Origin),
        None => Ok(CommittedAt::Nowhere),
    }
}

/// Where a transaction is committed already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CommittedAt {
    /// At the origin: what fails now leaves the copy behind it.
    Origin,
    /// Nowhere: what fails now leaves nothing behind.
    Nowhere,
}

/// Commits the transaction in this database.
pub(super) fn commit_here(tx: Transaction<'_>, committed: CommittedAt) -> Result<(), TrackerError> {
    tx.commit().map_err(|error| {
        let source = LogError::from(error);
        match committed {
            CommittedAt::Origin => TrackerError::CopyBehind { source },
            CommittedAt::Nowhere => source.into(),
        }
    })
}

/// Fails where `now` is more than a year after the last event. An event with a wrong time would give it to all later
/// ones, because the time of recording never decreases.
fn check_clock(conn: &Connection, now: Timestamp) -> Result<(), TrackerError> {
    let Some(last) = log::read_head(conn)?.map(|head| head.recorded_at) else {
        return Ok(());
    };
    let days = now.micros().saturating_sub(last.micros()) / MICROS_PER_DAY;
    if days > log::CLOCK_JUMP_MAX_DAYS {
        return Err(TrackerError::ClockAhead { now, last });
    }
    Ok(())
}

const MICROS_PER_DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// The memory of a fold, and the version of the database that it knows.
#[derive(Debug)]
pub(super) struct KeptMemory {
    /// See [`read_data_version`].
    data_version: i64,
    /// The last position that was folded.
    position: Position,
    memory: FoldMemory,
}

/// A number that changes whenever another connection commits a change of the database: it may have folded events, or
/// rebuilt the read models.
fn read_data_version(conn: &Connection) -> Result<i64, LogError> {
    Ok(conn.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}
