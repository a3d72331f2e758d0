use super::content_units::{ContentUnit, FIGURE_KEY, content_units};
use super::difference::ContrastFeatures;
use super::hash;
use crate::domain::Lang;
use std::cmp::Reverse;
use std::sync::OnceLock;

#[cfg(test)]
mod tests;

/// Maximum number of grams per statement, the smallest ones; copies of a long statement keep the same ones.
pub const GRAMS_MAX: usize = 48;

/// Minimum weight of a list item for it to be searched in another statement: two words.
const CONTAINED_WEIGHT_MIN: u32 = 6;

/// A statement's words, prepared for comparison with many others.
#[derive(Debug, Clone)]
pub struct ComparableWords {
    pub(super) lang: Lang,
    /// The words as written.
    pub(super) words: String,
    /// Content units in text order.
    pub(super) units: Vec<ContentUnit>,
    /// Keys of the units with their largest weight; sorted, without duplicates.
    pub(super) keys: Vec<(u64, u32)>,
    /// Keys of adjacent units; sorted, without duplicates.
    pub(super) pairs: Vec<u64>,
    /// Sum of the weights of all keys.
    pub(super) weight: u32,
    /// Features that distinguish it from similar statements; computed on demand, as few comparisons need them.
    features: OnceLock<ContrastFeatures>,
}

impl ComparableWords {
    /// Prepares `words`.
    pub fn new(lang: Lang, words: &str) -> Self {
        let units = content_units(lang, words);
        let mut keys: Vec<(u64, u32)> = units.iter().map(|unit| (unit.key, unit.weight)).collect();
        keys.sort_unstable_by_key(|(key, weight)| (*key, Reverse(*weight)));
        keys.dedup_by_key(|(key, _)| *key);
        let mut pairs: Vec<u64> = units.windows(2).map(|two| two[0].pair(two[1])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Self {
            lang,
            words: words.to_owned(),
            weight: keys.iter().map(|(_, weight)| weight).sum(),
            features: OnceLock::new(),
            units,
            keys,
            pairs,
        }
    }

    /// The hashes by which the statement is looked up: of adjacent content words (three Han characters), and of each
    /// long word. Sorted, without duplicates, and different in every language.
    pub fn grams(&self) -> Vec<i64> {
        let salt = hash::hash_text(self.lang.as_str());
        let pairs = self.units.windows(2).filter_map(|two| {
            let full = two.iter().all(|unit| unit.is_full());
            full.then(|| two[0].exact_pair(two[1]))
        });
        let long = self.units.iter().filter(|unit| unit.long).map(|unit| unit.exact);
        let mut grams: Vec<i64> = pairs
            .chain(long)
            .map(|key| hash::to_stored(hash::combine(salt, key)))
            .collect();
        grams.sort_unstable();
        grams.dedup();
        grams.truncate(GRAMS_MAX);
        grams
    }

    /// The features that distinguish the statement from similar ones.
    pub(super) fn features(&self) -> &ContrastFeatures {
        self.features
            .get_or_init(|| ContrastFeatures::extract(self.lang, &self.words, &self.units))
    }

    /// Whether the statement has all content of `other`, provided that `other` is more than a mere term.
    pub fn contains_all_of(&self, other: &Self) -> bool {
        let full = other.keys.iter().filter(|(_, weight)| *weight > 1);
        let weight: u32 = full.clone().map(|(_, weight)| weight).sum();
        weight >= CONTAINED_WEIGHT_MIN
            && full.clone().count() >= 2
            && full.clone().all(|(key, _)| self.has_key(*key))
    }

    /// The keys of the content words with their weights, by which statements on one subject are found. Numbers are
    /// left out.
    pub fn content_keys(&self) -> impl Iterator<Item = (u64, u32)> {
        let full = self
            .keys
            .iter()
            .filter(|(key, weight)| *weight > 1 && *key != FIGURE_KEY);
        full.copied()
    }

    /// Whether the statement has a unit with this key.
    pub(super) fn has_key(&self, key: u64) -> bool {
        self.keys.binary_search_by_key(&key, |(key, _)| *key).is_ok()
    }

    /// Whether the statement has these two units side by side.
    pub(super) fn has_pair(&self, one: ContentUnit, next: ContentUnit) -> bool {
        self.pairs.binary_search(&one.pair(next)).is_ok()
    }
}

/// The hashes by which a statement is looked up; see [`ComparableWords::grams`].
pub fn grams(lang: Lang, words: &str) -> Vec<i64> {
    ComparableWords::new(lang, words).grams()
}
