//! Finds where a cue ends on its right: after its particle and inverted pronoun.

use crate::extract::date;
use crate::extract::lexicon::{Cue, WordClass};
use crate::extract::page::Page;

/// Maximum distance of a particle from its verb: "called late on Tuesday 3 March 2026 for".
const PARTICLE_REACH: usize = 24;

/// Where the cue ends, after its fixed words, and the inverted pronoun after the verb if there is one. `None` if its
/// fixed words do not follow.
pub(in crate::extract) fn cue_end(
    page: &Page<'_>,
    at: usize,
    cue: &Cue,
    limit: usize,
) -> Option<(usize, Option<usize>)> {
    let mut end = at + 1;
    let mut inverted = None;
    if end < limit && page.is_inverted_pronoun(end) {
        inverted = Some(end);
        end += 1;
    }
    // the negation belongs to a cue that reports only when denied: "n'exclut pas"
    while cue.only_when_denied && end < limit && page.has_class(end, WordClass::NEGATION) {
        end += 1;
    }
    let mut skipped = 0;
    for word in &cue.remaining_words {
        // checking what is between is expensive, and usually the word is not there at all
        if !(end..limit.min(end + PARTICLE_REACH)).any(|t| page.word(t) == *word) {
            return None;
        }
        while end < limit && page.word(end) != *word {
            // adverbs and times can separate a verb from its particle: "called last week for"
            let time = date::date_length_at(page, end);
            // "se sont dits jeudi favorables à": the predicate is part of what they said
            if skipped >= 3
                || cue.reflexive && time.is_some()
                || time.is_none() && !page.has_class(end, WordClass::ADVERB) && !is_count(page, end)
            {
                return None;
            }
            skipped += 1;
            end += time.unwrap_or(1);
        }
        if end >= limit {
            return None;
        }
        end += 1;
    }
    Some((end, inverted))
}

/// Whether the token is an English count: "two", "several" in "made two proposals".
fn is_count(page: &Page<'_>, at: usize) -> bool {
    page.lexicon.bare_clauses() && (page.has_class(at, WordClass::PLURAL) || page.is_number(at))
}
