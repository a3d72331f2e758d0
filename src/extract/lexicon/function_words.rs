//! Words of grammar by which the language of a paragraph is recognised.

use super::fast_hash::FastSet;
use crate::domain::Lang;
use serde::Deserialize;
use std::sync::OnceLock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionWords {
    fr: FastSet<String>,
    en: FastSet<String>,
}

/// The words of grammar that only this one of French and English has; `None` for other languages.
pub(in crate::extract) fn function_words(lang: Lang) -> Option<&'static FastSet<String>> {
    static FILE: OnceLock<Option<FunctionWords>> = OnceLock::new();
    let file = FILE
        .get_or_init(|| toml::from_str(include_str!("function_words.toml")).ok())
        .as_ref()?;
    match lang {
        Lang::Fr => Some(&file.fr),
        Lang::En => Some(&file.en),
        Lang::Zh | Lang::Und => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_word_belongs_to_one_language() {
        let (fr, en) = (
            function_words(Lang::Fr).unwrap(),
            function_words(Lang::En).unwrap(),
        );
        assert_eq!(fr.intersection(en).collect::<Vec<_>>(), Vec::<&String>::new());
    }
}
