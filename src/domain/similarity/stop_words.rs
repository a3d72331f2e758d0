//! Words without content of their own, by language.

use super::word_list::lines_without_comments;
use crate::domain::{Lang, fold, is_han};
use std::collections::HashSet;
use std::sync::LazyLock;

/// The stop words of a language: words that any statement may have.
pub(super) struct StopWords {
    words: HashSet<String>,
    /// Length of the longest Han entry, in characters.
    han_chars_max: usize,
}

static FRENCH: LazyLock<StopWords> = LazyLock::new(|| StopWords::parse(include_str!("stopwords.fr.txt")));
static ENGLISH: LazyLock<StopWords> = LazyLock::new(|| StopWords::parse(include_str!("stopwords.en.txt")));
static CHINESE: LazyLock<StopWords> = LazyLock::new(|| StopWords::parse(include_str!("stopwords.zh.txt")));
static NONE: LazyLock<StopWords> = LazyLock::new(|| StopWords::parse(""));

/// The stop words of `lang`.
pub(super) fn stop_words(lang: Lang) -> &'static StopWords {
    match lang {
        Lang::Fr => &FRENCH,
        Lang::En => &ENGLISH,
        Lang::Zh => &CHINESE,
        Lang::Und => &NONE,
    }
}

impl StopWords {
    /// Parses a list: one word per line, with comments after `#`.
    fn parse(list: &str) -> Self {
        let lines = lines_without_comments(list);
        let words: HashSet<String> = lines.map(fold).filter(|word| !word.is_empty()).collect();
        let han = words.iter().filter(|word| word.starts_with(is_han));
        let han_chars_max = han.map(|word| word.chars().count()).max().unwrap_or_default();
        Self { words, han_chars_max }
    }

    /// Whether a folded word is a stop word.
    pub(super) fn has_word(&self, folded: &str) -> bool {
        self.words.contains(folded)
    }

    /// Whether a Han character is mostly a function word. It can still be part of a longer word.
    pub(super) fn is_grammar(&self, c: char) -> bool {
        self.words.contains(c.encode_utf8(&mut [0; 4]) as &str)
    }

    /// Length in bytes of the longest stop word of several Han characters at the start of `run`.
    pub(super) fn stop_word_length(&self, run: &str) -> Option<usize> {
        let ends = run.char_indices().map(|(at, c)| at + c.len_utf8());
        let ends = ends.take(self.han_chars_max).skip(1);
        ends.filter(|end| self.words.contains(&run[..*end])).last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_word_list_is_folded_without_comments() {
        let stops = StopWords::parse("# a list\nÀ # a word\n\n我们\n的\n");
        assert!(stops.has_word("a") && !stops.has_word("list") && !stops.has_word(""));
        assert!(stops.is_grammar('的') && !stops.is_grammar('目'));
        assert_eq!(
            (stops.stop_word_length("我们要"), stops.stop_word_length("的我们")),
            (Some("我们".len()), None)
        );
    }
}
