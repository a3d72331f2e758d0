//! Suggests existing names that are similar to an unknown one ("did you mean").

use crate::domain::fold;

/// Minimum similarity of a suggested name, 0 to 1.
const SCORE_MIN: f64 = 0.8;
/// Maximum number of suggestions.
const SUGGESTIONS_MAX: usize = 3;

/// Collects the names most similar to an unknown one.
pub(super) struct Suggestions<'a> {
    wrong: &'a str,
    found: Vec<(f64, String)>,
}

impl<'a> Suggestions<'a> {
    /// An empty collection for the unknown name `wrong`, folded.
    pub(super) fn new(wrong: &'a str) -> Self {
        Self {
            wrong,
            found: Vec::new(),
        }
    }

    /// How similar the name `folded` is to the unknown one; `None` if it is too different to suggest.
    pub(super) fn score(&self, folded: &str) -> Option<f64> {
        Some(name_similarity(self.wrong, folded)).filter(|score| *score >= SCORE_MIN)
    }

    /// Adds the name `shown`, one of whose names has this `score`.
    pub(super) fn add(&mut self, score: f64, shown: &str) {
        match self.found.iter_mut().find(|(_, known)| known == shown) {
            Some(known) => known.0 = known.0.max(score),
            None => self.found.push((score, shown.to_owned())),
        }
    }

    /// The best suggestions, the most similar first.
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

/// The names among `known` that are most similar to `wrong`, which is folded.
pub(in crate::query) fn suggest_names<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found = Suggestions::new(wrong);
    for name in known {
        if let Some(score) = found.score(&fold(name)) {
            found.add(score, name);
        }
    }
    found.best()
}

/// Similarity of two folded names, 0 to 1: of the full names, or of the unknown one and a single word of the other.
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
    fn similar_names_are_suggested() {
        let known = ["Hélène Varangeot", "Julien Tavernoz", "Li Qiang", "李强"];
        let near = |wrong: &str| suggest_names(&fold(wrong), known.into_iter()).join(", ");
        insta::assert_snapshot!(near("Varangeau"), @"Hélène Varangeot");
        insta::assert_snapshot!(near("li qang"), @"Li Qiang");
        insta::assert_snapshot!(near("Zzz"), @"");
    }
}
