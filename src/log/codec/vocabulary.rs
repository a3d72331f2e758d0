//! The closed vocabularies as stored. A new word of the domain does not compile until it has a place here; that is
//! the moment to consider a new schema version.

use crate::domain;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Defines a stored vocabulary with the name of the domain's enum, and the conversions between the two.
macro_rules! stored_vocabulary {
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

stored_vocabulary!(Lang {
    Fr = "fr",
    En = "en",
    Zh = "zh",
    Und = "und",
});

stored_vocabulary!(Mode {
    Direct = "direct",
    Indirect = "indirect",
    Mixed = "mixed",
});

stored_vocabulary!(Act {
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

stored_vocabulary!(Report {
    Speech = "speech",
    Stance = "stance",
    Provision = "provision",
});

stored_vocabulary!(SpeakerKind {
    Person = "person",
    Institution = "institution",
    Document = "document",
    Group = "group",
    Unknown = "unknown",
});

stored_vocabulary!(DateRule {
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

stored_vocabulary!(Doubt {
    SpeakerUnknown = "speaker-unknown",
    SpeakerAmbiguous = "speaker-ambiguous",
    SpeakerCarried = "speaker-carried",
    DateApproximate = "date-approximate",
    DateUnresolved = "date-unresolved",
    DateAmbiguous = "date-ambiguous",
    QuoteUnclosed = "quote-unclosed",
    CueWeak = "cue-weak",
});

stored_vocabulary!(Link {
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

/// A status in the oldest version of `statement.marked` that has a word for it.
#[derive(Debug, Clone, Copy)]
pub(super) enum StoredStatus {
    /// A word of version 1.
    Version1(Status),
    /// A word of version 2.
    Version2(PromiseStatus),
}

impl StoredStatus {
    pub(super) const fn from_domain(status: domain::Status) -> Self {
        match status {
            domain::Status::Open => Self::Version1(Status::Open),
            domain::Status::Adopted => Self::Version1(Status::Adopted),
            domain::Status::PartlyAdopted => Self::Version1(Status::PartlyAdopted),
            domain::Status::Rejected => Self::Version1(Status::Rejected),
            domain::Status::Abandoned => Self::Version1(Status::Abandoned),
            domain::Status::Kept => Self::Version2(PromiseStatus::Kept),
            domain::Status::Broken => Self::Version2(PromiseStatus::Broken),
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

stored_vocabulary!(Tag {
    About = "about",
    NotAbout = "not-about",
    Derived = "derived",
});
