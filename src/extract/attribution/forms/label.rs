//! Labels of turns: "M. Paul DURAND. — …", "KYLIE STONE, ANALYST: …", "Paul Durand (Northtown) (Lab)" on a line.

use super::Lines;
use crate::domain::{SpeakerKind, fold};
use crate::extract::lexicon::{PhraseMeaning, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use std::ops::Range;

/// How many tokens a label takes at most, and each of its brackets.
const LABEL_MAX: usize = 36;

/// How a label ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent signs that it is a label"
)]
pub(super) struct Label {
    pub(super) line: usize,
    pub(super) phrase: NounPhrase,
    pub(super) style: Style,
    /// Where the words begin.
    pub(super) words: usize,
    /// Whether a title, a role, brackets or capitals show that it is somebody who speaks.
    pub(super) shown: bool,
    pub(super) bracketed: bool,
    pub(super) titled: bool,
    /// Whether the name has more than one word, or stands beside a role: no place of a dateline.
    pub(super) full: bool,
    /// Whether its role is to ask: "Ann Lee, host".
    pub(super) asker: bool,
}

impl Label {
    /// The folded words of a label that only tells a role: "Le président".
    pub(super) fn role(&self, page: &Page<'_>) -> Option<String> {
        let unnamed = self.phrase.name.is_none() && self.style == Style::Colon;
        unnamed.then(|| fold(page.text_of(&self.phrase.tokens)))
    }
}

impl Lines<'_, '_> {
    /// The label that the line begins with.
    pub(super) fn label(&self, number: usize) -> Option<Label> {
        let page = self.page;
        let line = self.ranges[number].clone();
        if !self.is_prose(number) || line.clone().take(LABEL_MAX).any(|at| page.is_mark(at, '@')) {
            return None;
        }
        let mut start = line.start;
        if matches!(page.token(start)?.kind, TokenKind::Mark('-' | '–' | '—'))
            && page.token(start + 1)?.has_space_before
        {
            start += 1;
        }
        let (end, style, words) = end_of_label(page, start, line.end)?;
        let boundary = (start..end)
            .find(|at| page.is_mark(*at, '(') || page.is_mark(*at, ',') || page.is_mark(*at, '['))
            .unwrap_or(end);
        if page.quotation_at(start).is_some() || !is_label(page, start, boundary..end) {
            return None;
        }
        let title = page
            .meaning(start, |m| matches!(m, PhraseMeaning::Title(_)))
            .map_or(0, |(_, n)| n);
        let phrase = named(page, start, title, boundary, end)?;
        let bracketed = page.is_mark(boundary, '(');
        let name = phrase.name.clone();
        let begins = |at: usize| page.is_given_name(at) || page.text_of(&(at..at + 1)).ends_with('.');
        let shouted = name.as_ref().is_some_and(|n| page.tokens[n.end - 1].is_all_caps);
        let given = name
            .as_ref()
            .is_some_and(|n| n.len() >= 2 && n.len() <= 5 && begins(n.start));
        let roled = name.is_some() && page.is_mark(boundary, ',') && boundary < end;
        let shown = title > 0 || bracketed || shouted || given || roled;
        let fits = match style {
            // "N: « … »" is read as a sentence
            Style::Colon => {
                let role = phrase.kind == SpeakerKind::Person && phrase.noun.is_some();
                (name.is_some() || role && boundary == end) && page.quotation_at(words).is_none()
            }
            Style::Dash => shown,
            Style::Stop => title > 0 && (name.is_some() || phrase.noun.is_some()),
            Style::Alone => start == line.start && name.is_some() && self.behind(number).is_some(),
        };
        let full = phrase.noun.is_some() || name.is_some_and(|n| n.len() >= 2);
        let titled = title > 0;
        let asker = (boundary..end).any(|at| {
            page.meaning(at, |m| matches!(m, PhraseMeaning::QuestionLabel))
                .is_some()
        });
        fits.then_some(Label {
            line: number,
            phrase,
            style,
            words,
            shown,
            bracketed,
            titled,
            full,
            asker,
        })
    }
}

/// Whether the label from `start`, with `rest` behind the name, may be somebody's: it is none of those for notes and
/// questions, and nothing is done in it.
fn is_label(page: &Page<'_>, start: usize, rest: Range<usize>) -> bool {
    let no_speaker = |m: &PhraseMeaning| {
        matches!(
            m,
            PhraseMeaning::ColonLabel
                | PhraseMeaning::AsideLabel
                | PhraseMeaning::QuestionLabel
                | PhraseMeaning::AnswerLabel
        )
    };
    let known = page.meaning(start, no_speaker);
    known.is_none_or(|(_, length)| start + length != rest.end) && !does_something(page, rest)
}

/// Whom the label names, behind a title of `title` tokens, up to `boundary` or, with the role behind it, `end`.
fn named(page: &Page<'_>, start: usize, title: usize, boundary: usize, end: usize) -> Option<NounPhrase> {
    let determined = title > 0 && page.has_class(start + title, WordClass::DETERMINER);
    let head = if determined { start + title } else { start };
    let mut phrase = noun::phrase_from(page, head, end)
        .filter(|p| p.tokens.end >= boundary)
        .or_else(|| noun::phrase_from(page, head, boundary))
        .filter(|p| p.tokens.end >= boundary && p.can_speak() && !p.pronoun)?;
    phrase.tokens.start = start;
    if page.is_mark(boundary, '(') && phrase.name.is_none() {
        named_in_brackets(page, &mut phrase, boundary, end);
    }
    if phrase.kind == SpeakerKind::Unknown && phrase.name.is_some() {
        phrase.kind = SpeakerKind::Person;
    }
    Some(phrase)
}

/// Whether a verb stands in the stretch, brackets left out: "Untel, qui parle :" is no label; "head" in "Untel, head of
/// the guild" is a noun.
fn does_something(page: &Page<'_>, tokens: Range<usize>) -> bool {
    let mut depth = 0_i32;
    tokens.into_iter().any(|at| {
        depth += i32::from(page.is_mark(at, '(')) - i32::from(page.is_mark(at, ')'));
        let noun = page.noun_at(at).is_some() || at > 0 && page.is_mark(at - 1, ',');
        depth == 0 && !noun && page.is_finite_verb(at)
    })
}

/// Where the label that begins at `start` ends, how, and where the words behind it begin.
fn end_of_label(page: &Page<'_>, start: usize, line_end: usize) -> Option<(usize, Style, usize)> {
    let mut depth = 0_usize;
    for at in start..line_end.min(start + LABEL_MAX) {
        let TokenKind::Mark(mark) = page.tokens[at].kind else {
            continue;
        };
        let dash =
            |at: usize| at < line_end && matches!(page.tokens[at].kind, TokenKind::Mark('—' | '–' | '-'));
        match mark {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.checked_sub(1)?,
            _ if depth > 0 => {}
            ':' => return Some((at, Style::Colon, at + 1)),
            '.' if dash(at + 1) => return Some((at, Style::Dash, at + 2)),
            '.' if at + 1 < line_end => return Some((at, Style::Stop, at + 1)),
            '—' | '–' if at > start && page.is_mark(at - 1, ')') || given_in_capitals(page, start, at) => {
                return Some((at, Style::Dash, at + 1));
            }
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

/// "ZOÉ UNTEL — …": capitals alone may be the place of a dateline.
fn given_in_capitals(page: &Page<'_>, start: usize, end: usize) -> bool {
    let capitals = |at: usize| page.tokens[at].is_all_caps;
    end >= start + 2 && page.is_given_name(start) && (start..end).all(capitals)
}

/// "The Minister for Digital Affairs (Claire Aubert)": the name of who has the role.
fn named_in_brackets(page: &Page<'_>, phrase: &mut NounPhrase, open: usize, end: usize) {
    let Some(close) = (open + 1..end).find(|at| page.is_mark(*at, ')')) else {
        return;
    };
    let inside: Range<usize> = open + 1..close;
    let named = noun::phrase_from(page, inside.start, inside.end).filter(|p| {
        p.tokens.end == inside.end && (p.titled || p.name.as_ref().is_some_and(|n| n.len() >= 2))
    });
    if let Some(named) = named {
        phrase.name = named.name;
        phrase.kind = SpeakerKind::Person;
        phrase.gender = named.gender;
        phrase.tokens.end = close + 1;
    }
}
