//! Quotations that a name signs behind a dash or in brackets: “…” — N, mayor of P; « … » (N).

use super::{Party, Report};
use crate::domain::SpeakerKind;
use crate::extract::certainty::Trust;
use crate::extract::lexicon::PhraseMeaning;
use crate::extract::noun::{self, NounPhrase};
use crate::extract::page::{Page, Quotation};
use crate::extract::token::TokenKind;

/// How many tokens a signature may take.
const LONGEST_SIGNATURE: usize = 30;
/// How many words a quotation has at least where its signature follows.
const FEWEST_WORDS: usize = 2;

/// The report of a quotation at the start of a sentence that a name signs.
pub(super) fn signed(page: &Page<'_>, number: usize) -> Option<Report> {
    let sentence = page.sentences[number].clone();
    let quotation = page.quotations[page.quotation_at(sentence.start)?];
    if quotation.open != sentence.start || !quotation.closed {
        return None;
    }
    let signature = signature(page, &quotation)?;
    let inside = quotation.inside();
    if page.count_words(inside.clone()) < FEWEST_WORDS {
        return None;
    }
    Some(Report::new(
        number,
        vec![inside],
        Party::Phrase(signature),
        "signed",
        Trust::of(88, "a quotation with a signature"),
    ))
}

/// The phrase behind the quotation, from a dash to the end of the line or in brackets.
fn signature(page: &Page<'_>, quotation: &Quotation) -> Option<NounPhrase> {
    let mut at = quotation.end();
    while matches!(page.token(at).map(|t| t.kind), Some(TokenKind::Mark(',' | '.'))) {
        at += 1;
    }
    // on the next line too
    let broken = page.token(at).is_some_and(|t| t.kind == TokenKind::LineBreak);
    let mark = at + usize::from(broken);
    let bracketed = page.is_mark(mark, '(') && !broken;
    let dashed = matches!(page.token(mark)?.kind, TokenKind::Mark('—' | '–' | '-' | '―'));
    if !bracketed && !dashed {
        return None;
    }
    // "--" too
    let start = mark + 1 + usize::from(dashed && page.is_mark(mark + 1, '-'));
    let last = (start + LONGEST_SIGNATURE).min(page.tokens.len());
    let closes = |t: &usize| match page.tokens[*t].kind {
        TokenKind::Mark(')') => bracketed,
        TokenKind::LineBreak | TokenKind::Mark('.') => dashed,
        _ => false,
    };
    let ends = (dashed && last == page.tokens.len()).then_some(last);
    let end = (start..last).find(closes).or(ends)?;
    let phrase = noun::phrase_from(page, start, end)?;
    let full = phrase.name.as_ref().is_some_and(|name| name.len() >= 2);
    let agency = start + 1 == end && page.tokens[start].is_all_caps;
    let known = phrase.name.is_some() || phrase.kind == SpeakerKind::Institution;
    // "« La digue » (Brenac) aussi": one word in brackets signs only at the end
    let ends = !page
        .token(end + 1)
        .is_some_and(|t| t.is_word() && !t.is_capitalised);
    let known = known && !agency && (!bracketed || ends || full || phrase.titled);
    let verb = page.has_finite_verb(start..phrase.tokens.end);
    // what follows the phrase belongs to it: a second description, a year
    let whole = phrase.tokens.end == end || page.is_mark(phrase.tokens.end, ',');
    let nobody = page
        .meaning(start, |m| {
            matches!(m, PhraseMeaning::FirstPerson | PhraseMeaning::Impersonal)
        })
        .is_some();
    (known && whole && !verb && !phrase.pronoun && !nobody).then_some(phrase)
}
