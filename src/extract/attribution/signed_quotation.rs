//! Finds quotations with a signature after a dash or in brackets: “…” — N, mayor of P; « … » (N).

use super::report_candidate::ReportCandidate;
use super::speaker_mention::SpeakerMention;
use crate::domain::SpeakerKind;
use crate::extract::certainty::Trust;
use crate::extract::lexicon::PhraseMeaning;
use crate::extract::noun::{self, NounPhrase};
use crate::extract::page::Page;
use crate::extract::quotation::Quotation;
use crate::extract::token::TokenKind;

/// Maximum length of a signature in tokens.
const SIGNATURE_TOKENS_MAX: usize = 30;
/// Minimum number of words of a quotation with a signature.
const QUOTATION_WORDS_MIN: usize = 2;

/// The report of a quotation at the start of a sentence that has a signature.
pub(super) fn signed_quotation(page: &Page<'_>, number: usize) -> Option<ReportCandidate> {
    let sentence = page.sentences[number].clone();
    let quotation = page.quotations[page.quotation_at(sentence.start)?];
    if quotation.open != sentence.start || !quotation.closed {
        return None;
    }
    let signature = signature(page, &quotation)?;
    let inside = quotation.inside();
    if page.count_words(inside.clone()) < QUOTATION_WORDS_MIN {
        return None;
    }
    Some(ReportCandidate::new(
        number,
        vec![inside],
        SpeakerMention::Phrase(signature),
        "signed",
        Trust::new(88, "a quotation with a signature"),
    ))
}

/// The signature after the quotation, from a dash to the end of the line or in brackets.
fn signature(page: &Page<'_>, quotation: &Quotation) -> Option<NounPhrase> {
    let mut at = quotation.end();
    while matches!(page.token(at).map(|t| t.kind), Some(TokenKind::Mark(',' | '.'))) {
        at += 1;
    }
    // the signature can also be on the next line
    let broken = page.token(at).is_some_and(|t| t.kind == TokenKind::LineBreak);
    let mark = at + usize::from(broken);
    let bracketed = page.is_mark(mark, '(') && !broken;
    let dashed = matches!(page.token(mark)?.kind, TokenKind::Mark('—' | '–' | '-' | '―'));
    if !bracketed && !dashed {
        return None;
    }
    // the dash can also be "--"
    let start = mark + 1 + usize::from(dashed && page.is_mark(mark + 1, '-'));
    let last = (start + SIGNATURE_TOKENS_MAX).min(page.tokens.len());
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
    // "« La digue » (Brenac) aussi": one word in brackets is a signature only at the end of a sentence
    let ends = !page
        .token(end + 1)
        .is_some_and(|t| t.is_word() && !t.is_capitalised);
    let known = known && !agency && (!bracketed || ends || full || phrase.has_title);
    let verb = page.has_finite_verb(start..phrase.tokens.end);
    // only a second description or a year can follow the phrase
    let whole = phrase.tokens.end == end || page.is_mark(phrase.tokens.end, ',');
    let nobody = page
        .meaning(start, |m| {
            matches!(m, PhraseMeaning::FirstPerson | PhraseMeaning::Impersonal)
        })
        .is_some();
    (known && whole && !verb && !phrase.is_pronoun && !nobody).then_some(phrase)
}
