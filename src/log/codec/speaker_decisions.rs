//! Conversion of decisions on speakers to and from their wire types.

use super::convert::{Str, borrowed, owned, parse_value};
use super::decision_body::{
    DecisionBody, SpeakerAliased, SpeakerDivided, SpeakerIdentified, SpeakerMerged, SpeakerReunited,
    SpeakerSplit, SpeakerUnaliased, SpeakerUnidentified, into_events,
};
use super::{CodecError, division};
use crate::domain::{self, Event, SpeakerDecision, SpeakerDivision};
use std::borrow::Cow;

impl<'a> DecisionBody<'a> {
    /// The wire type of a decision on a speaker.
    pub(super) fn on_speaker(
        speaker: &'a domain::SpeakerId,
        decision: &'a SpeakerDecision,
        reason: Option<&'a String>,
    ) -> Self {
        let speaker = Cow::Borrowed(speaker.as_str());
        let reason = borrowed(reason);
        match decision {
            SpeakerDecision::Merged(Some(into)) => {
                let into = Cow::Borrowed(into.as_str());
                Self::SpeakerMerged(SpeakerMerged {
                    into,
                    reason,
                    speaker,
                })
            }
            SpeakerDecision::Merged(None) => Self::SpeakerSplit(SpeakerSplit { reason, speaker }),
            SpeakerDecision::Alias(name, is) => {
                let name = Cow::Borrowed(name.as_str());
                if *is {
                    Self::SpeakerAliased(SpeakerAliased {
                        name,
                        reason,
                        speaker,
                    })
                } else {
                    Self::SpeakerUnaliased(SpeakerUnaliased {
                        name,
                        reason,
                        speaker,
                    })
                }
            }
            SpeakerDecision::Identifier(identifier, is) => {
                let identifier = Cow::Borrowed(identifier.as_str());
                if *is {
                    Self::SpeakerIdentified(SpeakerIdentified {
                        identifier,
                        reason,
                        speaker,
                    })
                } else {
                    Self::SpeakerUnidentified(SpeakerUnidentified {
                        identifier,
                        reason,
                        speaker,
                    })
                }
            }
            SpeakerDecision::Divided(by, name) => Self::on_namesakes(speaker, by, name.as_ref(), reason),
        }
    }

    /// The wire type of a decision on namesakes: that a division is said by one, or by the speaker again.
    fn on_namesakes(
        speaker: Str<'a>,
        by: &'a SpeakerDivision,
        name: Option<&'a String>,
        reason: Option<Str<'a>>,
    ) -> Self {
        let (article, capacity) = division::to_article_or_capacity(by);
        match name {
            Some(name) => Self::SpeakerDivided(SpeakerDivided {
                article,
                capacity,
                name: Cow::Borrowed(name.as_str()),
                reason,
                speaker,
            }),
            None => Self::SpeakerReunited(SpeakerReunited {
                article,
                capacity,
                reason,
                speaker,
            }),
        }
    }
}

into_events! {
    SpeakerMerged(w) {
        let into = parse_value("speaker", &w.into)?;
        speaker_decided(&w.speaker, SpeakerDecision::Merged(Some(into)), w.reason)
    };
    SpeakerSplit(w) speaker_decided(&w.speaker, SpeakerDecision::Merged(None), w.reason);
    SpeakerAliased(w) speaker_decided(&w.speaker, SpeakerDecision::Alias(w.name.into_owned(), true), w.reason);
    SpeakerUnaliased(w) speaker_decided(&w.speaker, SpeakerDecision::Alias(w.name.into_owned(), false), w.reason);
    SpeakerIdentified(w) {
        speaker_decided(&w.speaker, SpeakerDecision::Identifier(w.identifier.into_owned(), true), w.reason)
    };
    SpeakerUnidentified(w) {
        speaker_decided(&w.speaker, SpeakerDecision::Identifier(w.identifier.into_owned(), false), w.reason)
    };
    SpeakerDivided(w) {
        let by = division::from_article_or_capacity(w.article, w.capacity)?;
        speaker_decided(&w.speaker, SpeakerDecision::Divided(by, Some(w.name.into_owned())), w.reason)
    };
    SpeakerReunited(w) {
        let by = division::from_article_or_capacity(w.article, w.capacity)?;
        speaker_decided(&w.speaker, SpeakerDecision::Divided(by, None), w.reason)
    };
}

fn speaker_decided(
    speaker: &str,
    decision: SpeakerDecision,
    reason: Option<Str<'_>>,
) -> Result<Event, CodecError> {
    Ok(Event::SpeakerDecided {
        speaker: parse_value("speaker", speaker)?,
        decision,
        reason: owned(reason),
    })
}
