//! Differences between two similar statements: another figure or date, a negation, the opposite direction.
//!
//! Something that only one of the two has is not a difference, because reports are shortened. There is a difference
//! only where both have something in the same place that is not the same.
//!
//! Read top-down: this file, `features`, `figures` with `han`, `lexicon`, `tokens`.

mod features;
mod figures;
mod han;
mod lexicon;
mod tokens;

#[cfg(test)]
mod tests;

pub(super) use features::ContrastFeatures;

use super::ComparableWords;
use crate::domain::vocabulary::closed_vocabulary;
use figures::{DatePart, Figure};

closed_vocabulary! {
    /// How two similar statements differ.
    Difference, "difference" {
        /// Another number of the same thing.
        Figure = "figure",
        /// Another year, month or day.
        Date = "date",
        /// One negates what the other says.
        Negation = "negation",
        /// One raises what the other lowers, or opens what the other closes.
        Direction = "direction",
        /// One retracts what the other says.
        Retraction = "retraction",
        /// Nearly the same number, which one of them marks as inexact. It may be the same statement.
        Rounding = "rounding",
    }
}

/// The word lists of all languages. Differences that are stored are derived again when these change.
pub const DIFFERENCE_LEXICONS: &str = concat!(
    include_str!("fr.txt"),
    include_str!("en.txt"),
    include_str!("zh.txt")
);

/// Numbers that differ by less than this share may be the same number, rounded.
const ROUNDED: f64 = 0.1;
/// Minimum weight that two opposite statements share: two words or three Han characters.
const OPPOSED_SHARED_LEAST: u32 = 4;
/// Minimum part of the shorter one's content that the other has, in per cent.
const OPPOSED_SHORTER: u32 = 66;
/// Minimum part of the longer one's content that the other has, in per cent.
const OPPOSED_LONGER: u32 = 34;

impl Difference {
    /// Whether the two are different statements.
    pub const fn separates_statements(self) -> bool {
        !matches!(self, Self::Rounding)
    }
}

impl ComparableWords {
    /// How the two differ where both have something in one place that is not the same. They need not be similar.
    pub fn difference_from(&self, other: &Self) -> Option<Difference> {
        // Most similar statements in an archive have exactly the same words, in copies.
        if self.lang != other.lang || self.words == other.words {
            return None;
        }
        let (a, b) = (self.features(), other.features());
        if a.retracts != b.retracts {
            return Some(Difference::Retraction);
        }
        if is_denied_only_in_first(a, b) || is_denied_only_in_first(b, a) {
            return Some(Difference::Negation);
        }
        if is_opposite(a, b) {
            return Some(Difference::Direction);
        }
        let figures = compare_figures(&a.figures, &b.figures);
        if figures == Some(Difference::Figure) {
            return figures;
        }
        if dates_differ(&a.dates, &b.dates) {
            return Some(Difference::Date);
        }
        figures
    }

    /// How two statements on one subject contradict each other, as far as their words show it: they share most of
    /// their content and differ in one thing. Figures for two different years are no contradiction.
    pub fn opposition_to(&self, other: &Self) -> Option<Difference> {
        let shared = || {
            self.content_keys()
                .filter(|(key, _)| other.has_key(*key))
                .take(2)
                .count()
        };
        if self.lang != other.lang || shared() < 2 || !self.has_same_subject(other) {
            return None;
        }
        let found = self
            .difference_from(other)
            .filter(|found| found.separates_statements())?;
        let (a, b) = (self.features(), other.features());
        let other_date = dates_differ(&a.dates, &b.dates);
        (found == Difference::Date || found == Difference::Retraction || !other_date).then_some(found)
    }

    /// Whether most of the content of the two is the same, apart from numbers and words of direction.
    fn has_same_subject(&self, other: &Self) -> bool {
        let (a, b) = (self.features(), other.features());
        let is_marker = |key: &u64| a.marker_keys.contains(key) || b.marker_keys.contains(key);
        let matter = |prepared: &Self| {
            prepared
                .content_keys()
                .filter(|(key, _)| !is_marker(key))
                .collect::<Vec<_>>()
        };
        let (of_a, of_b) = (matter(self), matter(other));
        let weight = |keys: &[(u64, u32)]| keys.iter().map(|(_, weight)| weight).sum::<u32>();
        let mut shared = of_a.clone();
        shared.retain(|(key, _)| of_b.binary_search_by_key(key, |(key, _)| *key).is_ok());
        let (all_a, all_b, both) = (weight(&of_a), weight(&of_b), weight(&shared));
        // A word of direction counts as shared too, but not as part of the subject.
        let common: Vec<u32> = self
            .content_keys()
            .filter(|(key, _)| other.has_key(*key))
            .map(|(_, weight)| weight)
            .collect();
        let enough =
            !shared.is_empty() && common.len() >= 2 && common.iter().sum::<u32>() >= OPPOSED_SHARED_LEAST;
        let retracts = a.retracts || b.retracts;
        enough
            && 100 * both >= OPPOSED_SHORTER * all_a.min(all_b)
            && (retracts || 100 * both >= OPPOSED_LONGER * all_a.max(all_b))
    }

    /// Whether one refers back to the other, all of whose content it has.
    pub(super) fn refers_to(&self, other: &Self) -> bool {
        let (longer, shorter) = if self.keys.len() >= other.keys.len() {
            (self, other)
        } else {
            (other, self)
        };
        let full = shorter.keys.iter().filter(|(_, weight)| *weight > 1);
        let contained = full.clone().count() >= 2 && full.clone().all(|(key, _)| longer.has_key(*key));
        contained && {
            let features = longer.features();
            features.refers || features.retracts
        }
    }
}

/// Whether a word that both have is only negated in `a` and never in `b`.
fn is_denied_only_in_first(a: &ContrastFeatures, b: &ContrastFeatures) -> bool {
    a.polarity
        .iter()
        .filter(|word| word.denied && !word.plain)
        .any(|word| {
            let found = b.polarity.binary_search_by_key(&word.key, |word| word.key);
            found.is_ok_and(|at| !b.polarity[at].denied)
        })
}

/// Whether the two take opposite directions, both affirmed or both negated.
fn is_opposite(a: &ContrastFeatures, b: &ContrastFeatures) -> bool {
    let has = |features: &ContrastFeatures, pair, second| {
        features
            .directions
            .iter()
            .any(|side| side.pair == pair && side.second == second)
    };
    a.directions.iter().any(|side| {
        let turned = b
            .directions
            .iter()
            .find(|other| other.pair == side.pair && other.second != side.second);
        turned.is_some_and(|turned| {
            turned.denied == side.denied
                && !has(a, side.pair, !side.second)
                && !has(b, side.pair, side.second)
        })
    })
}

/// Compares the numbers that only one of the two has.
fn compare_figures(a: &[Figure], b: &[Figure]) -> Option<Difference> {
    let are_opposite_bounds = |a: &Figure, other: &Figure| {
        matches!(
            (a.precision, other.precision),
            (Some(1), Some(-1)) | (Some(-1), Some(1))
        )
    };
    let (mut left_a, mut left_b): (Vec<&Figure>, Vec<&Figure>) = (a.iter().collect(), b.iter().collect());
    let mut found = None;
    left_a.retain(|figure| {
        let same = left_b.iter().position(|other| is_same_number(figure, other));
        let Some(same) = same else { return true };
        let other = left_b.remove(same);
        if are_opposite_bounds(figure, other) {
            found = Some(Difference::Figure);
        } else if figure.precision != other.precision && found.is_none() {
            found = Some(Difference::Rounding);
        }
        false
    });
    for figure in left_a {
        for other in &left_b {
            if !count_same_thing(figure, other) || figure.is_small && other.is_small {
                continue;
            }
            let near =
                (figure.value - other.value).abs() <= ROUNDED * figure.value.abs().max(other.value.abs());
            if near
                && (figure.precision.is_some() || other.precision.is_some())
                && !are_opposite_bounds(figure, other)
            {
                found = found.or(Some(Difference::Rounding));
            } else {
                return Some(Difference::Figure);
            }
        }
    }
    found
}

/// Whether two numbers are equal; an ordinal never equals a cardinal.
fn is_same_number(a: &Figure, b: &Figure) -> bool {
    let near = (a.value - b.value).abs() <= 0.001 * a.value.abs().max(b.value.abs());
    near && a.is_ordinal == b.is_ordinal
}

/// Whether two numbers count the same thing.
fn count_same_thing(a: &Figure, b: &Figure) -> bool {
    if a.is_ordinal != b.is_ordinal {
        return false;
    }
    let counts = |a: &Figure, b: &Figure| a.counted[0].is_some() && b.counted.contains(&a.counted[0]);
    if counts(a, b) || counts(b, a) {
        return true;
    }
    if a.is_small || b.is_small {
        return false;
    }
    let unknown = a.counted[0].is_none() || b.counted[0].is_none();
    let placed = a.before.is_some() && a.before == b.before;
    let bare = |a: &Figure| a.counted[0].is_none() && a.before.is_none();
    placed && (unknown || a.is_ordinal) || bare(a) && bare(b)
}

/// Whether each has a part of a date that the other lacks, of the same kind.
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
        .any(|part| of_b.iter().any(|other| part.is_like(*other)))
}
