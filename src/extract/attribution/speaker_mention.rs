//! How a report names its speaker.

use crate::extract::noun::NounPhrase;

/// Whom a report names as its speaker, before the article's speakers are resolved.
#[derive(Debug, Clone)]
pub(in crate::extract) enum SpeakerMention {
    /// The person or body that the phrase means.
    Phrase(NounPhrase),
    /// The speaker of the report before.
    PreviousSpeaker,
    /// The interviewee: the person that the phrase names, else the last speaker, else the first person named.
    Interviewee(Option<NounPhrase>),
    /// The speaker of the report before, which is itself not attributed yet: the quotation continues it.
    UnclaimedContinuation,
    /// Nobody is named.
    Unnamed,
}

impl SpeakerMention {
    /// Whether it contains a proper name.
    pub(in crate::extract) fn has_name(&self) -> bool {
        matches!(self, Self::Phrase(phrase) if phrase.name.is_some())
    }
}
