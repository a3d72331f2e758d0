use super::statement::words;
use super::{ArticleId, Correction, Hexadecimal, SpeakerId, StatementId, Topic, TopicId};
use sha2::{Digest, Sha256};
use std::fmt;

words! {
    /// How a person relates two statements: what the first does to the second.
    Link, "link" {
        /// Both cannot be so, or cannot be wanted at once.
        Contradicts = "contradicts",
        /// What was promised or asked for is done.
        Fulfils = "fulfils",
        /// It is said in reply.
        Answers = "answers",
        /// It takes the matter further.
        FollowsUp = "follows-up",
    }
}

words! {
    /// What became of a proposal or promise.
    Status, "status" {
        /// Nothing yet.
        Open = "open",
        /// It was done as it was put forward.
        Adopted = "adopted",
        /// Some of it was done.
        PartlyAdopted = "partly-adopted",
        /// It was decided against.
        Rejected = "rejected",
        /// Whoever put it forward no longer does.
        Abandoned = "abandoned",
        /// Whoever promised it did it.
        Kept = "kept",
        /// Whoever promised it did not do it, or not in time.
        Broken = "broken",
    }
}

words! {
    /// Whether a statement is about a topic, whatever its words tell.
    Tag, "tag" {
        /// It is.
        About = "about",
        /// It is not.
        NotAbout = "not-about",
        /// As its words tell.
        Derived = "derived",
    }
}

/// What a person decided of one statement. Each sets one facet of it whole, so that the opposite decision is the
/// same with the value before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementDecision {
    /// Whether it was checked and found right.
    Confirmed(bool),
    /// What of the reading is corrected, all in all; nothing, where the reading stands again.
    Corrected(Box<Correction>),
    /// Whether it is about a topic.
    Tagged(TopicId, Tag),
    /// What became of it.
    Marked(Status),
    /// Whether it is so linked to another statement.
    Linked(StatementId, Link, bool),
    /// Which reading of it is not to be asked about again in `review`, though nobody decided whether it is right: its
    /// digest, as [`reading_digest`] makes it.
    Skipped(Option<String>),
}

/// The digest of a reading as a person sees it in `review`. Another reading has another one, so that a statement that
/// was skipped is asked about again once it is read otherwise.
pub fn reading_digest(speaker: Option<&str>, act: &str, said: &str, words: &str) -> String {
    let parts = [speaker.unwrap_or_default(), act, said, words];
    let digest = Sha256::digest(parts.join("\u{0}"));
    Hexadecimal(&digest[..8]).to_string()
}

/// What a person decided of one speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpeakerDecision {
    /// Whom the speaker is the same as, if anybody.
    Merged(Option<SpeakerId>),
    /// Whether the speaker goes by a name.
    Alias(String, bool),
    /// Whether an authority file knows the speaker under this identifier, as in `wikidata:Q42`.
    Identifier(String, bool),
    /// The name of the namesake who says what this division holds; `None` where that is the speaker again.
    Divided(Division, Option<String>),
}

/// By what the statements of two people of one name are told apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Division {
    /// What is said in a capacity that has these words, in any article, also in those that come in later.
    Capacity(String),
    /// What is said in one article.
    Article(ArticleId),
}

impl fmt::Display for Division {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Capacity(words) => write!(f, "capacity {words}"),
            Self::Article(article) => write!(f, "article {article}"),
        }
    }
}

impl fmt::Display for StatementDecision {
    /// What is set, but for what the type of the event tells already.
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
    /// What is set, but for what the type of the event tells already.
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
    /// What is set, but for what the type of the event tells already.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Defined(topic) => f.write_str(topic.label()),
            Self::Retired | Self::Reset => Ok(()),
        }
    }
}

impl StatementDecision {
    /// Whether whoever decided so looked at what a newer extractor reads, and so settled it.
    pub const fn settles(&self) -> bool {
        matches!(
            self,
            Self::Confirmed(true) | Self::Corrected(_) | Self::Skipped(Some(_))
        )
    }

    /// What it is about: two rulings on one matter follow on each other.
    pub(super) fn matter(&self) -> String {
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
    /// What it is about: two rulings on one matter follow on each other.
    pub(super) fn matter(&self) -> String {
        match self {
            Self::Merged(_) => "merged".to_owned(),
            Self::Alias(name, _) => format!("alias {name}"),
            Self::Identifier(identifier, _) => format!("identifier {identifier}"),
            Self::Divided(by, _) => format!("divided by {by}"),
        }
    }
}

/// What a person decided of one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TopicDecision {
    /// What it is from now on.
    Defined(Box<Topic>),
    /// Nothing is about it any longer.
    Retired,
    /// It is as the taxonomy that comes with dixit has it; if that has none, there is none.
    Reset,
}
