//! Pairing of the statements of a new reading with the known statements.

use super::article_state::CurrentArticle;
use super::reading_comparison::{first_span, names_are_compatible, words};
use crate::domain::{Evidence, Statement, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Pairs known statements with readings, by their indexes.
///
/// Only the same words are paired, and only where the speaker can be the same. Where several readings fit, the one
/// with the same speaker and the most similar context wins, then the one nearest in the order of the article.
pub(super) fn match_readings(
    current: &CurrentArticle,
    known: &[&Statement],
    readings: &[Statement],
) -> BTreeMap<usize, usize> {
    let mut by_words: BTreeMap<Vec<&str>, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (number, statement) in known.iter().enumerate() {
        by_words.entry(words(statement)).or_default().0.push(number);
    }
    for (number, reading) in readings.iter().enumerate() {
        by_words.entry(words(reading)).or_default().1.push(number);
    }
    let mut pairs = BTreeMap::new();
    for (mut known_numbers, reading_numbers) in by_words.into_values() {
        known_numbers.sort_by_key(|number| first_span(known[*number]));
        let mut candidates = Vec::new();
        for (place, old) in known_numbers.iter().enumerate() {
            for (new_place, new) in reading_numbers.iter().enumerate() {
                // A wording that is repeated very often is compared with near occurrences only, to bound the cost.
                if place.abs_diff(new_place) > OCCURRENCES_APART_MAX {
                    continue;
                }
                if let Some(score) = match_score(current, known[*old], &readings[*new]) {
                    candidates.push((score, place.abs_diff(new_place), *old, *new));
                }
            }
        }
        candidates.sort_by_key(|(score, apart, old, new)| (std::cmp::Reverse(*score), *apart, *old, *new));
        let mut paired = BTreeSet::new();
        for (_, _, old, new) in candidates {
            if !pairs.contains_key(&old) && paired.insert(new) {
                pairs.insert(old, new);
            }
        }
    }
    pairs
}

/// Maximum distance, in occurrences of one wording, between two statements that are compared.
const OCCURRENCES_APART_MAX: usize = 32;

/// How well `reading` fits the known `statement`, which has the same words; `None` where their speakers cannot be the
/// same.
fn match_score(current: &CurrentArticle, statement: &Statement, reading: &Statement) -> Option<usize> {
    let name = |statement: &Statement| statement.speaker.reference.as_deref().map(fold);
    let (old, new) = (name(statement), name(reading));
    let is_same = old == new;
    // The id already belongs to the name that it was last recorded with, so an equal name needs no test. Another name
    // must be compatible with every name that the id was ever used for, so that the id never changes its speaker.
    if !is_same {
        let names = current
            .used_speaker_names
            .get(&statement.id)
            .into_iter()
            .flatten();
        let new = new.as_deref().unwrap_or_default();
        let can_be = |name: &String| names_are_compatible(name, new);
        if !names.into_iter().all(can_be) {
            return None;
        }
    }
    let context = statement
        .evidence
        .iter()
        .zip(&reading.evidence)
        .map(|(old, new)| shared_context(old, new))
        .sum::<usize>();
    Some(if is_same {
        SAME_SPEAKER_SCORE + context
    } else {
        context
    })
}

/// Score for the same speaker, far above that of the context: one per equal code point, at most 64 per piece.
const SAME_SPEAKER_SCORE: usize = 1_000;

/// Number of code points next to a piece that are the same in both texts.
fn shared_context(old: &Evidence, new: &Evidence) -> usize {
    let before = old.prefix.chars().rev().zip(new.prefix.chars().rev());
    let after = old.suffix.chars().zip(new.suffix.chars());
    before.take_while(|(a, b)| a == b).count() + after.take_while(|(a, b)| a == b).count()
}
