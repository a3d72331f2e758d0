use super::vocabulary::closed_vocabulary;
use super::{ArticleId, Correction, Hexadecimal, SpeakerId, StatementId, Topic, TopicId};
use sha2::{Digest, Sha256};
use std::fmt;

closed_vocabulary! {
    /// How a person relates two statements: what the first one does to the second.
    Link, "link" {
        /// Both cannot be true, or cannot be wanted at the same time.
        Contradicts = "contradicts",
        /// Does what the second one promised or asked for.
        Fulfils = "fulfils",
        /// Replies to the second one.
        Answers = "answers",
        /// Continues the subject of the second one.
        FollowsUp = "follows-up",
    }
}

closed_vocabulary! {
    /// What became of a proposal or promise.
    Status, "status" {
        /// Nothing yet.
        Open = "open",
        /// Done as proposed.
        Adopted = "adopted",
        /// Done in part.
        PartlyAdopted = "partly-adopted",
        /// Decided against.
        Rejected = "rejected",
        /// Given up by those who proposed it.
        Abandoned = "abandoned",
        /// The promise was kept.
        Kept = "kept",
        /// The promise was not kept, or not in time.
        Broken = "broken",
    }
}

closed_vocabulary! {
    /// A person's decision on whether a statement is about a topic.
    Tag, "tag" {
        /// It is, whatever its words say.
        About = "about",
        /// It is not, whatever its words say.
        NotAbout = "not-about",
        /// No decision: its words decide.
        Derived = "derived",
    }
}

/// A decision of a person on one statement.
///
/// Each variant sets the complete value of one facet, so that a decision is undone by the same variant with the
/// former value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementDecision {
    /// Whether the reading was checked and found right.
    Confirmed(bool),
    /// All corrected fields of the reading; an empty correction restores the reading.
    Corrected(Box<Correction>),
    /// Whether the statement is about the topic.
    Tagged(TopicId, Tag),
    /// What became of the proposal or promise.
    Marked(Status),
    /// Whether this link to another statement exists.
    Linked(StatementId, Link, bool),
    /// Digest of the reading, see [`reading_digest`], that `review` does not show again although nobody decided
    /// whether it is right; `None` to show it again.
    Skipped(Option<String>),
}

/// The digest of a reading as `review` shows it. A new reading has another digest, so that `review` shows a skipped
/// statement again when it is read differently.
pub fn reading_digest(speaker: Option<&str>, act: &str, said: &str, words: &str) -> String {
    let parts = [speaker.unwrap_or_default(), act, said, words];
    let digest = Sha256::digest(parts.join("\u{0}"));
    Hexadecimal(&digest[..8]).to_string()
}

/// A decision of a person on one speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpeakerDecision {
    /// The speaker that this one is the same as, if any.
    Merged(Option<SpeakerId>),
    /// Whether the speaker is known by this name.
    Alias(String, bool),
    /// Whether the speaker has this identifier of an authority file, for example `wikidata:Q42`.
    Identifier(String, bool),
    /// The name of the namesake who says the statements in this division; `None` if the speaker says them.
    Divided(SpeakerDivision, Option<String>),
}

/// A part of one speaker's statements that can be attributed to a namesake.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpeakerDivision {
    /// Statements made in a capacity that contains these words, in all articles, including later ones.
    Capacity(String),
    /// Statements in one article.
    Article(ArticleId),
}

impl fmt::Display for SpeakerDivision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Capacity(words) => write!(f, "capacity {words}"),
            Self::Article(article) => write!(f, "article {article}"),
        }
    }
}

impl fmt::Display for StatementDecision {
    /// Writes the value that is set, unless the event type already says it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Confirmed(_) | Self::Skipped(_) => Ok(()),
            Self::Corrected(correction) => correction.fmt(f),
            Self::Tagged(topic, tag) => write!(f, "{tag} {topic}"),
            Self::Marked(status) => status.fmt(f),
            Self::Linked(to, link, _) => write!(f, "{link} {to}"),
        }
    }
}

impl fmt::Display for SpeakerDecision {
    /// Writes the value that is set, unless the event type already says it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Merged(Some(into)) => write!(f, "into {into}"),
            Self::Merged(None) => Ok(()),
            Self::Alias(name, _) | Self::Identifier(name, _) => f.write_str(name),
            Self::Divided(by, Some(name)) => write!(f, "by {by}: {name}"),
            Self::Divided(by, None) => write!(f, "by {by}"),
        }
    }
}

impl fmt::Display for TopicDecision {
    /// Writes the value that is set, unless the event type already says it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Defined(topic) => f.write_str(topic.label()),
            Self::Retired | Self::Reset => Ok(()),
        }
    }
}

impl StatementDecision {
    /// Whether this decision settles an open dispute: whoever takes it has seen the newer reading.
    pub const fn settles_dispute(&self) -> bool {
        matches!(
            self,
            Self::Confirmed(true) | Self::Corrected(_) | Self::Skipped(Some(_))
        )
    }

    /// Key of the facet that the decision sets. A later decision with the same key replaces an earlier one.
    pub(super) fn facet_key(&self) -> String {
        match self {
            Self::Confirmed(_) => "confirmed".to_owned(),
            Self::Corrected(_) => "corrected".to_owned(),
            Self::Tagged(topic, _) => format!("tagged {topic}"),
            Self::Marked(_) => "marked".to_owned(),
            Self::Linked(to, link, _) => format!("{link} {to}"),
            Self::Skipped(_) => "skipped".to_owned(),
        }
    }
}

impl SpeakerDecision {
    /// Key of the facet that the decision sets. A later decision with the same key replaces an earlier one.
    pub(super) fn facet_key(&self) -> String {
        match self {
            Self::Merged(_) => "merged".to_owned(),
            Self::Alias(name, _) => format!("alias {name}"),
            Self::Identifier(identifier, _) => format!("identifier {identifier}"),
            Self::Divided(by, _) => format!("divided by {by}"),
        }
    }
}

/// A decision of a person on one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TopicDecision {
    /// The definition of the topic from now on.
    Defined(Box<Topic>),
    /// The topic no longer exists.
    Retired,
    /// The topic is as defined in the taxonomy that comes with dixit, or does not exist where that has none.
    Reset,
}
