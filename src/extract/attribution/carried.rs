//! Quotations without a cue: they go on with whoever spoke, or hold an incise of their own.

use super::{Party, Report};
use crate::extract::certainty::Trust;
use crate::extract::content;
use crate::extract::lexicon::WordClass;
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use crate::extract::verb;

/// A sentence that is a quotation and nothing else goes on with the speaker of the report before.
pub(super) fn carried(page: &Page<'_>, number: usize, before: Option<&Report>) -> Option<Report> {
    let sentence = page.sentences[number].clone();
    let opening = light(page, sentence.start);
    let quotation = page.quotations[page.quotation_at(opening)?];
    if quotation.open != opening || content::trim_end(page, sentence.start, sentence.end) > quotation.end() {
        return None;
    }
    let inside = quotation.inside();
    let follows = before.is_some_and(|b| {
        number - b.sentence == 1 && page.tokens[sentence.start - 1].kind != TokenKind::LineBreak
    });
    let words = page.count_words(inside.clone());
    let reopened = is_reopened(page, quotation.open);
    let least = if follows { 2 } else { 4 };
    if !reopened && (words < least || words < 8 && !page.has_finite_verb(inside.clone())) {
        return None;
    }
    if let Some((group, phrase, zone)) = verb::inside_quotation(page, &inside) {
        let cue = group.cue(page);
        return Some(
            Report::new(
                number,
                vec![inside.start..zone.start, zone.end..inside.end],
                Party::Phrase(phrase),
                "incise-inside-quotation",
                Trust::of(92, "an incise inside a quotation"),
            )
            .by(cue, group.tokens.clone()),
        );
    }
    let near = before.is_some_and(|b| number - b.sentence <= 2 || reopened && b.sentence < number);
    Some(Report::new(
        number,
        vec![inside],
        match before {
            _ if !near => Party::Nobody,
            // it goes on with words that nobody has yet
            Some(before) if reopened && matches!(before.party, Party::Nobody | Party::Unclaimed) => {
                Party::Unclaimed
            }
            _ => Party::Previous,
        },
        "carried",
        if near {
            Trust::of(80, "a quotation right behind a report")
        } else {
            Trust::of(55, "a quotation by itself")
        },
    ))
}

/// Whether the quotation before was left open at the end of its paragraph, so that this one goes on with it.
fn is_reopened(page: &Page<'_>, open: usize) -> bool {
    let before = page
        .quotation_at(open)
        .and_then(|q| q.checked_sub(1))
        .map(|q| page.quotations[q]);
    before.is_some_and(|before| {
        !before.closed && (before.close..open).all(|at| page.tokens[at].kind == TokenKind::LineBreak)
    })
}

/// Gives the paragraphs of a quotation whose speaker only the last one names to that speaker: “A.⏎“B,” N wrote.
pub(super) fn give_back(page: &Page<'_>, reports: &mut [Report]) {
    for number in (1..reports.len()).rev() {
        let (before, here) = reports.split_at_mut(number);
        let (Some(before), Some(here)) = (before.last_mut(), here.first()) else {
            continue;
        };
        let named = match &here.party {
            Party::Phrase(phrase) | Party::Interviewee(Some(phrase)) if phrase.name.is_some() => phrase,
            _ => continue,
        };
        let opens = here.pieces.first().and_then(|piece| piece.start.checked_sub(1));
        let reopened = opens.is_some_and(|open| page.quotation_at(open).is_some() && is_reopened(page, open));
        if reopened && before.rule == "carried" && matches!(before.party, Party::Nobody | Party::Unclaimed) {
            before.party = Party::Interviewee(Some(named.clone()));
            before.sure = Trust::of(80, "a quotation that goes on to its speaker");
        }
    }
}

/// Behind the words that lead a sentence on and say nothing: "Or, « … »", "Et « … »".
fn light(page: &Page<'_>, start: usize) -> usize {
    let mut at = start;
    while at < start + 4 {
        match page.adverb_length(at) {
            Some(length) => at += length,
            None if page.has_class(at, WordClass::COORDINATOR) || page.is_mark(at, ',') => at += 1,
            None => break,
        }
    }
    at
}
