//! Finds quotations that a clause without a cue introduces: "N est intervenu hier : « … »".

use super::report_candidate::ReportCandidate;
use super::sentence_parser::SentenceParser;
use super::speaker_mention::SpeakerMention;
use crate::extract::certainty::Trust;
use crate::extract::content;
use crate::extract::lexicon::PhraseMeaning;
use crate::extract::noun::{self, NounPhrase};

/// Maximum number of tokens that introduce a quotation without a verb.
const INTRODUCTION_TOKENS_MAX: usize = 12;

impl SentenceParser<'_, '_> {
    /// Adds a quotation that a clause without a cue and a colon introduce, up to the end of the sentence: "N est
    /// intervenu hier : « … »".
    pub(super) fn add_introduced_quotation(&mut self) {
        let page = self.page;
        let colon = (self.range.start..self.range.end).find(|at| {
            page.is_mark(*at, ':') && page.quotation_at(*at).is_none() && page.quotation_at(*at + 1).is_some()
        });
        let Some((colon, quotation)) =
            colon.and_then(|colon| Some((colon, page.quotations[page.quotation_at(colon + 1)?])))
        else {
            return;
        };
        let last = content::trim_end(page, quotation.end(), self.range.end.max(quotation.end()));
        let piece = quotation.open + 1..content::trim_end(page, quotation.open + 1, quotation.close);
        if last > quotation.end()
            || !page.has_finite_verb(self.range.start..colon) && !self.has_speech_noun(colon)
            || page.count_words(piece.clone()) < 4
            || self.reports.iter().any(|r| r.overlaps(&piece))
        {
            return;
        }
        let source = self
            .reports
            .iter()
            .find(|r| r.rule == "source")
            .map(|r| r.speaker.clone());
        let subject = || {
            self.main_subject(colon)
                .or_else(|| self.speaker_before(colon))
                .map(SpeakerMention::Phrase)
        };
        let (speaker, trust) = match source.or_else(subject) {
            Some(speaker) => (speaker, Trust::new(80, "a clause that introduces a quotation")),
            None => (
                SpeakerMention::PreviousSpeaker,
                Trust::new(60, "a clause of nobody that introduces a quotation"),
            ),
        };
        self.push(ReportCandidate::new(
            self.number,
            vec![piece],
            speaker,
            "introduced",
            trust,
        ));
    }

    /// Whether a noun of speech comes before the colon, in place of a verb: "Réponse de la ministre : « … »".
    fn has_speech_noun(&self, colon: usize) -> bool {
        let page = self.page;
        let said = |m: &PhraseMeaning| matches!(m, PhraseMeaning::ContentNoun | PhraseMeaning::SpeechVehicle);
        !page.lexicon.bare_clauses()
            && colon - self.range.start <= INTRODUCTION_TOKENS_MAX
            && (self.range.start..colon).any(|at| page.meaning(at, said).is_some())
    }

    /// The speaker before the colon, whatever governs it.
    fn speaker_before(&self, colon: usize) -> Option<NounPhrase> {
        noun::phrase_ending_at(self.page, colon, self.range.start).filter(|_| self.has_speech_noun(colon))
    }
}
