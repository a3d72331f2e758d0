//! Finds the bearer of a role that has no name beside it.

use super::resolved_speaker::ResolvedSpeaker;
use super::speaker_resolver::{SpeakerResolver, genders_agree};
use crate::domain::{Doubt, SpeakerKind};
use crate::extract::attribution::ReportCandidate;
use crate::extract::lexicon::WordId;
use std::collections::BTreeMap;
use std::ops::Range;

/// Maximum number of reports before a role among which its bearer is looked for.
const TURNS_BACK_MAX: usize = 6;

impl SpeakerResolver<'_, '_> {
    /// Replaces roles without a name by their bearers. In French news, "…, a dit le ministre des Transports. « … », a
    /// ajouté Untel" is often about one man. The bearer is the speaker right before or after who has a name and no role
    /// of their own; the answer gets a doubt.
    pub(super) fn assign_role_bearers(
        &self,
        reports: &[ReportCandidate],
        mut resolved: Vec<ResolvedSpeaker>,
    ) -> Vec<ResolvedSpeaker> {
        let speakers_by_report: Vec<Option<usize>> = resolved.iter().map(|t| t.speaker).collect();
        let mut roles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (turn, who) in speakers_by_report.iter().enumerate() {
            if let Some(role) = who.filter(|who| self.is_role_without_name(*who)) {
                roles.entry(role).or_default().push(turn);
            }
        }
        let (before, after) = neighbouring_turns(&speakers_by_report);
        for (role, turns) in roles {
            let mut bearers: Vec<usize> = turns
                .iter()
                // a person who answers is not the one who spoke before
                .filter(|turn| !self.page.lexicon.is_answering_verb(&reports[**turn].lemma))
                .flat_map(|turn| {
                    let spoke = |n: Option<usize>| {
                        let turn = n.filter(|n| reports[*n].speaker.has_name());
                        turn.and_then(|n| speakers_by_report[n])
                            .filter(|who| self.can_bear_role(*who, role))
                    };
                    let subject = self.last_subject(resolved[*turn].mention.as_ref(), role);
                    let near = [subject.or_else(|| spoke(before[*turn])), spoke(after[*turn])];
                    if near.iter().any(Option::is_some) {
                        return near;
                    }
                    [self.last_named_speaker(reports, &speakers_by_report, *turn), None]
                })
                .flatten()
                .filter(|who| self.can_bear_role(*who, role))
                .collect();
            bearers.sort_unstable();
            bearers.dedup();
            let [bearer] = bearers[..] else { continue };
            for turn in turns {
                let doubt = resolved[turn].doubt.or(Some(Doubt::SpeakerAmbiguous));
                let mention = resolved[turn].mention.clone();
                resolved[turn] = ResolvedSpeaker {
                    capacity: Some(self.speakers[role].name.clone()),
                    ..self.make_resolved(mention, Some(bearer), doubt, "role-of-the-one-named-beside")
                };
            }
        }
        resolved
    }

    /// The last person with a name who spoke before the report; bodies, groups and documents are skipped.
    fn last_named_speaker(
        &self,
        reports: &[ReportCandidate],
        speakers_by_report: &[Option<usize>],
        turn: usize,
    ) -> Option<usize> {
        let earlier = (0..turn).rev().take(TURNS_BACK_MAX);
        let people = earlier.filter_map(|n| {
            let who = speakers_by_report[n].filter(|who| speakers_by_report[turn] != Some(*who))?;
            let speaker = &self.speakers[who];
            let person = matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Unknown);
            (person && speaker.has_proper_name).then_some((n, who))
        });
        let last = people.map(|(n, who)| (reports[n].speaker.has_name(), who)).next();
        let by_name = |who: usize| {
            let named = |n: &usize| speakers_by_report[*n] == Some(who) && reports[*n].speaker.has_name();
            (0..turn).rev().take(TURNS_BACK_MAX).any(|n| named(&n))
        };
        last.filter(|(named, who)| *named || by_name(*who))
            .map(|(_, who)| who)
    }

    /// The last subject of a verb, in the same sentence or the one before, if it can bear the role.
    fn last_subject(&self, mention: Option<&Range<usize>>, role: usize) -> Option<usize> {
        let at = mention?.start;
        let here = self.page.sentence_index(at);
        let before = self.subjects.partition_point(|(token, _)| *token < at);
        let (token, who) = *self.subjects[..before].last()?;
        (self.page.sentence_index(token) + 1 >= here && self.can_bear_role(who, role)).then_some(who)
    }

    /// Whether the speaker is a role of one person, described with a complement, and has no name.
    fn is_role_without_name(&self, index: usize) -> bool {
        let speaker = &self.speakers[index];
        !speaker.has_proper_name
            && speaker.kind == SpeakerKind::Person
            && !speaker.agreement.is_plural
            && speaker.is_definite
            && speaker.words.len() > 1
    }

    /// Whether the speaker is a person with a name and no role yet, and can be the bearer of `role`.
    fn can_bear_role(&self, index: usize, role: usize) -> bool {
        let speaker = &self.speakers[index];
        let person = speaker.kind == SpeakerKind::Person
            || speaker.kind == SpeakerKind::Unknown
                && speaker.has_spoken
                && speaker.words.len() == 2
                && self.page.lexicon.word_id(&speaker.words[0]) == WordId::UNKNOWN;
        speaker.has_proper_name
            && person
            && speaker.descriptions.is_empty()
            && genders_agree(speaker.agreement, self.speakers[role].agreement)
    }
}

/// For each report, the nearest one before and the nearest one after with another speaker.
fn neighbouring_turns(speakers_by_report: &[Option<usize>]) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let mut before: Vec<Option<usize>> = vec![None; speakers_by_report.len()];
    for turn in 1..speakers_by_report.len() {
        let same = speakers_by_report[turn] == speakers_by_report[turn - 1];
        before[turn] = if same { before[turn - 1] } else { Some(turn - 1) };
    }
    let mut after: Vec<Option<usize>> = vec![None; speakers_by_report.len()];
    for turn in (1..speakers_by_report.len()).rev() {
        let same = speakers_by_report[turn] == speakers_by_report[turn - 1];
        after[turn - 1] = if same { after[turn] } else { Some(turn) };
    }
    (before, after)
}
