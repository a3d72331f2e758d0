//! What the full-text indexes store of a text.

use crate::domain::similarity::{inflection_stem, stem_mark};
use crate::domain::{Lang, han_pairs, is_han};
use std::collections::BTreeSet;

/// What the index of statements stores of the words of one: its three columns.
#[derive(Debug, Clone)]
pub(super) struct SearchWords {
    /// The folded words with runs of Chinese characters as overlapping pairs.
    pub(super) words: String,
    /// Single Chinese characters.
    pub(super) han: String,
    /// The stem of each word.
    pub(super) stems: String,
}

impl SearchWords {
    /// What is stored of the words that are `folded`.
    pub(super) fn new(lang: Lang, folded: &str) -> Self {
        let has_han = folded.chars().any(is_han);
        Self {
            words: if has_han {
                han_pairs(folded)
            } else {
                folded.to_owned()
            },
            han: if has_han {
                distinct_han_characters(folded)
            } else {
                String::new()
            },
            stems: stems(lang, folded),
        }
    }
}

/// Every Chinese character of `text` once, in order of first occurrence, separated by spaces.
fn distinct_han_characters(text: &str) -> String {
    let mut singles = String::new();
    for c in text.chars().filter(|c| is_han(*c)) {
        if !singles.contains(c) {
            singles.extend([c, ' ']);
        }
    }
    singles
}

/// The stem of each word of a folded `text`, in the order of the words, each with the mark of its language in front,
/// so that no search for a word matches a stem. Empty for a language without inflection.
fn stems(lang: Lang, text: &str) -> String {
    let Some(mark) = stem_mark(lang) else {
        return String::new();
    };
    let mut stems = String::with_capacity(text.len() + text.len() / 4);
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        stems.push(mark);
        stems.push_str(&inflection_stem(lang, word));
        stems.push(' ');
    }
    stems
}

/// What the index stores of a folded text: single Chinese characters, then the stem of every word and every pair of
/// Chinese characters, each once.
pub(super) fn article_words(lang: Lang, folded: &str) -> String {
    let mut words: BTreeSet<String> = BTreeSet::new();
    let has_han = folded.chars().any(is_han);
    let pairs = if has_han { han_pairs(folded) } else { String::new() };
    let text = if has_han { pairs.as_str() } else { folded };
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if !words.contains(word) {
            words.insert(inflection_stem(lang, word));
        }
    }
    let mut all = distinct_han_characters(if has_han { folded } else { "" });
    for word in words {
        all.push_str(&word);
        all.push(' ');
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_begin_with_language_mark() {
        assert_eq!(stems(Lang::Fr, "l'etat, les labels"), "1l 1etat 1les 1label ");
        assert_eq!(stems(Lang::Zh, "labels"), "");
    }

    #[test]
    fn each_character_is_indexed_once() {
        assert_eq!(distinct_han_characters("中国 2025 人中"), "中 国 人 ");
    }

    #[test]
    fn each_word_is_indexed_once() {
        assert_eq!(article_words(Lang::En, "labels, and a label"), "a and label ");
        assert_eq!(article_words(Lang::Zh, "治理ai治理"), "治 理 ai 治理 ");
    }
}
