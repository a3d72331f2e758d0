use super::{TrackerError, fold};
use crate::domain::Position;
use crate::log::{self, Damage, Hash, LogError, Part};
use crate::projection::{self, Digest};
use rusqlite::Connection;

/// What a check of the whole tracker found. Damage to the log is an error instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// How many events the log has; all of them hold.
    pub events: u64,
    /// How many articles' texts were taken down.
    pub redacted: u64,
    /// The root of the RFC 6962 Merkle tree over the events.
    pub root: Hash,
    /// Up to where the read models are folded.
    pub folded: Position,
    /// Each read model beside what a rebuild makes of it.
    pub projections: Vec<Compared>,
}

/// A read model beside its rebuild.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// As it is in the database.
    pub kept: Digest,
    /// As a rebuild makes it.
    pub rebuilt: Digest,
}

impl Compared {
    /// Whether the two are the same.
    pub fn agrees(&self) -> bool {
        self.kept == self.rebuilt
    }
}

impl Verification {
    /// Whether every read model is what a rebuild makes of the log.
    pub fn is_sound(&self) -> bool {
        self.folded.number() == self.events && self.projections.iter().all(Compared::agrees)
    }

    /// Checks the tracker in `conn`, which must be in a transaction, so that nothing moves meanwhile.
    pub(super) fn of(conn: &Connection) -> Result<Self, TrackerError> {
        let log = log::verify(conn)?;
        let folded = projection::position(conn)?;
        if folded.number() > log.events {
            // The read models have seen events that are gone: the end of the log was cut off.
            let position = Position::new(log.events + 1);
            return Err(LogError::from(Damage {
                position,
                part: Part::Missing,
            })
            .into());
        }
        let kept = projection::digests(conn)?;
        let rebuilt = rebuilt(conn)?;
        let compared = kept.into_iter().zip(rebuilt);
        Ok(Self {
            events: log.events,
            redacted: log.redacted,
            root: log.root,
            folded,
            projections: compared
                .map(|(kept, rebuilt)| Compared { kept, rebuilt })
                .collect(),
        })
    }
}

/// The digests of read models that are folded anew, into a database that SQLite deletes when it is closed.
fn rebuilt(log: &Connection) -> Result<Vec<Digest>, TrackerError> {
    let mut temporary = Connection::open("").map_err(LogError::from)?;
    let tx = temporary.transaction().map_err(LogError::from)?;
    projection::reset(&tx)?;
    fold::replay(log, Position::START, &tx)?;
    projection::checkpoint(&tx, fold::head(log)?)?;
    Ok(projection::digests(&tx)?)
}
