//! Wire types of decisions, and of what a newer extractor makes of them: one type per version of an event type.
//!
//! The fields `article`, `reason` and `statement` are repeated in each type on purpose: members are stored in the
//! order of their declaration, which is that of their names.

use super::CodecError;
use super::convert::Str;
use super::correction::{Correction, CorrectionOfReport};
use super::redacted_part::Redacted;
use super::statement::Statement;
use super::topic::Topic;
use super::vocabulary::{Link, PromiseStatus, Status, Tag};
use crate::domain::Event;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Defines the wire types, each with its event type and version, and the enum of all.
macro_rules! wire_types {
    ($(
        $(#[$doc:meta])* $name:ident = $kind:literal, $version:literal { $($(#[$attr:meta])* $field:ident: $ty:ty,)+ }
    )+) => {
        $($(#[$doc])*
        #[derive(Debug, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(title = concat!($kind, ", version ", $version))]
        pub(in crate::log) struct $name<'a> { $($(#[$attr])* pub(super) $field: $ty,)+ }

        impl $name<'_> {
            pub(super) const TYPE: &'static str = $kind;
            pub(super) const VERSION: i64 = $version;
        })+

        /// The body of one of these events.
        #[derive(Debug)]
        pub(in crate::log) enum DecisionBody<'a> { $($name($name<'a>),)+ }

        impl<'a> DecisionBody<'a> {
            /// Decodes a stored body; `None` where it is of another type or version.
            pub(super) fn decode(kind: &str, version: i64, body: &'a str) -> Option<serde_json::Result<Self>> {
                match (kind, version) {
                    $(($kind, $version) => Some(serde_json::from_str(body).map(Self::$name)),)+
                    _ => None,
                }
            }

            /// The version of the wire type.
            pub(super) const fn version(&self) -> i64 {
                match self { $(Self::$name(_) => $version,)+ }
            }

            /// The body as stored.
            pub(super) fn to_json(&self) -> serde_json::Result<String> {
                match self { $(Self::$name(wire) => serde_json::to_string(wire),)+ }
            }

            /// The recorded event.
            pub(super) fn into_event(self) -> Result<Event, CodecError> {
                match self { $(Self::$name(wire) => wire.into_event(),)+ }
            }
        }
    };
}

wire_types! {
    /// The body of `article.reread`, version 1: the same text was read again by another extractor.
    ArticleReread = "article.reread", 1 {
        article: Str<'a>,
        extractor: Str<'a>,
    }

    /// The body of `article.restored`, version 1: an article that was withdrawn counts again.
    ArticleRestored = "article.restored", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
    }

    /// The body of `article.redacted`, version 1: the texts of the article, and all words of it in the log, were taken
    /// away for ever.
    ArticleRedacted = "article.redacted", 1 {
        article: Str<'a>,
        reason: Str<'a>,
        /// What was taken away.
        #[serde(borrow)]
        redacted: Vec<Redacted<'a>>,
    }

    /// The body of `statement.redacted`, version 1: the words of the statement were taken away for ever, wherever its
    /// article has them, and the texts of the article with them.
    StatementRedacted = "statement.redacted", 1 {
        article: Str<'a>,
        reason: Str<'a>,
        /// What was taken away; empty where the redaction of another statement, its cause, took the words.
        #[serde(borrow)]
        redacted: Vec<Redacted<'a>>,
        statement: Str<'a>,
    }

    /// The body of `speaker.redacted`, version 1: the names of the speaker were taken away for ever, and with them the
    /// texts of the articles that quote the speaker.
    SpeakerRedacted = "speaker.redacted", 1 {
        reason: Str<'a>,
        /// What was taken away.
        #[serde(borrow)]
        redacted: Vec<Redacted<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `statement.dropped`, version 1: a newer extractor does not read it, and nobody had decided on it.
    StatementDropped = "statement.dropped", 1 {
        article: Str<'a>,
        extractor: Str<'a>,
        statement: Str<'a>,
    }

    /// The body of `statement.disputed`, version 3: a newer extractor reads it otherwise; what was decided stands.
    StatementDisputed = "statement.disputed", 3 {
        article: Str<'a>,
        extractor: Str<'a>,
        /// How it reads the statement; left out where it does not read it.
        #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
        reading: Option<Box<Statement<'a>>>,
        statement: Str<'a>,
    }

    /// The body of `statement.restored`, version 1: a statement that was withdrawn counts again.
    StatementRestored = "statement.restored", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `statement.confirmed`, version 1: it was checked and is right.
    StatementConfirmed = "statement.confirmed", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `statement.unconfirmed`, version 1: that it was checked counts no longer.
    StatementUnconfirmed = "statement.unconfirmed", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `statement.corrected`, version 1: what of the reading is corrected, all in all.
    StatementCorrected = "statement.corrected", 1 {
        article: Str<'a>,
        #[serde(borrow)]
        correction: Correction<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `statement.corrected`, version 2: the same with how it came to be known. What version 1 can say is
    /// still written as version 1.
    StatementCorrectedV2 = "statement.corrected", 2 {
        article: Str<'a>,
        #[serde(borrow)]
        correction: CorrectionOfReport<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `statement.tagged`, version 1: whether it is about a topic.
    StatementTagged = "statement.tagged", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
        tag: Tag,
        topic: Str<'a>,
    }

    /// The body of `statement.marked`, version 1: what became of it.
    StatementMarked = "statement.marked", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
        status: Status,
    }

    /// The body of `statement.marked`, version 2: what became of a promise. The words of version 1 are still
    /// written as version 1.
    StatementMarkedV2 = "statement.marked", 2 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
        status: PromiseStatus,
    }

    /// The body of `statement.linked`, version 1: what it does to another statement.
    StatementLinked = "statement.linked", 1 {
        article: Str<'a>,
        link: Link,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
        /// The other statement.
        to: Str<'a>,
    }

    /// The body of `statement.unlinked`, version 1: it does so no longer.
    StatementUnlinked = "statement.unlinked", 1 {
        article: Str<'a>,
        link: Link,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
        /// The other statement.
        to: Str<'a>,
    }

    /// The body of `statement.skipped`, version 1: a person looked at this reading and decided nothing on it; it is not
    /// asked about again.
    StatementSkipped = "statement.skipped", 1 {
        article: Str<'a>,
        /// The digest of the reading: what is read otherwise is asked about again.
        reading: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `statement.unskipped`, version 1: it may be asked about again.
    StatementUnskipped = "statement.unskipped", 1 {
        article: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        statement: Str<'a>,
    }

    /// The body of `speaker.merged`, version 1: the speaker is the same as another.
    SpeakerMerged = "speaker.merged", 1 {
        /// The speaker that it is from now on.
        into: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.split`, version 1: the speaker is nobody else.
    SpeakerSplit = "speaker.split", 1 {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.aliased`, version 1: the speaker goes by this name too.
    SpeakerAliased = "speaker.aliased", 1 {
        name: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.unaliased`, version 1: the speaker goes by this name no longer.
    SpeakerUnaliased = "speaker.unaliased", 1 {
        name: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.identified`, version 1: an authority file knows the speaker so.
    SpeakerIdentified = "speaker.identified", 1 {
        /// As in `wikidata:Q42`.
        identifier: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.unidentified`, version 1: the identifier is not the speaker's.
    SpeakerUnidentified = "speaker.unidentified", 1 {
        /// As in `wikidata:Q42`.
        identifier: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.divided`, version 1: a namesake says what one division of the speaker's statements holds.
    /// The division is an article or the words of a capacity.
    SpeakerDivided = "speaker.divided", 1 {
        /// What is said in this article; left out where the division is a capacity.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        article: Option<Str<'a>>,
        /// What is said in a capacity that has these words; left out where the division is an article.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        capacity: Option<Str<'a>>,
        /// The name of the namesake.
        name: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `speaker.reunited`, version 1: the speaker says what the division holds, and no namesake does.
    SpeakerReunited = "speaker.reunited", 1 {
        /// What is said in this article; left out where the division is a capacity.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        article: Option<Str<'a>>,
        /// What is said in a capacity that has these words; left out where the division is an article.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        capacity: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        speaker: Str<'a>,
    }

    /// The body of `feed.added`, version 1: the feed is pulled from now on, with these settings.
    FeedAdded = "feed.added", 1 {
        /// The web address of the feed.
        feed: Str<'a>,
        /// The language of its articles: a BCP 47 tag.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lang: Option<Str<'a>>,
        /// The publisher of its articles.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        publisher: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        /// The time zone of its publisher, as in `Europe/Paris`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        timezone: Option<Str<'a>>,
    }

    /// The body of `feed.removed`, version 1: the feed is no longer pulled.
    FeedRemoved = "feed.removed", 1 {
        /// The web address of the feed.
        feed: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
    }

    /// The body of `topic.defined`, version 1: what the topic is from now on.
    TopicDefined = "topic.defined", 1 {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        #[serde(borrow)]
        topic: Topic<'a>,
    }

    /// The body of `topic.retired`, version 1: nothing is about it any longer.
    TopicRetired = "topic.retired", 1 {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        topic: Str<'a>,
    }

    /// The body of `topic.reset`, version 1: it is as the taxonomy that comes with dixit has it.
    TopicReset = "topic.reset", 1 {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Str<'a>>,
        topic: Str<'a>,
    }
}

/// Defines the conversion of each wire type to its event.
macro_rules! into_events {
    ($($name:ident($wire:ident) $event:expr;)+) => {
        $(impl $name<'_> {
            pub(super) fn into_event(self) -> Result<Event, CodecError> {
                let $wire = self;
                $event
            }
        })+
    };
}
pub(super) use into_events;
