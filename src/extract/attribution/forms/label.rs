//! Labels of turns: "M. Paul DURAND. — …", "KYLIE STONE, ANALYST: …", "Paul Durand (Northtown) (Lab)" on a line.

use super::{Form, Lines, Party, Words};
use crate::domain::{SpeakerKind, fold};
use crate::extract::certainty::Certainty;
use crate::extract::lexicon::{Class, Meaning};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::page::Page;
use crate::extract::token::Kind;
use std::collections::HashSet;
use std::ops::Range;

/// How many tokens a label takes at most, and each of its brackets.
const LABEL_MAX: usize = 36;
/// A chairman without a name who says no more words gives the floor to somebody.
const CHAIR_WORDS_MAX: usize = 10;

/// How a label ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// "Untel : …"
    Colon,
    /// "M. Untel. — …", "Untel (PPE). – …"
    Dash,
    /// "M. Untel. Madame la ministre, …"
    Stop,
    /// A line by itself.
    Alone,
}

/// Who speaks, at the start of a line.
#[derive(Debug, Clone)]
struct Label {
    line: usize,
    phrase: NounPhrase,
    style: Style,
    /// Where the words begin.
    words: usize,
    /// Whether a title, a role, brackets or capitals show that it is somebody who speaks.
    shown: bool,
    bracketed: bool,
    titled: bool,
    /// Whether the name has more than one word, or stands beside a role: no place of a dateline.
    full: bool,
}

impl Lines<'_, '_> {
    /// Gives the lines of a transcript to their speakers; whether the page is one.
    pub(super) fn turns(&mut self) -> bool {
        let mut labels: Vec<Label> = (0..self.lines.len())
            .filter_map(|number| self.label(number))
            .collect();
        self.choose(&mut labels);
        let Some((first, last)) = labels.first().zip(labels.last()) else {
            return false;
        };
        let span = first.line..last.line + 1;
        let lines = span.clone().filter(|n| !self.lines[*n].is_empty()).count();
        let formal = labels.iter().filter(|l| l.style != Style::Colon).count() >= 2;
        let transcript = labels.len() >= 2 && (formal || labels.len() * 3 >= lines);
        let ends = if transcript && (formal || labels.len() * 2 >= lines) {
            self.lines.len()
        } else {
            last.line + 1
        };
        for (label, next) in labels
            .iter()
            .zip(labels.iter().skip(1).map(|l| l.line).chain([ends]))
        {
            self.give(label, if transcript { next } else { label.line + 1 });
        }
        transcript
    }

    /// Gives the words behind the label, up to the line `end`, to whom it names.
    fn give(&mut self, label: &Label, end: usize) {
        let page = self.page;
        let mut party = Party::Phrase(label.phrase.clone());
        let mut rule = "turn";
        let mut sure = Certainty::of(95, "a turn of a transcript");
        let chair = label.phrase.name.is_none();
        let mut number = label.line;
        while number < end {
            let line = self.lines[number].clone();
            let words = if number == label.line {
                label.words.min(line.end)..line.end
            } else {
                line
            };
            let gives_floor = chair && page.count_words(words.clone()) <= CHAIR_WORDS_MAX;
            if words.is_empty() || gives_floor {
                if number == label.line || gives_floor {
                    self.forms[number] = Form::Aside;
                }
            } else if matches!(self.forms[number], Form::Prose) {
                let words = Words {
                    tokens: words,
                    party,
                    rule,
                    sure: sure.clone(),
                    signed: None,
                };
                self.forms[number] = Form::Words(words);
                party = Party::Previous;
                rule = "turn-goes-on";
                sure = Certainty::of(88, "the turn of a transcript goes on");
            }
            number += 1;
        }
    }

    /// Keeps the labels that others like them, or what they show, make labels of speakers.
    fn choose(&self, labels: &mut Vec<Label>) {
        let page = self.page;
        let last_word = |l: &Label| {
            l.phrase
                .name
                .as_ref()
                .map(|n| fold(page.text_of(&(n.end - 1..n.end))))
        };
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
        let colons = labels
            .iter()
            .filter(|l| {
                l.style == Style::Colon && (l.shown || last_word(l).is_some_and(|w| known.contains(&w)))
            })
            .count();
        labels.retain(|l| {
            let named = last_word(l).is_some_and(|w| known.contains(&w));
            match l.style {
                Style::Stop => l.titled && stops >= 2,
                Style::Dash => l.titled || l.full && dashes >= 2,
                Style::Alone => alone >= 2 && (l.bracketed || l.titled || named),
                Style::Colon => (l.shown || named) && (colons >= 2 || l.bracketed),
            }
        });
    }

    /// The label that the line begins with.
    fn label(&self, number: usize) -> Option<Label> {
        let page = self.page;
        let line = self.lines[number].clone();
        if !self.is_prose(number) || line.clone().take(LABEL_MAX).any(|at| page.is_mark(at, '@')) {
            return None;
        }
        let mut start = line.start;
        if matches!(page.token(start)?.kind, Kind::Mark('-' | '–' | '—')) && page.token(start + 1)?.spaced
        {
            start += 1;
        }
        let (end, style, words) = end_of_label(page, start, line.end)?;
        let boundary = (start..end)
            .find(|at| page.is_mark(*at, '(') || page.is_mark(*at, ',') || page.is_mark(*at, '['))
            .unwrap_or(end);
        let title = page
            .meaning(start, |m| matches!(m, Meaning::Title(_)))
            .map_or(0, |(_, n)| n);
        let determined = title > 0 && page.is(start + title, Class::DETERMINER);
        let head = if determined { start + title } else { start };
        let no_speaker = |m: &Meaning| {
            matches!(
                m,
                Meaning::NoSpeaker | Meaning::Aside | Meaning::Asks | Meaning::Answers
            )
        };
        if page.quotation(start).is_some()
            || page
                .meaning(start, no_speaker)
                .is_some_and(|(_, n)| start + n == end)
            || does_something(page, boundary..end)
        {
            return None;
        }
        let mut phrase = noun::forwards(page, head, end)
            .filter(|p| p.tokens.end >= boundary)
            .or_else(|| noun::forwards(page, head, boundary))
            .filter(|p| p.tokens.end >= boundary && p.can_speak() && !p.pronoun)?;
        phrase.tokens.start = start;
        let bracketed = page.is_mark(boundary, '(');
        if bracketed && phrase.name.is_none() {
            named_in_brackets(page, &mut phrase, boundary, end);
        }
        let name = phrase.name.clone();
        if phrase.kind == SpeakerKind::Unknown && name.is_some() {
            phrase.kind = SpeakerKind::Person;
        }
        let begins = |at: usize| page.is_given(at) || page.text_of(&(at..at + 1)).ends_with('.');
        let shouted = name.as_ref().is_some_and(|n| page.tokens[n.end - 1].shouted);
        let given = name
            .as_ref()
            .is_some_and(|n| n.len() >= 2 && n.len() <= 5 && begins(n.start));
        let roled = name.is_some() && page.is_mark(boundary, ',') && boundary < end;
        let shown = title > 0 || bracketed || shouted || given || roled;
        let fits = match style {
            // "N: « … »" is read as a sentence
            Style::Colon => name.is_some() && page.quotation(words).is_none(),
            Style::Dash => shown,
            Style::Stop => title > 0 && (name.is_some() || phrase.noun.is_some()),
            Style::Alone => start == line.start && name.is_some() && self.behind(number).is_some(),
        };
        let full = phrase.noun.is_some() || name.is_some_and(|n| n.len() >= 2);
        let titled = title > 0;
        fits.then_some(Label {
            line: number,
            phrase,
            style,
            words,
            shown,
            bracketed,
            titled,
            full,
        })
    }
}

/// Whether a verb stands in the stretch, brackets left out: "Untel, qui parle :" is no label; "head" in "Untel, head of
/// the guild" is a noun.
fn does_something(page: &Page<'_>, tokens: Range<usize>) -> bool {
    let mut depth = 0_i32;
    tokens.into_iter().any(|at| {
        depth += i32::from(page.is_mark(at, '(')) - i32::from(page.is_mark(at, ')'));
        let noun = page.noun(at).is_some() || at > 0 && page.is_mark(at - 1, ',');
        depth == 0 && !noun && page.is_verb(at)
    })
}

/// Where the label that begins at `start` ends, how, and where the words behind it begin.
fn end_of_label(page: &Page<'_>, start: usize, line_end: usize) -> Option<(usize, Style, usize)> {
    let mut depth = 0_usize;
    for at in start..line_end.min(start + LABEL_MAX) {
        let Kind::Mark(mark) = page.tokens[at].kind else {
            continue;
        };
        let dash = |at: usize| at < line_end && matches!(page.tokens[at].kind, Kind::Mark('—' | '–' | '-'));
        match mark {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.checked_sub(1)?,
            _ if depth > 0 => {}
            ':' => return Some((at, Style::Colon, at + 1)),
            '.' if dash(at + 1) => return Some((at, Style::Dash, at + 2)),
            '.' if at + 1 < line_end => return Some((at, Style::Stop, at + 1)),
            '—' | '–' if page.is_mark(at.wrapping_sub(1), ')') => return Some((at, Style::Dash, at + 1)),
            ',' | '-' | '\'' | '&' => {}
            _ => return None,
        }
    }
    (depth == 0 && line_end <= start + LABEL_MAX && start < line_end).then_some((
        line_end,
        Style::Alone,
        line_end,
    ))
}

/// "The Minister for Digital Affairs (Claire Aubert)": the name of who has the role.
fn named_in_brackets(page: &Page<'_>, phrase: &mut NounPhrase, open: usize, end: usize) {
    let Some(close) = (open + 1..end).find(|at| page.is_mark(*at, ')')) else {
        return;
    };
    let inside: Range<usize> = open + 1..close;
    let named = noun::forwards(page, inside.start, inside.end).filter(|p| {
        p.tokens.end == inside.end && (p.titled || p.name.as_ref().is_some_and(|n| n.len() >= 2))
    });
    if let Some(named) = named {
        phrase.name = named.name;
        phrase.kind = SpeakerKind::Person;
        phrase.gender = named.gender;
        phrase.tokens.end = close + 1;
    }
}
