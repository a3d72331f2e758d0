//! Resolves the speaker of each report: applies the rules of this folder in their order.

use super::resolved_speaker::ResolvedSpeaker;
use super::speaker_index::COMPARED_MAX;
use super::speaker_resolver::SpeakerResolver;
use crate::domain::{Doubt, SpeakerKind};
use crate::extract::attribution::{ReportCandidate, SpeakerMention};
use crate::extract::lexicon::WordClass;
use crate::extract::noun::NounPhrase;
use crate::extract::page::Page;

/// The speaker of each report, in the order of `reports`.
pub(in crate::extract) fn resolve_speakers(
    page: &Page<'_>,
    reports: &[ReportCandidate],
) -> Vec<ResolvedSpeaker> {
    let mut resolver = SpeakerResolver::new(page);
    resolver.add_full_names();
    let speakers = reports
        .iter()
        .map(|report| resolver.resolve_report(report))
        .collect();
    resolver.assign_role_bearers(reports, speakers)
}

impl SpeakerResolver<'_, '_> {
    /// The speaker of one report; updates the last speaker.
    fn resolve_report(&mut self, report: &ReportCandidate) -> ResolvedSpeaker {
        match &report.speaker {
            SpeakerMention::Unnamed => self.make_resolved(None, None, None, "nobody"),
            SpeakerMention::PreviousSpeaker | SpeakerMention::UnclaimedContinuation => {
                let who = self.last_speaker.map(|(who, _)| who);
                self.make_resolved(None, who, Some(Doubt::SpeakerCarried), "speaker-before")
            }
            SpeakerMention::Interviewee(phrase) => {
                let named = phrase.as_ref().map(|phrase| self.find_or_add(phrase));
                let person = |who: &usize| self.speakers[*who].kind == SpeakerKind::Person;
                let mut mentioned = self.mentions.iter().map(|(_, who)| *who).take(COMPARED_MAX);
                let who = named
                    .or(self.last_speaker.map(|(who, _)| who))
                    .or_else(|| mentioned.find(person));
                if let Some(index) = who {
                    self.last_speaker = Some((index, 0));
                }
                self.make_resolved(None, who, Some(Doubt::SpeakerCarried), "whoever-is-interviewed")
            }
            SpeakerMention::Phrase(phrase) if phrase.is_pronoun && self.is_indefinite(phrase) => {
                // an indefinite pronoun is a new group, and nobody named before: "some", "d'autres"
                let words = self.page.text_of(&phrase.tokens).to_owned();
                let index = self.add_speaker(words, false, phrase);
                self.speakers[index].kind = SpeakerKind::Group;
                self.last_speaker = Some((index, phrase.tokens.start));
                self.make_resolved(Some(phrase.tokens.clone()), Some(index), None, "somebody")
            }
            SpeakerMention::Phrase(phrase) if phrase.is_pronoun => {
                let (who, doubt, rule) = self.antecedent_of_pronoun(phrase);
                if let Some(index) = who {
                    self.speakers[index].add_mention(phrase.tokens.start);
                    self.last_speaker = Some((index, phrase.tokens.start));
                }
                let mention = Some(phrase.tokens.clone()).filter(|tokens| !tokens.is_empty());
                self.make_resolved(mention, who, doubt, rule)
            }
            SpeakerMention::Phrase(phrase) => {
                // a person who answers is not the one who asked, unless the description says so
                let answers = self.page.lexicon.is_answering_verb(&report.lemma);
                let nearest = self
                    .antecedent_of_description(phrase)
                    .filter(|who| !answers || Some(*who) != self.possible_asker(phrase));
                let (index, doubt, rule) = if let Some(index) = nearest {
                    (index, Some(Doubt::SpeakerAmbiguous), "description-of-the-nearest")
                } else {
                    let known = self.speakers.len();
                    let index = self.find_or_add(phrase);
                    self.set_issuer(phrase, index);
                    let rule = match (&phrase.name, index < known) {
                        (Some(_), true) => "name",
                        (None, true) => "description",
                        (_, false) => "first-mention",
                    };
                    (index, None, rule)
                };
                self.speakers[index].has_spoken = self.speakers[index].has_proper_name;
                self.last_speaker = Some((index, phrase.tokens.start));
                self.make_resolved(Some(phrase.tokens.clone()), Some(index), doubt, rule)
            }
        }
    }

    /// Whether the pronoun means people who are not named: "some", "la plupart des experts".
    fn is_indefinite(&self, phrase: &NounPhrase) -> bool {
        let page = self.page;
        let mut tokens = phrase.tokens.clone();
        page.has_class(phrase.tokens.start, WordClass::INDEFINITE_PRONOUN)
            || tokens.any(|t| t > phrase.tokens.start && page.has_class(t, WordClass::NOUN_LINK))
    }

    /// The last subject in an earlier sentence, who may have asked what is answered now.
    fn possible_asker(&self, phrase: &NounPhrase) -> Option<usize> {
        let at = phrase.tokens.start;
        let before = self.subjects.partition_point(|(token, _)| *token < at);
        let (token, who) = *self.subjects[..before].last()?;
        (self.page.sentence_index(token) < self.page.sentence_index(at)).then_some(who)
    }
}
