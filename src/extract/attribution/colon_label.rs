//! Finds words after a label and a colon, without a verb: names in headlines and transcripts, answers.

use super::report_candidate::ReportCandidate;
use super::sentence_parser::SentenceParser;
use super::speaker_mention::SpeakerMention;
use crate::domain::{SpeakerKind, fold};
use crate::extract::certainty::Trust;
use crate::extract::content;
use crate::extract::lexicon::PhraseMeaning;
use crate::extract::noun::{self, NounPhrase};
use std::ops::Range;

impl SentenceParser<'_, '_> {
    /// Whether the sentence is in a line with a question: "Question : …". Nothing in it is a statement of the
    /// interviewee.
    pub(super) fn is_question_line(&self) -> bool {
        let page = self.page;
        let line = page.line_around(self.range.start);
        self.skip_label(line.start, |m| matches!(m, PhraseMeaning::QuestionLabel))
            .is_some()
    }

    /// The token after a label of the wanted meaning and its colon.
    fn skip_label(&self, at: usize, wanted: impl Fn(&PhraseMeaning) -> bool) -> Option<usize> {
        let (_, length) = self.page.meaning(at, wanted)?;
        self.page.is_mark(at + length, ':').then_some(at + length + 1)
    }

    /// Adds words after a label: "N : « … »" without a verb, turns of a transcript ("PENCE: …"), answers ("Réponse :
    /// …").
    pub(super) fn add_labelled_words(&mut self) {
        let page = self.page;
        let start = self.range.start;
        if self.opens_line(start)
            && let Some(words) = self.skip_label(start, |m| matches!(m, PhraseMeaning::AnswerLabel))
        {
            let trust = Trust::new(85, "an answer");
            self.push_labelled_words(
                SpeakerMention::Interviewee(None),
                words..self.line_end(),
                "answer",
                trust,
            );
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
            .filter(|p| p.tokens.end == colon && p.can_speak() && !p.is_pronoun)
        else {
            return;
        };
        let quotation = page
            .quotation_at(colon + 1)
            .map(|q| page.quotations[q])
            .filter(|q| q.open == colon + 1);
        let (end, rule, trust) = match quotation {
            // one word in capitals is as often a topic; transcripts are recognised by their lines
            _ if page.tokens[first].is_all_caps
                && phrase.name.as_ref().is_some_and(|name| name.len() >= 2)
                && self.opens_line(start) =>
            {
                (self.line_end(), "turn", Trust::new(97, "a turn of a transcript"))
            }
            _ if opening => return,
            Some(quotation) => {
                let trust = Trust::new(80, "a name and a quotation");
                (quotation.end(), "label", trust)
            }
            None if phrase.name.is_some() && phrase.kind != SpeakerKind::Unknown => {
                (self.range.end, "label", Trust::new(55, "a name and a colon"))
            }
            None if self.is_headline(&phrase, colon) => {
                let trust = Trust::new(70, "a headline that begins with a name");
                (self.range.end, "headline", trust)
            }
            None => return,
        };
        self.push_labelled_words(SpeakerMention::Phrase(phrase), colon + 1..end, rule, trust);
    }

    /// Adds the report of the words, if there are at least three.
    fn push_labelled_words(
        &mut self,
        speaker: SpeakerMention,
        words: Range<usize>,
        rule: &'static str,
        trust: Trust,
    ) {
        let piece = words.start..content::trim_end(self.page, words.start, words.end);
        if self.page.count_words(piece.clone()) < 3 {
            return;
        }
        self.push(ReportCandidate::new(
            self.number,
            vec![piece],
            speaker,
            rule,
            trust,
        ));
    }

    /// Whether a name and a colon begin the headline: the first line, with a clause after the colon, and a name that a
    /// person has in the text. "Untel : la loi doit changer", but not "Climat : …".
    fn is_headline(&self, phrase: &NounPhrase, colon: usize) -> bool {
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

    /// Whether the token is the first of its line.
    fn opens_line(&self, at: usize) -> bool {
        self.page.line_around(at).start == at
    }

    /// The end of the line, without a closing quotation mark whose opening mark is before the label.
    fn line_end(&self) -> usize {
        let page = self.page;
        let end = page.line_around(self.range.start).end;
        let closing = page
            .quotation_at(self.range.start)
            .is_some_and(|q| page.quotations[q].end() == end && page.quotations[q].closed);
        end - usize::from(closing)
    }
}
