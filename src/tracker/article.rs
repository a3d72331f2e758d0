//! One article in a transaction that writes: load → decide → append → project.

use super::{Change, Outcome, TrackerError, carry_out, version};
use crate::domain::{ArticleId, ArticleState, Command, DecideError, Recorded, StreamId, decide};
use crate::log::{self, Header};
use rusqlite::Transaction;

/// An article as its stream tells it.
pub(super) struct Article {
    id: ArticleId,
    /// How many events its stream has.
    version: u64,
    state: ArticleState,
}

impl Article {
    /// Loads it; one that was never heard of has no events.
    pub(super) fn load(tx: &Transaction<'_>, id: ArticleId) -> Result<Self, TrackerError> {
        let history = log::stream(tx, &StreamId::Article(id.clone()))?;
        Ok(Self {
            id,
            version: version(&history),
            state: ArticleState::after(&history),
        })
    }

    /// Its id.
    pub(super) const fn id(&self) -> &ArticleId {
        &self.id
    }

    /// What it is.
    pub(super) const fn state(&self) -> &ArticleState {
        &self.state
    }

    /// Carries `command` out: what was recorded, or why nothing may be.
    pub(super) fn settle(
        &self,
        tx: &Transaction<'_>,
        command: Command,
        header: &Header,
    ) -> Result<Result<Vec<Recorded>, DecideError>, TrackerError> {
        let events = match decide(&self.id, &self.state, command) {
            Ok(events) => events,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let stream = StreamId::Article(self.id.clone());
        carry_out(tx, &stream, self.version, events, header).map(Ok)
    }

    /// The same, told as what became of the article, a refusal included.
    pub(super) fn outcome(
        self,
        tx: &Transaction<'_>,
        command: Command,
        header: &Header,
    ) -> Result<Outcome, TrackerError> {
        let change = match self.settle(tx, command, header)? {
            Ok(recorded) => Change::of(&recorded),
            Err(refusal) => Change::Refused(refusal),
        };
        Ok(Outcome {
            article: self.id,
            change,
        })
    }
}
