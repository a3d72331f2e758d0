//! What people decided about speakers, loaded from the log: merges, aliases, identifiers and divisions.

use super::error::CliError;
use super::name_resolution;
use crate::domain::{
    Event, Position, RecordedEvent, SpeakerDecision, SpeakerId, SpeakersState, StreamId, fold,
};
use crate::tracker::{LogFilter, Tracker};
use std::collections::BTreeSet;

/// Returns the speakers that a decision named by `speaker` is about. To undo a decision, pass it as `given`: then it
/// is about the speakers it was made for, who may have been merged since.
pub(crate) fn speakers_to_decide_on(
    tracker: &Tracker,
    speaker: &str,
    given: Option<&SpeakerDecision>,
) -> Result<BTreeSet<SpeakerId>, CliError> {
    let speaker = name_resolution::resolve_speaker(tracker, speaker)?;
    match given {
        None => Ok(BTreeSet::from([speaker])),
        Some(given) => Ok(SpeakerDecisions::load(tracker, None)?.speakers_with(&speaker, given)),
    }
}

/// Returns the events about `speaker` and the speakers merged into them; of speakers who are no longer merged, only
/// the merge and the split.
pub(crate) struct SpeakerDecisions {
    history: Vec<RecordedEvent>,
    state: SpeakersState,
}

impl SpeakerDecisions {
    /// Loads the decisions up to a position, or all of them.
    pub(crate) fn load(tracker: &Tracker, up_to: Option<Position>) -> Result<Self, CliError> {
        let filter = LogFilter {
            up_to,
            stream: Some(StreamId::Speakers),
            ..LogFilter::default()
        };
        let mut history = Vec::new();
        tracker.for_each_event(&filter, &mut |recorded| {
            history.push(recorded);
            Ok::<_, CliError>(())
        })?;
        let state = SpeakersState::from_events(&history);
        Ok(Self { history, state })
    }

    /// Whether `speaker` is merged into another speaker.
    pub(crate) fn is_merged(&self, speaker: &SpeakerId) -> bool {
        self.state.canonical_speaker(speaker) != *speaker
    }

    /// Returns the speakers merged into `canonical`, directly or through others.
    pub(crate) fn merged_into(&self, canonical: &SpeakerId) -> BTreeSet<SpeakerId> {
        let merged = self.state.merged_speakers().into_iter();
        merged
            .filter(|(_, into)| *into == canonical)
            .map(|(speaker, _)| speaker.clone())
            .collect()
    }

    /// Returns the decision that merged `speaker` into another speaker.
    pub(crate) fn find_merge(&self, speaker: &SpeakerId) -> Option<&RecordedEvent> {
        self.find_last(speaker, |ruling| matches!(ruling, SpeakerDecision::Merged(_)))
            .filter(|_| self.is_merged(speaker))
    }

    /// Returns the decision that gave the alias with the folded form `name` to `speaker`, or to a speaker merged with
    /// them.
    pub(crate) fn find_alias(&self, speaker: &SpeakerId, name: &str) -> Option<&RecordedEvent> {
        let canonical = self.state.canonical_speaker(speaker);
        let merged = self.state.merged_speakers();
        let is_of_it = |recorded: &&RecordedEvent| match &recorded.event {
            Event::SpeakerDecided {
                speaker,
                decision: SpeakerDecision::Alias(given, is_given),
                ..
            } => *is_given && fold(given) == name && **merged.get(speaker).unwrap_or(&speaker) == canonical,
            _ => false,
        };
        self.history.iter().rev().find(is_of_it)
    }

    /// Returns the last decision on `speaker` that `is_meant` accepts.
    fn find_last(
        &self,
        speaker: &SpeakerId,
        is_meant: impl Fn(&SpeakerDecision) -> bool,
    ) -> Option<&RecordedEvent> {
        self.history.iter().rev().find(|recorded| match &recorded.event {
            Event::SpeakerDecided {
                speaker: known,
                decision: ruling,
                ..
            } => known == speaker && is_meant(ruling),
            _ => false,
        })
    }

    /// Returns the speaker that `speaker` was merged into, or `speaker`.
    pub(crate) fn canonical_speaker(&self, speaker: &SpeakerId) -> SpeakerId {
        self.state.canonical_speaker(speaker)
    }

    /// Returns the speakers merged with `speaker` who have the given decision; `speaker` if there are none.
    fn speakers_with(&self, speaker: &SpeakerId, ruling: &SpeakerDecision) -> BTreeSet<SpeakerId> {
        let canonical = self.state.canonical_speaker(speaker);
        let merged = self.state.merged_speakers();
        let rulings = self.rulings().filter(|(_, known)| *known == ruling);
        let mut found: BTreeSet<SpeakerId> = rulings
            .map(|(known, _)| known)
            .filter(|known| **merged.get(known).unwrap_or(known) == canonical)
            .cloned()
            .collect();
        if found.is_empty() {
            found.insert(speaker.clone());
        }
        found
    }

    /// Returns the events about `speaker` and the speakers merged into them; of speakers who are no longer merged,
    /// only the merge and the split.
    pub(crate) fn into_events_about(self, speaker: &SpeakerId) -> Vec<RecordedEvent> {
        let Self { mut history, state } = self;
        let merged = state.merged_speakers();
        let once_merged: BTreeSet<SpeakerId> = history
            .iter()
            .filter_map(|recorded| match &recorded.event {
                Event::SpeakerDecided {
                    speaker: known,
                    decision: SpeakerDecision::Merged(Some(into)),
                    ..
                } if into == speaker => Some(known.clone()),
                _ => None,
            })
            .collect();
        history.retain(|recorded| match &recorded.event {
            Event::SpeakerDecided {
                speaker: known,
                decision: ruling,
                ..
            } => {
                known == speaker
                    || merged.get(known).is_some_and(|canonical| *canonical == speaker)
                    || matches!(ruling, SpeakerDecision::Merged(_)) && once_merged.contains(known)
            }
            Event::SpeakerRedacted { speaker: known, .. } => {
                known == speaker || state.canonical_speaker(known) == *speaker
            }
            _ => false,
        });
        history
    }

    fn rulings(&self) -> impl Iterator<Item = (&SpeakerId, &SpeakerDecision)> {
        self.history.iter().filter_map(|recorded| match &recorded.event {
            Event::SpeakerDecided {
                speaker,
                decision: ruling,
                ..
            } => Some((speaker, ruling)),
            _ => None,
        })
    }
}
