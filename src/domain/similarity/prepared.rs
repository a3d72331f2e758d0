use super::difference::Features;
use super::hash;
use super::units::{FIGURE, Unit, units};
use crate::domain::Lang;
use std::cmp::Reverse;
use std::sync::OnceLock;

#[cfg(test)]
mod tests;

/// A statement has at most so many grams, the smallest; what repeats a long one keeps the same ones.
pub const GRAMS_MAX: usize = 48;

/// What a point of a list must say for it to be found in another statement: two words.
const HELD_WEIGHT_LEAST: u32 = 6;

/// A statement's words, made ready to be compared with many others.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(super) lang: Lang,
    /// As they are written.
    pub(super) words: String,
    /// In their order.
    pub(super) units: Vec<Unit>,
    /// The keys of the units, sorted, without duplicates, and the most that each weighs.
    pub(super) keys: Vec<(u64, u32)>,
    /// The keys of neighbouring units, sorted, without duplicates.
    pub(super) pairs: Vec<u64>,
    /// What all keys weigh.
    pub(super) weight: u32,
    /// What may tell it from another; most are never asked for it.
    features: OnceLock<Features>,
}

impl Prepared {
    /// Prepares `words`.
    pub fn of(lang: Lang, words: &str) -> Self {
        let units = units(lang, words);
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

    /// What the statement is found by: hashes of neighbouring content words (three Han characters), and of each
    /// long word. Sorted, without duplicates, and others in every language.
    pub fn grams(&self) -> Vec<i64> {
        let salt = hash::of(self.lang.as_str());
        let pairs = self.units.windows(2).filter_map(|two| {
            let full = two.iter().all(|unit| unit.is_full());
            full.then(|| two[0].exact_pair(two[1]))
        });
        let long = self.units.iter().filter(|unit| unit.long).map(|unit| unit.exact);
        let mut grams: Vec<i64> = pairs
            .chain(long)
            .map(|key| hash::stored(hash::then(salt, key)))
            .collect();
        grams.sort_unstable();
        grams.dedup();
        grams.truncate(GRAMS_MAX);
        grams
    }

    /// What may tell the statement from another one.
    pub(super) fn features(&self) -> &Features {
        self.features
            .get_or_init(|| Features::of(self.lang, &self.words, &self.units))
    }

    /// Whether the statement has all that another one says, which says enough to be no mere term.
    pub fn holds(&self, other: &Self) -> bool {
        let full = other.keys.iter().filter(|(_, weight)| *weight > 1);
        let weight: u32 = full.clone().map(|(_, weight)| weight).sum();
        weight >= HELD_WEIGHT_LEAST
            && full.clone().count() >= 2
            && full.clone().all(|(key, _)| self.has(*key))
    }

    /// The keys of its words of content, by which what is on one matter is found, with what each weighs.
    pub fn matter(&self) -> impl Iterator<Item = (u64, u32)> {
        let full = self
            .keys
            .iter()
            .filter(|(key, weight)| *weight > 1 && *key != FIGURE);
        full.copied()
    }

    /// Whether the statement has the unit of this key.
    pub(super) fn has(&self, key: u64) -> bool {
        self.keys.binary_search_by_key(&key, |(key, _)| *key).is_ok()
    }

    /// Whether the statement has these two units side by side.
    pub(super) fn has_pair(&self, one: Unit, next: Unit) -> bool {
        self.pairs.binary_search(&one.pair(next)).is_ok()
    }
}

/// What a statement is found by: see [`Prepared::grams`].
pub fn grams(lang: Lang, words: &str) -> Vec<i64> {
    Prepared::of(lang, words).grams()
}
