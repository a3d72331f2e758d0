//! The numbered parts of a proposal: a list in the words themselves, announced or numbered.

use super::attribution::Report;
use super::content::{is_infinitive, trim_end};
use super::lexicon::{PhraseMeaning, VerbForm, WordClass};
use super::page::Page;
use super::token::TokenKind;
use crate::domain::Act;
use std::ops::Range;

/// The points of the report, or none where it has no list.
pub(super) fn of(page: &Page<'_>, report: &Report) -> Vec<Range<usize>> {
    if report.listed > 0 {
        return report.pieces[report.pieces.len() - report.listed..].to_vec();
    }
    let Some(content) = report.pieces.first() else {
        return Vec::new();
    };
    if report.pieces.len() > 1 {
        return Vec::new();
    }
    let marked = marked(page, content);
    if marked.len() >= 2 {
        return marked;
    }
    let Some(start) = announced(page, report, content) else {
        return unannounced(page, report, content);
    };
    let has_clause = (start..content.end).any(|at| {
        page.has_class(
            at,
            WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE | WordClass::MODAL,
        )
    });
    let mut points = Vec::new();
    let mut from = start;
    for at in start..content.end {
        if page.quotation_at(at).is_some() {
            continue;
        }
        let comma = matches!(page.tokens[at].kind, TokenKind::Mark(',' | ';'));
        // English members need no article: "higher pay, free buses and a pension"
        let plain = page.lexicon.bare_clauses() && !has_clause;
        if plain
            && (comma || page.has_class(at, WordClass::COORDINATOR) && !comma_follows(page, at..content.end))
            && from < at
        {
            points.push(from..trim_end(page, from, at));
            from = at + 1;
            continue;
        }
        let and = page.has_class(at, WordClass::COORDINATOR) && begins_member(page, at + 1, start);
        if (comma && begins_member(page, at + 1, start) || and) && from < at {
            points.push(from..trim_end(page, from, at));
            from = at + 1;
        }
    }
    if from < content.end {
        points.push(from..trim_end(page, from, content.end));
    }
    points.retain(|p| p.start < p.end);
    if points.len() >= 2 { points } else { Vec::new() }
}

/// Whether a comma stands in the tokens.
fn comma_follows(page: &Page<'_>, tokens: Range<usize>) -> bool {
    tokens.into_iter().any(|at| page.is_mark(at, ','))
}

/// The members of a list that numbers or ordinals begin: "1) … ; 2) …", "premièrement, … ; deuxièmement, …".
fn marked(page: &Page<'_>, content: &Range<usize>) -> Vec<Range<usize>> {
    let begins = |at: &usize| {
        let before = at.checked_sub(1).filter(|_| *at > content.start);
        before.is_none_or(|b| {
            matches!(page.tokens[b].kind, TokenKind::Mark(':' | ';' | ',' | '.'))
                || page.has_class(b, WordClass::COORDINATOR)
        })
    };
    let starts: Vec<(usize, usize)> = content
        .clone()
        .filter(|at| page.quotation_at(*at).is_none() && begins(at))
        .filter_map(|at| Some((at, behind_marker(page, at)?)))
        .collect();
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([content.end]);
    let members = starts.iter().zip(ends).filter(|((_, start), end)| start < end);
    members
        .map(|((_, start), end)| *start..trim_end(page, *start, end))
        .filter(|member| member.start < member.end)
        .collect()
}

/// Three things or more that are proposed, asked for or promised in a row: "à repeindre la halle, à rouvrir le musée et
/// à baisser le péage", "la création d'un fonds, l'ouverture d'un guichet et un audit".
fn unannounced(page: &Page<'_>, report: &Report, content: &Range<usize>) -> Vec<Range<usize>> {
    let asks = matches!(report.act, Some(Act::Proposal | Act::Call | Act::Commitment));
    if !asks || page.lexicon.bare_clauses() {
        return Vec::new();
    }
    let deeds = members(page, content, |at| {
        let led =
            page.has_class(at, WordClass::NOUN_LINK | WordClass::ROLE_LINK) && is_infinitive(page, at + 1);
        (led || is_infinitive(page, at)).then_some(at + usize::from(led))
    });
    if deeds.len() >= 3 && is_infinitive(page, content.start) {
        return deeds;
    }
    // "…, incluant des évaluations, des mécanismes et des plans"
    let extended = content
        .clone()
        .find(|at| {
            page.has_form(*at, VerbForm::PresentParticiple) && page.has_class(*at + 1, WordClass::DETERMINER)
        })
        .map_or(content.clone(), |participle| participle + 1..content.end);
    let things = members(page, &extended, |at| {
        page.has_class(at, WordClass::DETERMINER).then_some(at)
    });
    let things = if page.has_class(extended.start, WordClass::DETERMINER) {
        things
    } else {
        Vec::new()
    };
    if things.len() >= 3 { things } else { Vec::new() }
}

/// The members of "A, B et C": each begins where `begins` tells, behind a comma or the last coordinator.
fn members(
    page: &Page<'_>,
    content: &Range<usize>,
    begins: impl Fn(usize) -> Option<usize>,
) -> Vec<Range<usize>> {
    let outside = |at: &usize| page.quotation_at(*at).is_none();
    let joins = |at: &usize| page.has_class(*at, WordClass::COORDINATOR) && begins(at + 1).is_some();
    let last = content.clone().rev().filter(outside).find(joins);
    let Some(last) = last else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = content.start;
    for at in content.start..last {
        if outside(&at)
            && page.is_mark(at, ',')
            && let Some(next) = begins(at + 1)
        {
            found.push(from..trim_end(page, from, at));
            from = next;
        }
    }
    found.push(from..trim_end(page, from, last));
    if let Some(next) = begins(last + 1) {
        found.push(next..trim_end(page, next, content.end));
    }
    found.retain(|member| member.start < member.end);
    found
}

/// Where the words behind a number or an ordinal begin that opens a member of a list: "2) …", "enfin, …".
pub(super) fn behind_marker(page: &Page<'_>, at: usize) -> Option<usize> {
    if page.is_number(at) {
        let marked = matches!(page.token(at + 1)?.kind, TokenKind::Mark(')' | '°'));
        return marked.then_some(at + 2);
    }
    let (_, length) = page.meaning(at, |m| matches!(m, PhraseMeaning::EnumerationOrdinal(_)))?;
    let set_off = page.is_mark(at + length, ',') || page.is_mark(at + length, ':');
    set_off.then_some(at + length + 1)
}

/// The lines of the list that the report announces, their bullets and numbers left out: "trois mesures :", a line end,
/// "- un registre".
pub(super) fn lines_behind(page: &Page<'_>, report: &Report) -> Vec<Range<usize>> {
    let Some(sentence) = page.sentences.get(report.sentence) else {
        return Vec::new();
    };
    let announces = |at: usize| {
        page.meaning(at, |m| matches!(m, PhraseMeaning::EnumerationNoun))
            .is_some()
    };
    let includes = includes(page, sentence);
    if !page.is_mark(sentence.end - 1, ':')
        || page.line_around(sentence.start).end != sentence.end
        || !includes && !sentence.clone().any(announces)
    {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut at = sentence.end + 1;
    while at < page.tokens.len() {
        let line = page.line_around(at);
        at = line.end + 1;
        if line.is_empty() {
            continue;
        }
        let labelled = || (includes && has_label(page, &line)).then_some(line.start);
        let Some(words) = behind_bullet(page, &line).or_else(labelled) else {
            break;
        };
        lines.push(words..trim_end(page, words, line.end));
    }
    lines.retain(|line| line.start < line.end);
    if lines.len() >= 2 { lines } else { Vec::new() }
}

/// Whether the sentence ends with "including:", so that what follows is part of the words and no list of points.
pub(super) fn includes(page: &Page<'_>, sentence: &Range<usize>) -> bool {
    let last = sentence.end.saturating_sub(2).max(sentence.start);
    page.meaning(last, |m| matches!(m, PhraseMeaning::EnumerationInclusion))
        .is_some()
}

/// "The Training Fund: The ministry will …": a line that a label of a few words opens.
fn has_label(page: &Page<'_>, line: &Range<usize>) -> bool {
    let label = line.start..line.end.min(line.start + 14);
    let colon = label.into_iter().find(|at| page.is_mark(*at, ':'));
    colon.is_some_and(|colon| {
        colon > line.start && colon + 3 < line.end && !page.has_finite_verb(line.start..colon)
    })
}

/// Where the words of a list's line begin: behind "-", "•", "1.", "2)" or "premièrement,".
fn behind_bullet(page: &Page<'_>, line: &Range<usize>) -> Option<usize> {
    let first = page.token(line.start)?;
    if matches!(first.kind, TokenKind::Mark('-' | '–' | '—' | '•' | '*' | '·')) {
        return Some(line.start + 1);
    }
    let marked = matches!(
        page.token(line.start + 1)?.kind,
        TokenKind::Mark('.' | ')' | '°' | '/' | '-')
    );
    if first.kind == TokenKind::Number && marked {
        return Some(line.start + 2);
    }
    let (_, length) = page.meaning(line.start, |m| matches!(m, PhraseMeaning::EnumerationOrdinal(_)))?;
    page.is_mark(line.start + length, ',')
        .then_some(line.start + length + 1)
}

/// Where the list begins: behind the colon that a noun such as "propositions" announces.
fn announced(page: &Page<'_>, report: &Report, content: &Range<usize>) -> Option<usize> {
    let sentence = page.sentences.get(report.sentence)?;
    let colon = (sentence.start..content.end)
        .find(|at| page.is_mark(*at, ':') && page.quotation_at(*at).is_none())?;
    let announces = (sentence.start..colon).any(|at| {
        page.meaning(at, |m| matches!(m, PhraseMeaning::EnumerationNoun))
            .is_some()
    });
    announces.then(|| (colon + 1).max(content.start))
}

/// Whether a member of the list begins here as its first one does: with a determiner, or with an infinitive.
fn begins_member(page: &Page<'_>, at: usize, first: usize) -> bool {
    let like = |class| page.has_class(first, class) && page.has_class(at, class);
    let determiner = WordClass::DETERMINER;
    like(determiner)
        || page.has_class(at, determiner) && !page.has_class(first, WordClass::PREPOSITION)
        || page.has_form(first, VerbForm::Infinitive) && page.has_form(at, VerbForm::Infinitive)
        || page.has_class(first, WordClass::NOUN_LINK) && page.has_class(at, WordClass::NOUN_LINK)
}
