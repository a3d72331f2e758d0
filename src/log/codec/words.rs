//! The closed vocabularies as they are stored. A word that the domain gains must be given a place here before
//! the crate compiles, and that is the moment to think of a new schema version.

use crate::domain;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A stored vocabulary, the domain's enum of the same name, and the way between them.
macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal,)+ }) => {
        #[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
        pub(super) enum $name { $(#[serde(rename = $word)] $variant,)+ }

        impl From<domain::$name> for $name {
            fn from(word: domain::$name) -> Self {
                match word { $(domain::$name::$variant => Self::$variant,)+ }
            }
        }

        impl From<$name> for domain::$name {
            fn from(word: $name) -> Self {
                match word { $($name::$variant => Self::$variant,)+ }
            }
        }
    };
}

words!(Lang {
    Fr = "fr",
    En = "en",
    Zh = "zh",
    Und = "und",
});

words!(Mode {
    Direct = "direct",
    Indirect = "indirect",
    Mixed = "mixed",
});

words!(Act {
    Proposal = "proposal",
    Commitment = "commitment",
    Call = "call",
    Announcement = "announcement",
    Position = "position",
    Warning = "warning",
    Claim = "claim",
    Forecast = "forecast",
    Denial = "denial",
    Expressive = "expressive",
});

words!(SpeakerKind {
    Person = "person",
    Institution = "institution",
    Document = "document",
    Group = "group",
    Unknown = "unknown",
});

words!(DateRule {
    Absolute = "absolute",
    Relative = "relative",
    Weekday = "weekday",
    Vague = "vague",
    Occasion = "occasion",
    Dateline = "dateline",
    Publication = "publication",
    None = "none",
});

words!(Doubt {
    SpeakerUnknown = "speaker-unknown",
    SpeakerAmbiguous = "speaker-ambiguous",
    SpeakerCarried = "speaker-carried",
    DateApproximate = "date-approximate",
    DateUnresolved = "date-unresolved",
    DateAmbiguous = "date-ambiguous",
    QuoteUnclosed = "quote-unclosed",
    CueWeak = "cue-weak",
});

words!(Link {
    Contradicts = "contradicts",
    Fulfils = "fulfils",
    Answers = "answers",
    FollowsUp = "follows-up",
});

words!(Status {
    Open = "open",
    Adopted = "adopted",
    PartlyAdopted = "partly-adopted",
    Rejected = "rejected",
    Abandoned = "abandoned",
});

words!(Tag {
    About = "about",
    NotAbout = "not-about",
    Derived = "derived",
});
