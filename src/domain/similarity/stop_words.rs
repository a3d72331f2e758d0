//! Words without content of their own, by language.

use super::word_list::lines_without_comments;
use crate::domain::{FastMap, FastSet, Lang, fold, is_han};
use std::cmp::Reverse;
use std::sync::LazyLock;

/// The stop words of a language: words that any statement may have.
pub(super) struct StopWords {
    words: FastSet<String>,
    /// The Han words by their first character.
    han: FastMap<char, HanStopWords>,
}

/// The Han stop words that begin with one character.
#[derive(Default)]
struct HanStopWords {
    /// Whether the character alone is one.
    is_word: bool,
    /// Those of several characters, the longest first.
    longer: Vec<String>,
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
        let words: FastSet<String> = lines.map(fold).filter(|word| !word.is_empty()).collect();
        let mut han: FastMap<char, HanStopWords> = FastMap::default();
        for word in &words {
            let Some(first) = word.chars().next().filter(|first| is_han(*first)) else {
                continue;
            };
            let of_first = han.entry(first).or_default();
            if word.len() == first.len_utf8() {
                of_first.is_word = true;
            } else {
                of_first.longer.push(word.clone());
            }
        }
        for of_first in han.values_mut() {
            of_first.longer.sort_by_key(|word| Reverse(word.len()));
        }
        Self { words, han }
    }

    /// Whether a folded word is a stop word.
    pub(super) fn has_word(&self, folded: &str) -> bool {
        self.words.contains(folded)
    }

    /// Whether a Han character is mostly a function word. It can still be part of a longer word.
    pub(super) fn is_grammar(&self, c: char) -> bool {
        self.han.get(&c).is_some_and(|of_first| of_first.is_word)
    }

    /// Length in bytes of the longest stop word of several Han characters at the start of `run`.
    pub(super) fn stop_word_length(&self, run: &str) -> Option<usize> {
        let of_first = self.han.get(&run.chars().next()?)?;
        let mut longer = of_first.longer.iter();
        longer
            .find(|word| run.starts_with(word.as_str()))
            .map(String::len)
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
