//! Conversion of decisions on topics to and from their wire types.

use super::CodecError;
use super::convert::{Str, borrowed, owned, parse_value};
use super::decision_body::{DecisionBody, TopicDefined, TopicReset, TopicRetired, into_events};
use super::topic::Topic;
use crate::domain::{self, Event, TopicDecision};
use std::borrow::Cow;

impl<'a> DecisionBody<'a> {
    /// The wire type of a decision on a topic.
    pub(super) fn on_topic(
        topic: &'a domain::TopicId,
        decision: &'a TopicDecision,
        reason: Option<&'a String>,
    ) -> Self {
        let reason = borrowed(reason);
        let id = Cow::Borrowed(topic.as_str());
        match decision {
            TopicDecision::Defined(topic) => Self::TopicDefined(TopicDefined {
                reason,
                topic: Topic::from_domain(topic),
            }),
            TopicDecision::Retired => Self::TopicRetired(TopicRetired { reason, topic: id }),
            TopicDecision::Reset => Self::TopicReset(TopicReset { reason, topic: id }),
        }
    }
}

into_events! {
    TopicDefined(w) {
        let topic = Box::new(w.topic.into_domain()?);
        let id = topic.id.to_string();
        topic_decided(&id, TopicDecision::Defined(topic), w.reason)
    };
    TopicRetired(w) topic_decided(&w.topic, TopicDecision::Retired, w.reason);
    TopicReset(w) topic_decided(&w.topic, TopicDecision::Reset, w.reason);
}

fn topic_decided(topic: &str, decision: TopicDecision, reason: Option<Str<'_>>) -> Result<Event, CodecError> {
    Ok(Event::TopicDecided {
        topic: parse_value("topic", topic)?,
        decision,
        reason: owned(reason),
    })
}
