//! Who is the same as whom, and under which names and identifiers.

use super::DecideError;
use crate::domain::{Division, Event, Recorded, SpeakerDecision, SpeakerId};
use std::collections::{BTreeMap, BTreeSet};

/// What persons decided of speakers, as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpeakersState {
    merged: BTreeMap<SpeakerId, SpeakerId>,
    aliases: BTreeSet<(SpeakerId, String)>,
    identifiers: BTreeSet<(SpeakerId, String)>,
    divisions: BTreeMap<(SpeakerId, Division), String>,
}

/// What somebody wants done about a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpeakerCommand {
    /// Let the first one be the second.
    Merge(SpeakerId, SpeakerId),
    /// Let the speaker be nobody else again.
    Split(SpeakerId),
    /// Let the speaker go by a name, or no longer.
    Alias(SpeakerId, String, bool),
    /// Let the speaker have an identifier, or no longer.
    Identify(SpeakerId, String, bool),
    /// Let what a division of the speaker's statements holds be said by a namesake of this name.
    Divide(SpeakerId, Division, String),
    /// Let what a division holds be said by the speaker again.
    Reunite(SpeakerId, Division),
}

impl SpeakersState {
    /// What `events`, the stream of speakers from its beginning, make of them.
    pub fn after(events: &[Recorded]) -> Self {
        events
            .iter()
            .fold(Self::default(), |state, recorded| state.evolve(&recorded.event))
    }

    /// Takes one event more; those about anything else change nothing.
    #[must_use]
    pub fn evolve(mut self, event: &Event) -> Self {
        if let Event::SpeakerDecided { speaker, ruling, .. } = event {
            let set = |names: &mut BTreeSet<_>, name: &String, is| {
                let entry = (speaker.clone(), name.clone());
                if is {
                    names.insert(entry)
                } else {
                    names.remove(&entry)
                };
            };
            match ruling {
                SpeakerDecision::Merged(Some(into)) => {
                    self.merged.insert(speaker.clone(), into.clone());
                }
                SpeakerDecision::Merged(None) => {
                    self.merged.remove(speaker);
                }
                SpeakerDecision::Alias(name, is) => set(&mut self.aliases, name, *is),
                SpeakerDecision::Identifier(name, is) => set(&mut self.identifiers, name, *is),
                SpeakerDecision::Divided(by, Some(name)) => {
                    self.divisions.insert((speaker.clone(), by.clone()), name.clone());
                }
                SpeakerDecision::Divided(by, None) => {
                    self.divisions.remove(&(speaker.clone(), by.clone()));
                }
            }
        }
        self
    }

    /// Whom the speaker is, all mergers followed.
    pub fn whole(&self, speaker: &SpeakerId) -> SpeakerId {
        let mut whole = speaker;
        while let Some(into) = self.merged.get(whole) {
            whole = into;
        }
        whole.clone()
    }

    /// What stands decided of the facet that `ruling` is about.
    pub(super) fn about(&self, speaker: &SpeakerId, ruling: &SpeakerDecision) -> SpeakerDecision {
        let is = |names: &BTreeSet<_>, name: &String| names.contains(&(speaker.clone(), name.clone()));
        match ruling {
            SpeakerDecision::Merged(_) => SpeakerDecision::Merged(self.merged.get(speaker).cloned()),
            SpeakerDecision::Alias(name, _) => SpeakerDecision::Alias(name.clone(), is(&self.aliases, name)),
            SpeakerDecision::Identifier(name, _) => {
                SpeakerDecision::Identifier(name.clone(), is(&self.identifiers, name))
            }
            SpeakerDecision::Divided(by, _) => {
                let name = self.divisions.get(&(speaker.clone(), by.clone()));
                SpeakerDecision::Divided(by.clone(), name.cloned())
            }
        }
    }

    /// Whether letting `speaker` be `into` would close a circle.
    pub(super) fn closes_a_circle(&self, speaker: &SpeakerId, into: &SpeakerId) -> bool {
        self.whole(into) == *speaker
    }

    /// The events that `order` leads to; none where it is so already.
    pub fn decide(&self, order: SpeakerCommand, reason: Option<String>) -> Result<Vec<Event>, DecideError> {
        let (speaker, ruling) = match order {
            SpeakerCommand::Merge(speaker, into) if speaker == into => {
                return Err(DecideError::Itself(into.to_string()));
            }
            SpeakerCommand::Merge(speaker, into) => {
                // Whoever is merged is merged whole, so that each has one place to go.
                let (from, whole) = (self.whole(&speaker), self.whole(&into));
                if from == whole {
                    return Err(DecideError::OneAlready(speaker, into));
                }
                (from, SpeakerDecision::Merged(Some(whole)))
            }
            SpeakerCommand::Split(speaker) if !self.merged.contains_key(&speaker) => {
                return Err(DecideError::NotMerged(speaker));
            }
            SpeakerCommand::Split(speaker) => (speaker, SpeakerDecision::Merged(None)),
            SpeakerCommand::Alias(speaker, name, is) => (speaker, SpeakerDecision::Alias(name, is)),
            SpeakerCommand::Identify(speaker, name, is) => (speaker, SpeakerDecision::Identifier(name, is)),
            SpeakerCommand::Divide(speaker, _, name) if SpeakerId::of(&name) == speaker => {
                return Err(DecideError::SameName(name));
            }
            SpeakerCommand::Divide(speaker, by, name) => (speaker, SpeakerDecision::Divided(by, Some(name))),
            SpeakerCommand::Reunite(speaker, by) => (speaker, SpeakerDecision::Divided(by, None)),
        };
        if self.about(&speaker, &ruling) == ruling {
            return Ok(Vec::new());
        }
        Ok(vec![Event::SpeakerDecided {
            speaker,
            ruling,
            reason,
        }])
    }
}
