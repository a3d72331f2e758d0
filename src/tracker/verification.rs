//! Checks a whole tracker: the log against its hashes, and the read models against a rebuild.
//!
//! Three threads share the work. One reads and verifies the events in order and hands each to the second, which folds
//! it into read models in a temporary database: so events are read and decoded once. The third, that of the caller,
//! checks what is not read in the order of the log (versions, SQLite's trees and indexes) and digests the stored read
//! models.

use super::error::TrackerError;
use super::event_batches::{DerivedEvent, EventBatchSender};
use crate::domain::Position;
use crate::log::{self, AccessMode, Damage, DamagedPart, Hash, LogError, LogRoot, VerifiedLog};
use crate::projection::{self, Fold, ReadModelDigest};
use rusqlite::{Connection, Transaction};
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::thread;

/// The result of a check of the whole tracker. Damage to the log is not in it: it is an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Number of events in the log; all their hashes are right.
    pub events: u64,
    /// Number of articles whose text was redacted.
    pub redacted: u64,
    /// The root of the RFC 6962 Merkle tree over the events.
    pub root: Hash,
    /// The position up to which the read models are folded.
    pub folded: Position,
    /// Each read model, compared with a rebuild of it.
    pub read_models: Vec<ReadModelCheck>,
}

/// A read model compared with a rebuild of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadModelCheck {
    /// Its digest in the database.
    pub stored: ReadModelDigest,
    /// Its digest after a rebuild.
    pub rebuilt: ReadModelDigest,
}

impl ReadModelCheck {
    /// Whether the two digests are equal.
    pub fn matches(&self) -> bool {
        self.stored == self.rebuilt
    }
}

impl Verification {
    /// Whether the read models are folded up to the end of the log and all equal their rebuild.
    pub fn is_sound(&self) -> bool {
        self.folded.number() == self.events && self.read_models.iter().all(ReadModelCheck::matches)
    }

    /// Checks the tracker in `conn`, which must not be inside a transaction.
    pub(super) fn run(conn: &Connection) -> Result<Self, TrackerError> {
        let reader = log::open(
            &PathBuf::from(conn.path().unwrap_or_default()),
            AccessMode::ReadOnly,
        )?;
        let _snapshot = begin_same_snapshot(conn, &reader).map_err(LogError::from)?;
        let folded = projection::folded_position(conn)?;
        let (chain, rebuilt, stored) = thread::scope(|scope| {
            let (sender, batches) = EventBatchSender::new();
            let folding = scope.spawn(move || digest_rebuilt(&batches));
            let verifying = scope.spawn(move || verify_and_send(&reader, sender));
            let stored = digest_stored(conn);
            (join(verifying), join(folding), stored)
        });
        // Where the log is damaged, whatever else was found follows from that.
        let log = chain?;
        if folded.number() > log.events {
            // The read models have folded events that the log no longer has: its end was cut off.
            return Err(missing_event(log.events + 1));
        }
        let stored = stored?;
        let compared = stored.into_iter().zip(rebuilt?);
        Ok(Self {
            events: log.events,
            redacted: log.redacted,
            root: log.root,
            folded,
            read_models: compared
                .map(|(stored, rebuilt)| ReadModelCheck { stored, rebuilt })
                .collect(),
        })
    }
}

fn missing_event(number: u64) -> TrackerError {
    let (position, part) = (Position::new(number), DamagedPart::Missing);
    LogError::from(Damage { position, part }).into()
}

/// The result of a check of what was recorded since the last check of everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickVerification {
    /// The log, of whose events up to the last check only the headers were read.
    pub log: LogRoot,
    /// The position up to which the read models are folded. They were not compared.
    pub folded: Position,
}

impl QuickVerification {
    /// Checks the log in `conn` on top of an earlier check that found `since`.
    pub(super) fn run(conn: &Connection, since: &LogRoot) -> Result<Self, TrackerError> {
        let snapshot = conn.unchecked_transaction().map_err(LogError::from)?;
        let log = log::verify_since(&snapshot, since)?;
        let folded = projection::folded_position(&snapshot)?;
        if folded.number() > log.events {
            return Err(missing_event(log.events + 1));
        }
        Ok(Self { log, folded })
    }
}

/// Begins a transaction on both connections, so that both see the database at the same moment. That of `reader` lasts
/// until it is closed.
fn begin_same_snapshot<'a>(conn: &'a Connection, reader: &Connection) -> rusqlite::Result<Transaction<'a>> {
    let version = || reader.query_row("PRAGMA main.data_version", [], |row| row.get::<_, i64>(0));
    loop {
        let before = version()?;
        let snapshot = conn.unchecked_transaction()?;
        // SQLite decides which moment a transaction sees when it first reads, not when it begins.
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        reader.execute_batch("BEGIN")?;
        // The same version means that nobody has committed anything since `before`.
        if version()? == before {
            return Ok(snapshot);
        }
        reader.execute_batch("ROLLBACK")?;
    }
}

/// The value that a thread returned; its panic goes on in this thread.
fn join<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Verifies the events of the log in order and sends each on.
fn verify_and_send(log: &Connection, mut sender: EventBatchSender) -> Result<VerifiedLog, TrackerError> {
    let verified = log::verify_each_event(log, &mut |recorded| {
        // The log is checked to its end, even where the fold failed.
        sender.push(recorded);
    })?;
    sender.finish();
    Ok(verified)
}

/// The digests of the stored read models, after a check of what is not read in the order of the log.
fn digest_stored(conn: &Connection) -> Result<Vec<ReadModelDigest>, TrackerError> {
    log::verify_order(conn)?;
    log::verify_structure(conn)?;
    Ok(projection::digest_read_models(conn)?)
}

/// Page cache of the temporary database. A fold changes pages everywhere, because many indexes are in the order of
/// hashes, and each page that does not fit is written to the file and read again.
const TEMPORARY_CACHE_KIB: u32 = 256 * 1024;

/// The digests of read models that `batches` were folded into. Fails where the last batch is missing: what is not
/// compared as a whole must never pass as sound.
fn digest_rebuilt(batches: &Receiver<Vec<DerivedEvent>>) -> Result<Vec<ReadModelDigest>, TrackerError> {
    let models = open_temporary().map_err(LogError::from)?;
    projection::reset(&models)?;
    let fold = Fold::new(&models, Position::START, None);
    let mut last = Position::START;
    for batch in batches {
        // An empty batch is the mark of the end.
        if batch.is_empty() {
            projection::finish_fold(fold, last)?;
            return Ok(projection::digest_read_models(&models)?);
        }
        for (recorded, derived) in batch {
            projection::apply_event(&fold, &recorded, derived)?;
            last = recorded.position;
        }
    }
    Err(LogError::Corrupt("not all of the events could be read".to_owned()).into())
}

/// Opens an empty database in the system's directory for temporary files. SQLite deletes the file when it is closed.
fn open_temporary() -> rusqlite::Result<Connection> {
    let conn = Connection::open("")?;
    // Nothing of it needs to survive a crash, or to be rolled back.
    conn.execute_batch(&format!(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{TEMPORARY_CACHE_KIB}; BEGIN"
    ))?;
    Ok(conn)
}
