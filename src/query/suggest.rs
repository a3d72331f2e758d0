//! "Did you mean": the names that are nearest to a wrong one.

use crate::domain::fold;

/// How near a name must be, 0 to 1, to be suggested.
const SCORE_MIN: f64 = 0.8;
/// How many are suggested.
const SUGGESTIONS_MAX: usize = 3;

/// The names nearest to a wrong one, as they are gone through.
pub(super) struct Suggestions<'a> {
    wrong: &'a str,
    found: Vec<(f64, String)>,
}

impl<'a> Suggestions<'a> {
    /// For the name `wrong`, folded.
    pub(super) fn new(wrong: &'a str) -> Self {
        Self {
            wrong,
            found: Vec::new(),
        }
    }

    /// Suggests `shown` if `folded` is near.
    pub(super) fn consider(&mut self, folded: &str, shown: &str) {
        let score = name_similarity(self.wrong, folded);
        if score < SCORE_MIN {
            return;
        }
        match self.found.iter_mut().find(|(_, known)| known == shown) {
            Some(known) => known.0 = known.0.max(score),
            None => self.found.push((score, shown.to_owned())),
        }
    }

    /// The best, the likeliest first.
    pub(super) fn best(mut self) -> Vec<String> {
        self.found
            .sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        self.found
            .into_iter()
            .take(SUGGESTIONS_MAX)
            .map(|(_, name)| name)
            .collect()
    }
}

/// The names among `known` that are nearest to `wrong`, which is folded.
pub(super) fn suggest_names<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found = Suggestions::new(wrong);
    for name in known {
        found.consider(&fold(name), name);
    }
    found.best()
}

/// How alike two folded names are, 0 to 1: as wholes, or the wrong one and a single word of the other.
fn name_similarity(wrong: &str, known: &str) -> f64 {
    known
        .split_whitespace()
        .map(|word| strsim::jaro_winkler(wrong, word) * 0.98)
        .fold(strsim::jaro_winkler(wrong, known), f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_are_suggested() {
        let known = ["Hélène Varangeot", "Julien Tavernoz", "Li Qiang", "李强"];
        let near = |wrong: &str| suggest_names(&fold(wrong), known.into_iter()).join(", ");
        insta::assert_snapshot!(near("Varangeau"), @"Hélène Varangeot");
        insta::assert_snapshot!(near("li qang"), @"Li Qiang");
        insta::assert_snapshot!(near("Zzz"), @"");
    }
}
