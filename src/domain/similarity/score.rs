use super::{ComparableWords, Difference};
use crate::domain::Lang;
use std::cmp::Ordering;

/// Minimum similarity in per cent; statements below it only share their topic.
pub const SIMILARITY_PERCENT_MIN: u8 = 50;
/// Maximum number of shared words in a [`Similarity`].
pub const SHARED_WORDS_MAX: usize = 12;

/// Tenths of the score for the words; the rest is for their order. The words of a topic recur in all statements about
/// it, but not side by side.
const WORDS_TENTHS: u32 = 6;
/// The same for Chinese, where a pair of characters already has an order.
const HAN_WORDS_TENTHS: u32 = 9;
/// Minimum shared weight: three words or six Han characters. Less is a name or a term.
pub(super) const SHARED_WEIGHT_LEAST: u32 = 9;
/// Maximum weight of a short statement, most of whose similar statements are only on the same subject.
const SHORT_WEIGHT: u32 = 14;
/// Shared weight at which the score is certain, about five words. Half of it quarters the score: a few words that are
/// all of one statement and only part of another ("the minister of the interior") are not what that one says.
const SURE_WEIGHT: u32 = 16;
/// Weight of a shared run, about seven content words, that makes it one quotation however it was cut. Names of laws
/// and institutions are shorter.
const RUN_WEIGHT: u32 = 20;
/// The same for Han characters, about a dozen: names have no capitals there and weigh more.
const HAN_RUN_WEIGHT: u32 = 24;
/// Minimum score of such a run, in per cent.
const RUN_PERCENT: u32 = 80;

/// How much two statements say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similarity {
    /// From [`SIMILARITY_PERCENT_MIN`] to 100.
    pub percent: u8,
    /// Content words or Han runs that both have, as the second statement writes them and in its order; at most
    /// [`SHARED_WORDS_MAX`].
    pub shared: Vec<String>,
    /// How they differ nevertheless. Where that separates them, neither repeats the other.
    pub difference: Option<Difference>,
}

/// How much two statements in one language say the same; `None` where it is too little. The percentage does not
/// depend on their order.
///
/// ```
/// use dixit::domain::{Lang, similarity::compare_statements};
/// let similarity = compare_statements(
///     Lang::En,
///     "a public register of risky systems",
///     "We demand that all risky systems be in a public register.",
/// );
/// let shared = similarity.map(|similarity| similarity.shared.join(" "));
/// assert_eq!(shared.as_deref(), Some("risky systems public register"));
/// ```
pub fn compare_statements(lang: Lang, a: &str, b: &str) -> Option<Similarity> {
    ComparableWords::new(lang, a).similarity_to(&ComparableWords::new(lang, b))
}

impl ComparableWords {
    /// How much the two say the same; see [`compare_statements`]. `None` across languages.
    pub fn similarity_to(&self, other: &Self) -> Option<Similarity> {
        let (percent, difference) = self.percent_and_difference(other)?;
        Some(Similarity {
            percent,
            shared: shared_words(self, other),
            difference,
        })
    }

    /// A [`Similarity`] without the shared words.
    pub fn percent_and_difference(&self, other: &Self) -> Option<(u8, Option<Difference>)> {
        if self.lang != other.lang {
            return None;
        }
        let mut percent = similarity_percent(self, other);
        // A few words are not enough for similarity, unless one statement refers back to the other.
        if percent < SIMILARITY_PERCENT_MIN
            && self.weight.min(other.weight) <= SHORT_WEIGHT
            && self.refers_to(other)
        {
            percent = SIMILARITY_PERCENT_MIN;
        }
        (percent >= SIMILARITY_PERCENT_MIN).then(|| (percent, self.difference_from(other)))
    }
}

impl ComparableWords {
    /// The content words or Han runs that both have, as `other` writes them and in its order, however few. Empty
    /// across languages.
    pub fn words_shared_with(&self, other: &Self) -> Vec<String> {
        if self.lang == other.lang {
            shared_words(self, other)
        } else {
            Vec::new()
        }
    }
}

/// How much of the shorter one's content the longer one has, in per cent.
fn similarity_percent(a: &ComparableWords, b: &ComparableWords) -> u8 {
    let weight: u32 = merge_join(&a.keys, &b.keys, |(key, _)| *key)
        .map(|(one, other)| one.1.min(other.1))
        .sum();
    if weight < SHARED_WEIGHT_LEAST {
        return 0;
    }
    let pairs_of_shorter = count_to_u32(a.pairs.len().min(b.pairs.len())).max(1);
    let shared_pairs: Vec<u64> = merge_join(&a.pairs, &b.pairs, |pair| *pair)
        .map(|(pair, _)| *pair)
        .collect();
    let pairs = count_to_u32(shared_pairs.len());
    let sure = SURE_WEIGHT.min(a.weight.max(b.weight));
    let shared = weight.min(sure);
    let (tenths, run_weight) = match a.lang {
        Lang::Zh => (HAN_WORDS_TENTHS, HAN_RUN_WEIGHT),
        _ => (WORDS_TENTHS, RUN_WEIGHT),
    };
    let words = 100 * weight / a.weight.min(b.weight);
    let order = words * (tenths * pairs_of_shorter + (10 - tenths) * pairs) / (10 * pairs_of_shorter);
    let percent = order * shared * shared / (sure * sure);
    let has_run = |of: &ComparableWords| longest_shared_run(of, &shared_pairs) >= run_weight;
    let percent = if percent < RUN_PERCENT && pairs > 0 && (has_run(a) || has_run(b)) {
        RUN_PERCENT
    } else {
        percent
    };
    u8::try_from(percent).unwrap_or(100)
}

/// Pairs of entries with the same key in two lists that are sorted by it.
fn merge_join<'a, T, K: Ord>(
    a: &'a [T],
    b: &'a [T],
    key: impl Fn(&T) -> K + 'a,
) -> impl Iterator<Item = (&'a T, &'a T)> {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            let (left, right) = (a.get(i)?, b.get(j)?);
            match key(left).cmp(&key(right)) {
                Ordering::Less => i += 1,
                Ordering::Greater => j += 1,
                Ordering::Equal => {
                    i += 1;
                    j += 1;
                    return Some((left, right));
                }
            }
        }
    })
}

/// Weight of the longest run of `of` whose neighbours are among the pairs that another statement shares, sorted.
fn longest_shared_run(of: &ComparableWords, shared_pairs: &[u64]) -> u32 {
    let (mut longest, mut weight) = (0, 0);
    for two in of.units.windows(2) {
        weight = match (weight, shared_pairs.binary_search(&two[0].pair(two[1])).is_ok()) {
            (_, false) => 0,
            (0, true) => two[0].weight + two[1].weight,
            (before, true) => before + two[1].weight,
        };
        longest = longest.max(weight);
    }
    longest
}

/// The words of `b` that `a` has too, each once; Han pairs that continue in both are joined.
fn shared_words(a: &ComparableWords, b: &ComparableWords) -> Vec<String> {
    let mut stretches: Vec<(usize, usize, bool)> = Vec::new();
    let mut before = None;
    for unit in &b.units {
        let last = before.replace(*unit);
        if !a.has_key(unit.key) || unit.is_figure && !a.units.iter().any(|known| known.exact == unit.exact) {
            continue;
        }
        match (stretches.last_mut(), last) {
            // The unit continues the stretch before it. Only Han pairs overlap: each shares a character with the
            // next, while words of other languages do not.
            (Some((_, end, full)), Some(last)) if *end > unit.start && a.has_pair(last, *unit) => {
                *end = unit.end;
                *full |= unit.is_full();
            }
            _ => stretches.push((unit.start, unit.end, unit.is_full())),
        }
    }
    let mut shared: Vec<String> = Vec::new();
    for (start, end, _) in stretches.into_iter().filter(|(.., full)| *full) {
        let word = &b.words[start..end];
        if shared.len() < SHARED_WORDS_MAX && !shared.iter().any(|known| known == word) {
            shared.push(word.to_owned());
        }
    }
    shared
}

fn count_to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
