//! Classifies the lines of interviews: questions and answers, with labels ("Q.", "Réponse :") or without.

use super::line_classifier::LineClassifier;
use super::line_form::{AttributedWords, LineForm};
use crate::domain::fold;
use crate::extract::attribution::speaker_mention::SpeakerMention;
use crate::extract::certainty::Trust;
use crate::extract::lexicon::{PhraseMeaning, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::TokenKind;

/// Maximum length of a question in tokens.
const QUESTION_TOKENS_MAX: usize = 90;
/// Number of lines at the beginning of a page in which a word can show that it is an interview.
const MARKER_LINES: usize = 8;

/// What a line of an interview is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum InterviewPart {
    /// A line with a label: "Q. …".
    LabelledQuestion,
    /// A line with a label: "A. …"; the token where its words begin.
    LabelledAnswer(usize),
    /// A line that ends with a question mark; whether it begins with a dash.
    Question(bool),
    Other,
}

impl LineClassifier<'_, '_> {
    /// Attributes the answers of an interview to the interviewee.
    pub(super) fn classify_interview(&mut self) {
        let parts: Vec<InterviewPart> = (0..self.ranges.len())
            .map(|number| self.interview_part(number))
            .collect();
        let labelled = parts.iter().any(|p| matches!(p, InterviewPart::LabelledQuestion))
            && parts
                .iter()
                .any(|p| matches!(p, InterviewPart::LabelledAnswer(_)));
        let asked = |n: usize| {
            if labelled {
                parts[n] == InterviewPart::LabelledQuestion
            } else {
                matches!(parts[n], InterviewPart::Question(_))
            }
        };
        let first = if labelled {
            parts.iter().position(|p| {
                matches!(
                    p,
                    InterviewPart::LabelledQuestion | InterviewPart::LabelledAnswer(_)
                )
            })
        } else {
            (0..parts.len()).find(|n| asked(*n))
        };
        let Some(first) = first else { return };
        if !labelled && !self.is_interview(&parts) {
            return;
        }
        let interviewee = self.find_interviewee(first);
        let called = interviewee
            .as_ref()
            .and_then(|phrase| phrase.name.as_ref())
            .map(|name| fold(self.page.text_of(&(name.end - 1..name.end))));
        let speaker = SpeakerMention::Interviewee(interviewee);
        let mut is_answer = false;
        for (number, part) in parts.iter().enumerate().skip(first) {
            if !self.is_prose(number) {
                continue;
            }
            if asked(number) {
                self.forms[number] = LineForm::Question;
                is_answer = true;
                continue;
            }
            let start = match part {
                InterviewPart::LabelledAnswer(start) => *start,
                // a line that names the interviewee is not their answer
                _ if is_answer && !self.names_person(number, called.as_deref()) => self.ranges[number].start,
                _ => continue,
            };
            is_answer = true;
            self.forms[number] = LineForm::Attributed(AttributedWords {
                tokens: start..self.ranges[number].end,
                speaker: speaker.clone(),
                rule: "answer",
                trust: Trust::new(85, "an answer"),
                signature: None,
            });
        }
    }

    /// Whether the line contains the name.
    fn names_person(&self, number: usize, called: Option<&str>) -> bool {
        let page = self.page;
        called.is_some_and(|called| {
            let mut words = self.ranges[number].clone();
            words.any(|at| page.is_name_word(at) && fold(page.text_of(&(at..at + 1))) == called)
        })
    }

    /// The part that the line has in an interview, by its label or marks.
    fn interview_part(&self, number: usize) -> InterviewPart {
        let page = self.page;
        let line = self.ranges[number].clone();
        if !self.is_prose(number) {
            return InterviewPart::Other;
        }
        let labelled = |wanted: fn(&PhraseMeaning) -> bool| {
            let (_, length) = page.meaning(line.start, wanted)?;
            let end = line.start + length;
            let dotted = page.text_of(&(end - 1..end)).ends_with('.');
            match page.token(end)?.kind {
                _ if end >= line.end => None,
                TokenKind::Mark(':') => Some(end + 1),
                TokenKind::Mark('—' | '–' | '-') if page.token(end)?.has_space_before || dotted => {
                    Some(end + 1)
                }
                TokenKind::Mark('.') if !page.token(end)?.has_space_before => Some(end + 1),
                _ => dotted.then_some(end),
            }
        };
        if labelled(|m| matches!(m, PhraseMeaning::QuestionLabel)).is_some() {
            return InterviewPart::LabelledQuestion;
        }
        if let Some(start) = labelled(|m| matches!(m, PhraseMeaning::AnswerLabel)) {
            return InterviewPart::LabelledAnswer(start);
        }
        let closed = page.is_mark(line.end - 1, '»')
            || page.is_mark(line.end - 1, '"')
            || page.is_mark(line.end - 1, '”');
        let question = page.is_mark(line.end - 1 - usize::from(closed && line.len() > 1), '?');
        let dash = matches!(page.tokens[line.start].kind, TokenKind::Mark('-' | '–' | '—'));
        if question && line.len() <= QUESTION_TOKENS_MAX {
            InterviewPart::Question(dash)
        } else {
            InterviewPart::Other
        }
    }

    /// Whether the questions show an interview: there are several of them, most have an answer after them, and either a
    /// word on the page says that it is one or each question begins with a dash.
    fn is_interview(&self, parts: &[InterviewPart]) -> bool {
        let questions: Vec<usize> = (0..parts.len())
            .filter(|n| matches!(parts[*n], InterviewPart::Question(_)))
            .collect();
        let answered = |n: &&usize| {
            self.line_after(**n)
                .is_some_and(|next| !matches!(parts[next], InterviewPart::Question(_)))
        };
        let answers = questions.iter().filter(answered).count();
        let dashed = questions
            .iter()
            .filter(|n| parts[**n] == InterviewPart::Question(true))
            .count();
        let has_marker = || {
            let lines = self.ranges.iter().filter(|line| !line.is_empty());
            let end = lines.clone().count().saturating_sub(3);
            lines
                .enumerate()
                .filter(|(n, _)| *n < MARKER_LINES || *n >= end)
                .any(|(_, line)| {
                    line.clone().any(|at| {
                        self.page
                            .meaning(at, |m| matches!(m, PhraseMeaning::InterviewMarker))
                            .is_some()
                    })
                })
        };
        let first = questions.first().copied().unwrap_or(0);
        let lines = (first..self.ranges.len())
            .filter(|n| !self.ranges[*n].is_empty())
            .count();
        let often = questions.len() * 5 >= lines;
        let marked = dashed == questions.len() && answers >= 2 || answers >= 3 && has_marker();
        often && answers * 4 >= questions.len() * 3 && marked
    }

    /// The interviewee: the name after "interview with" before the first question.
    fn find_interviewee(&self, first: usize) -> Option<NounPhrase> {
        let page = self.page;
        let end = self.ranges[first].start;
        (0..end).find_map(|at| {
            let (_, length) = page.meaning(at, |m| matches!(m, PhraseMeaning::InterviewMarker))?;
            let mut from = at + length;
            while from < end
                && (page.has_class(from, WordClass::PREPOSITION | WordClass::NOUN_LINK)
                    || page.is_mark(from, ':'))
            {
                from += 1;
            }
            noun::phrase_from(page, from, end).filter(|p| p.name.is_some() && p.can_speak())
        })
    }
}
