use super::error::CliError;
use super::naming;
use crate::domain::{Event, Position, Recorded, SpeakerDecision, SpeakerId, SpeakersState, StreamId, fold};
use crate::tracker::{LogFilter, Tracker};
use std::collections::BTreeSet;

/// Of whom something is to be decided by the name or id `speaker`: of the one that it means; or, where what was
/// `given` is to be taken back, of whoever it was given to, who may have been merged since.
pub(crate) fn meant(
    tracker: &Tracker,
    speaker: &str,
    given: Option<&SpeakerDecision>,
) -> Result<BTreeSet<SpeakerId>, CliError> {
    let speaker = naming::speaker(tracker, speaker)?;
    match given {
        None => Ok(BTreeSet::from([speaker])),
        Some(given) => Ok(People::of(tracker, None)?.decided(&speaker, given)),
    }
}

/// What persons decided of speakers, as the log tells it.
pub(crate) struct People {
    history: Vec<Recorded>,
    state: SpeakersState,
}

impl People {
    /// As of the position `upto`, or of now.
    pub(crate) fn of(tracker: &Tracker, upto: Option<Position>) -> Result<Self, CliError> {
        let filter = LogFilter {
            up_to: upto,
            stream: Some(StreamId::Speakers),
            ..LogFilter::default()
        };
        let mut history = Vec::new();
        tracker.for_each_event(&filter, &mut |recorded| {
            history.push(recorded);
            Ok::<_, CliError>(())
        })?;
        let state = SpeakersState::after(&history);
        Ok(Self { history, state })
    }

    /// Whether `speaker` is merged into somebody.
    pub(crate) fn is_merged(&self, speaker: &SpeakerId) -> bool {
        self.state.whole(speaker) != *speaker
    }

    /// Who is merged into `whole`, also by way of others.
    pub(crate) fn merged_into(&self, whole: &SpeakerId) -> BTreeSet<SpeakerId> {
        let rulings = self.rulings().map(|(speaker, _)| speaker);
        rulings
            .filter(|speaker| *speaker != whole && self.state.whole(speaker) == *whole)
            .cloned()
            .collect()
    }

    /// The decision by which `speaker` is merged into somebody.
    pub(crate) fn merger(&self, speaker: &SpeakerId) -> Option<&Recorded> {
        self.last(speaker, |ruling| matches!(ruling, SpeakerDecision::Merged(_)))
            .filter(|_| self.is_merged(speaker))
    }

    /// The decision by which somebody who is whole with `speaker` got the name that is folded to `name`.
    pub(crate) fn alias(&self, speaker: &SpeakerId, name: &str) -> Option<&Recorded> {
        let whole = self.state.whole(speaker);
        let is_of_it = |recorded: &&Recorded| match &recorded.event {
            Event::SpeakerDecided {
                speaker,
                ruling: SpeakerDecision::Alias(given, is),
                ..
            } => *is && fold(given) == name && self.state.whole(speaker) == whole,
            _ => false,
        };
        self.history.iter().rev().find(is_of_it)
    }

    /// The last decision on `speaker` of the kind that `is_meant` lets through.
    fn last(&self, speaker: &SpeakerId, is_meant: impl Fn(&SpeakerDecision) -> bool) -> Option<&Recorded> {
        self.history.iter().rev().find(|recorded| match &recorded.event {
            Event::SpeakerDecided {
                speaker: known,
                ruling,
                ..
            } => known == speaker && is_meant(ruling),
            _ => false,
        })
    }

    /// Whom `speaker` is whole with.
    pub(crate) fn whole(&self, speaker: &SpeakerId) -> SpeakerId {
        self.state.whole(speaker)
    }

    /// Those who are whole with `speaker` and of whom what `ruling` says was decided; `speaker` where that is nobody.
    fn decided(&self, speaker: &SpeakerId, ruling: &SpeakerDecision) -> BTreeSet<SpeakerId> {
        let whole = self.state.whole(speaker);
        let rulings = self.rulings().filter(|(_, known)| *known == ruling);
        let mut found: BTreeSet<SpeakerId> = rulings
            .map(|(known, _)| known)
            .filter(|known| self.state.whole(known) == whole)
            .cloned()
            .collect();
        if found.is_empty() {
            found.insert(speaker.clone());
        }
        found
    }

    /// The decisions about `speaker`, those who are merged into that one, and those who once were: of these, only
    /// that they were merged and no longer are.
    pub(crate) fn about(self, speaker: &SpeakerId) -> Vec<Recorded> {
        let Self { mut history, state } = self;
        let once_merged: BTreeSet<SpeakerId> = history
            .iter()
            .filter_map(|recorded| match &recorded.event {
                Event::SpeakerDecided {
                    speaker: known,
                    ruling: SpeakerDecision::Merged(Some(into)),
                    ..
                } if into == speaker => Some(known.clone()),
                _ => None,
            })
            .collect();
        history.retain(|recorded| match &recorded.event {
            Event::SpeakerDecided {
                speaker: known,
                ruling,
                ..
            } => {
                known == speaker
                    || state.whole(known) == *speaker
                    || matches!(ruling, SpeakerDecision::Merged(_)) && once_merged.contains(known)
            }
            _ => false,
        });
        history
    }

    fn rulings(&self) -> impl Iterator<Item = (&SpeakerId, &SpeakerDecision)> {
        self.history.iter().filter_map(|recorded| match &recorded.event {
            Event::SpeakerDecided { speaker, ruling, .. } => Some((speaker, ruling)),
            _ => None,
        })
    }
}
