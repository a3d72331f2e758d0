//! Who bears a role that no name stands beside.

use super::{ResolvedSpeaker, SpeakerResolver, genders_agree};
use crate::domain::{Doubt, SpeakerKind};
use crate::extract::attribution::Report;
use crate::extract::lexicon::WordId;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many turns before a role are looked at for who bears it.
const TURNS_BACK_MAX: usize = 6;

impl SpeakerResolver<'_, '_> {
    /// Finds who bears a role that no name stands beside: French news has "… , a dit le ministre des Transports.
    /// « … », a ajouté Untel" for one man. Whoever speaks right before or behind, is named and has no role of his
    /// own, is taken for the bearer, and that is a doubt.
    pub(super) fn assign_role_bearers(
        &self,
        reports: &[Report],
        mut told: Vec<ResolvedSpeaker>,
    ) -> Vec<ResolvedSpeaker> {
        let speaks: Vec<Option<usize>> = told.iter().map(|t| t.speaker).collect();
        let mut roles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (turn, who) in speaks.iter().enumerate() {
            if let Some(role) = who.filter(|who| self.is_role_without_name(*who)) {
                roles.entry(role).or_default().push(turn);
            }
        }
        let (before, after) = neighbouring_turns(&speaks);
        for (role, turns) in roles {
            let mut bearers: Vec<usize> = turns
                .iter()
                // who answers is not who spoke before
                .filter(|turn| !self.page.lexicon.is_answering_verb(&reports[**turn].lemma))
                .flat_map(|turn| {
                    let spoke = |n: Option<usize>| {
                        let turn = n.filter(|n| reports[*n].party.is_name());
                        turn.and_then(|n| speaks[n])
                            .filter(|who| self.can_bear_role(*who, role))
                    };
                    let subject = self.last_subject(told[*turn].mention.as_ref(), role);
                    let near = [subject.or_else(|| spoke(before[*turn])), spoke(after[*turn])];
                    if near.iter().any(Option::is_some) {
                        return near;
                    }
                    [self.last_named_speaker(reports, &speaks, *turn), None]
                })
                .flatten()
                .filter(|who| self.can_bear_role(*who, role))
                .collect();
            bearers.sort_unstable();
            bearers.dedup();
            let [bearer] = bearers[..] else { continue };
            for turn in turns {
                let doubt = told[turn].doubt.or(Some(Doubt::SpeakerAmbiguous));
                let mention = told[turn].mention.clone();
                told[turn] = ResolvedSpeaker {
                    capacity: Some(self.speakers[role].name.clone()),
                    ..self.make_resolved(mention, Some(bearer), doubt, "role-of-the-one-named-beside")
                };
            }
        }
        told
    }

    /// The person by name who spoke last before the turn; what bodies, groups and documents said is passed over.
    fn last_named_speaker(&self, reports: &[Report], speaks: &[Option<usize>], turn: usize) -> Option<usize> {
        let earlier = (0..turn).rev().take(TURNS_BACK_MAX);
        let people = earlier.filter_map(|n| {
            let who = speaks[n].filter(|who| speaks[turn] != Some(*who))?;
            let speaker = &self.speakers[who];
            let person = matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Unknown);
            (person && speaker.named).then_some((n, who))
        });
        let last = people.map(|(n, who)| (reports[n].party.is_name(), who)).next();
        let by_name = |who: usize| {
            let named = |n: &usize| speaks[*n] == Some(who) && reports[*n].party.is_name();
            (0..turn).rev().take(TURNS_BACK_MAX).any(|n| named(&n))
        };
        last.filter(|(named, who)| *named || by_name(*who))
            .map(|(_, who)| who)
    }

    /// Who was the subject of a verb last, in the same sentence or the one before, and may bear the role.
    fn last_subject(&self, mention: Option<&Range<usize>>, role: usize) -> Option<usize> {
        let at = mention?.start;
        let here = self.page.sentence_index(at);
        let before = self.subjects.partition_point(|(token, _)| *token < at);
        let (token, who) = *self.subjects[..before].last()?;
        (self.page.sentence_index(token) + 1 >= here && self.can_bear_role(who, role)).then_some(who)
    }

    /// Whether the speaker is a role of one person, described with what it belongs to, whom no name goes with.
    fn is_role_without_name(&self, index: usize) -> bool {
        let speaker = &self.speakers[index];
        !speaker.named
            && speaker.kind == SpeakerKind::Person
            && !speaker.gender.is_plural
            && speaker.is_definite
            && speaker.words.len() > 1
    }

    /// Whether a named person without a role can be the bearer of one.
    fn can_bear_role(&self, index: usize, role: usize) -> bool {
        let speaker = &self.speakers[index];
        let person = speaker.kind == SpeakerKind::Person
            || speaker.kind == SpeakerKind::Unknown
                && speaker.has_spoken
                && speaker.words.len() == 2
                && self.page.lexicon.word_id(&speaker.words[0]) == WordId::UNKNOWN;
        speaker.named
            && person
            && speaker.descriptions.is_empty()
            && genders_agree(speaker.gender, self.speakers[role].gender)
    }
}

/// For each turn the nearest one before and the nearest behind in which somebody else speaks.
fn neighbouring_turns(speaks: &[Option<usize>]) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let mut before: Vec<Option<usize>> = vec![None; speaks.len()];
    for turn in 1..speaks.len() {
        let same = speaks[turn] == speaks[turn - 1];
        before[turn] = if same { before[turn - 1] } else { Some(turn - 1) };
    }
    let mut after: Vec<Option<usize>> = vec![None; speaks.len()];
    for turn in (1..speaks.len()).rev() {
        let same = speaks[turn] == speaks[turn - 1];
        after[turn - 1] = if same { after[turn] } else { Some(turn) };
    }
    (before, after)
}
