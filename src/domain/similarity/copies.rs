use super::hash;
use crate::domain::{fold, is_han, word_length};

#[cfg(test)]
mod tests;

/// Weight at which a gram is complete: three words or five Han characters. Shorter grams occur in unrelated articles;
/// longer ones are broken by a single changed word too often.
const GRAM_WEIGHT: u32 = 15;
const WORD_WEIGHT: u32 = 5;
const HAN_WEIGHT: u32 = 3;

/// A sketch keeps the hashes below this: one in sixteen, as a long article has hundreds.
const SAMPLED_BELOW: i64 = i64::MAX / 16;
/// Minimum number of hashes in a sketch, the smallest ones, if the text has as many. One in sixteen of a brief would
/// be seven, too few to find it after an edit.
pub const SKETCH_HASHES_MIN: usize = 64;
/// Minimum number of grams of an article. A shorter text is a headline or a caption, whose words anybody may have
/// written.
pub const ARTICLE_GRAMS_MIN: usize = 24;
/// Minimum number of hashes to compare. With fewer, it is chance whether half of them agree.
pub const COMPARED_HASHES_MIN: usize = 8;
/// Minimum share of the smaller text's grams that a copy has in common with the larger one. Light edits leave 0.7;
/// articles with the same background and the same stock phrases share at most 0.3.
pub const COPY_SHARE_MIN: f64 = 0.5;
/// Minimum number of sketch hashes that two articles share to be compared; a shortened brief shares more with a long
/// article.
pub const CANDIDATE_SHARED_HASHES_MIN: usize = 4;
/// Maximum number of stories per hash. A more frequent hash is a stock phrase that distinguishes nothing and would
/// make lookups ever slower. Stories are counted, not articles: copies of a story need not be listed again.
pub const POSTINGS_MAX: usize = 64;

/// The hashes by which an article is looked up: those of its `grams` (from [`article_grams`]) that are below one
/// sixteenth of the range, and at least the [`SKETCH_HASHES_MIN`] smallest. Sorted, without duplicates.
///
/// Because the smallest hashes are kept, the sketches of two texts of any lengths cover the same part of their grams
/// and can be compared on that part.
pub fn sketch(mut grams: Vec<i64>) -> Vec<i64> {
    let sampled = grams.partition_point(|gram| *gram < SAMPLED_BELOW);
    grams.truncate(sampled.max(SKETCH_HASHES_MIN));
    grams
}

/// The hashes of all grams of a text: three words in a row, or five Han characters, after folding. Sorted, without
/// duplicates.
///
/// Not stored, but computed from the stored texts of the few candidates: where a topic has hundreds of articles with
/// a common background, some samples would agree by half by chance.
pub fn article_grams(text: &str) -> Vec<i64> {
    article_grams_of_folded(&fold(text))
}

/// Like [`article_grams`], for a text that is folded already.
pub fn article_grams_of_folded(folded: &str) -> Vec<i64> {
    let units = units(folded);
    let mut grams = Vec::with_capacity(units.len());
    for start in 0..units.len() {
        let (mut gram, mut weight) = (0, 0);
        for (unit, unit_weight) in &units[start..] {
            gram = hash::combine(gram, *unit);
            weight += unit_weight;
            if weight >= GRAM_WEIGHT {
                grams.push(hash::to_stored(gram));
                break;
            }
        }
    }
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// The words and Han characters of a folded text, with hash and weight. Punctuation is ignored, because newspapers
/// differ in quotation marks and dashes.
fn units(folded: &str) -> Vec<(u64, u32)> {
    let mut units = Vec::with_capacity(folded.len() / 5);
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let (length, weight) = if is_han(first) {
            (first.len_utf8(), HAN_WEIGHT)
        } else if first.is_alphanumeric() {
            (word_length(rest), WORD_WEIGHT)
        } else {
            (first.len_utf8(), 0)
        };
        if weight > 0 {
            units.push((hash::hash_text(&rest[..length]), weight));
        }
        rest = &rest[length..];
    }
    units
}

/// The share of the smaller text that the larger one contains, 0.5 to 1.0, if one is a copy of the other: complete,
/// edited or shortened. `None` otherwise.
///
/// Takes the [`article_grams`] of both. Where a text was redacted, its sketch gives an approximation.
///
/// ```
/// use dixit::domain::similarity::{article_grams, copy_share};
/// let text: String = (1..40).map(|number| format!("word{number} ")).collect();
/// let cut: String = text.split_inclusive(' ').take(30).collect();
/// assert_eq!(copy_share(&article_grams(&text), &article_grams(&cut)), Some(1.0));
/// assert_eq!(copy_share(&article_grams("too short"), &article_grams("too short")), None);
/// ```
pub fn copy_share(a: &[i64], b: &[i64]) -> Option<f64> {
    let (shared, smaller) = compare_known_part(a, b);
    if a.len().min(b.len()) < ARTICLE_GRAMS_MIN || smaller < COMPARED_HASHES_MIN {
        return None;
    }
    let contained = count_to_f64(shared) / count_to_f64(smaller);
    (contained >= COPY_SHARE_MIN).then_some(contained)
}

/// The number of shared hashes and the number of hashes of the smaller text, in the range in which all hashes of both
/// are known.
fn compare_known_part(a: &[i64], b: &[i64]) -> (usize, usize) {
    let below = complete_below(a).min(complete_below(b));
    let a = &a[..a.partition_point(|gram| *gram < below)];
    let b = &b[..b.partition_point(|gram| *gram < below)];
    (count_shared(a, b), a.len().min(b.len()))
}

/// `grams` contains all hashes of its text below this value, whether it is a sketch or complete.
fn complete_below(grams: &[i64]) -> i64 {
    match grams.last() {
        Some(last) if grams.len() >= SKETCH_HASHES_MIN => SAMPLED_BELOW.max(last.saturating_add(1)),
        _ => i64::MAX,
    }
}

/// Number of values that both sorted lists have.
pub(super) fn count_shared(a: &[i64], b: &[i64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        count += usize::from(a[i] == b[j]);
        let (next, other) = (a[i], b[j]);
        i += usize::from(next <= other);
        j += usize::from(other <= next);
    }
    count
}

/// A count as a floating-point number, exact below 2³².
pub(super) fn count_to_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
