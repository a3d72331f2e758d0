//! Conversion of decisions on feeds to and from their wire types.

use super::CodecError;
use super::convert::{Str, borrowed, owned, parse_value};
use super::decision_body::{DecisionBody, FeedAdded, FeedRemoved, into_events};
use crate::domain::{Event, FeedDecision, FeedSubscription};
use std::borrow::Cow;

impl<'a> DecisionBody<'a> {
    /// The wire type of a decision on a feed.
    pub(super) fn on_feed(feed: &'a str, decision: &'a FeedDecision, reason: Option<&'a String>) -> Self {
        let reason = borrowed(reason);
        let feed = Cow::Borrowed(feed);
        match decision {
            FeedDecision::Added(added) => Self::FeedAdded(FeedAdded {
                feed,
                lang: added.lang.as_ref().map(|lang| Cow::Borrowed(lang.as_str())),
                publisher: borrowed(added.publisher.as_ref()),
                reason,
                timezone: borrowed(added.timezone.as_ref()),
            }),
            FeedDecision::Removed => Self::FeedRemoved(FeedRemoved { feed, reason }),
        }
    }
}

into_events! {
    FeedAdded(w) {
        let added = Box::new(FeedSubscription {
            address: w.feed.into_owned(),
            publisher: owned(w.publisher),
            lang: w.lang.map(|lang| parse_value("language", &lang)).transpose()?,
            timezone: owned(w.timezone),
        });
        feed_decided(added.address.clone(), FeedDecision::Added(added), w.reason)
    };
    FeedRemoved(w) feed_decided(w.feed.into_owned(), FeedDecision::Removed, w.reason);
}

fn feed_decided(feed: String, decision: FeedDecision, reason: Option<Str<'_>>) -> Result<Event, CodecError> {
    // An address is stored as it was checked when the feed was added; one that is empty was never.
    if feed.is_empty() {
        return Err(CodecError::value("feed", &"no address"));
    }
    Ok(Event::FeedDecided {
        feed,
        decision,
        reason: owned(reason),
    })
}
