//! Whether a few words name a measure, something that could be done.

use super::word_list::lines_without_comments;
use crate::domain::{Lang, fold, is_han};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Maximum length of a saying in words. Longer texts are treated as measures.
const SAYING_WORDS_MAX: usize = 7;
/// Maximum length of a saying in Han characters.
const SAYING_HAN_MAX: usize = 9;

struct MeasureWords {
    /// Folded words, and beginnings of words with `*` at the end.
    words: BTreeSet<String>,
}

static FRENCH: LazyLock<MeasureWords> =
    LazyLock::new(|| MeasureWords::parse(include_str!("measures.fr.txt")));
static ENGLISH: LazyLock<MeasureWords> =
    LazyLock::new(|| MeasureWords::parse(include_str!("measures.en.txt")));
static CHINESE: LazyLock<MeasureWords> =
    LazyLock::new(|| MeasureWords::parse(include_str!("measures.zh.txt")));

impl MeasureWords {
    fn parse(list: &str) -> Self {
        let lines = lines_without_comments(list);
        let words = lines.flat_map(str::split_whitespace).map(fold).collect();
        Self { words }
    }

    /// Whether a folded word is in the list, or starts with an entry that ends in `*`.
    fn has(&self, folded: &str) -> bool {
        let mut starts = (1..=folded.len()).filter(|end| folded.is_char_boundary(*end));
        self.words.contains(folded) || starts.any(|end| self.words.contains(&format!("{}*", &folded[..end])))
    }
}

/// Whether the words name a measure: a number, a verb or noun of doing, or a word of demand. Anything longer than a
/// saying is treated as a measure.
///
/// ```
/// use dixit::domain::{Lang, similarity::names_measure};
/// assert!(names_measure(Lang::En, "A tax on large cars"));
/// assert!(!names_measure(Lang::En, "Every cloud has a silver lining"));
/// ```
pub fn names_measure(lang: Lang, words: &str) -> bool {
    let measures = match lang {
        Lang::Fr => &FRENCH,
        Lang::En => &ENGLISH,
        Lang::Zh => &CHINESE,
        Lang::Und => return true,
    };
    if words.chars().any(char::is_numeric) {
        return true;
    }
    if lang == Lang::Zh {
        let han = words.chars().filter(|c| is_han(*c)).count();
        return han > SAYING_HAN_MAX || measures.words.iter().any(|word| words.contains(word.as_str()));
    }
    let folded = fold(words);
    let parts: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    parts.len() > SAYING_WORDS_MAX || parts.iter().any(|part| measures.has(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saying_is_not_a_measure() {
        for (lang, words) in [
            (Lang::Fr, "Mieux vaut tard que jamais"),
            (Lang::Fr, "Plus jamais ça"),
            (Lang::Fr, "Il était temps"),
            (Lang::En, "Better late than never"),
            (Lang::En, "Enough is enough"),
            (Lang::En, "That is the whole argument."),
            (Lang::Zh, "亡羊补牢，为时未晚"),
            (Lang::Zh, "来日方长"),
        ] {
            assert!(!names_measure(lang, words), "{words}");
        }
    }

    #[test]
    fn short_measure_is_recognised() {
        for (lang, words) in [
            (Lang::Fr, "Un référendum sur la réforme"),
            (Lang::Fr, "Taxons les superprofits"),
            (Lang::Fr, "Il faut agir"),
            (Lang::Fr, "Une semaine de 32 heures"),
            (Lang::Fr, "un registre public"),
            (Lang::En, "Ban the box"),
            (Lang::En, "a public register"),
            (Lang::En, "Let us close the mine"),
            (Lang::En, "We should lower the fare"),
            (Lang::Zh, "应当立法"),
            (Lang::Zh, "建立登记制度"),
            (Lang::Zh, "禁止广告"),
        ] {
            assert!(names_measure(lang, words), "{words}");
        }
    }
}
