//! Stems by which the words of statements are compared.

use crate::domain::Lang;

/// Maximum length of a stem in letters, so that "interdire" and "interdiction" are one. Some unrelated words become
/// one too, but no statement is similar to another because of a single word.
pub(super) const STEM_LETTERS_MAX: usize = 7;

/// A folded word without the endings of number, gender and the most common verb forms. The result need not be a word,
/// only the same for all forms of one word.
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

/// `word` without `ending`, if at least `left_min` bytes remain.
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
    // Masculine and feminine get one stem: "actif" → "activ" as "active", "heureuse" → "heureu" as "heureux".
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
    // "rule" loses the e that "ruled" and "ruling" lost with their endings, and "classes" becomes "class".
    stem = without(stem, "e", 3).unwrap_or(stem);
    // A final y becomes the i that the plural keeps: "policy" → "polici", as "policies".
    without(stem, "y", 3).map_or_else(|| stem.to_owned(), |stem| format!("{stem}i"))
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
}
