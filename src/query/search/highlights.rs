//! Finds where a text matches a search. The full-text index stores no text, so the stored words are compared.

use super::parsed_search::{ParsedSearch, SearchTerm};
use super::tokens::{SearchToken, search_tokens};
use crate::domain::Lang;
use crate::domain::similarity::inflection_stem;
use schemars::JsonSchema;
use serde::Serialize;

/// A matching part of a text, in Unicode code points, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Highlight {
    /// Number of code points before it.
    pub start: u32,
    /// Number of code points before the end of it.
    pub end: u32,
}

/// The parts of `words`, in the language `lang`, that match a required term, in order and without overlap.
pub(super) fn highlight(words: &str, lang: Lang, wanted: &ParsedSearch) -> Vec<Highlight> {
    highlight_tokens(&search_tokens(words), lang, wanted)
}

/// Like [`highlight`], for a text that is already split into tokens.
pub(super) fn highlight_tokens(text: &[SearchToken], lang: Lang, wanted: &ParsedSearch) -> Vec<Highlight> {
    let mut marks: Vec<Highlight> = Vec::new();
    for term in wanted.required.iter().flatten() {
        let found = (0..text.len()).filter_map(|at| match_term(&text[at..], lang, term));
        marks.extend(found);
    }
    marks.sort_by_key(|mark| (mark.start, mark.end));
    marks.dedup_by(|next, kept| {
        let overlaps = next.start < kept.end;
        if overlaps {
            kept.end = kept.end.max(next.end);
        }
        overlaps
    });
    marks
}

/// The part of `text` that `term` matches at its beginning, if it does.
pub(super) fn match_term(text: &[SearchToken], lang: Lang, term: &SearchTerm) -> Option<Highlight> {
    let (first, last) = (text.first()?, term.tokens.len() - 1);
    let covered = text.get(..=last)?;
    for (i, (token, wanted)) in covered.iter().zip(&term.tokens).enumerate() {
        let begins = term.is_prefix && i == last && token.text.starts_with(&wanted.text);
        let is_form = || term.allows_inflection && is_form(lang, &token.text, &wanted.text);
        if token.text != wanted.text && !begins && !is_form() {
            return None;
        }
        // Han characters that are adjacent in the search must be adjacent in the text, and the others must not.
        let joined = |tokens: &[SearchToken]| tokens[i - 1].end == tokens[i].start;
        if i > 0 && token.is_han && covered[i - 1].is_han && joined(&term.tokens) != joined(covered) {
            return None;
        }
    }
    Some(Highlight {
        start: first.start,
        end: covered[last].end,
    })
}

/// Whether two words are inflected forms of one word.
fn is_form(lang: Lang, word: &str, other: &str) -> bool {
    word.as_bytes().first() == other.as_bytes().first()
        && inflection_stem(lang, word) == inflection_stem(lang, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words with the matching parts in brackets.
    fn marked(words: &str, query: &str) -> String {
        let mut shown = String::new();
        let marks = highlight(words, Lang::Fr, &ParsedSearch::parse(query));
        for (i, c) in (0_u32..).zip(words.chars()) {
            if marks.iter().any(|mark| mark.start == i) {
                shown.push('[');
            }
            shown.push(c);
            if marks.iter().any(|mark| mark.end == i + 1) {
                shown.push(']');
            }
        }
        shown
    }

    #[test]
    fn highlights_are_positions_in_the_stored_words() {
        insta::assert_snapshot!(marked("L’État protège les États", "etat"), @"L’[État] protège les [États]");
        insta::assert_snapshot!(marked("L’État protège les États", "\"etat\""), @"L’[État] protège les États");
        insta::assert_snapshot!(marked("L’État protège les États", "etat*"), @"L’[État] protège les [États]");
        insta::assert_snapshot!(marked("un bien public, public", "\"bien public\""), @"un [bien public], public");
        insta::assert_snapshot!(marked("发展人工智能，人工。智能", "人工智能"), @"发展[人工智能]，人工。智能");
        insta::assert_snapshot!(marked("中国人", "中国 国人"), @"[中国人]");
        insta::assert_snapshot!(marked("a b", "-a b"), @"a [b]");
    }
}
