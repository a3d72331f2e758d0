//! A machine that records articles, and what became of each as far as it was told.

use super::origin::{SoundLog, open_log};
use crate::common::article_readings::{ingestion_events, two_statement_reading};
use crate::common::server_faults::wait_until;
use dixit::domain::{EventId, StreamId, Timestamp};
use dixit::log::{EventMetadata, ExpectedVersion, LogError, OriginError, PostgresLog, SaltSeed, append};
use dixit::tracker::{Context, OriginCredentials, SyncReport, Tracker, TrackerError};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

/// The time at which everything is recorded by a machine whose clock is right.
pub(super) const NOW: i64 = 1_773_302_400_000_000;

/// Pause before the next article where one could not be recorded.
const RETRY_PAUSE: Duration = Duration::from_millis(5);

/// The number of the next article. No article is tried twice, so that what was denied can be looked for.
static NEXT_ARTICLE: AtomicUsize = AtomicUsize::new(0);

pub(super) fn next_article() -> usize {
    NEXT_ARTICLE.fetch_add(1, Ordering::Relaxed)
}

/// The stream of article `number`.
pub(super) fn stream_of(number: usize) -> StreamId {
    StreamId::Article(two_statement_reading(number).article)
}

/// What a machine was told about the articles that it recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// That they are recorded.
    pub(super) acknowledged: Vec<usize>,
    /// That they may be.
    pub(super) in_doubt: Vec<usize>,
    /// That nothing is recorded.
    pub(super) denied: Vec<usize>,
}

/// How what machines were told compares with a log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) acknowledged: usize,
    /// Acknowledged, and not there.
    pub(super) lost: usize,
    pub(super) in_doubt: usize,
    /// In doubt, and there.
    pub(super) in_doubt_recorded: usize,
    pub(super) denied: usize,
    /// Denied, and there all the same.
    pub(super) denied_recorded: usize,
}

impl Told {
    /// Notes what became of article `number`.
    pub(super) fn note(&mut self, number: usize, error: Option<&TrackerError>) {
        let list = match error {
            None | Some(TrackerError::CopyBehind { .. }) => &mut self.acknowledged,
            Some(TrackerError::Log(LogError::Origin(
                OriginError::InDoubt { .. } | OriginError::NotAcknowledged { .. },
            ))) => &mut self.in_doubt,
            Some(_) => &mut self.denied,
        };
        list.push(number);
    }

    pub(super) fn add(&mut self, other: Self) {
        self.acknowledged.extend(other.acknowledged);
        self.in_doubt.extend(other.in_doubt);
        self.denied.extend(other.denied);
    }

    /// Compares with `log`. Events are counted: an article has three.
    pub(super) fn count(&self, log: &SoundLog) -> Counts {
        let recorded = |numbers: &[usize]| {
            let found = numbers
                .iter()
                .filter(|number| log.articles.contains(&stream_of(**number)));
            found.count() * 3
        };
        Counts {
            acknowledged: self.acknowledged.len() * 3,
            lost: self.acknowledged.len() * 3 - recorded(&self.acknowledged),
            in_doubt: self.in_doubt.len() * 3,
            in_doubt_recorded: recorded(&self.in_doubt),
            denied: self.denied.len() * 3,
            denied_recorded: recorded(&self.denied),
        }
    }
}

impl Counts {
    pub(super) fn add(&mut self, other: Self) {
        self.acknowledged += other.acknowledged;
        self.lost += other.lost;
        self.in_doubt += other.in_doubt;
        self.in_doubt_recorded += other.in_doubt_recorded;
        self.denied += other.denied;
        self.denied_recorded += other.denied_recorded;
    }
}

/// The time in which machines write.
#[derive(Debug, Default)]
pub(super) struct Round {
    /// Number of articles that were begun.
    begun: AtomicUsize,
    is_over: AtomicBool,
}

impl Round {
    /// Whether another article is begun.
    pub(super) fn goes_on(&self) -> bool {
        self.begun.fetch_add(1, Ordering::Relaxed);
        !self.is_over.load(Ordering::Relaxed)
    }

    /// Waits until one of so many machines has recorded its first article.
    pub(super) fn wait_for_first(&self, machines: usize) {
        wait_until("the first article", || {
            self.begun.load(Ordering::Relaxed) > machines
        });
    }

    pub(super) fn end(&self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

/// A machine with a copy of the log.
#[derive(Debug)]
pub(super) struct Machine {
    pub(super) tracker: Tracker,
    pub(super) dir: TempDir,
}

impl Machine {
    /// Clones the log at `address`.
    pub(super) fn clone_of(address: &str, actor: &str) -> Self {
        Self::with_clock(address, actor, NOW)
    }

    /// As [`clone_of`](Self::clone_of), with a clock that stands at `now`.
    pub(super) fn with_clock(address: &str, actor: &str, now: i64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let tracker = clone_into(&dir, address, actor, now);
        Self { tracker, dir }
    }

    /// Records an article, and returns why not if so.
    pub(super) fn record(&mut self, number: usize) -> Option<TrackerError> {
        let readings = vec![two_statement_reading(number)];
        self.tracker.record_readings(readings).err()
    }

    /// Records new articles while `goes_on`.
    pub(super) fn record_while(&mut self, goes_on: impl Fn() -> bool) -> Told {
        let mut told = Told::default();
        while goes_on() {
            let number = next_article();
            let error = self.record(number);
            told.note(number, error.as_ref());
            if error.is_some() {
                sleep(RETRY_PAUSE);
            }
        }
        told
    }

    pub(super) fn sync(&mut self) -> Result<SyncReport, TrackerError> {
        self.tracker.sync(&mut |_| true)
    }

    /// Asserts that the copy, when it has caught up, is what the origin is: in its log and in its read models.
    pub(super) fn assert_same_as(&mut self, log: &SoundLog) {
        let report = self.sync().unwrap();
        assert_eq!((report.position.number(), report.root), (log.events, log.root));
    }

    /// Verifies the whole copy.
    pub(super) fn assert_sound(&self) {
        let verification = self.tracker.verify().unwrap();
        assert!(verification.is_sound(), "{verification:?}");
    }
}

fn clone_into(dir: &TempDir, address: &str, actor: &str, now: i64) -> Tracker {
    let origin = (&address.parse().unwrap(), OriginCredentials::default());
    let path = dir.path().join("dixit.db");
    let context = Context {
        clock: Box::new(move || Timestamp::from_micros(now)),
        actor: actor.to_owned(),
        seed: std::array::from_fn(|at| actor.as_bytes().get(at).copied().unwrap_or(7)),
    };
    let observer = dixit::tracker::StoreObserver::default();
    let (tracker, report) = Tracker::clone_origin(&path, context, origin, observer, &mut |_| true).unwrap();
    assert!(report.is_complete);
    tracker
}

/// Records an article over a bare connection, without a copy. The connection may be lost before, within or after it.
pub(super) fn record_without_copy(log: &PostgresLog, number: usize) -> Result<(), TrackerError> {
    let events = ingestion_events(two_statement_reading(number));
    let metadata = EventMetadata {
        recorded_at: Timestamp::from_micros(NOW),
        actor: "a bare connection".into(),
        correlation: EventId::from_parts(&[b"drill"]),
        causation: None,
        seed: SaltSeed([7; 32]),
    };
    log.begin_write()?;
    let stream = events[0].stream();
    append(log, &stream, ExpectedVersion::NoStream, events, &metadata)?;
    Ok(log.commit()?)
}

/// As [`Machine::record_while`], with bare connections; each that is lost is followed by a new one.
pub(super) fn record_without_copy_while(address: &str, goes_on: impl Fn() -> bool) -> Told {
    let mut told = Told::default();
    let mut log = None;
    while goes_on() {
        let Ok(open) = log.take().map_or_else(|| open_log(address), Ok) else {
            sleep(RETRY_PAUSE);
            continue;
        };
        let number = next_article();
        let recorded = record_without_copy(&open, number);
        told.note(number, recorded.as_ref().err());
        if recorded.is_ok() {
            log = Some(open);
        }
    }
    told
}
