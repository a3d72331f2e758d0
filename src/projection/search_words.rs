//! What the full-text indexes store of a text.

use crate::domain::similarity::{inflection_stem, stem_mark};
use crate::domain::{Lang, han_pairs, is_han};
use std::borrow::Cow;
use std::collections::HashSet;

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
    let mut seen = HashSet::new();
    for c in text.chars().filter(|c| is_han(*c)) {
        if seen.insert(c) {
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
    let has_han = folded.chars().any(is_han);
    let pairs = if has_han { han_pairs(folded) } else { String::new() };
    let text = if has_han { pairs.as_str() } else { folded };
    // A word has about six bytes with its space, and half of the words of a text are not new.
    let words = text.len() / 12;
    let mut seen: HashSet<&str> = HashSet::with_capacity(words);
    let mut stems: HashSet<Cow<'_, str>> = HashSet::with_capacity(words);
    for word in text
        .split(|c: char| !is_alphanumeric(c))
        .filter(|word| !word.is_empty())
    {
        if seen.insert(word) && !stems.contains(word) {
            stems.insert(inflection_stem(lang, word));
        }
    }
    let stems = stems.into_iter().map(|stem| (first_bytes(&stem), stem));
    let mut stems: Vec<(u64, Cow<'_, str>)> = stems.collect();
    stems.sort_unstable();
    let mut all = distinct_han_characters(if has_han { folded } else { "" });
    for (_, word) in stems {
        all.push_str(&word);
        all.push(' ');
    }
    all
}

/// Whether `c` is a letter or digit, quick for Han characters.
fn is_alphanumeric(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

/// The first eight bytes of a word as a number with the order of the words, which decides nearly every comparison.
fn first_bytes(word: &str) -> u64 {
    let start = word.bytes().chain(std::iter::repeat(0)).take(size_of::<u64>());
    start.fold(0, |number, byte| number << 8 | u64::from(byte))
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

    #[test]
    fn quick_test_of_letters_equals_that_of_the_standard_library() {
        assert!(('\0'..=char::MAX).all(|c| is_alphanumeric(c) == c.is_alphanumeric()));
    }

    #[test]
    fn words_are_in_the_order_of_their_bytes() {
        let text = "abcdefgh abcdefghi b abcdefg abcdefghh 治 abc é a";
        let mut words: Vec<&str> = text.split(' ').collect();
        words.sort_unstable();
        words.retain(|word| *word != "治");
        assert_eq!(
            article_words(Lang::Und, text),
            format!("治 {} 治 ", words.join(" "))
        );
    }
}
