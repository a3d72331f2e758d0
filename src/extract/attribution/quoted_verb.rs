//! Finds reports whose verb is inside the quotation: "Le ministère « condamne fermement » cette attaque".

use super::report_candidate::ReportCandidate;
use super::sentence_parser::SentenceParser;
use super::speaker_mention::SpeakerMention;
use crate::extract::certainty::Trust;
use crate::extract::content::{self, ContentFrame};
use crate::extract::lexicon::{Cue, Frame, VerbForm, WordClass};
use crate::extract::noun::{self, NounPhrase};

impl SentenceParser<'_, '_> {
    /// Adds French reports whose quotation begins with the verb, right after its subject.
    pub(super) fn add_quoted_verbs(&mut self) {
        let page = self.page;
        if page.lexicon.bare_clauses() {
            return;
        }
        let mut at = self.range.start;
        while at < self.range.end {
            let Some(number) = page.quotation_at(at) else {
                at += 1;
                continue;
            };
            if let Some(report) = self.quoted_verb_report(page.quotations[number].open) {
                self.push(report);
            }
            at = page.quotations[number].end().max(at + 1);
        }
    }

    /// The report of the quotation that opens at `open`, if it begins with a cue.
    fn quoted_verb_report(&self, open: usize) -> Option<ReportCandidate> {
        let page = self.page;
        let quotation = page.quotations[page.quotation_at(open)?];
        let have = open
            .checked_sub(1)
            .filter(|h| *h > self.range.start && page.has_class(*h, WordClass::AUXILIARY_HAVE));
        let (end, form) = match have {
            Some(have) => (have, VerbForm::PastParticiple),
            None => (open, VerbForm::Finite),
        };
        let verb = open + 1;
        let cue = self.judging_cue(verb, form)?;
        if end <= self.range.start || !page.is_word(end - 1) {
            return None;
        }
        let subject =
            noun::subject_before(page, end, self.subject_floor(end)).filter(NounPhrase::can_speak)?;
        if subject.tokens.end != end {
            return None;
        }
        let after = quotation.end();
        let goes_on = after < self.range.end && page.has_class(after, WordClass::DETERMINER);
        let words = if goes_on {
            open..content::phrase_end(page, after, self.range.end)
        } else {
            open..after
        };
        let trust = Trust::new(72, "a verb inside the marks, right behind its subject");
        Some(
            ReportCandidate::new(
                self.number,
                vec![words],
                SpeakerMention::Phrase(subject),
                "quoted-verb",
                trust,
            )
            .with_cue(cue, verb..verb + 1)
            .with_frame(ContentFrame::Object),
        )
    }

    /// The cue that the token is a form of, if it takes an object and is not weak.
    fn judging_cue(&self, at: usize, form: VerbForm) -> Option<&Cue> {
        let page = self.page;
        let cues = page.verb_analyses(at).iter().filter(|r| r.form == form);
        cues.filter_map(|r| Some(&page.lexicon.cues[usize::from(r.cue?)]))
            .find(|cue| {
                let plain = cue.remaining_words.is_empty()
                    && !cue.reflexive
                    && !cue.only_when_denied
                    && !cue.locative
                    && !cue.only_provision;
                plain && !cue.weak && cue.act.is_some() && cue.takes(&Frame::Object)
            })
    }
}
