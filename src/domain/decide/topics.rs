//! Which topics there are.

use super::DecideError;
use crate::domain::{Event, Recorded, Topic, TopicDecision, TopicId};
use std::collections::BTreeMap;

/// The topics as they stand: those that come with dixit, and what persons decided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicsState {
    embedded: BTreeMap<TopicId, Topic>,
    decided: BTreeMap<TopicId, TopicDecision>,
}

/// What somebody wants done about topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TopicCommand {
    /// Let these topics be as given, all or none.
    Define(Vec<Topic>),
    /// Let nothing be about it any longer.
    Retire(TopicId),
}

impl TopicsState {
    /// Before any decision, with the topics that come with dixit.
    pub fn new(embedded: impl IntoIterator<Item = Topic>) -> Self {
        Self {
            embedded: embedded
                .into_iter()
                .map(|topic| (topic.id.clone(), topic))
                .collect(),
            decided: BTreeMap::new(),
        }
    }

    /// What `events`, the stream of topics from its beginning, make of these.
    #[must_use]
    pub fn after(self, events: &[Recorded]) -> Self {
        events
            .iter()
            .fold(self, |state, recorded| state.evolve(&recorded.event))
    }

    /// Takes one event more; those about anything else change nothing.
    #[must_use]
    pub fn evolve(mut self, event: &Event) -> Self {
        if let Event::TopicDecided { topic, ruling, .. } = event {
            if *ruling == TopicDecision::Reset {
                self.decided.remove(topic);
            } else {
                self.decided.insert(topic.clone(), ruling.clone());
            }
        }
        self
    }

    /// The topic with this id as it stands.
    pub fn get(&self, id: &TopicId) -> Option<&Topic> {
        match self.decided.get(id) {
            Some(TopicDecision::Defined(topic)) => Some(topic),
            Some(TopicDecision::Retired) => None,
            Some(TopicDecision::Reset) | None => self.embedded.get(id),
        }
    }

    /// What stands decided of a topic.
    pub(super) fn about(&self, topic: &TopicId) -> TopicDecision {
        self.decided.get(topic).cloned().unwrap_or(TopicDecision::Reset)
    }

    /// The events that `order` leads to; none where it is so already.
    pub fn decide(&self, order: TopicCommand, reason: Option<&str>) -> Result<Vec<Event>, DecideError> {
        let decided = |topic: TopicId, ruling| Event::TopicDecided {
            topic,
            ruling,
            reason: reason.map(str::to_owned),
        };
        match order {
            TopicCommand::Retire(id) if self.get(&id).is_none() => Err(DecideError::NoTopic(id)),
            TopicCommand::Retire(id) => Ok(vec![decided(id, TopicDecision::Retired)]),
            TopicCommand::Define(topics) => {
                let mut after = self.clone();
                let mut events = Vec::new();
                for topic in topics
                    .into_iter()
                    .filter(|topic| self.get(&topic.id) != Some(topic))
                {
                    let event = decided(topic.id.clone(), TopicDecision::Defined(Box::new(topic)));
                    after = after.evolve(&event);
                    events.push(event);
                }
                for event in &events {
                    if let Event::TopicDecided { topic, .. } = event {
                        after.check_place(topic)?;
                    }
                }
                Ok(events)
            }
        }
    }

    /// Whether what a topic lies below is there, and not below it.
    pub(super) fn check_place(&self, id: &TopicId) -> Result<(), DecideError> {
        let mut above = self.get(id);
        let mut steps = 0;
        while let Some(broader) = above.and_then(|topic| topic.broader.as_ref()) {
            if self.get(broader).is_none() && steps == 0 {
                return Err(DecideError::NoBroader {
                    topic: id.clone(),
                    broader: broader.clone(),
                });
            }
            steps += 1;
            if *broader == *id || steps > self.embedded.len() + self.decided.len() {
                return Err(DecideError::BelowItself(id.clone()));
            }
            above = self.get(broader);
        }
        Ok(())
    }
}
