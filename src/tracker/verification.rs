//! Checks a whole tracker: the log against its hashes, and the read models against a rebuild.
//!
//! Three threads share the work. One reads and verifies the events in order and hands each to the second, which folds
//! it into read models in a temporary database: so events are read and decoded once. The third, that of the caller,
//! checks what is not read in the order of the log (versions, SQLite's trees and indexes) and digests the stored read
//! models.

use super::error::TrackerError;
use super::event_batches::{DerivedEvent, EventBatchSender};
use crate::domain::{Position, Timestamp};
use crate::log::{
    self, AccessMode, Damage, DamagedPart, EventPass, Finding, FindingPart, Findings, Hash, LogError,
    LogRoot, SchemaObjects, VerifiedLog,
};
use crate::projection::{self, Fold, ProjectionError, ReadModelDigest};
use rusqlite::{Connection, Transaction};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::thread;

/// The result of a check of the whole tracker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Number of events in the log.
    pub events: u64,
    /// Number of articles whose text was redacted.
    pub redacted: u64,
    /// The root of the RFC 6962 Merkle tree over the events as they are.
    pub root: Hash,
    /// The position up to which the read models are folded.
    pub folded: Position,
    /// Each read model, compared with a rebuild of it. Empty where the log is damaged: nothing can be derived from it.
    pub read_models: Vec<ReadModelCheck>,
    /// Everything that is wrong, the worst first.
    pub findings: Findings,
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
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.findings.is_sound()
    }

    /// Checks the tracker in `conn`, which must not be inside a transaction. Events recorded later than `now` are
    /// noted.
    pub(super) fn run(conn: &Connection, now: Option<Timestamp>) -> Result<Self, TrackerError> {
        let reader = log::open(
            &PathBuf::from(conn.path().unwrap_or_default()),
            AccessMode::ReadOnly,
        )?;
        let _snapshot = begin_same_snapshot(conn, &reader).map_err(LogError::from)?;
        let mut findings = Findings::default();
        let folded = read_folded(conn, &mut findings)?;
        check_evenness(conn, &mut findings);
        let (verified, rebuilt, stored) = thread::scope(|scope| {
            let (sender, batches) = EventBatchSender::new();
            let folding = spawn(scope, move || digest_rebuilt(&batches))?;
            let verifying = spawn(scope, move || verify_and_send(&reader, sender, now))?;
            let stored = digest_stored(conn);
            Ok::<_, TrackerError>((join(verifying), join(folding), stored))
        })?;
        let (log, found) = verified?;
        findings.append(found);
        let (stored, found) = stored?;
        findings.append(found);
        if folded.number() > log.events && !findings.has_damage() {
            // The read models have folded events that the log no longer has: its end was cut off.
            findings.push(missing_event(log.events + 1));
        }
        let mut read_models = Vec::new();
        if !findings.has_damage() {
            if folded.number() < log.events {
                let what = format!("they are folded up to {folded} only");
                findings.push(Finding::difference(FindingPart::ReadModel, "read models", what));
            }
            read_models = compare_read_models(stored, rebuilt?, &mut findings);
        }
        findings.sort();
        Ok(Self {
            events: log.events,
            redacted: log.redacted,
            root: log.root,
            folded,
            read_models,
            findings,
        })
    }
}

/// The position up to which the read models are folded; the first one where they cannot tell.
fn read_folded(conn: &Connection, findings: &mut Findings) -> Result<Position, TrackerError> {
    projection::folded_position(conn).or_else(|error| {
        let what = error_text(&error);
        findings.push(Finding::difference(
            FindingPart::ReadModel,
            "table checkpoint",
            what,
        ));
        Ok(Position::START)
    })
}

/// Finds read models that say that they are folded further than others.
fn check_evenness(conn: &Connection, findings: &mut Findings) {
    let uneven = match projection::uneven_projections(conn) {
        Ok(names) if names.is_empty() => return,
        Ok(names) => format!("it has other positions for {}", names.join(", ")),
        Err(error) => error_text(&error),
    };
    let finding = Finding::difference(FindingPart::ReadModel, "table checkpoint", uneven);
    findings.push(finding);
}

/// Compares the stored read models, or why one cannot be read, with the rebuilt ones.
fn compare_read_models(
    stored: Vec<StoredDigest>,
    rebuilt: Vec<ReadModelDigest>,
    findings: &mut Findings,
) -> Vec<ReadModelCheck> {
    let mut checks = Vec::new();
    for (stored, rebuilt) in stored.into_iter().zip(rebuilt) {
        let part = if rebuilt.is_full_text {
            FindingPart::FullTextIndex
        } else {
            FindingPart::ReadModel
        };
        let place = format!("read model {}", rebuilt.name);
        match stored {
            Ok(stored) => {
                if stored != rebuilt {
                    let what = "it is not what the log gives";
                    findings.push(Finding::difference(part, place, what));
                }
                checks.push(ReadModelCheck { stored, rebuilt });
            }
            Err(error) => {
                let what = format!("it cannot be read: {}", error_text(&error));
                findings.push(Finding::difference(part, place, what));
            }
        }
    }
    checks
}

/// The messages of an error and its causes.
fn error_text(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

fn missing_event(number: u64) -> Damage {
    Damage {
        position: Position::new(number),
        part: DamagedPart::Missing,
    }
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
        let log = log::verify_since(&*snapshot, since)?;
        let folded = projection::folded_position(&snapshot)?;
        if folded.number() > log.events {
            return Err(LogError::from(missing_event(log.events + 1)).into());
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

/// Starts a thread, or says why the system gives none.
fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope thread::Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Result<thread::ScopedJoinHandle<'scope, T>, TrackerError> {
    thread::Builder::new()
        .spawn_scoped(scope, work)
        .map_err(TrackerError::Thread)
}

/// The value that a thread returned; its panic goes on in this thread.
fn join<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Verifies the events of the log in order and sends each on, up to the first damage.
fn verify_and_send(
    log: &Connection,
    mut sender: EventBatchSender,
    now: Option<Timestamp>,
) -> Result<(VerifiedLog, Findings), TrackerError> {
    let mut findings = Findings::default();
    let pass = EventPass {
        now,
        ..EventPass::default()
    };
    let verified = log::verify_each_event(log, &mut findings, pass, &mut |recorded| {
        // The log is checked to its end, even where the fold failed.
        sender.push(recorded);
    })?;
    if !findings.has_damage() {
        sender.finish();
    }
    Ok((verified, findings))
}

/// The digest of a stored read model, or why it cannot be read.
type StoredDigest = Result<ReadModelDigest, ProjectionError>;

/// The digests of the stored read models, after a check of what is not read in the order of the log.
fn digest_stored(conn: &Connection) -> Result<(Vec<StoredDigest>, Findings), TrackerError> {
    let mut findings = Findings::default();
    log::verify_order(conn, &mut findings)?;
    let new = log::open(Path::new(":memory:"), AccessMode::ReadWrite)?;
    projection::prepare(&new)?;
    let log_objects = SchemaObjects::of_same_format(conn)?;
    let new_objects = SchemaObjects::read(&new).map_err(LogError::from)?;
    let all_objects = new_objects.united(log_objects.clone());
    log::verify_schema(conn, &log_objects, Some(&all_objects), &mut findings)?;
    log::verify_structure(conn, &log_objects, &mut findings)?;
    let digests = projection::digest_each_read_model(conn);
    Ok((digests, findings))
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
