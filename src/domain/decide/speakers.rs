//! Decisions on speakers: who is the same as whom, and under which names and identifiers.

use super::error::DecideError;
use crate::domain::{Event, RecordedEvent, RedactedPart, SpeakerDecision, SpeakerDivision, SpeakerId};
use std::collections::{BTreeMap, BTreeSet};

/// The current decisions on all speakers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpeakersState {
    merged: BTreeMap<SpeakerId, SpeakerId>,
    aliases: BTreeSet<(SpeakerId, String)>,
    identifiers: BTreeSet<(SpeakerId, String)>,
    divisions: BTreeMap<(SpeakerId, SpeakerDivision), String>,
    redacted: BTreeSet<SpeakerId>,
}

/// A command about a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpeakerCommand {
    /// Merge the first speaker into the second.
    Merge(SpeakerId, SpeakerId),
    /// Undo the merger of the speaker.
    Split(SpeakerId),
    /// Add a name (`true`) or remove it (`false`).
    Alias(SpeakerId, String, bool),
    /// Add an identifier (`true`) or remove it (`false`).
    Identify(SpeakerId, String, bool),
    /// Attribute a division of the speaker's statements to a namesake of this name.
    Divide(SpeakerId, SpeakerDivision, String),
    /// Attribute a division to the speaker again.
    Reunite(SpeakerId, SpeakerDivision),
    /// Take the names of the speaker away for ever: these parts of the log.
    Redact(SpeakerId, Vec<RedactedPart>),
}

impl SpeakersState {
    /// Folds `events`, the stream of speakers from its beginning.
    pub fn from_events(events: &[RecordedEvent]) -> Self {
        events
            .iter()
            .fold(Self::default(), |state, recorded| state.evolve(&recorded.event))
    }

    /// Applies one more event; events about anything else change nothing.
    #[must_use]
    pub fn evolve(mut self, event: &Event) -> Self {
        if let Event::SpeakerRedacted { speaker, .. } = event {
            self.aliases.retain(|(named, _)| named != speaker);
            self.identifiers.retain(|(named, _)| named != speaker);
            self.divisions.retain(|(divided, _), _| divided != speaker);
            self.redacted.insert(speaker.clone());
        }
        if let Event::SpeakerDecided {
            speaker, decision, ..
        } = event
        {
            let set = |names: &mut BTreeSet<_>, name: &String, is_set| {
                let entry = (speaker.clone(), name.clone());
                if is_set {
                    names.insert(entry)
                } else {
                    names.remove(&entry)
                };
            };
            match decision {
                SpeakerDecision::Merged(Some(into)) => {
                    self.merged.remove(speaker);
                    // No command closes a circle of mergers, but a log made by something else might.
                    if !self.would_close_cycle(speaker, into) {
                        self.merged.insert(speaker.clone(), into.clone());
                    }
                }
                SpeakerDecision::Merged(None) => {
                    self.merged.remove(speaker);
                }
                SpeakerDecision::Alias(name, is_set) => set(&mut self.aliases, name, *is_set),
                SpeakerDecision::Identifier(name, is_set) => set(&mut self.identifiers, name, *is_set),
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

    /// All speakers who are one with `speaker`, the canonical one first.
    pub fn same_speakers(&self, speaker: &SpeakerId) -> Vec<SpeakerId> {
        let canonical = self.canonical_speaker(speaker);
        let merged = self.merged_speakers();
        let others = merged.iter().filter(|(_, into)| ***into == canonical);
        std::iter::once(canonical.clone())
            .chain(others.map(|(other, _)| (*other).clone()))
            .collect()
    }

    /// The speaker that this one is merged into, directly or indirectly; the speaker itself where there is none.
    pub fn canonical_speaker(&self, speaker: &SpeakerId) -> SpeakerId {
        let mut canonical = speaker;
        while let Some(into) = self.merged.get(canonical) {
            canonical = into;
        }
        canonical.clone()
    }

    /// All speakers that are merged into another, each with the canonical one.
    pub fn merged_speakers(&self) -> BTreeMap<&SpeakerId, &SpeakerId> {
        let mut canonical_speakers: BTreeMap<&SpeakerId, &SpeakerId> = BTreeMap::new();
        for speaker in self.merged.keys() {
            let (mut path, mut canonical) = (Vec::new(), speaker);
            while let Some(into) = self.merged.get(canonical) {
                path.push(canonical);
                // What was followed once is not followed again, so that a long chain costs its length.
                let known = canonical_speakers.get(canonical).copied();
                canonical = known.unwrap_or(into);
            }
            canonical_speakers.extend(path.into_iter().map(|speaker| (speaker, canonical)));
        }
        canonical_speakers
    }

    /// The current value of the facet that `decision` sets, in the form of a decision.
    pub(super) fn current_value(&self, speaker: &SpeakerId, decision: &SpeakerDecision) -> SpeakerDecision {
        let is_set = |names: &BTreeSet<_>, name: &String| names.contains(&(speaker.clone(), name.clone()));
        match decision {
            SpeakerDecision::Merged(_) => SpeakerDecision::Merged(self.merged.get(speaker).cloned()),
            SpeakerDecision::Alias(name, _) => {
                SpeakerDecision::Alias(name.clone(), is_set(&self.aliases, name))
            }
            SpeakerDecision::Identifier(name, _) => {
                SpeakerDecision::Identifier(name.clone(), is_set(&self.identifiers, name))
            }
            SpeakerDecision::Divided(by, _) => {
                let name = self.divisions.get(&(speaker.clone(), by.clone()));
                SpeakerDecision::Divided(by.clone(), name.cloned())
            }
        }
    }

    /// Whether merging `speaker` into `into` would form a cycle.
    pub(super) fn would_close_cycle(&self, speaker: &SpeakerId, into: &SpeakerId) -> bool {
        self.canonical_speaker(into) == *speaker
    }

    /// Returns the events of `command`; none where it is decided so already.
    pub fn decide(&self, command: SpeakerCommand, reason: Option<String>) -> Result<Vec<Event>, DecideError> {
        let (speaker, decision) = match command {
            SpeakerCommand::Redact(speaker, redacted) => {
                if redacted.is_empty() && self.redacted.contains(&speaker) {
                    return Ok(Vec::new());
                }
                return Ok(vec![Event::SpeakerRedacted {
                    speaker,
                    reason: reason.unwrap_or_default(),
                    redacted,
                }]);
            }
            SpeakerCommand::Merge(speaker, into) if speaker == into => {
                return Err(DecideError::RelatedToItself(into.to_string()));
            }
            SpeakerCommand::Merge(speaker, into) => {
                // Mergers connect canonical speakers, so that each speaker has one target.
                let (from, canonical) = (self.canonical_speaker(&speaker), self.canonical_speaker(&into));
                if from == canonical {
                    return Err(DecideError::AlreadyOneSpeaker(speaker, into));
                }
                (from, SpeakerDecision::Merged(Some(canonical)))
            }
            SpeakerCommand::Split(speaker) if !self.merged.contains_key(&speaker) => {
                return Err(DecideError::NotMerged(speaker));
            }
            SpeakerCommand::Split(speaker) => (speaker, SpeakerDecision::Merged(None)),
            SpeakerCommand::Alias(speaker, name, is_set) => (speaker, SpeakerDecision::Alias(name, is_set)),
            SpeakerCommand::Identify(speaker, name, is_set) => {
                (speaker, SpeakerDecision::Identifier(name, is_set))
            }
            SpeakerCommand::Divide(speaker, _, name) if SpeakerId::from_name(&name) == speaker => {
                return Err(DecideError::SameName(name));
            }
            SpeakerCommand::Divide(speaker, by, name) => (speaker, SpeakerDecision::Divided(by, Some(name))),
            SpeakerCommand::Reunite(speaker, by) => (speaker, SpeakerDecision::Divided(by, None)),
        };
        if self.current_value(&speaker, &decision) == decision {
            return Ok(Vec::new());
        }
        Ok(vec![Event::SpeakerDecided {
            speaker,
            decision,
            reason,
        }])
    }
}
