use super::statement::words;

words! {
    /// What the extractor is not sure of in a reading; such readings come first in `review`.
    Doubt, "doubt" {
        /// Somebody speaks, and the article does not say who.
        SpeakerUnknown = "speaker-unknown",
        /// A pronoun or description fits more than one of the article's speakers; the nearest was taken.
        SpeakerAmbiguous = "speaker-ambiguous",
        /// A quotation without a cue was given to the speaker of the one before.
        SpeakerCarried = "speaker-carried",
        /// The date is that of the article, for want of a better one.
        DateApproximate = "date-approximate",
        /// A date expression stands there that no rule resolves.
        DateUnresolved = "date-unresolved",
        /// The words fit two days: the time zone of the publisher is not known, or the day that they name is the
        /// one after publication.
        DateAmbiguous = "date-ambiguous",
        /// A quotation mark is never closed; the quotation ends where its paragraph does.
        QuoteUnclosed = "quote-unclosed",
        /// The cue is as often no report of speech.
        CueWeak = "cue-weak",
    }
}

/// What of a reading a doubt is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Matter {
    /// Who said it.
    Who,
    /// When it was said.
    When,
    /// Which words were said, or whether they were said at all.
    Words,
}

impl Doubt {
    /// What of the reading is in doubt; `None` where the reading itself shows it: an approximate date has its `~`.
    pub const fn matter(self) -> Option<Matter> {
        match self {
            Self::SpeakerUnknown | Self::SpeakerAmbiguous | Self::SpeakerCarried => Some(Matter::Who),
            Self::DateUnresolved | Self::DateAmbiguous => Some(Matter::When),
            Self::QuoteUnclosed | Self::CueWeak => Some(Matter::Words),
            Self::DateApproximate => None,
        }
    }
}
