//! Stems by which the words of statements are compared.

use super::hash;
use crate::domain::Lang;

/// Maximum length of a stem in letters, so that "interdire" and "interdiction" are one. Some unrelated words become
/// one too, but no statement is similar to another because of a single word.
pub(super) const STEM_LETTERS_MAX: usize = 7;

/// The stem of a word: the beginning of the word, and letters that replace the rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stem<'a> {
    start: &'a str,
    ending: &'static str,
}

impl Stem<'_> {
    /// The hash of its text.
    pub(super) fn hash(self) -> u64 {
        hash::hash_bytes(self.start.bytes().chain(self.ending.bytes()))
    }

    /// Number of letters.
    pub(super) fn letters(self) -> usize {
        letters(self.start) + self.ending.len()
    }
}

/// A folded word without the endings of number, gender and the most common verb forms. The result need not be a word,
/// only the same for all forms of one word.
pub(super) fn stem(lang: Lang, folded: &str) -> Stem<'_> {
    let whole = Stem {
        start: folded,
        ending: "",
    };
    if folded.bytes().any(|byte| byte.is_ascii_digit()) {
        return whole;
    }
    let (start, ending) = match lang {
        Lang::Fr => french(folded),
        Lang::En => english(folded),
        Lang::Zh | Lang::Und => return whole,
    };
    let letters = letters(start);
    if letters > STEM_LETTERS_MAX {
        let end = start.char_indices().nth(STEM_LETTERS_MAX);
        let end = end.map_or(start.len(), |(end, _)| end);
        return Stem {
            start: &start[..end],
            ending: "",
        };
    }
    Stem {
        start,
        ending: &ending[..ending.len().min(STEM_LETTERS_MAX - letters)],
    }
}

/// Number of characters of a word, quick for ASCII.
fn letters(word: &str) -> usize {
    if word.is_ascii() {
        word.len()
    } else {
        word.chars().count()
    }
}

/// `word` without `ending`, if at least `left_min` bytes remain.
fn without<'a>(word: &'a str, ending: &str, left_min: usize) -> Option<&'a str> {
    word.strip_suffix(ending).filter(|rest| rest.len() >= left_min)
}

/// The stem of a French word: the beginning of the word, and an ending of ASCII letters.
fn french(word: &str) -> (&str, &'static str) {
    if let Some(stem) = without(word, "aux", 2).filter(|stem| !stem.ends_with('e')) {
        return (stem, "al");
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
    // Masculine and feminine get one stem: "actif" → "activ" as "active", "heureuse" → "heureu" as "heureux".
    match stem {
        stem if stem.ends_with('f') && stem.len() > 3 => (&stem[..stem.len() - 1], "v"),
        stem => without(stem, "eus", 3).map_or((stem, ""), |stem| (stem, "eu")),
    }
}

/// The stem of an English word, likewise.
fn english(word: &str) -> (&str, &'static str) {
    let vowels = |stem: &&str| stem.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let plural = without(word, "s", 3).filter(|stem| !stem.ends_with('s'));
    let mut stem = plural.unwrap_or(word);
    let past = without(stem, "ed", 3).or_else(|| without(stem, "ing", 3));
    stem = past.filter(vowels).map_or(stem, undoubled);
    // "rule" loses the e that "ruled" and "ruling" lost with their endings, and "classes" becomes "class".
    stem = without(stem, "e", 3).unwrap_or(stem);
    // A final y becomes the i that the plural keeps: "policy" → "polici", as "policies".
    without(stem, "y", 3).map_or((stem, ""), |stem| (stem, "i"))
}

/// A stem without the second of two equal letters at its end: "artificiell", "plann".
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
    use crate::domain::fold;
    use std::collections::HashSet;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        let stems = |lang, words: &str| {
            let text = |stem: Stem<'_>| format!("{}{}", stem.start, stem.ending);
            let stems: HashSet<String> = words
                .split(' ')
                .map(|word| text(stem(lang, &fold(word))))
                .collect();
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
}
