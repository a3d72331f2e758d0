//! What is known of each language: the words without content, and the endings that inflect a word.

use crate::domain::{Lang, fold, is_han};
use std::collections::HashSet;
use std::sync::LazyLock;

/// The words of a language that any statement may have.
pub(super) struct Stops {
    words: HashSet<String>,
    /// The longest Han word, in characters.
    han_chars_max: usize,
}

static FRENCH: LazyLock<Stops> = LazyLock::new(|| Stops::read(include_str!("stopwords.fr.txt")));
static ENGLISH: LazyLock<Stops> = LazyLock::new(|| Stops::read(include_str!("stopwords.en.txt")));
static CHINESE: LazyLock<Stops> = LazyLock::new(|| Stops::read(include_str!("stopwords.zh.txt")));
static NONE: LazyLock<Stops> = LazyLock::new(|| Stops::read(""));

/// The stop words of `lang`.
pub(super) fn stops(lang: Lang) -> &'static Stops {
    match lang {
        Lang::Fr => &FRENCH,
        Lang::En => &ENGLISH,
        Lang::Zh => &CHINESE,
        Lang::Und => &NONE,
    }
}

impl Stops {
    /// Reads a list: a word a line, and comments behind `#`.
    fn read(list: &str) -> Self {
        let lines = list
            .lines()
            .map(|line| line.split('#').next().unwrap_or_default());
        let words: HashSet<String> = lines.map(fold).filter(|word| !word.is_empty()).collect();
        let han = words.iter().filter(|word| word.starts_with(is_han));
        let han_chars_max = han.map(|word| word.chars().count()).max().unwrap_or_default();
        Self { words, han_chars_max }
    }

    /// Whether a folded word is one of them.
    pub(super) fn has_word(&self, folded: &str) -> bool {
        self.words.contains(folded)
    }

    /// Whether a Han character is mostly grammar. It may be part of a word, so it is no word's end.
    pub(super) fn is_grammar(&self, c: char) -> bool {
        self.words.contains(c.encode_utf8(&mut [0; 4]) as &str)
    }

    /// How many bytes the longest word of several Han characters at the beginning of `run` has.
    pub(super) fn at(&self, run: &str) -> Option<usize> {
        let ends = run.char_indices().map(|(at, c)| at + c.len_utf8());
        let ends = ends.take(self.han_chars_max).skip(1);
        ends.filter(|end| self.words.contains(&run[..*end])).last()
    }
}

/// A folded word without the endings of number, gender and the commonest of verbs. What is left need be no
/// word, only the same for all forms of one.
pub(super) fn stem(lang: Lang, folded: &str) -> String {
    if folded.contains(|c: char| c.is_ascii_digit()) {
        return folded.to_owned();
    }
    let mut stem = match lang {
        Lang::Fr => french(folded),
        Lang::En => english(folded),
        Lang::Zh | Lang::Und => return folded.to_owned(),
    };
    let end = stem
        .char_indices()
        .nth(STEM_LETTERS_MAX)
        .map_or(stem.len(), |(end, _)| end);
    stem.truncate(end);
    stem
}

/// So much of a long word is its stem: "interdire" and "interdiction", "suspendre" and "suspendrait" are one. Some
/// that are not become one too, but no statement is like another by a single word.
pub(super) const STEM_LETTERS_MAX: usize = 7;

/// `word` without `ending`, if enough of it is left.
fn without<'a>(word: &'a str, ending: &str, left_min: usize) -> Option<&'a str> {
    word.strip_suffix(ending).filter(|rest| rest.len() >= left_min)
}

fn french(word: &str) -> String {
    if let Some(stem) = without(word, "aux", 2).filter(|stem| !stem.ends_with('e')) {
        return format!("{stem}al");
    }
    let mut stem = without(word, "s", 3)
        .or_else(|| without(word, "x", 3))
        .unwrap_or(word);
    stem = without(stem, "ent", 4).unwrap_or(stem);
    while let Some(shorter) = without(stem, "e", 3) {
        stem = shorter;
    }
    stem = without(stem, "er", 4).unwrap_or(stem);
    stem = undoubled(stem);
    // actif, active; heureux, heureuse.
    match stem {
        stem if stem.ends_with('f') && stem.len() > 3 => format!("{}v", &stem[..stem.len() - 1]),
        stem => without(stem, "eus", 3).map_or_else(|| stem.to_owned(), |stem| format!("{stem}eu")),
    }
}

fn english(word: &str) -> String {
    let vowels = |stem: &&str| stem.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let plural = without(word, "s", 3).filter(|stem| !stem.ends_with('s'));
    let mut stem = plural.unwrap_or(word);
    let past = without(stem, "ed", 3).or_else(|| without(stem, "ing", 3));
    stem = past.filter(vowels).map_or(stem, undoubled);
    // rule, ruled, ruling; classes.
    stem = without(stem, "e", 3).unwrap_or(stem);
    // policy, policies.
    without(stem, "y", 3).map_or_else(|| stem.to_owned(), |stem| format!("{stem}i"))
}

/// A stem without the second of two equal consonants at its end: "artificiell", "plann".
fn undoubled(stem: &str) -> &str {
    let mut ends = stem.chars().rev();
    match (ends.next(), ends.next()) {
        (Some(last), Some(before)) if last == before && stem.len() > 3 && last.is_ascii_alphabetic() => {
            &stem[..stem.len() - 1]
        }
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        let stems = |lang, words: &str| {
            let stems: HashSet<String> = words.split(' ').map(|word| stem(lang, &fold(word))).collect();
            stems.into_iter().collect::<Vec<_>>().join(" ")
        };
        for (words, expected) in [
            ("artificiel artificielle artificielles", "artific"),
            ("interdire interdiction interdictions", "interdi"),
            ("nationaux national nationale", "nationa"),
            ("déclaré déclarée déclarer déclare déclarent", "declar"),
            ("premier première premières", "premi"),
            ("actif active actives", "activ"),
            ("heureux heureuse", "heureu"),
            ("européen européenne", "europee"),
            ("réseau réseaux", "reseau"),
        ] {
            assert_eq!(stems(Lang::Fr, words), expected);
        }
        for (words, expected) in [
            ("declare declares declared declaring", "declar"),
            ("policy policies", "polici"),
            ("plan plans planned planning", "plan"),
            ("process processes", "process"),
            ("bring string", "bring string"),
        ] {
            let mut stems: Vec<_> = stems(Lang::En, words).split(' ').map(str::to_owned).collect();
            stems.sort();
            assert_eq!(stems.join(" "), expected);
        }
    }

    #[test]
    fn lists_are_read_folded_and_without_comments() {
        let stops = Stops::read("# a list\nÀ # a word\n\n我们\n的\n");
        assert!(stops.has_word("a") && !stops.has_word("list") && !stops.has_word(""));
        assert!(stops.is_grammar('的') && !stops.is_grammar('目'));
        assert_eq!(
            (stops.at("我们要"), stops.at("的我们")),
            (Some("我们".len()), None)
        );
    }
}
