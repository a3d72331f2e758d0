use super::{ComparableWords, Similarity, grams};
use crate::domain::Lang;

/// Finds and compares statements. A matcher across languages can replace [`SameLanguageMatcher`]: it gives the same
/// grams to statements that say the same in two languages.
pub trait StatementMatcher {
    /// The hashes by which a statement is looked up.
    fn grams(&self, lang: Lang, words: &str) -> Vec<i64>;

    /// How similar a statement is to each of `others`; `None` where it is not similar enough. Shared words are those
    /// of the others.
    fn similarities(&self, of: (Lang, &str), others: &[(Lang, String)]) -> Vec<Option<Similarity>>;
}

/// Compares the words themselves; finds nothing across languages.
#[derive(Debug, Clone, Copy, Default)]
pub struct SameLanguageMatcher;

impl StatementMatcher for SameLanguageMatcher {
    fn grams(&self, lang: Lang, words: &str) -> Vec<i64> {
        grams(lang, words)
    }

    fn similarities(
        &self,
        (lang, words): (Lang, &str),
        others: &[(Lang, String)],
    ) -> Vec<Option<Similarity>> {
        let of = ComparableWords::new(lang, words);
        let likeness = |(other, words): &(Lang, String)| {
            (*other == lang).then(|| of.similarity_to(&ComparableWords::new(lang, words)))?
        };
        others.iter().map(likeness).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_not_compared() {
        let words = "transparent regulation protects public institutions";
        let others = [(Lang::En, words.to_owned()), (Lang::Fr, words.to_owned())];
        let found = SameLanguageMatcher.similarities((Lang::En, words), &others);
        assert!(found[0].is_some());
        assert_eq!(found[1], None);
        let french = SameLanguageMatcher.grams(Lang::Fr, words);
        assert!(
            SameLanguageMatcher
                .grams(Lang::En, words)
                .iter()
                .all(|gram| !french.contains(gram))
        );
    }
}
