//! What stands before a colon and no verb: names in headlines and transcripts, questions and answers.

use super::{Party, Report, Sentence};
use crate::domain::{SpeakerKind, fold};
use crate::extract::certainty::Trust;
use crate::extract::content;
use crate::extract::lexicon::PhraseMeaning;
use crate::extract::noun::{self, NounPhrase};
use std::ops::Range;

impl Sentence<'_, '_> {
    /// Whether the sentence belongs to a line that asks: "Question : …". Nothing that it holds was said in answer.
    pub(super) fn asks(&self) -> bool {
        let page = self.page;
        let line = page.line_around(self.range.start);
        self.labelled(line.start, |m| matches!(m, PhraseMeaning::QuestionLabel))
            .is_some()
    }

    /// Where the words begin behind a label of the meaning and its colon.
    fn labelled(&self, at: usize, wanted: impl Fn(&PhraseMeaning) -> bool) -> Option<usize> {
        let (_, length) = self.page.meaning(at, wanted)?;
        self.page.is_mark(at + length, ':').then_some(at + length + 1)
    }

    /// "N : « … »" without a verb, the turns of a transcript ("PENCE: …"), and answers ("Réponse : …").
    pub(super) fn label(&mut self) {
        let page = self.page;
        let start = self.range.start;
        if self.opens_line(start)
            && let Some(words) = self.labelled(start, |m| matches!(m, PhraseMeaning::AnswerLabel))
        {
            let sure = Trust::of(85, "an answer");
            self.said_by(Party::Interviewee(None), words..self.line_end(), "answer", sure);
            return;
        }
        let opening = page
            .quotation_at(start)
            .is_some_and(|q| page.quotations[q].open == start);
        let first = start + usize::from(opening);
        let Some(colon) = (first..self.range.end.min(first + 14)).find(|t| page.is_mark(*t, ':')) else {
            return;
        };
        let no_speaker =
            |m: &PhraseMeaning| matches!(m, PhraseMeaning::ColonLabel | PhraseMeaning::AsideLabel);
        if page
            .meaning(first, no_speaker)
            .is_some_and(|(_, length)| first + length == colon)
        {
            return;
        }
        let Some(phrase) = noun::phrase_from(page, first, colon)
            .filter(|p| p.tokens.end == colon && p.can_speak() && !p.pronoun)
        else {
            return;
        };
        let quotation = page
            .quotation_at(colon + 1)
            .map(|q| page.quotations[q])
            .filter(|q| q.open == colon + 1);
        let (end, rule, sure) = match quotation {
            // one word in capitals is as often a topic; transcripts are read by their lines
            _ if page.tokens[first].is_all_caps
                && phrase.name.as_ref().is_some_and(|name| name.len() >= 2)
                && self.opens_line(start) =>
            {
                (self.line_end(), "turn", Trust::of(97, "a turn of a transcript"))
            }
            _ if opening => return,
            Some(quotation) => {
                let sure = Trust::of(80, "a name and a quotation");
                (quotation.end(), "label", sure)
            }
            None if phrase.name.is_some() && phrase.kind != SpeakerKind::Unknown => {
                (self.range.end, "label", Trust::of(55, "a name and a colon"))
            }
            None if self.is_headline_of(&phrase, colon) => {
                let sure = Trust::of(70, "a headline that begins with a name");
                (self.range.end, "headline", sure)
            }
            None => return,
        };
        self.said_by(Party::Phrase(phrase), colon + 1..end, rule, sure);
    }

    fn said_by(&mut self, party: Party, words: Range<usize>, rule: &'static str, sure: Trust) {
        let piece = words.start..content::trim_end(self.page, words.start, words.end);
        if self.page.count_words(piece.clone()) < 3 {
            return;
        }
        self.push(Report::new(self.number, vec![piece], party, rule, sure));
    }

    /// "Untel : la loi doit changer": the first line, a clause behind the colon, and a name that somebody has in the
    /// text; "Climat : …" is none.
    fn is_headline_of(&self, phrase: &NounPhrase, colon: usize) -> bool {
        let page = self.page;
        let Some(name) = phrase.name.as_ref().filter(|_| self.number == 0) else {
            return false;
        };
        let bearer = fold(page.text_of(&(name.end - 1..name.end)));
        page.has_finite_verb(colon + 1..self.range.end)
            && (self.range.end..page.tokens.len()).any(|at| {
                let named = page.is_name_word(at) && fold(page.text_of(&(at..at + 1))) == bearer;
                let before = at.saturating_sub(2)..at;
                named
                    && before.into_iter().any(|b| {
                        page.is_given_name(b)
                            || page
                                .meaning(b, |m| matches!(m, PhraseMeaning::Title(_)))
                                .is_some()
                    })
            })
    }

    fn opens_line(&self, at: usize) -> bool {
        self.page.line_around(at).start == at
    }

    /// The end of the line, without a quotation mark that closes what one before the label opened.
    fn line_end(&self) -> usize {
        let page = self.page;
        let end = page.line_around(self.range.start).end;
        let closing = page
            .quotation_at(self.range.start)
            .is_some_and(|q| page.quotations[q].end() == end && page.quotations[q].closed);
        end - usize::from(closing)
    }
}
