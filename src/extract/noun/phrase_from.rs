//! Parses a whole noun phrase, its apposition included.

use super::apposition::include_apposition;
use super::noun_phrase::NounPhrase;
use super::phrase_parser::PhraseParser;
use crate::extract::page::Page;

/// The noun phrase, apposition included, that begins at `at` and ends before `limit`.
pub(in crate::extract) fn phrase_from(page: &Page<'_>, at: usize, limit: usize) -> Option<NounPhrase> {
    let mut phrase = PhraseParser::new(page, at, limit).parse()?;
    include_apposition(page, &mut phrase, limit);
    Some(phrase)
}
