//! Finds the points of a statement: the members of a list in its words, numbered, announced or neither.

use super::attribution::ReportCandidate;
use super::content::trim_end;
use super::lexicon::{PhraseMeaning, VerbForm, WordClass};
use super::list::skip_number;
use super::page::Page;
use super::token::TokenKind;
use crate::domain::Act;
use std::ops::Range;

/// The points of the report. Empty if its words contain no list of at least two members.
pub(super) fn find_points(page: &Page<'_>, report: &ReportCandidate) -> Vec<Range<usize>> {
    if report.list_line_count > 0 {
        return report.pieces[report.pieces.len() - report.list_line_count..].to_vec();
    }
    let Some(content) = report.pieces.first() else {
        return Vec::new();
    };
    if report.pieces.len() > 1 {
        return Vec::new();
    }
    let marked = numbered_points(page, content);
    if marked.len() >= 2 {
        return marked;
    }
    let Some(start) = announced_list_start(page, report, content) else {
        return unannounced_points(page, report, content);
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
            && (comma || page.has_class(at, WordClass::COORDINATOR) && !has_comma(page, at..content.end))
            && from < at
        {
            points.push(from..trim_end(page, from, at));
            from = at + 1;
            continue;
        }
        let and = page.has_class(at, WordClass::COORDINATOR) && starts_list_member(page, at + 1, start);
        if (comma && starts_list_member(page, at + 1, start) || and) && from < at {
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

/// Whether there is a comma among the tokens.
fn has_comma(page: &Page<'_>, tokens: Range<usize>) -> bool {
    tokens.into_iter().any(|at| page.is_mark(at, ','))
}

/// The members of a list in which each begins with a number or ordinal: "1) … ; 2) …", "premièrement, … ;
/// deuxièmement, …".
fn numbered_points(page: &Page<'_>, content: &Range<usize>) -> Vec<Range<usize>> {
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
        .filter_map(|at| Some((at, skip_number(page, at)?)))
        .collect();
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([content.end]);
    let members = starts.iter().zip(ends).filter(|((_, start), end)| start < end);
    members
        .map(|((_, start), end)| *start..trim_end(page, *start, end))
        .filter(|member| member.start < member.end)
        .collect()
}

/// Three or more things in a row that are proposed, asked for or promised, without numbers and without announcement:
/// "à repeindre la halle, à rouvrir le musée et à baisser le péage", "la création d'un fonds, l'ouverture d'un guichet
/// et un audit". French only.
fn unannounced_points(
    page: &Page<'_>,
    report: &ReportCandidate,
    content: &Range<usize>,
) -> Vec<Range<usize>> {
    let asks = matches!(report.act, Some(Act::Proposal | Act::Call | Act::Commitment));
    if !asks || page.lexicon.bare_clauses() {
        return Vec::new();
    }
    let deeds = split_members(page, content, |at| {
        let led =
            page.has_class(at, WordClass::NOUN_LINK | WordClass::ROLE_LINK) && page.can_be_infinitive(at + 1);
        (led || page.can_be_infinitive(at)).then_some(at + usize::from(led))
    });
    if deeds.len() >= 3 && page.can_be_infinitive(content.start) {
        return deeds;
    }
    // a participle such as "including" can introduce the things: "…, incluant des évaluations, des mécanismes et des
    // plans"
    let extended = content
        .clone()
        .find(|at| {
            page.has_form(*at, VerbForm::PresentParticiple) && page.has_class(*at + 1, WordClass::DETERMINER)
        })
        .map_or(content.clone(), |participle| participle + 1..content.end);
    let things = split_members(page, &extended, |at| {
        page.has_class(at, WordClass::DETERMINER).then_some(at)
    });
    let things = if page.has_class(extended.start, WordClass::DETERMINER) {
        things
    } else {
        Vec::new()
    };
    if things.len() >= 3 { things } else { Vec::new() }
}

/// The members of "A, B et C". `begins` returns where a member's words begin if one begins at a token; it is asked
/// after each comma and after the last coordinator.
fn split_members(
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

/// Where the announced list begins: after the colon that follows a noun such as "propositions".
fn announced_list_start(page: &Page<'_>, report: &ReportCandidate, content: &Range<usize>) -> Option<usize> {
    let sentence = page.sentences.get(report.sentence)?;
    let colon = (sentence.start..content.end)
        .find(|at| page.is_mark(*at, ':') && page.quotation_at(*at).is_none())?;
    let announces = (sentence.start..colon).any(|at| {
        page.meaning(at, |m| matches!(m, PhraseMeaning::EnumerationNoun))
            .is_some()
    });
    announces.then(|| (colon + 1).max(content.start))
}

/// Whether a list member begins at `at` in the same way as the first one at `first`: with a determiner, or with an
/// infinitive.
fn starts_list_member(page: &Page<'_>, at: usize, first: usize) -> bool {
    let like = |class| page.has_class(first, class) && page.has_class(at, class);
    let determiner = WordClass::DETERMINER;
    like(determiner)
        || page.has_class(at, determiner) && !page.has_class(first, WordClass::PREPOSITION)
        || page.has_form(first, VerbForm::Infinitive) && page.has_form(at, VerbForm::Infinitive)
        || page.has_class(first, WordClass::NOUN_LINK) && page.has_class(at, WordClass::NOUN_LINK)
}
