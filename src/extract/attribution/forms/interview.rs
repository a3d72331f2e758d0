//! Interviews: questions and answers, with labels ("Q.", "Réponse :") or without.

use super::{Form, Lines, Party, Words};
use crate::domain::fold;
use crate::extract::certainty::Trust;
use crate::extract::lexicon::{PhraseMeaning, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::TokenKind;

/// A question has at most so many tokens.
const QUESTION_MAX: usize = 90;
/// How many lines from the beginning, and from the end, may tell that a page is an interview.
const TELLING_LINES: usize = 8;

/// What a line of an interview is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Labelled: "Q. …"; where the words begin.
    Asks,
    /// Labelled: "A. …"; where the words begin.
    Answers(usize),
    /// A line that ends with a question mark, a dash before it or not.
    Question(bool),
    Other,
}

impl Lines<'_, '_> {
    /// Gives the answers of an interview to who is interviewed.
    pub(super) fn interview(&mut self) {
        let parts: Vec<Part> = (0..self.ranges.len()).map(|number| self.part(number)).collect();
        let labelled = parts.iter().any(|p| matches!(p, Part::Asks))
            && parts.iter().any(|p| matches!(p, Part::Answers(_)));
        let asked = |n: usize| {
            if labelled {
                parts[n] == Part::Asks
            } else {
                matches!(parts[n], Part::Question(_))
            }
        };
        let first = if labelled {
            parts
                .iter()
                .position(|p| matches!(p, Part::Asks | Part::Answers(_)))
        } else {
            (0..parts.len()).find(|n| asked(*n))
        };
        let Some(first) = first else { return };
        if !labelled && !self.is_interview(&parts) {
            return;
        }
        let interviewee = self.interviewee(first);
        let called = interviewee
            .as_ref()
            .and_then(|phrase| phrase.name.as_ref())
            .map(|name| fold(self.page.text_of(&(name.end - 1..name.end))));
        let speaker = Party::Interviewee(interviewee);
        let mut is_answer = false;
        for (number, part) in parts.iter().enumerate().skip(first) {
            if !self.is_prose(number) {
                continue;
            }
            if asked(number) {
                self.forms[number] = Form::Question;
                is_answer = true;
                continue;
            }
            let start = match part {
                Part::Answers(start) => *start,
                // nobody calls themselves by name
                _ if is_answer && !self.names(number, called.as_deref()) => self.ranges[number].start,
                _ => continue,
            };
            is_answer = true;
            self.forms[number] = Form::Words(Words {
                tokens: start..self.ranges[number].end,
                party: speaker.clone(),
                rule: "answer",
                sure: Trust::of(85, "an answer"),
                signed: None,
            });
        }
    }

    /// Whether the line names the person.
    fn names(&self, number: usize, called: Option<&str>) -> bool {
        let page = self.page;
        called.is_some_and(|called| {
            let mut words = self.ranges[number].clone();
            words.any(|at| page.is_name_word(at) && fold(page.text_of(&(at..at + 1))) == called)
        })
    }

    fn part(&self, number: usize) -> Part {
        let page = self.page;
        let line = self.ranges[number].clone();
        if !self.is_prose(number) {
            return Part::Other;
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
            return Part::Asks;
        }
        if let Some(start) = labelled(|m| matches!(m, PhraseMeaning::AnswerLabel)) {
            return Part::Answers(start);
        }
        let closed = page.is_mark(line.end - 1, '»')
            || page.is_mark(line.end - 1, '"')
            || page.is_mark(line.end - 1, '”');
        let question = page.is_mark(line.end - 1 - usize::from(closed && line.len() > 1), '?');
        let dash = matches!(page.tokens[line.start].kind, TokenKind::Mark('-' | '–' | '—'));
        if question && line.len() <= QUESTION_MAX {
            Part::Question(dash)
        } else {
            Part::Other
        }
    }

    /// Whether lines that ask make an interview: several of them, each before a line that does not, and a word that
    /// tells so or a dash before each.
    fn is_interview(&self, parts: &[Part]) -> bool {
        let questions: Vec<usize> = (0..parts.len())
            .filter(|n| matches!(parts[*n], Part::Question(_)))
            .collect();
        let answered = |n: &&usize| {
            self.behind(**n)
                .is_some_and(|next| !matches!(parts[next], Part::Question(_)))
        };
        let answers = questions.iter().filter(answered).count();
        let dashed = questions
            .iter()
            .filter(|n| parts[**n] == Part::Question(true))
            .count();
        let told = || {
            let lines = self.ranges.iter().filter(|line| !line.is_empty());
            let end = lines.clone().count().saturating_sub(3);
            lines
                .enumerate()
                .filter(|(n, _)| *n < TELLING_LINES || *n >= end)
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
        let marked = dashed == questions.len() && answers >= 2 || answers >= 3 && told();
        often && answers * 4 >= questions.len() * 3 && marked
    }

    /// Who is interviewed: the name behind "interview with" before the first question.
    fn interviewee(&self, first: usize) -> Option<NounPhrase> {
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
