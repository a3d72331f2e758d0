//! Decisions on feeds: which feeds are pulled.

use super::error::DecideError;
use crate::domain::{Event, FeedDecision, FeedSubscription, RecordedEvent};
use std::collections::BTreeMap;

/// The feeds that are pulled, by their addresses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedsState {
    current: BTreeMap<String, FeedSubscription>,
}

/// A command about feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedCommand {
    /// Pull the feed from now on, or change its settings.
    Add(FeedSubscription),
    /// No longer pull the feed at this address.
    Remove(String),
}

impl FeedsState {
    /// The state after `events`, the stream of feeds from its beginning.
    pub fn from_events(events: &[RecordedEvent]) -> Self {
        events
            .iter()
            .fold(Self::default(), |state, recorded| state.evolve(&recorded.event))
    }

    /// Applies one more event; events about anything else change nothing.
    #[must_use]
    pub fn evolve(mut self, event: &Event) -> Self {
        if let Event::FeedDecided { feed, decision, .. } = event {
            match decision {
                FeedDecision::Added(added) => self.current.insert(feed.clone(), (**added).clone()),
                FeedDecision::Removed => self.current.remove(feed),
            };
        }
        self
    }

    /// The feeds that are pulled, in the order of their addresses.
    pub fn feeds(&self) -> impl Iterator<Item = &FeedSubscription> {
        self.current.values()
    }

    /// The feed at `address`, if it is pulled.
    pub fn get(&self, address: &str) -> Option<&FeedSubscription> {
        self.current.get(address)
    }

    /// The current decision on a feed.
    pub(super) fn current_value(&self, address: &str) -> FeedDecision {
        self.get(address).map_or(FeedDecision::Removed, |feed| {
            FeedDecision::Added(Box::new(feed.clone()))
        })
    }

    /// Returns the events of `command`; none where it is decided so already.
    pub fn decide(&self, command: FeedCommand, reason: Option<String>) -> Result<Vec<Event>, DecideError> {
        let (feed, decision) = match command {
            FeedCommand::Add(feed) if self.get(&feed.address) == Some(&feed) => return Ok(Vec::new()),
            FeedCommand::Add(feed) => (feed.address.clone(), FeedDecision::Added(Box::new(feed))),
            FeedCommand::Remove(address) if self.get(&address).is_none() => {
                return Err(DecideError::NoFeed(address));
            }
            FeedCommand::Remove(address) => (address, FeedDecision::Removed),
        };
        Ok(vec![Event::FeedDecided {
            feed,
            decision,
            reason,
        }])
    }
}
