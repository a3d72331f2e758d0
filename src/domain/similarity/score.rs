use super::{Difference, Prepared};
use crate::domain::Lang;
use std::cmp::Ordering;

/// Statements that are less alike than this, in per cent, only share their topic.
pub const LIKE_LEAST: u8 = 50;
/// So many shared words are shown.
pub const SHARED_MAX: usize = 12;

/// Six tenths of the score are for the words, the others for the order that they stand in: the words of a topic
/// come again in every statement about it, but not side by side.
const WORDS_TENTHS: u32 = 6;
/// Two Han characters are an order already.
const HAN_WORDS_TENTHS: u32 = 9;
/// What must be shared at all: three words, or six Han characters. Less is a name or a term.
const SHARED_WEIGHT_LEAST: u32 = 9;
/// What is no heavier is short: most of its likes are only on the same matter.
const SHORT_WEIGHT: u32 = 14;
/// What must be shared to be sure, about five words. With half of that, the score is a quarter: a few words that
/// are the whole of one statement and come along in another ("the minister of the interior") are not what it says.
const SURE_WEIGHT: u32 = 16;
/// What must be shared in one go, about seven content words, for it to be one quotation however it was cut. The
/// names of laws and institutions are shorter.
const RUN_WEIGHT: u32 = 20;
/// The same in Han characters, about a dozen: names have no capitals there, and weigh more.
const HAN_RUN_WEIGHT: u32 = 24;
/// What such a run is worth at least, in per cent.
const RUN_PERCENT: u32 = 80;

/// How much two statements say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similarity {
    /// From [`LIKE_LEAST`] to 100.
    pub percent: u8,
    /// The content words or Han runs that both have, as the second writes them and in its order; at most
    /// [`SHARED_MAX`].
    pub shared: Vec<String>,
    /// How they differ all the same. Where that parts them, neither says the other again.
    pub differs: Option<Difference>,
}

/// How much two statements in one language say the same; `None` where that is too little to tell. In whichever
/// order they are given, the percentage is the same.
///
/// ```
/// use dixit::domain::{Lang, likeness::likeness};
/// let like = likeness(
///     Lang::En,
///     "a public register of risky systems",
///     "We demand that all risky systems be in a public register.",
/// );
/// assert_eq!(like.map(|like| like.shared.join(" ")).as_deref(), Some("risky systems public register"));
/// ```
pub fn likeness(lang: Lang, a: &str, b: &str) -> Option<Similarity> {
    Prepared::of(lang, a).likeness(&Prepared::of(lang, b))
}

impl Prepared {
    /// How much the two say the same: see [`similarity`]. Across languages, nothing.
    pub fn likeness(&self, other: &Self) -> Option<Similarity> {
        if self.lang != other.lang {
            return None;
        }
        let mut percent = percent(self, other);
        // A few words tell no likeness, unless one says that it is about what the other said.
        if percent < LIKE_LEAST && self.weight.min(other.weight) <= SHORT_WEIGHT && self.refers_to(other) {
            percent = LIKE_LEAST;
        }
        (percent >= LIKE_LEAST).then(|| Similarity {
            percent,
            shared: shared(self, other),
            differs: self.difference(other),
        })
    }
}

impl Prepared {
    /// The content words or Han runs that both have, as the other one writes them and in its order, however little
    /// that is. Across languages, none.
    pub fn shared_words(&self, other: &Self) -> Vec<String> {
        if self.lang == other.lang {
            shared(self, other)
        } else {
            Vec::new()
        }
    }
}

/// How much of the shorter one's content the longer one has.
fn percent(a: &Prepared, b: &Prepared) -> u8 {
    let weight: u32 = common(&a.keys, &b.keys, |(key, _)| *key)
        .map(|(one, other)| one.1.min(other.1))
        .sum();
    if weight < SHARED_WEIGHT_LEAST {
        return 0;
    }
    let pairs_of_shorter = length(a.pairs.len().min(b.pairs.len())).max(1);
    let pairs = length(common(&a.pairs, &b.pairs, |pair| *pair).count());
    let sure = SURE_WEIGHT.min(a.weight.max(b.weight));
    let shared = weight.min(sure);
    let (tenths, run_weight) = match a.lang {
        Lang::Zh => (HAN_WORDS_TENTHS, HAN_RUN_WEIGHT),
        _ => (WORDS_TENTHS, RUN_WEIGHT),
    };
    let words = 100 * weight / a.weight.min(b.weight);
    let order = words * (tenths * pairs_of_shorter + (10 - tenths) * pairs) / (10 * pairs_of_shorter);
    let percent = order * shared * shared / (sure * sure);
    let run = run(a, b).max(run(b, a));
    let percent = if run >= run_weight {
        percent.max(RUN_PERCENT)
    } else {
        percent
    };
    u8::try_from(percent).unwrap_or(100)
}

/// What has the same key in two lists that are sorted by it.
fn common<'a, T, K: Ord>(
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

/// The weight of the longest stretch of `of` whose neighbours are neighbours in `other`.
fn run(of: &Prepared, other: &Prepared) -> u32 {
    let (mut longest, mut weight) = (0, 0);
    for two in of.units.windows(2) {
        weight = match (weight, other.has_pair(two[0], two[1])) {
            (_, false) => 0,
            (0, true) => two[0].weight + two[1].weight,
            (before, true) => before + two[1].weight,
        };
        longest = longest.max(weight);
    }
    longest
}

/// The words of `b` that `a` has too, each once; Han pairs that run on in both are one.
fn shared(a: &Prepared, b: &Prepared) -> Vec<String> {
    let mut stretches: Vec<(usize, usize, bool)> = Vec::new();
    let mut before = None;
    for unit in &b.units {
        let last = before.replace(*unit);
        if !a.has(unit.key) || unit.is_figure && !a.units.iter().any(|known| known.exact == unit.exact) {
            continue;
        }
        match (stretches.last_mut(), last) {
            // Only Han pairs overlap.
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
        if shared.len() < SHARED_MAX && !shared.iter().any(|known| known == word) {
            shared.push(word.to_owned());
        }
    }
    shared
}

fn length(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
