use super::vocabulary::closed_vocabulary;

closed_vocabulary! {
    /// What the extractor is unsure of in a reading. `review` lists such readings first.
    Doubt, "doubt" {
        /// The article does not say who speaks.
        SpeakerUnknown = "speaker-unknown",
        /// A pronoun or description fits several speakers of the article; the nearest one was chosen.
        SpeakerAmbiguous = "speaker-ambiguous",
        /// A quotation without a cue was attributed to the speaker of the preceding quotation.
        SpeakerCarried = "speaker-carried",
        /// No better date than the article's own was found.
        DateApproximate = "date-approximate",
        /// The article has a date expression that no rule resolves.
        DateUnresolved = "date-unresolved",
        /// The expression fits two days: the publisher's time zone is unknown, or the day it names is the day after
        /// publication.
        DateAmbiguous = "date-ambiguous",
        /// A quotation mark is never closed; the quotation ends with its paragraph.
        QuoteUnclosed = "quote-unclosed",
        /// The cue is used for something other than reported speech about as often.
        CueWeak = "cue-weak",
    }
}

/// The part of a reading that a doubt is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DoubtedPart {
    /// Who said it.
    Speaker,
    /// When it was said.
    Date,
    /// Which words were said, or whether they were said at all.
    Words,
}

impl Doubt {
    /// The part in doubt. `None` for [`Doubt::DateApproximate`], which the date itself shows with its `~`.
    pub const fn doubted_part(self) -> Option<DoubtedPart> {
        match self {
            Self::SpeakerUnknown | Self::SpeakerAmbiguous | Self::SpeakerCarried => {
                Some(DoubtedPart::Speaker)
            }
            Self::DateUnresolved | Self::DateAmbiguous => Some(DoubtedPart::Date),
            Self::QuoteUnclosed | Self::CueWeak => Some(DoubtedPart::Words),
            Self::DateApproximate => None,
        }
    }
}
