//! Recognises labels of turns: "M. Paul DURAND. — …", "KYLIE STONE, ANALYST: …", "Paul Durand (Northtown) (Lab)" on a
//! line of its own.

use super::line_classifier::LineClassifier;
use crate::domain::{SpeakerKind, fold};
use crate::extract::lexicon::{PhraseMeaning, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use std::ops::Range;

/// Maximum length in tokens of a label.
const LABEL_TOKENS_MAX: usize = 36;

/// How a label ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelEnd {
    /// A colon: "Untel : …"
    Colon,
    /// A dash: "M. Untel. — …", "Untel (PPE). – …"
    Dash,
    /// A full stop: "M. Untel. Madame la ministre, …"
    FullStop,
    /// The label is a line of its own.
    WholeLine,
}

/// The name of a speaker at the start of a line.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent signs that it is a label"
)]
pub(super) struct SpeakerLabel {
    pub(super) line: usize,
    pub(super) phrase: NounPhrase,
    pub(super) end: LabelEnd,
    /// The token where the words begin.
    pub(super) words_start: usize,
    /// Whether a title, a role, brackets or capitals mark it as a speaker.
    pub(super) is_marked: bool,
    pub(super) has_brackets: bool,
    pub(super) has_title: bool,
    /// Whether the name has several words or a role beside it, and so is not the place of a dateline.
    pub(super) is_full_name: bool,
    /// Whether its role is to ask questions: "Ann Lee, host".
    pub(super) is_asker: bool,
}

impl SpeakerLabel {
    /// The folded words of a label that is only a role: "Le président".
    pub(super) fn role(&self, page: &Page<'_>) -> Option<String> {
        let unnamed = self.phrase.name.is_none() && self.end == LabelEnd::Colon;
        unnamed.then(|| fold(page.text_of(&self.phrase.tokens)))
    }
}

impl LineClassifier<'_, '_> {
    /// The label that the line begins with.
    pub(super) fn label_at_line(&self, number: usize) -> Option<SpeakerLabel> {
        let page = self.page;
        let line = self.ranges[number].clone();
        if !self.is_prose(number)
            || line
                .clone()
                .take(LABEL_TOKENS_MAX)
                .any(|at| page.is_mark(at, '@'))
        {
            return None;
        }
        let mut start = line.start;
        if matches!(page.token(start)?.kind, TokenKind::Mark('-' | '–' | '—'))
            && page.token(start + 1)?.has_space_before
        {
            start += 1;
        }
        let (end, style, words) = find_label_end(page, start, line.end)?;
        let boundary = (start..end)
            .find(|at| page.is_mark(*at, '(') || page.is_mark(*at, ',') || page.is_mark(*at, '['))
            .unwrap_or(end);
        if page.quotation_at(start).is_some() || !can_be_label(page, start, boundary..end) {
            return None;
        }
        let title = page
            .meaning(start, |m| matches!(m, PhraseMeaning::Title(_)))
            .map_or(0, |(_, n)| n);
        let phrase = labelled_speaker(page, start, title, boundary, end)?;
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
            // a label before a quotation ("N: « … »") is left to the rules for sentences
            LabelEnd::Colon => {
                let role = phrase.kind == SpeakerKind::Person && phrase.noun.is_some();
                (name.is_some() || role && boundary == end) && page.quotation_at(words).is_none()
            }
            LabelEnd::Dash => shown,
            LabelEnd::FullStop => title > 0 && (name.is_some() || phrase.noun.is_some()),
            LabelEnd::WholeLine => start == line.start && name.is_some() && self.line_after(number).is_some(),
        };
        let full = phrase.noun.is_some() || name.is_some_and(|n| n.len() >= 2);
        let titled = title > 0;
        let asker = (boundary..end).any(|at| {
            page.meaning(at, |m| matches!(m, PhraseMeaning::QuestionLabel))
                .is_some()
        });
        fits.then_some(SpeakerLabel {
            line: number,
            phrase,
            end: style,
            words_start: words,
            is_marked: shown,
            has_brackets: bracketed,
            has_title: titled,
            is_full_name: full,
            is_asker: asker,
        })
    }
}

/// Whether the words from `start`, with `rest` after the name, can be a speaker's label: not one for notes or
/// questions, and without a verb.
fn can_be_label(page: &Page<'_>, start: usize, rest: Range<usize>) -> bool {
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
    known.is_none_or(|(_, length)| start + length != rest.end) && !has_verb_outside_brackets(page, rest)
}

/// The speaker that the label names after a title of `title` tokens. The name ends at `boundary` or, with a role after
/// it, at `end`.
fn labelled_speaker(
    page: &Page<'_>,
    start: usize,
    title: usize,
    boundary: usize,
    end: usize,
) -> Option<NounPhrase> {
    let determined = title > 0 && page.has_class(start + title, WordClass::DETERMINER);
    let head = if determined { start + title } else { start };
    let mut phrase = noun::phrase_from(page, head, end)
        .filter(|p| p.tokens.end >= boundary)
        .or_else(|| noun::phrase_from(page, head, boundary))
        .filter(|p| p.tokens.end >= boundary && p.can_speak() && !p.is_pronoun)?;
    phrase.tokens.start = start;
    if page.is_mark(boundary, '(') && phrase.name.is_none() {
        take_name_in_brackets(page, &mut phrase, boundary, end);
    }
    if phrase.kind == SpeakerKind::Unknown && phrase.name.is_some() {
        phrase.kind = SpeakerKind::Person;
    }
    Some(phrase)
}

/// Whether there is a verb among the tokens, brackets excluded: "Untel, qui parle :" is no label, but "head" in "Untel,
/// head of the guild" is a noun.
fn has_verb_outside_brackets(page: &Page<'_>, tokens: Range<usize>) -> bool {
    let mut depth = 0_i32;
    tokens.into_iter().any(|at| {
        depth += i32::from(page.is_mark(at, '(')) - i32::from(page.is_mark(at, ')'));
        let noun = page.noun_at(at).is_some() || at > 0 && page.is_mark(at - 1, ',');
        depth == 0 && !noun && page.is_finite_verb(at)
    })
}

/// Where the label that begins at `start` ends, how it ends, and where the words after it begin.
fn find_label_end(page: &Page<'_>, start: usize, line_end: usize) -> Option<(usize, LabelEnd, usize)> {
    let mut depth = 0_usize;
    for at in start..line_end.min(start + LABEL_TOKENS_MAX) {
        let TokenKind::Mark(mark) = page.tokens[at].kind else {
            continue;
        };
        let dash =
            |at: usize| at < line_end && matches!(page.tokens[at].kind, TokenKind::Mark('—' | '–' | '-'));
        match mark {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.checked_sub(1)?,
            _ if depth > 0 => {}
            ':' => return Some((at, LabelEnd::Colon, at + 1)),
            '.' if dash(at + 1) => return Some((at, LabelEnd::Dash, at + 2)),
            '.' if at + 1 < line_end => return Some((at, LabelEnd::FullStop, at + 1)),
            '—' | '–' if at > start && page.is_mark(at - 1, ')') || is_name_in_capitals(page, start, at) =>
            {
                return Some((at, LabelEnd::Dash, at + 1));
            }
            ',' | '-' | '\'' | '&' => {}
            _ => return None,
        }
    }
    (depth == 0 && line_end <= start + LABEL_TOKENS_MAX && start < line_end).then_some((
        line_end,
        LabelEnd::WholeLine,
        line_end,
    ))
}

/// Whether the words are a name in capitals with a given name: "ZOÉ UNTEL — …". Other capitals can be the place of a
/// dateline.
fn is_name_in_capitals(page: &Page<'_>, start: usize, end: usize) -> bool {
    let capitals = |at: usize| page.tokens[at].is_all_caps;
    end >= start + 2 && page.is_given_name(start) && (start..end).all(capitals)
}

/// Adds to a role the name in brackets after it: "The Minister for Digital Affairs (Claire Aubert)".
fn take_name_in_brackets(page: &Page<'_>, phrase: &mut NounPhrase, open: usize, end: usize) {
    let Some(close) = (open + 1..end).find(|at| page.is_mark(*at, ')')) else {
        return;
    };
    let inside: Range<usize> = open + 1..close;
    let named = noun::phrase_from(page, inside.start, inside.end).filter(|p| {
        p.tokens.end == inside.end && (p.has_title || p.name.as_ref().is_some_and(|n| n.len() >= 2))
    });
    if let Some(named) = named {
        phrase.name = named.name;
        phrase.kind = SpeakerKind::Person;
        phrase.agreement = named.agreement;
        phrase.tokens.end = close + 1;
    }
}
