//! Who was asked, where nobody else is named to say it: "a-t-on appris auprès de N", "explique-t-on à la préfecture".

use super::Party;
use crate::extract::date;
use crate::extract::lexicon::{PhraseMeaning, WordClass};
use crate::extract::noun;
use crate::extract::page::Page;

/// How many adverbs and times may stand between the verb and who was asked.
const STEPS_MAX: usize = 4;

/// Who was asked, by the words from `at` on, and where these end.
pub(super) fn asked(page: &Page<'_>, at: usize, limit: usize) -> Option<(Party, usize)> {
    let mut at = at;
    for _ in 0..STEPS_MAX {
        match date::length_at(page, at).or_else(|| page.adverb_length(at)) {
            Some(length) => at += length,
            None => break,
        }
    }
    if let Some((_, length)) = page.meaning(at, |m| matches!(m, PhraseMeaning::SameSource)) {
        return Some((Party::Previous, at + length));
    }
    let (_, length) = page.meaning(at, |m| matches!(m, PhraseMeaning::AskedSourcePreposition))?;
    let known = page.has_class(at + length, WordClass::DEFINITE);
    let phrase =
        noun::phrase_from(page, at + length, limit).filter(|p| (p.can_speak() || known) && !p.pronoun)?;
    let end = phrase.tokens.end;
    Some((Party::Phrase(phrase), end))
}
