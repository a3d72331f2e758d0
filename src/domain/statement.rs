use super::{Confidence, Doubt, Edtf, Evidence, Reader, Slice, StatementId};

/// Closed vocabularies: an enum, its stable spelling in stored events and output, and the way back.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every one, in the order of its definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in stored events and in output.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|w| w.as_str() == text).ok_or_else(|| {
                    $crate::domain::UnknownWord {
                        kind: $kind,
                        text: text.to_owned(),
                        known: &[$($word),+],
                    }
                })
            }
        }
    };
}
pub(super) use words;

/// A word outside one of the closed vocabularies.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {kind} {text:?} (known: {})", known.join(", "))]
pub struct UnknownWord {
    /// Which vocabulary.
    pub kind: &'static str,
    /// What was given.
    pub text: String,
    /// The words it has.
    pub known: &'static [&'static str],
}

words! {
    /// How the words are rendered.
    Mode, "mode" {
        /// All of them are quoted.
        Direct = "direct",
        /// None are quoted.
        Indirect = "indirect",
        /// Some are quoted inside a paraphrase.
        Mixed = "mixed",
    }
}

words! {
    /// What the speaker does by saying it.
    Act, "act" {
        /// Puts a course of action forward.
        Proposal = "proposal",
        /// Binds the speaker to a course of action.
        Commitment = "commitment",
        /// Asks others to act.
        Call = "call",
        /// Makes known what is or will be done.
        Announcement = "announcement",
        /// Takes a stand, judges.
        Position = "position",
        /// Points at a danger.
        Warning = "warning",
        /// Asserts that something is so.
        Claim = "claim",
        /// Says what will be.
        Forecast = "forecast",
        /// Says that something is not so.
        Denial = "denial",
        /// Thanks, regrets, congratulates.
        Expressive = "expressive",
    }
}

words! {
    /// How it came to be known: what was said is not what was done, nor what a text lays down.
    Report, "kind of report" {
        /// Something was uttered or written.
        Speech = "speech",
        /// An attitude or a deed was told, with what it is about: criticises X, refuses X, supports X.
        Stance = "stance",
        /// What a text or a rule itself says or requires.
        Provision = "provision",
    }
}

words! {
    /// What kind of party a speaker is.
    SpeakerKind, "kind of speaker" {
        /// One human being.
        Person = "person",
        /// A body that speaks as one: a ministry, a company, a court.
        Institution = "institution",
        /// A text that is quoted as a source: a report, a law.
        Document = "document",
        /// Several people at once: experts, demonstrators.
        Group = "group",
        /// Not told by the article.
        Unknown = "unknown",
    }
}

words! {
    /// Which rule gave a statement its date.
    DateRule, "date rule" {
        /// A full date stands in the sentence.
        Absolute = "absolute",
        /// "yesterday", "ce matin": counted from the day of publication.
        Relative = "relative",
        /// A weekday: the last such day up to the day of publication.
        Weekday = "weekday",
        /// "last month": as exact as its words.
        Vague = "vague",
        /// The date of the occasion that the statement belongs to.
        Occasion = "occasion",
        /// The date in the article's dateline.
        Dateline = "dateline",
        /// The day of publication, approximately.
        Publication = "publication",
        /// Another reader gives it, and does not tell from what.
        Given = "given",
        /// Nothing gave it one.
        None = "none",
    }
}

/// When the words were said, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The date; [`Edtf::Unknown`] where nothing gives one.
    pub date: Edtf,
    /// The expression that it was read from.
    pub expression: Option<Slice>,
    /// The rule that resolved it.
    pub rule: DateRule,
}

/// The words that report the speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// The words as they stand.
    pub words: Slice,
    /// The entry of the lexicon that they are a form of.
    pub lemma: String,
}

/// Who speaks, as far as the article tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// How the article names the speaker at this place; `None` where it does not.
    pub mention: Option<Slice>,
    /// The fullest name that the article has for the speaker, without titles.
    pub reference: Option<String>,
    /// The role in which the speaker speaks, as the article gives it.
    pub capacity: Option<String>,
    /// What kind of party the speaker is.
    pub kind: SpeakerKind,
}

/// The side that a speaker speaks for, where the words tell it: "said that the government proposes to …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// How the article names it: "le gouvernement chinois"; `None` where another reader does not tell.
    pub mention: Option<Slice>,
    /// Its name: "gouvernement chinois".
    pub reference: String,
}

/// The event at which the words were said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// "conférence mondiale de l'IA 2025".
    pub event: Option<Slice>,
    /// "Shanghai".
    pub place: Option<Slice>,
}

/// One reported statement as read from one article: the body of `statement.recorded`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its name.
    pub id: StatementId,
    /// The words, in reading order: one piece, or several where the article interrupts them.
    pub evidence: Vec<Evidence>,
    /// The words that report them.
    pub cue: Option<Cue>,
    /// Who speaks.
    pub speaker: Attribution,
    /// The side that the words say proposes, calls, promises or rejects; `None` where the speaker does so.
    pub side: Option<Side>,
    /// How the words are rendered.
    pub mode: Mode,
    /// How it came to be known; `None` where it was recorded before readers told.
    pub report: Option<Report>,
    /// What is done by them.
    pub act: Act,
    /// When they were said.
    pub said: Said,
    /// Where they were said.
    pub occasion: Option<Occasion>,
    /// The numbered parts of a proposal.
    pub points: Vec<Slice>,
    /// How sure the extractor is.
    pub confidence: Confidence,
    /// What it is not sure of.
    pub doubts: Vec<Doubt>,
    /// The rules that produced the reading, for whoever wants to mend one.
    pub rules: Vec<String>,
    /// Who or what read it; `None` where the extractor that reads the article did.
    pub reader: Option<Reader>,
}

impl Statement {
    /// The words, with ` […] ` where the article interrupts them.
    pub fn words(&self) -> String {
        let pieces: Vec<&str> = self.evidence.iter().map(|e| e.quote.text.as_str()).collect();
        pieces.join(" […] ")
    }

    /// Whether everything that was read stands in `text` where it was read.
    pub fn stands_in(&self, text: &str) -> bool {
        let occasion = self.occasion.as_ref();
        let named = [
            self.cue.as_ref().map(|cue| &cue.words),
            self.speaker.mention.as_ref(),
            self.side.as_ref().and_then(|side| side.mention.as_ref()),
            self.said.expression.as_ref(),
            occasion.and_then(|at| at.event.as_ref()),
            occasion.and_then(|at| at.place.as_ref()),
        ];
        let quotes = self.evidence.iter().map(|piece| &piece.quote);
        let mut slices = named.into_iter().flatten().chain(&self.points).chain(quotes);
        slices.all(|slice| slice.stands_in(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_vocabulary_go_both_ways() {
        for act in Act::ALL {
            assert_eq!(act.as_str().parse(), Ok(*act));
        }
        let error = "spoken".parse::<Mode>().unwrap_err();
        insta::assert_snapshot!(error, @r#"unknown mode "spoken" (known: direct, indirect, mixed)"#);
    }
}
