//! Decisions on topics: which topics exist.

use super::error::DecideError;
use crate::domain::{Event, RecordedEvent, TOPIC_TEXT_CHARS_MAX, Topic, TopicDecision, TopicId};
use std::collections::BTreeMap;

/// Maximum number of topics above one. Vocabularies of libraries have fewer than twenty; each level costs every
/// question about a topic a step.
const DEPTH_MAX: usize = 100;

/// The topics that come with dixit, and what persons decided on topics.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicsState {
    embedded: BTreeMap<TopicId, Topic>,
    decided: BTreeMap<TopicId, TopicDecision>,
}

/// A command about topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TopicCommand {
    /// Define all of these topics, or none on an error.
    Define(Vec<Topic>),
    /// Remove the topic.
    Retire(TopicId),
}

impl TopicsState {
    /// The state before any decision, with the topics that come with dixit.
    pub fn new(embedded: impl IntoIterator<Item = Topic>) -> Self {
        Self {
            embedded: embedded
                .into_iter()
                .map(|topic| (topic.id.clone(), topic))
                .collect(),
            decided: BTreeMap::new(),
        }
    }

    /// Applies `events`, the stream of topics from its beginning.
    #[must_use]
    pub fn evolve_all(self, events: &[RecordedEvent]) -> Self {
        events
            .iter()
            .fold(self, |state, recorded| state.evolve(&recorded.event))
    }

    /// Applies one more event; events about anything else change nothing.
    #[must_use]
    pub fn evolve(mut self, event: &Event) -> Self {
        if let Event::TopicDecided { topic, decision, .. } = event {
            if *decision == TopicDecision::Reset {
                self.decided.remove(topic);
            } else {
                self.decided.insert(topic.clone(), decision.clone());
            }
        }
        self
    }

    /// The current definition of the topic with this id.
    pub fn get(&self, id: &TopicId) -> Option<&Topic> {
        match self.decided.get(id) {
            Some(TopicDecision::Defined(topic)) => Some(topic),
            Some(TopicDecision::Retired) => None,
            Some(TopicDecision::Reset) | None => self.embedded.get(id),
        }
    }

    /// The current decision on a topic.
    pub(super) fn current_value(&self, topic: &TopicId) -> TopicDecision {
        self.decided.get(topic).cloned().unwrap_or(TopicDecision::Reset)
    }

    /// Returns the events of `command`; none where it is decided so already.
    pub fn decide(&self, command: TopicCommand, reason: Option<&str>) -> Result<Vec<Event>, DecideError> {
        let decided = |topic: TopicId, decision| Event::TopicDecided {
            topic,
            decision,
            reason: reason.map(str::to_owned),
        };
        match command {
            TopicCommand::Retire(id) if self.get(&id).is_none() => Err(DecideError::NoTopic(id)),
            TopicCommand::Retire(id) => Ok(vec![decided(id, TopicDecision::Retired)]),
            TopicCommand::Define(topics) => {
                let mut after = self.clone();
                let mut events = Vec::new();
                for topic in topics
                    .into_iter()
                    .filter(|topic| self.get(&topic.id) != Some(topic))
                {
                    check_texts(&topic)?;
                    let event = decided(topic.id.clone(), TopicDecision::Defined(Box::new(topic)));
                    after = after.evolve(&event);
                    events.push(event);
                }
                for event in &events {
                    if let Event::TopicDecided { topic, .. } = event {
                        after.check_broader(topic)?;
                    }
                }
                Ok(events)
            }
        }
    }

    /// Checks that the broader topic exists and that the topic is not broader than itself.
    pub(super) fn check_broader(&self, id: &TopicId) -> Result<(), DecideError> {
        let mut above = self.get(id);
        let mut steps = 0;
        while let Some(broader) = above.and_then(|topic| topic.broader.as_ref()) {
            if self.get(broader).is_none() && steps == 0 {
                return Err(DecideError::NoBroaderTopic {
                    topic: id.clone(),
                    broader: broader.clone(),
                });
            }
            steps += 1;
            if *broader == *id {
                return Err(DecideError::BelowItself(id.clone()));
            }
            if steps > DEPTH_MAX {
                return Err(DecideError::TooDeep {
                    topic: id.clone(),
                    max: DEPTH_MAX,
                });
            }
            above = self.get(broader);
        }
        Ok(())
    }
}

/// Checks that the labels and terms of a topic are short enough to occur in texts.
fn check_texts(topic: &Topic) -> Result<(), DecideError> {
    let texts = topic.labels.values().chain(topic.terms.values().flatten());
    let longest = texts.map(|text| text.chars().count()).max();
    match longest.filter(|length| *length > TOPIC_TEXT_CHARS_MAX) {
        Some(length) => Err(DecideError::TopicTextTooLong {
            topic: topic.id.clone(),
            length,
            max: TOPIC_TEXT_CHARS_MAX,
        }),
        None => Ok(()),
    }
}
