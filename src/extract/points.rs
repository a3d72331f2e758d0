//! The numbered parts of a proposal: a list in the words themselves, announced or numbered.

use super::attribution::Report;
use super::content::trim_end;
use super::lexicon::{Class, Meaning};
use super::page::Page;
use super::token::Kind;
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
    let announced = announced(page, report, content);
    let Some(start) = announced else { return Vec::new() };
    let mut points = Vec::new();
    let mut from = start;
    for at in start..content.end {
        if page.quotation(at).is_some() {
            continue;
        }
        let comma = matches!(page.tokens[at].kind, Kind::Mark(',' | ';'));
        let and = page.is(at, Class::COORDINATOR) && begins_member(page, at + 1, start);
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

/// The lines of the list that the report announces, their bullets and numbers left out: "trois mesures :", a line end,
/// "- un registre".
pub(super) fn lines_behind(page: &Page<'_>, report: &Report) -> Vec<Range<usize>> {
    let Some(sentence) = page.sentences.get(report.sentence) else {
        return Vec::new();
    };
    let announces = |at: usize| page.meaning(at, |m| matches!(m, Meaning::Announces)).is_some();
    if !page.is_mark(sentence.end - 1, ':')
        || page.line(sentence.start).end != sentence.end
        || !sentence.clone().any(announces)
    {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut at = sentence.end + 1;
    while at < page.tokens.len() {
        let line = page.line(at);
        at = line.end + 1;
        if line.is_empty() {
            continue;
        }
        let Some(words) = behind_bullet(page, &line) else {
            break;
        };
        lines.push(words..trim_end(page, words, line.end));
    }
    lines.retain(|line| line.start < line.end);
    if lines.len() >= 2 { lines } else { Vec::new() }
}

/// Where the words of a list's line begin: behind "-", "•", "1.", "2)" or "premièrement,".
fn behind_bullet(page: &Page<'_>, line: &Range<usize>) -> Option<usize> {
    let first = page.token(line.start)?;
    if matches!(first.kind, Kind::Mark('-' | '–' | '—' | '•' | '*' | '·')) {
        return Some(line.start + 1);
    }
    let marked = matches!(
        page.token(line.start + 1)?.kind,
        Kind::Mark('.' | ')' | '°' | '/' | '-')
    );
    if first.kind == Kind::Number && marked {
        return Some(line.start + 2);
    }
    let (_, length) = page.meaning(line.start, |m| matches!(m, Meaning::Ordinal(_)))?;
    page.is_mark(line.start + length, ',')
        .then_some(line.start + length + 1)
}

/// Where the list begins: behind the colon that a noun such as "propositions" announces.
fn announced(page: &Page<'_>, report: &Report, content: &Range<usize>) -> Option<usize> {
    let sentence = page.sentences.get(report.sentence)?;
    let colon =
        (sentence.start..content.end).find(|at| page.is_mark(*at, ':') && page.quotation(*at).is_none())?;
    let announces =
        (sentence.start..colon).any(|at| page.meaning(at, |m| matches!(m, Meaning::Announces)).is_some());
    announces.then(|| (colon + 1).max(content.start))
}

/// Whether a member of the list begins here as its first one does: with a determiner, or with an infinitive.
fn begins_member(page: &Page<'_>, at: usize, first: usize) -> bool {
    let like = |class| page.is(first, class) && page.is(at, class);
    let determiner = Class::DETERMINER;
    like(determiner)
        || page.is(at, determiner) && !page.is(first, Class::PREPOSITION)
        || page.has_form(first, super::lexicon::Form::Infinitive)
            && page.has_form(at, super::lexicon::Form::Infinitive)
        || page.is(first, Class::OF) && page.is(at, Class::OF)
}
