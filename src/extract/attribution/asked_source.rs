//! Finds the source that was asked, if no other speaker is named: "a-t-on appris auprès de N", "explique-t-on à la
//! préfecture".

use super::speaker_mention::SpeakerMention;
use crate::extract::date;
use crate::extract::lexicon::{PhraseMeaning, WordClass};
use crate::extract::noun;
use crate::extract::page::Page;

/// Maximum number of adverbs and times between the verb and the source.
const STEPS_MAX: usize = 4;

/// The source that the words from `at` on name, and where these words end.
pub(super) fn find_asked_source(page: &Page<'_>, at: usize, limit: usize) -> Option<(SpeakerMention, usize)> {
    let mut at = at;
    for _ in 0..STEPS_MAX {
        match date::date_length_at(page, at).or_else(|| page.adverb_length(at)) {
            Some(length) => at += length,
            None => break,
        }
    }
    if let Some((_, length)) = page.meaning(at, |m| matches!(m, PhraseMeaning::SameSource)) {
        return Some((SpeakerMention::PreviousSpeaker, at + length));
    }
    let (_, length) = page.meaning(at, |m| matches!(m, PhraseMeaning::AskedSourcePreposition))?;
    let known = page.has_class(at + length, WordClass::DEFINITE);
    let phrase =
        noun::phrase_from(page, at + length, limit).filter(|p| (p.can_speak() || known) && !p.is_pronoun)?;
    let end = phrase.tokens.end;
    Some((SpeakerMention::Phrase(phrase), end))
}
