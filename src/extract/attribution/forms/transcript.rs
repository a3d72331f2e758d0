//! Transcripts: which labels are those of speakers, and what words they have.

use super::label::{Label, Style};
use super::{Form, Lines, Party, Words};
use crate::domain::fold;
use crate::extract::certainty::Trust;
use crate::extract::lexicon::PhraseMeaning;
use crate::extract::page::Page;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A chairman without a name who says no more words calls to order or gives the floor.
const CHAIR_WORDS_MAX: usize = 6;
/// So few words before a colon may be the label of somebody who is not known.
const OTHER_LABEL_MAX: usize = 7;

impl Lines<'_, '_> {
    /// Gives the lines of a transcript to their speakers; whether the page is one.
    pub(super) fn turns(&mut self) -> bool {
        let mut labels: Vec<Label> = (0..self.ranges.len())
            .filter_map(|number| self.label(number))
            .collect();
        self.choose(&mut labels);
        let Some((first, last)) = labels.first().zip(labels.last()) else {
            return false;
        };
        let span = first.line..last.line + 1;
        let lines = span.clone().filter(|n| !self.ranges[*n].is_empty()).count();
        let formal = labels.iter().filter(|l| l.style != Style::Colon).count() >= 2;
        let transcript = labels.len() >= 2 && (formal || labels.len() * 3 >= lines);
        let ends = if transcript && (formal || labels.len() * 2 >= lines) {
            self.ranges.len()
        } else {
            last.line + 1
        };
        let askers: HashSet<String> = labels
            .iter()
            .filter(|l| l.asker)
            .filter_map(|l| last_word(self.page, l))
            .collect();
        for (index, label) in labels.iter().enumerate() {
            let next = labels.get(index + 1);
            let end = next.map_or(ends, |next| next.line);
            let asker = last_word(self.page, label).is_some_and(|word| askers.contains(&word));
            if self.is_left_out(label, next, asker) {
                self.forms[label.line] = Form::Question;
            } else {
                self.give(label, if transcript { end } else { label.line + 1 });
            }
        }
        transcript
    }

    /// Whether nothing is said in the turn: a reporter's question, or a chairman who gives the floor to the next.
    fn is_left_out(&self, label: &Label, next: Option<&Label>, asker: bool) -> bool {
        let page = self.page;
        let line = self.ranges[label.line].clone();
        let words = label.words.min(line.end)..line.end;
        if asker && words.end > words.start && page.is_mark(words.end - 1, '?') {
            return true;
        }
        let chair = label.phrase.name.is_none();
        let called = next
            .and_then(|next| next.phrase.name.as_ref())
            .map(|name| fold(page.text_of(&(name.end - 1..name.end))));
        let calls = called.is_some_and(|called| {
            let mut words = words.clone().take(40);
            words.any(|at| page.is_name_word(at) && fold(page.text_of(&(at..at + 1))) == called)
        });
        chair
            && !words.is_empty()
            && (calls || label.style != Style::Colon && page.count_words(words) <= CHAIR_WORDS_MAX)
    }

    /// Gives the words behind the label, up to the line `end`, to whom it names.
    fn give(&mut self, label: &Label, end: usize) {
        let mut party = Party::Phrase(label.phrase.clone());
        let mut rule = "turn";
        let mut sure = Trust::of(95, "a turn of a transcript");
        for number in label.line..end {
            let line = self.ranges[number].clone();
            if number > label.line && self.is_prose(number) && self.is_labelled(&line) {
                self.leave_out(number, end);
                return;
            }
            let start = if number == label.line {
                label.words
            } else {
                line.start
            };
            if start >= line.end {
                if number == label.line {
                    self.forms[number] = Form::Aside;
                }
            } else if self.is_prose(number) {
                self.forms[number] = Form::Words(Words {
                    tokens: start..line.end,
                    party,
                    rule,
                    sure: sure.clone(),
                    signed: None,
                });
                party = Party::Previous;
                rule = "turn-goes-on";
                sure = Trust::of(88, "the turn of a transcript goes on");
            }
        }
    }

    /// Leaves out the turn of somebody who is not known, from the line `from` to the next label.
    fn leave_out(&mut self, from: usize, end: usize) {
        for number in from..end {
            if self.is_prose(number) {
                self.forms[number] = Form::Aside;
            }
        }
    }

    /// Whether the line begins with few words and a colon, or with somebody in capitals and a full stop.
    fn is_labelled(&self, line: &Range<usize>) -> bool {
        let page = self.page;
        let end = line.end.min(line.start + OTHER_LABEL_MAX);
        if self.asks_without_mark(line) {
            return true;
        }
        let mark = (line.start..end).find(|at| !page.is_word(*at) && !page.is_number(*at));
        let Some(mark) = mark.filter(|mark| *mark > line.start && page.quotation_at(*mark).is_none()) else {
            return false;
        };
        let begins = page.tokens[line.start].is_capitalised || page.is_number(line.start);
        let stop = page.is_mark(mark, '.') && page.tokens[mark - 1].is_all_caps && mark + 1 < line.end;
        let short = mark - line.start <= 2 || !page.has_finite_verb(line.start..mark);
        begins && (page.is_mark(mark, ':') || stop) && short
    }

    /// "Q Mr. President, …": the letter alone.
    fn asks_without_mark(&self, line: &Range<usize>) -> bool {
        let page = self.page;
        let asks = page
            .meaning(line.start, |m| matches!(m, PhraseMeaning::QuestionLabel))
            .is_some();
        let next = page
            .token(line.start + 1)
            .is_some_and(|t| t.is_capitalised && t.has_space_before);
        asks && next && page.text_of(&(line.start..line.start + 1)).len() == 1
    }

    /// Keeps the labels that others like them, or what they show, make labels of speakers.
    fn choose(&self, labels: &mut Vec<Label>) {
        let page = self.page;
        let last_word = |l: &Label| last_word(page, l);
        let count = |style: Style, ok: fn(&Label) -> bool| {
            labels.iter().filter(|l| l.style == style && ok(l)).count()
        };
        let stops = count(Style::Stop, |l| l.titled);
        let dashes = count(Style::Dash, |l| l.shown);
        let alone = count(Style::Alone, |l| l.bracketed || l.titled);
        let known: HashSet<String> = labels
            .iter()
            .filter(|l| l.shown && (l.style != Style::Alone || alone >= 2 && l.bracketed))
            .filter_map(last_word)
            .collect();
        let mut roles: HashMap<String, usize> = HashMap::new();
        for role in labels.iter().filter_map(|l| l.role(page)) {
            *roles.entry(role).or_default() += 1;
        }
        let recurs = |l: &Label| {
            l.role(page)
                .is_some_and(|role| roles.get(&role).is_some_and(|n| *n >= 2))
        };
        let colons = labels
            .iter()
            .filter(|l| {
                l.style == Style::Colon
                    && (l.shown || recurs(l) || last_word(l).is_some_and(|w| known.contains(&w)))
            })
            .count();
        labels.retain(|l| {
            let named = last_word(l).is_some_and(|w| known.contains(&w));
            match l.style {
                Style::Stop => l.titled && stops >= 2,
                Style::Dash => l.titled || l.full && dashes >= 2,
                Style::Alone => alone >= 2 && (l.bracketed || l.titled || named),
                Style::Colon => (l.shown || named || recurs(l)) && (colons >= 2 || l.bracketed),
            }
        });
    }
}

/// The folded last word of the name.
fn last_word(page: &Page<'_>, label: &Label) -> Option<String> {
    let name = label.phrase.name.as_ref()?;
    Some(fold(page.text_of(&(name.end - 1..name.end))))
}
