use super::{Likeness, grams, likeness};
use crate::domain::Lang;

/// Finds and compares statements. One that knows two languages can take the place of [`SameLanguage`]: it gives
/// the same grams to what says the same in both.
pub trait Matcher {
    /// What a statement is found by.
    fn grams(&self, lang: Lang, words: &str) -> Vec<i64>;

    /// How much two statements say the same; `None` where it is too little to tell.
    fn likeness(&self, a: (Lang, &str), b: (Lang, &str)) -> Option<Likeness>;
}

/// The matcher by the words themselves: across languages it finds nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct SameLanguage;

impl Matcher for SameLanguage {
    fn grams(&self, lang: Lang, words: &str) -> Vec<i64> {
        grams(lang, words)
    }

    fn likeness(&self, a: (Lang, &str), b: (Lang, &str)) -> Option<Likeness> {
        if a.0 == b.0 { likeness(a.0, a.1, b.1) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_never_mixed() {
        let words = "transparent regulation protects public institutions";
        assert!(
            SameLanguage
                .likeness((Lang::En, words), (Lang::En, words))
                .is_some()
        );
        assert_eq!(SameLanguage.likeness((Lang::En, words), (Lang::Fr, words)), None);
        let french = SameLanguage.grams(Lang::Fr, words);
        assert!(
            SameLanguage
                .grams(Lang::En, words)
                .iter()
                .all(|gram| !french.contains(gram))
        );
    }
}
