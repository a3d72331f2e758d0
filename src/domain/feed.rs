use super::Lang;
use std::fmt;

/// A feed that is pulled, with what its articles do not say about themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedSubscription {
    /// The web address of the feed. It identifies the feed.
    pub address: String,
    /// The publisher of its articles.
    pub publisher: Option<String>,
    /// The language of its articles.
    pub lang: Option<Lang>,
    /// The time zone of its publisher, as in `Europe/Paris`.
    pub timezone: Option<String>,
}

/// A decision of a person on one feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedDecision {
    /// The feed is pulled from now on, with these settings.
    Added(Box<FeedSubscription>),
    /// The feed is no longer pulled.
    Removed,
}

impl fmt::Display for FeedDecision {
    /// Writes the settings, unless the event type already says it all.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Added(feed) = self else { return Ok(()) };
        let lang = feed.lang.map(|lang| lang.to_string());
        let settings = [
            ("publisher", &feed.publisher),
            ("language", &lang),
            ("time zone", &feed.timezone),
        ];
        let given = settings
            .iter()
            .filter_map(|(name, value)| Some((name, value.as_ref()?)));
        for (number, (name, value)) in given.enumerate() {
            let separator = if number == 0 { "" } else { ", " };
            write!(f, "{separator}{name} {value}")?;
        }
        Ok(())
    }
}
