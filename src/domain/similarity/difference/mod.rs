//! Whether two statements in nearly the same words say another thing: another figure or date, a "not", the other
//! direction.
//!
//! What one of two has and the other leaves out is no difference: reports are cut. There is one only where both have
//! something in the same place, and it is not the same.

mod features;
mod figures;
mod han;
mod lexicon;
mod tokens;

#[cfg(test)]
mod tests;

pub(super) use features::Features;

use super::Prepared;
use crate::domain::statement::words;
use figures::{DatePart, Figure};

words! {
    /// How two statements that look alike differ.
    Difference, "difference" {
        /// Another number of the same thing.
        Figure = "figure",
        /// Another year, month or day.
        Date = "date",
        /// One denies what the other says.
        Negation = "negation",
        /// One raises what the other lowers, or opens what the other closes.
        Direction = "direction",
        /// One takes back what the other says.
        Retraction = "retraction",
        /// Nearly the same number, which one of them says is not exact. It may be the same statement.
        Rounding = "rounding",
    }
}

/// The words by which differences are told, in every language: what is derived by them is derived anew where they
/// change.
pub const DIFFERENCES: &str = concat!(
    include_str!("fr.txt"),
    include_str!("en.txt"),
    include_str!("zh.txt")
);

/// Numbers that differ by less than this share may be the same, rounded.
const ROUNDED: f64 = 0.1;
/// What two opposite statements must share at least: two words, or three Han characters.
const OPPOSED_SHARED_LEAST: u32 = 4;
/// How much of the shorter one's matter the other has, in per cent.
const OPPOSED_SHORTER: u32 = 66;
/// The same of the longer one's.
const OPPOSED_LONGER: u32 = 34;

impl Difference {
    /// Whether the two are different statements.
    pub const fn parts(self) -> bool {
        !matches!(self, Self::Rounding)
    }
}

impl Prepared {
    /// How the two differ, where what both have in one place is not the same. They need not be alike.
    pub fn difference(&self, other: &Self) -> Option<Difference> {
        // Most of what is alike in an archive is the very same words in copies.
        if self.lang != other.lang || self.words == other.words {
            return None;
        }
        let (a, b) = (self.features(), other.features());
        if a.retracts != b.retracts {
            return Some(Difference::Retraction);
        }
        if is_denied(a, b) || is_denied(b, a) {
            return Some(Difference::Negation);
        }
        if is_opposite(a, b) {
            return Some(Difference::Direction);
        }
        let figures = figures(&a.figures, &b.figures);
        if figures == Some(Difference::Figure) {
            return figures;
        }
        if dates_differ(&a.dates, &b.dates) {
            return Some(Difference::Date);
        }
        figures
    }

    /// How two statements on one matter contradict each other, where their words tell: they share most of what they
    /// are about, and differ in one thing. Of two years with a figure each, both can be so.
    pub fn opposition(&self, other: &Self) -> Option<Difference> {
        let shared = || self.matter().filter(|(key, _)| other.has(*key)).take(2).count();
        if self.lang != other.lang || shared() < 2 || !self.is_one_matter(other) {
            return None;
        }
        let found = self.difference(other).filter(|found| found.parts())?;
        let (a, b) = (self.features(), other.features());
        let other_date = dates_differ(&a.dates, &b.dates);
        (found == Difference::Date || found == Difference::Retraction || !other_date).then_some(found)
    }

    /// Whether most of what the two are about is the same, apart from numbers and the words that tell a direction.
    fn is_one_matter(&self, other: &Self) -> bool {
        let (a, b) = (self.features(), other.features());
        let told = |key: &u64| a.telling.contains(key) || b.telling.contains(key);
        let matter = |prepared: &Self| {
            prepared
                .matter()
                .filter(|(key, _)| !told(key))
                .collect::<Vec<_>>()
        };
        let (of_a, of_b) = (matter(self), matter(other));
        let weight = |keys: &[(u64, u32)]| keys.iter().map(|(_, weight)| weight).sum::<u32>();
        let mut shared = of_a.clone();
        shared.retain(|(key, _)| of_b.binary_search_by_key(key, |(key, _)| *key).is_ok());
        let (all_a, all_b, both) = (weight(&of_a), weight(&of_b), weight(&shared));
        // A word that tells a direction is shared too, but does not tell what it is about.
        let common: Vec<u32> = self
            .matter()
            .filter(|(key, _)| other.has(*key))
            .map(|(_, weight)| weight)
            .collect();
        let enough =
            !shared.is_empty() && common.len() >= 2 && common.iter().sum::<u32>() >= OPPOSED_SHARED_LEAST;
        let retracts = a.retracts || b.retracts;
        enough
            && 100 * both >= OPPOSED_SHORTER * all_a.min(all_b)
            && (retracts || 100 * both >= OPPOSED_LONGER * all_a.max(all_b))
    }

    /// Whether one refers back to what the other says, all of which it has.
    pub(super) fn refers_to(&self, other: &Self) -> bool {
        let (longer, shorter) = if self.keys.len() >= other.keys.len() {
            (self, other)
        } else {
            (other, self)
        };
        let full = shorter.keys.iter().filter(|(_, weight)| *weight > 1);
        let contained = full.clone().count() >= 2 && full.clone().all(|(key, _)| longer.has(*key));
        let features = longer.features();
        contained && (features.refers || features.retracts)
    }
}

/// Whether a word that both have is only denied in `a`, and never in `b`.
fn is_denied(a: &Features, b: &Features) -> bool {
    a.polarity
        .iter()
        .filter(|word| word.denied && !word.plain)
        .any(|word| {
            let found = b.polarity.binary_search_by_key(&word.key, |word| word.key);
            found.is_ok_and(|at| !b.polarity[at].denied)
        })
}

/// Whether the two take opposite directions, both plainly or both denied.
fn is_opposite(a: &Features, b: &Features) -> bool {
    let has = |features: &Features, pair, second| {
        features
            .sides
            .iter()
            .any(|side| side.pair == pair && side.second == second)
    };
    a.sides.iter().any(|side| {
        let turned = b
            .sides
            .iter()
            .find(|other| other.pair == side.pair && other.second != side.second);
        turned.is_some_and(|turned| {
            turned.denied == side.denied
                && !has(a, side.pair, !side.second)
                && !has(b, side.pair, side.second)
        })
    })
}

/// Whether the numbers of the two differ: of each, those that the other does not have.
fn figures(a: &[Figure], b: &[Figure]) -> Option<Difference> {
    let bound = |one: &Figure, other: &Figure| {
        matches!(
            (one.about, other.about),
            (Some(1), Some(-1)) | (Some(-1), Some(1))
        )
    };
    let (mut left_a, mut left_b): (Vec<&Figure>, Vec<&Figure>) = (a.iter().collect(), b.iter().collect());
    let mut found = None;
    left_a.retain(|one| {
        let same = left_b.iter().position(|other| is_same_number(one, other));
        let Some(same) = same else { return true };
        let other = left_b.remove(same);
        if bound(one, other) {
            found = Some(Difference::Figure);
        } else if one.about != other.about && found.is_none() {
            found = Some(Difference::Rounding);
        }
        false
    });
    for one in left_a {
        for other in &left_b {
            if !is_one_thing(one, other) || one.is_small && other.is_small {
                continue;
            }
            let near = (one.value - other.value).abs() <= ROUNDED * one.value.abs().max(other.value.abs());
            if near && (one.about.is_some() || other.about.is_some()) && !bound(one, other) {
                found = found.or(Some(Difference::Rounding));
            } else {
                return Some(Difference::Figure);
            }
        }
    }
    found
}

/// Whether two numbers are the same; an ordinal is no cardinal.
fn is_same_number(one: &Figure, other: &Figure) -> bool {
    let near = (one.value - other.value).abs() <= 0.001 * one.value.abs().max(other.value.abs());
    near && one.is_ordinal == other.is_ordinal
}

/// Whether two numbers count the same thing.
fn is_one_thing(one: &Figure, other: &Figure) -> bool {
    if one.is_ordinal != other.is_ordinal {
        return false;
    }
    let counts =
        |one: &Figure, other: &Figure| one.counted[0].is_some() && other.counted.contains(&one.counted[0]);
    if counts(one, other) || counts(other, one) {
        return true;
    }
    if one.is_small || other.is_small {
        return false;
    }
    let unknown = one.counted[0].is_none() || other.counted[0].is_none();
    let placed = one.before.is_some() && one.before == other.before;
    let bare = |one: &Figure| one.counted[0].is_none() && one.before.is_none();
    placed && (unknown || one.is_ordinal) || bare(one) && bare(other)
}

/// Whether both have a part of a date that the other has not, of one kind.
fn dates_differ(a: &[DatePart], b: &[DatePart]) -> bool {
    let only = |these: &[DatePart], those: &[DatePart]| -> Vec<DatePart> {
        these
            .iter()
            .filter(|part| !those.contains(part))
            .copied()
            .collect()
    };
    let (of_a, of_b) = (only(a, b), only(b, a));
    of_a.iter()
        .any(|one| of_b.iter().any(|other| one.is_like(*other)))
}
