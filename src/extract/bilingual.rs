//! Splits an article by language, so that each paragraph is read by the grammar of its own language.

use super::lexicon::function_words;
use crate::domain::Lang;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// Minimum number of words that a paragraph needs before its language is judged.
const WORDS_MIN: usize = 8;
/// Maximum number of words of a paragraph that are looked at.
const WORDS_MAX: usize = 60;
/// A line that begins with a dash and has at most this many bytes is a signature: it belongs to the paragraph before.
const SIGNATURE_BYTES_MAX: usize = 160;

/// The text of each language (French, English, Chinese, in this order). Text in another language is replaced by
/// blanks, one per character, so that every character keeps its position. An article in one language is not copied.
pub(super) fn split_by_language(text: &str, lang: Lang) -> Vec<(Lang, Cow<'_, str>)> {
    let foreign = foreign_paragraphs(text, lang);
    if foreign.is_empty() {
        return vec![(lang, Cow::Borrowed(text))];
    }
    let others: HashSet<&str> = foreign.iter().map(|(lang, _)| lang.as_str()).collect();
    let mut parts = Vec::new();
    for part in [Lang::Fr, Lang::En, Lang::Zh] {
        if part != lang && !others.contains(part.as_str()) {
            continue;
        }
        let mut words = String::with_capacity(text.len());
        let mut from = 0;
        for (of, range) in &foreign {
            push_or_blank(part == lang, &text[from..range.start], &mut words);
            push_or_blank(part == *of, &text[range.clone()], &mut words);
            from = range.end;
        }
        push_or_blank(part == lang, &text[from..], &mut words);
        parts.push((part, Cow::Owned(words)));
    }
    parts
}

/// Appends the text if `keep`, else one blank per character; line breaks stay.
fn push_or_blank(keep: bool, text: &str, words: &mut String) {
    if keep {
        words.push_str(text);
    } else {
        words.extend(text.chars().map(|c| if c == '\n' { c } else { ' ' }));
    }
}

/// The byte ranges of lines that are clearly in another supported language than `lang`.
fn foreign_paragraphs(text: &str, lang: Lang) -> Vec<(Lang, Range<usize>)> {
    let mut found: Vec<(Lang, Range<usize>)> = Vec::new();
    if lang == Lang::Und {
        return found;
    }
    let mut word = String::new();
    let mut start = 0;
    // the language of the line before, if it differs from the article's
    let mut before = None;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let signs = line.len() <= SIGNATURE_BYTES_MAX && line.trim_start().starts_with(['—', '–', '-']);
        let of = detect_language(line, &mut word).or(before.filter(|_| signs));
        if let Some(of) = of.filter(|of| *of != lang) {
            found.push((of, range));
            before = Some(of);
        } else if !line.trim().is_empty() {
            before = None;
        }
    }
    found
}

/// The language of a line, if its first words leave no doubt. `word` is a buffer that is reused for every word.
fn detect_language(line: &str, word: &mut String) -> Option<Lang> {
    if line.len() < WORDS_MIN * 3 {
        return None;
    }
    let (mut words, mut fr, mut en, mut han) = (0, 0, 0, 0);
    let (french, english) = (function_words(Lang::Fr)?, function_words(Lang::En)?);
    let is_han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let parts = |c: char| !c.is_ascii_alphabetic() && (c.is_ascii() || !c.is_alphabetic());
    for part in line.split(parts).filter(|w| !w.is_empty()) {
        if words >= WORDS_MAX {
            break;
        }
        let latin = part.is_ascii();
        let length = if latin {
            0
        } else {
            part.chars().take(200).filter(|c| is_han(*c)).count()
        };
        if length > 0 {
            han += length;
            words += length;
            continue;
        }
        words += 1;
        if part.len() <= 8 {
            word.clear();
            if latin {
                word.push_str(part);
                word.make_ascii_lowercase();
            } else {
                word.extend(part.chars().flat_map(char::to_lowercase));
            }
            fr += usize::from(french.contains(word.as_str()));
            en += usize::from(english.contains(word.as_str()));
        }
    }
    if words < WORDS_MIN {
        return None;
    }
    let plainly = |own: usize, other: usize| own >= 3 && own * 5 >= words && own >= other * 5;
    if han * 2 > words {
        Some(Lang::Zh)
    } else if han * 10 > words {
        None
    } else if plainly(en, fr) {
        Some(Lang::En)
    } else if plainly(fr, en) {
        Some(Lang::Fr)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, lang: Lang, expect: &[(Lang, &str)]) {
        let parts = split_by_language(text, lang);
        let actual: Vec<(Lang, &str)> = parts.iter().map(|(lang, words)| (*lang, words.trim())).collect();
        assert_eq!(actual, expect);
        assert!(
            parts
                .iter()
                .all(|(_, words)| words.chars().count() == text.chars().count())
        );
    }

    const FRENCH: &str = "La maire a dit que la digue de la commune tenait depuis cent ans.";
    const ENGLISH: &str = "The head of the guild said that the piers were rotten.";
    const CHINESE: &str = "港务局局长卢明远表示，旧码头已经关闭。";

    #[test]
    fn paragraph_in_other_language_is_split_off() {
        let text = format!("{FRENCH}\n{ENGLISH}");
        check(&text, Lang::Fr, &[(Lang::Fr, FRENCH), (Lang::En, ENGLISH)]);
        check(&text, Lang::En, &[(Lang::Fr, FRENCH), (Lang::En, ENGLISH)]);
        let text = format!("{CHINESE}\n{ENGLISH}");
        check(&text, Lang::Zh, &[(Lang::En, ENGLISH), (Lang::Zh, CHINESE)]);
    }

    #[test]
    fn article_in_one_language_is_not_split() {
        let text =
            format!("{FRENCH}\nLa chanson « The head of the guild » de Ned Croft est sortie.\nNed Croft");
        check(&text, Lang::Fr, &[(Lang::Fr, &text)]);
        check(
            "Nein, das ist nicht so, sagte er.",
            Lang::En,
            &[(Lang::En, "Nein, das ist nicht so, sagte er.")],
        );
    }
}
