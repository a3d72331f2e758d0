use super::hash;
use crate::domain::{fold, is_han};

#[cfg(test)]
mod tests;

/// A gram is complete when its units weigh this much: three words or five Han characters. Shorter ones occur in
/// articles that have nothing to do with each other; longer ones are broken by a single other word too often.
const GRAM_WEIGHT: u32 = 15;
const WORD_WEIGHT: u32 = 5;
const HAN_WEIGHT: u32 = 3;

/// Of all hashes, a sketch keeps those below this: one in sixteen, for a long article has hundreds.
const SAMPLED_BELOW: i64 = i64::MAX / 16;
/// A sketch has at least so many hashes, the smallest, if the text has as many. One in sixteen of a brief are
/// seven, of which an edit leaves too few to find it by.
pub const SKETCH_LEAST: usize = 64;
/// A text with fewer grams is a headline or a caption. What it shares, anybody may have written.
pub const GRAMS_LEAST: usize = 24;
/// Sketches that have fewer hashes to compare leave it to chance whether half of them agree.
pub const COMPARED_LEAST: usize = 8;
/// The share of the smaller text that a copy has in common with the larger one. Light edits leave seven in ten;
/// distinct articles with the same background and the same phrases of the trade have at most three.
pub const CONTAINED: f64 = 0.5;
/// How many hashes of their sketches two articles must share to be compared: fewer than a cut brief has in common with
/// a long article.
pub const CANDIDATE_SHARED_LEAST: usize = 4;
/// A hash that more stories have is a phrase of the trade and tells nothing, and looking it up would get ever
/// dearer. It is stories that count: the copies of one need not be posted where it has the hash already.
pub const POSTINGS_MAX: usize = 64;

/// What an article is found by: the smallest of its [`full_grams`], those of one part in sixteen of all numbers,
/// and in any case [`SKETCH_LEAST`]. Sorted, without duplicates.
///
/// Because it is the smallest that are kept, two sketches of texts of any length know the same part of their
/// grams, and can be compared on that part.
///
/// Takes the full grams.
pub fn sketch(mut grams: Vec<i64>) -> Vec<i64> {
    let sampled = grams.partition_point(|gram| *gram < SAMPLED_BELOW);
    grams.truncate(sampled.max(SKETCH_LEAST));
    grams
}

/// The hashes of all grams of a text: three words in a row, or five Han characters, as they compare folded.
/// Sorted, without duplicates. Not stored: they are made of the stored texts of the few candidates. Where a topic
/// has hundreds of articles that share their background, some pair of samples agrees by half by chance.
pub fn full_grams(text: &str) -> Vec<i64> {
    let units = units(&fold(text));
    let mut grams = Vec::with_capacity(units.len());
    for start in 0..units.len() {
        let (mut gram, mut weight) = (0, 0);
        for (unit, unit_weight) in &units[start..] {
            gram = hash::then(gram, *unit);
            weight += unit_weight;
            if weight >= GRAM_WEIGHT {
                grams.push(hash::stored(gram));
                break;
            }
        }
    }
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// The words and Han characters of a folded text, each with its hash and weight. What stands between them is
/// left out: papers differ in quotation marks and dashes.
fn units(folded: &str) -> Vec<(u64, u32)> {
    let mut units = Vec::with_capacity(folded.len() / 5);
    let mut word: Option<usize> = None;
    for (at, c) in folded.char_indices() {
        let han = is_han(c);
        if !han && c.is_alphanumeric() {
            word.get_or_insert(at);
            continue;
        }
        if let Some(start) = word.take() {
            units.push((hash::of(&folded[start..at]), WORD_WEIGHT));
        }
        if han {
            units.push((hash::of(&folded[at..at + c.len_utf8()]), HAN_WEIGHT));
        }
    }
    if let Some(start) = word {
        units.push((hash::of(&folded[start..]), WORD_WEIGHT));
    }
    units
}

/// How much of the smaller of two texts is in the larger one, where this makes one a copy of the other: in
/// full, edited, or cut. Takes the [`full_grams`] of both; where a text is gone, sketches tell it roughly.
///
/// ```
/// use dixit::domain::likeness::{full_grams, is_copy};
/// let text: String = (1..40).map(|number| format!("word{number} ")).collect();
/// let cut: String = text.split_inclusive(' ').take(30).collect();
/// assert_eq!(is_copy(&full_grams(&text), &full_grams(&cut)), Some(1.0));
/// assert_eq!(is_copy(&full_grams("too short"), &full_grams("too short")), None);
/// ```
pub fn is_copy(a: &[i64], b: &[i64]) -> Option<f64> {
    let (shared, smaller) = compared(a, b);
    if a.len().min(b.len()) < GRAMS_LEAST || smaller < COMPARED_LEAST {
        return None;
    }
    let contained = number(shared) / number(smaller);
    (contained >= CONTAINED).then_some(contained)
}

/// How many hashes both have, and how many the smaller one, as far as all hashes of both are known.
fn compared(a: &[i64], b: &[i64]) -> (usize, usize) {
    let below = reach(a).min(reach(b));
    let a = &a[..a.partition_point(|gram| *gram < below)];
    let b = &b[..b.partition_point(|gram| *gram < below)];
    (shared(a, b), a.len().min(b.len()))
}

/// Below this, `grams` has all hashes of its text: they were sampled, or the smallest, or are all there are.
fn reach(grams: &[i64]) -> i64 {
    match grams.last() {
        Some(last) if grams.len() >= SKETCH_LEAST => SAMPLED_BELOW.max(last.saturating_add(1)),
        _ => i64::MAX,
    }
}

/// How many numbers both sorted lists have.
pub(super) fn shared(a: &[i64], b: &[i64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        count += usize::from(a[i] == b[j]);
        let (next, other) = (a[i], b[j]);
        i += usize::from(next <= other);
        j += usize::from(other <= next);
    }
    count
}

fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
