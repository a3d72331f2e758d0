//! The harm to expect from a reading: the doubt about it times the cost of an error. Both are sums of signs.

use super::sign_set::SignSet;
use super::signs::{CERTAINTY, DEPENDENT_COST, DEPENDENTS_COST_MAX, DoubtSign};

/// The signs found in a reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExpectedHarm {
    /// Whether the signs are put into words. Most readings are only judged, and never shown.
    explains: bool,
    /// The signs of doubt.
    doubts: Vec<FoundDoubt>,
    /// Sum of the points of the signs of cost.
    cost_points: i64,
}

/// A sign of doubt found in a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDoubt {
    /// The sign.
    pub sign: DoubtSign,
    /// The points that it adds.
    pub points: i64,
    /// The explanation; empty where none is wanted.
    pub why: String,
}

impl ExpectedHarm {
    /// Collects signs and their explanations.
    pub fn explained() -> Self {
        Self {
            explains: true,
            ..Self::default()
        }
    }

    fn push_doubt(&mut self, sign: DoubtSign, points: i64, what: &str) {
        let why = if self.explains {
            sign.why.replace("{}", what)
        } else {
            String::new()
        };
        self.doubts.push(FoundDoubt { sign, points, why });
    }

    /// Adds a sign of doubt, found in the words `what`.
    pub fn add_doubt(&mut self, sign: DoubtSign, what: &str) {
        self.push_doubt(sign, sign.points, what);
    }

    /// Adds a sign of doubt if `so`.
    pub fn add_doubt_if(&mut self, so: bool, sign: DoubtSign, what: &str) {
        if so {
            self.add_doubt(sign, what);
        }
    }

    /// Adds what the reader's certainty, in per cent, lacks to 100.
    pub fn add_certainty(&mut self, percent: i64) {
        self.push_doubt(CERTAINTY, 100 - percent, &percent.to_string());
    }

    /// Adds to the cost of an error if `so`.
    pub fn add_cost_if(&mut self, so: bool, points: i64) {
        if so {
            self.cost_points += points;
        }
    }

    /// Adds the cost that `count` other statements depend on the reading.
    pub fn add_dependents(&mut self, count: i64) {
        self.cost_points += dependents_cost(count);
    }

    /// The signs of doubt as a set, without the certainty of the reader; `None` if one was found twice.
    pub fn sign_set(&self) -> Option<SignSet> {
        SignSet::of_each_once(self.doubts.iter().map(|found| found.sign))
    }

    /// Whether the sign of doubt with this name was found.
    pub fn has_sign(&self, name: &str) -> bool {
        self.doubts.iter().any(|found| found.sign.name == name)
    }

    /// Sum of the points of doubt.
    pub fn doubt_points(&self) -> i64 {
        self.doubts.iter().map(|found| found.points).sum()
    }

    /// The cost of an error, in per cent of the base cost.
    pub const fn cost_percent(&self) -> i64 {
        100 + self.cost_points
    }

    /// The expected harm: points of doubt times cost.
    pub fn total(&self) -> i64 {
        expected_harm(self.doubt_points(), self.cost_percent())
    }

    /// The signs of doubt, the most points first.
    pub fn into_doubts(mut self) -> Vec<FoundDoubt> {
        self.doubts.sort_by_key(|found| -found.points);
        self.doubts
    }
}

/// The harm to expect from a reading with these points of doubt, if an error costs this, in per cent of the base cost.
pub const fn expected_harm(doubt_points: i64, cost_percent: i64) -> i64 {
    doubt_points * cost_percent / 100
}

/// What `count` other statements that depend on a reading add to the cost of an error.
pub fn dependents_cost(count: i64) -> i64 {
    (DEPENDENT_COST * count).min(DEPENDENTS_COST_MAX)
}

#[cfg(test)]
mod tests {
    use super::super::signs::{NAMED_PERSON_COST, PRONOUN};
    use super::*;

    #[test]
    fn expected_harm_is_doubt_times_cost() {
        let mut harm = ExpectedHarm::explained();
        harm.add_certainty(72);
        harm.add_doubt(PRONOUN, "il");
        harm.add_cost_if(true, NAMED_PERSON_COST);
        harm.add_dependents(9);
        assert_eq!(
            (harm.doubt_points(), harm.cost_percent(), harm.total()),
            (36, 140, 50)
        );
        assert_eq!(harm.into_doubts()[1].why, "the speaker is only “il” here");
    }
}
