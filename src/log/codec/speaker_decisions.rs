//! The wire forms of what persons decide on speakers.

use super::decided::{
    Decided, SpeakerAliased, SpeakerDivided, SpeakerIdentified, SpeakerMerged, SpeakerReunited, SpeakerSplit,
    SpeakerUnaliased, SpeakerUnidentified,
};
use super::division;
use super::parts::{Str, borrowed};
use crate::domain::{self, Division, SpeakerDecision};
use std::borrow::Cow;

impl<'a> Decided<'a> {
    /// The wire form of a decision on a speaker.
    pub(super) fn on_speaker(
        speaker: &'a domain::SpeakerId,
        ruling: &'a SpeakerDecision,
        reason: Option<&'a String>,
    ) -> Self {
        let speaker = Cow::Borrowed(speaker.as_str());
        let reason = borrowed(reason);
        match ruling {
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

    /// The wire form of a decision on namesakes: that they are told apart, or are one again.
    fn on_namesakes(
        speaker: Str<'a>,
        by: &'a Division,
        name: Option<&'a String>,
        reason: Option<Str<'a>>,
    ) -> Self {
        let (article, capacity) = division::parts(by);
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
