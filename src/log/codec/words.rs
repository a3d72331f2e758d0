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

words!(Report {
    Speech = "speech",
    Stance = "stance",
    Provision = "provision",
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
    Given = "given",
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

// What became of a statement, in version 1 of its event: a doc comment would change its schema, which has landed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub(super) enum Status {
    #[serde(rename = "open")]
    Open,
    #[serde(rename = "adopted")]
    Adopted,
    #[serde(rename = "partly-adopted")]
    PartlyAdopted,
    #[serde(rename = "rejected")]
    Rejected,
    #[serde(rename = "abandoned")]
    Abandoned,
}

// What version 2 can say besides.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub(super) enum PromiseStatus {
    #[serde(rename = "kept")]
    Kept,
    #[serde(rename = "broken")]
    Broken,
}

/// A status in the oldest version that has a word for it.
#[derive(Debug, Clone, Copy)]
pub(super) enum StoredStatus {
    /// Of version 1.
    First(Status),
    /// Of version 2.
    Second(PromiseStatus),
}

impl StoredStatus {
    pub(super) const fn of(status: domain::Status) -> Self {
        match status {
            domain::Status::Open => Self::First(Status::Open),
            domain::Status::Adopted => Self::First(Status::Adopted),
            domain::Status::PartlyAdopted => Self::First(Status::PartlyAdopted),
            domain::Status::Rejected => Self::First(Status::Rejected),
            domain::Status::Abandoned => Self::First(Status::Abandoned),
            domain::Status::Kept => Self::Second(PromiseStatus::Kept),
            domain::Status::Broken => Self::Second(PromiseStatus::Broken),
        }
    }
}

impl From<Status> for domain::Status {
    fn from(status: Status) -> Self {
        match status {
            Status::Open => Self::Open,
            Status::Adopted => Self::Adopted,
            Status::PartlyAdopted => Self::PartlyAdopted,
            Status::Rejected => Self::Rejected,
            Status::Abandoned => Self::Abandoned,
        }
    }
}

impl From<PromiseStatus> for domain::Status {
    fn from(status: PromiseStatus) -> Self {
        match status {
            PromiseStatus::Kept => Self::Kept,
            PromiseStatus::Broken => Self::Broken,
        }
    }
}

words!(Tag {
    About = "about",
    NotAbout = "not-about",
    Derived = "derived",
});
