//! Reports whose verb stands inside the marks: "Le ministère « condamne fermement » cette attaque".

use super::{Party, Report, Sentence};
use crate::extract::certainty::Trust;
use crate::extract::content::{self, Found};
use crate::extract::lexicon::{Class, Cue, Form, Frame};
use crate::extract::noun::{self, NounPhrase};

impl Sentence<'_, '_> {
    /// French reports whose verb a quotation begins with, right behind its subject.
    pub(super) fn quoted_verbs(&mut self) {
        let page = self.page;
        if page.lexicon.bare_clauses() {
            return;
        }
        let mut at = self.range.start;
        while at < self.range.end {
            let Some(number) = page.quotation(at) else {
                at += 1;
                continue;
            };
            if let Some(report) = self.quoted_verb(page.quotations[number].open) {
                self.push(report);
            }
            at = page.quotations[number].after().max(at + 1);
        }
    }

    fn quoted_verb(&self, open: usize) -> Option<Report> {
        let page = self.page;
        let quotation = page.quotations[page.quotation(open)?];
        let have = open
            .checked_sub(1)
            .filter(|h| *h > self.range.start && page.is(*h, Class::HAVE));
        let (end, form) = match have {
            Some(have) => (have, Form::PastParticiple),
            None => (open, Form::Finite),
        };
        let verb = open + 1;
        let cue = self.judging_cue(verb, form)?;
        if end <= self.range.start || !page.is_word(end - 1) {
            return None;
        }
        let subject = noun::backwards(page, end, self.floor(end)).filter(NounPhrase::can_speak)?;
        if subject.tokens.end != end {
            return None;
        }
        let after = quotation.after();
        let goes_on = after < self.range.end && page.is(after, Class::DETERMINER);
        let words = if goes_on {
            open..content::phrase_end(page, after, self.range.end)
        } else {
            open..after
        };
        let sure = Trust::of(72, "a verb inside the marks, right behind its subject");
        Some(
            Report::new(
                self.number,
                vec![words],
                Party::Phrase(subject),
                "quoted-verb",
                sure,
            )
            .by(cue, verb..verb + 1)
            .framed(Found::Object),
        )
    }

    /// The cue that the token is a form of: one with an object, that leaves no doubt.
    fn judging_cue(&self, at: usize, form: Form) -> Option<&Cue> {
        let page = self.page;
        let cues = page.readings(at).iter().filter(|r| r.form == form);
        cues.filter_map(|r| Some(&page.lexicon.cues[usize::from(r.cue?)]))
            .find(|cue| {
                let plain =
                    cue.rest.is_empty() && !cue.reflexive && !cue.denied && !cue.locative && !cue.provision;
                plain && !cue.weak && cue.act.is_some() && cue.takes(&Frame::Object)
            })
    }
}
