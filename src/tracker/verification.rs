use super::error::TrackerError;
use super::read_models;
use crate::domain::Position;
use crate::log::{self, Damage, DamagedPart, Hash, LogError};
use crate::projection::{self, ReadModelDigest};
use rusqlite::Connection;

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

    /// Checks the tracker in `conn`, which must be inside a transaction so that nothing changes during the check.
    pub(super) fn run(conn: &Connection) -> Result<Self, TrackerError> {
        let log = log::verify(conn)?;
        let folded = projection::folded_position(conn)?;
        if folded.number() > log.events {
            // The read models have folded events that the log no longer has: its end was cut off.
            let position = Position::new(log.events + 1);
            return Err(LogError::from(Damage {
                position,
                part: DamagedPart::Missing,
            })
            .into());
        }
        let stored = projection::digest_read_models(conn)?;
        let rebuilt = rebuilt_digests(conn)?;
        let compared = stored.into_iter().zip(rebuilt);
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

/// The digests of read models rebuilt from `log` in a temporary database, which SQLite deletes when it is closed.
fn rebuilt_digests(log: &Connection) -> Result<Vec<ReadModelDigest>, TrackerError> {
    let mut temporary = Connection::open("").map_err(LogError::from)?;
    let tx = temporary.transaction().map_err(LogError::from)?;
    projection::reset(&tx)?;
    read_models::fold_log(log, Position::START, &tx)?;
    Ok(projection::digest_read_models(&tx)?)
}
