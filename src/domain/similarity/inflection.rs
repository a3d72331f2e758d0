//! Inflection: which forms belong to one word, for searches by a single word.
//!
//! [`stem`](super::stem::stem) is for the comparison of statements, where many words decide together; it may merge
//! "port" and "porte". Here a single word decides, so only number, gender and the regular verb endings are removed.

use super::word_list::lines_without_comments;
use crate::domain::{FastSet, Lang, fold};
use std::borrow::Cow;
use std::sync::LazyLock;

static FRENCH: LazyLock<FastSet<String>> = LazyLock::new(|| parse_words(include_str!("invariable.fr.txt")));
static ENGLISH: LazyLock<FastSet<String>> = LazyLock::new(|| parse_words(include_str!("invariable.en.txt")));

/// Parses a list: words separated by white space, with comments after `#`.
fn parse_words(list: &str) -> FastSet<String> {
    let lines = lines_without_comments(list);
    lines.flat_map(str::split_whitespace).map(fold).collect()
}

/// The character that precedes the stems of a language in an index of several languages; `None` for languages without
/// inflection.
pub const fn stem_mark(lang: Lang) -> Option<char> {
    match lang {
        Lang::Fr => Some('1'),
        Lang::En => Some('2'),
        Lang::Zh | Lang::Und => None,
    }
}

/// The common part of all forms of a folded word; it need not be a word. In a language without inflection, the word
/// itself.
///
/// ```
/// use dixit::domain::{Lang, similarity::inflection_stem};
/// let stem = |word| inflection_stem(Lang::En, word);
/// assert_eq!(stem("labels"), stem("label"));
/// assert_ne!(stem("general"), stem("generation"));
/// ```
pub fn inflection_stem(lang: Lang, folded: &str) -> Cow<'_, str> {
    let is_plain = folded.len() > 3 && folded.bytes().all(|letter| letter.is_ascii_lowercase());
    match lang {
        Lang::Fr if is_plain && !FRENCH.contains(folded) => french(folded),
        Lang::En if is_plain && !ENGLISH.contains(folded) => english(folded),
        _ => folded.into(),
    }
}

/// The folded words of a language that end as inflected ones do but are no forms of others, in order; none for
/// languages without inflection.
pub fn invariable_words(lang: Lang) -> Vec<&'static str> {
    let words = match lang {
        Lang::Fr => &*FRENCH,
        Lang::En => &*ENGLISH,
        Lang::Zh | Lang::Und => return Vec::new(),
    };
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_unstable();
    words
}

/// Feminine endings, their masculine counterparts, and the minimum length of a word that has them.
const FEMININE: [(&str, &str, usize); 13] = [
    ("iere", "ier", 6),
    ("trice", "teur", 7),
    ("euse", "eux", 6),
    ("elle", "el", 7),
    ("enne", "en", 7),
    ("onne", "on", 7),
    ("ive", "if", 5),
    ("ale", "al", 5),
    ("aine", "ain", 7),
    ("aise", "ais", 7),
    ("ante", "ant", 7),
    ("ente", "ent", 7),
    ("ee", "e", 4),
];

fn french(word: &str) -> Cow<'_, str> {
    let mut stem = Cow::Borrowed(word.strip_suffix('s').unwrap_or(word));
    if FRENCH.contains(&*stem) {
        return stem;
    }
    if stem.ends_with("eaux") || stem.ends_with("eux") || stem.ends_with("oux") {
        stem = without_last(stem, 1);
    } else if let Some(rest) = stem.strip_suffix("aux") {
        stem = format!("{rest}al").into();
    }
    // Every feminine ending ends in e.
    let mut endings = FEMININE.iter().filter(|_| stem.ends_with('e'));
    let feminine = endings.find_map(|(ending, masculine, least)| {
        let rest = stem.strip_suffix(ending).filter(|_| stem.len() >= *least)?;
        Some(format!("{rest}{masculine}"))
    });
    stem = feminine.map_or(stem, Cow::Owned);
    for ending in ["s", "x"] {
        // A masculine form that was made from a feminine loses its s or x too ("française" → "français" →
        // "françai"), because the masculine itself lost it above, as if it were a plural ("français" → "françai").
        if stem.len() > 4 && stem.ends_with(ending) {
            stem = without_last(stem, 1);
        }
    }
    // The third person plural and the infinitive become the singular: "parlent", "parler" → "parle".
    let (ending, left_min) = if stem.ends_with("ent") && !stem.ends_with("ment") {
        ("nt", 5)
    } else if stem.ends_with("er") {
        ("r", 4)
    } else {
        return stem;
    };
    if stem.len() >= left_min + ending.len() {
        stem = without_last(stem, ending.len());
    }
    stem
}

/// A word of ASCII letters without its last letters.
fn without_last(word: Cow<'_, str>, letters: usize) -> Cow<'_, str> {
    let length = word.len() - letters;
    match word {
        Cow::Borrowed(word) => Cow::Borrowed(&word[..length]),
        Cow::Owned(mut word) => {
            word.truncate(length);
            Cow::Owned(word)
        }
    }
}

/// The first step of Porter's algorithm, and the part of its last step about a final e (M. F. Porter, An algorithm
/// for suffix stripping, Program 14, 1980). They remove number and verb endings.
fn english(word: &str) -> Cow<'_, str> {
    let mut stem: Cow<'_, str> = if let Some(rest) = word.strip_suffix("sses") {
        word[..rest.len() + "ss".len()].into()
    } else if let Some(rest) = word.strip_suffix("ies").filter(|rest| rest.len() > 1) {
        format!("{rest}y").into()
    } else if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        word.into()
    } else {
        let has_e = ["ches", "shes", "xes"]
            .iter()
            .any(|ending| word.ends_with(ending));
        let plural = if has_e { "es" } else { "s" };
        word.strip_suffix(plural).unwrap_or(word).into()
    };
    if ENGLISH.contains(&*stem) {
        return stem;
    }
    if let Some(rest) = stem.strip_suffix("ied").filter(|rest| rest.len() > 1) {
        stem = format!("{rest}y").into();
    } else if let Some(rest) = stem.strip_suffix("eed") {
        if rest.contains(is_vowel) {
            stem = without_last(stem, 1);
        }
    } else if let Some(rest) = stem.strip_suffix("ed").or_else(|| stem.strip_suffix("ing"))
        && rest.len() > 1
        && rest.contains(is_vowel)
    {
        stem = completed(rest).into();
    }
    match stem.strip_suffix('e') {
        Some(rest) if rest.len() > 2 && !(vowel_groups(rest) == 1 && is_short(rest)) => without_last(stem, 1),
        _ => stem,
    }
}

/// Restores the spelling of a stem whose ending was removed: "planned" → "plan", "hoped" → "hope".
fn completed(stem: &str) -> String {
    let mut ends = stem.bytes().rev();
    let (last, before) = (ends.next(), ends.next());
    if last == before && !matches!(last, Some(b'l' | b's' | b'z')) {
        return stem[..stem.len() - 1].to_owned();
    }
    // A final l is doubled before an ending only in words of several syllables: "labelled" comes from "label", but
    // "called" from "call".
    if last == before && last == Some(b'l') && vowel_groups(stem) > 1 {
        return stem[..stem.len() - 1].to_owned();
    }
    if vowel_groups(stem) == 1 && is_short(stem) {
        return format!("{stem}e");
    }
    stem.to_owned()
}

const fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Number of runs of vowels in a word.
fn vowel_groups(word: &str) -> usize {
    let mut count = 0;
    let mut was_vowel = false;
    for letter in word.chars() {
        count += usize::from(is_vowel(letter) && !was_vowel);
        was_vowel = is_vowel(letter);
    }
    count
}

/// Whether a word ends in a consonant, one vowel and a consonant other than w, x and y.
fn is_short(word: &str) -> bool {
    let mut letters = word.chars().rev();
    let (Some(last), Some(vowel), Some(first)) = (letters.next(), letters.next(), letters.next()) else {
        return false;
    };
    !is_vowel(last) && !matches!(last, 'w' | 'x') && is_vowel(vowel) && !is_vowel(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// Whether all of these words, parted by spaces, are forms of one.
    fn are_one(lang: Lang, words: &str) -> bool {
        let stems: HashSet<String> = words
            .split(' ')
            .map(|word| inflection_stem(lang, &fold(word)).into_owned())
            .collect();
        stems.len() == 1
    }

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for words in [
            "label labels labelled labelling",
            "decree decrees decreed",
            "policy policies",
            "plan plans planned planning",
            "declare declares declared declaring",
            "tax taxes taxed taxing",
            "rule rules ruled ruling",
            "law laws",
            "carry carries carried",
            "building buildings",
            "hope hoped hoping",
            "open opened opening",
            "process processes",
            "country countries",
            "agree agrees agreed",
        ] {
            assert!(are_one(Lang::En, words), "{words}");
        }
        for words in [
            "décret décrets",
            "national nationale nationaux nationales",
            "loi lois",
            "réseau réseaux",
            "déclaré déclarée déclarés déclarer déclare déclarent",
            "premier première premières",
            "actif active actives",
            "heureux heureuse heureuses",
            "européen européenne européens",
            "français française françaises",
            "élu élus",
            "directeur directrice",
            "présent présente présents",
            "taxe taxes taxer taxée",
        ] {
            assert!(are_one(Lang::Fr, words), "{words}");
        }
    }

    #[test]
    fn different_words_have_different_stems() {
        for words in [
            "general generation",
            "plan plane",
            "car care",
            "new news",
            "even evening",
            "unit united",
            "internal international",
            "universal university",
            "not note",
            "rat rate",
            "govern government",
            "organ organisation",
        ] {
            assert!(!are_one(Lang::En, words), "{words}");
        }
        for words in [
            "général génération",
            "port porte",
            "foi fois",
            "pay pays",
            "mai mais",
            "vent vente",
            "cour cours",
            "plan plane",
            "nation national",
            "gouverner gouvernement",
            "fond fonds",
            "moi mois",
            "conte content",
        ] {
            assert!(!are_one(Lang::Fr, words), "{words}");
        }
        assert_eq!(inflection_stem(Lang::Zh, "labels"), "labels");
        assert_eq!(inflection_stem(Lang::En, "ia2027s"), "ia2027s");
    }
}
