use super::{Prepared, Similarity, grams};
use crate::domain::Lang;

/// Finds and compares statements. One that knows two languages can take the place of [`SameLanguage`]: it gives
/// the same grams to what says the same in both.
pub trait Matcher {
    /// What a statement is found by.
    fn grams(&self, lang: Lang, words: &str) -> Vec<i64>;

    /// How much a statement and each of `others` say the same; `None` where it is too little to tell. The shared
    /// words are those of the others.
    fn likenesses(&self, of: (Lang, &str), others: &[(Lang, String)]) -> Vec<Option<Similarity>>;
}

/// The matcher by the words themselves: across languages it finds nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct SameLanguage;

impl Matcher for SameLanguage {
    fn grams(&self, lang: Lang, words: &str) -> Vec<i64> {
        grams(lang, words)
    }

    fn likenesses(&self, (lang, words): (Lang, &str), others: &[(Lang, String)]) -> Vec<Option<Similarity>> {
        let of = Prepared::of(lang, words);
        let likeness = |(other, words): &(Lang, String)| {
            (*other == lang).then(|| of.likeness(&Prepared::of(lang, words)))?
        };
        others.iter().map(likeness).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_never_mixed() {
        let words = "transparent regulation protects public institutions";
        let others = [(Lang::En, words.to_owned()), (Lang::Fr, words.to_owned())];
        let found = SameLanguage.likenesses((Lang::En, words), &others);
        assert!(found[0].is_some());
        assert_eq!(found[1], None);
        let french = SameLanguage.grams(Lang::Fr, words);
        assert!(
            SameLanguage
                .grams(Lang::En, words)
                .iter()
                .all(|gram| !french.contains(gram))
        );
    }
}
