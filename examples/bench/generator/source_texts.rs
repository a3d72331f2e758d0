//! The texts of which diverse articles are made: the annotated example articles, which were written for this project.

use super::random_numbers::RandomNumbers;
use dixit::domain::Lang;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

/// The files of the texts, in the folder of the annotated articles.
const FILES: [&str; 4] = ["en.jsonl", "fr.jsonl", "genres.jsonl", "zh.jsonl"];
/// A word that occurs so often in the texts of its language is common: it stays when others are replaced.
const COMMON_OCCURRENCES: usize = 3;
/// As `COMMON_OCCURRENCES`, for a Han character.
const COMMON_HAN_OCCURRENCES: usize = 6;
/// Letters in which a word and the one that replaces it end alike.
pub(super) const ENDING_LETTERS: usize = 2;
/// Han characters that are frequent in texts about policy, the most frequent first.
const HAN: &str = include_str!("han.txt");

/// One line of a file.
#[derive(Deserialize)]
struct AnnotatedText {
    lang: String,
    text: String,
}

/// The texts of one language.
#[derive(Debug)]
pub(super) struct SourceTexts {
    pub(super) lang: Lang,
    /// The paragraphs of each text.
    pub(super) texts: Vec<Vec<String>>,
    /// Words, or Han characters, that stay.
    pub(super) common: BTreeSet<String>,
    /// Short common words.
    pub(super) function_words: Vec<String>,
    /// The other words in small letters, by their ending.
    by_ending: BTreeMap<String, Vec<String>>,
    /// Han characters that replace others.
    pub(super) han: Vec<char>,
}

impl SourceTexts {
    /// Loads the texts of each language.
    pub(super) fn load_all() -> io::Result<Vec<Self>> {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/annotated"));
        let mut by_lang: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        for file in FILES {
            for line in fs::read_to_string(folder.join(file))?.lines() {
                let AnnotatedText { lang, text } = serde_json::from_str(line)?;
                let paragraphs = text.lines().filter(|line| !line.trim().is_empty());
                let paragraphs = paragraphs.map(str::to_owned).collect();
                by_lang.entry(lang).or_default().push(paragraphs);
            }
        }
        by_lang
            .into_iter()
            .map(|(lang, texts)| Ok(Self::new(lang.parse().map_err(io::Error::other)?, texts)))
            .collect()
    }

    fn new(lang: Lang, texts: Vec<Vec<String>>) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in texts.iter().flatten().flat_map(|text| split_words(text, lang)) {
            *counts.entry(word).or_default() += 1;
        }
        let is_common = |word: &str, count: usize| match lang {
            Lang::Zh => count >= COMMON_HAN_OCCURRENCES,
            _ => count >= COMMON_OCCURRENCES || word.chars().count() < 4,
        };
        let mut common = BTreeSet::new();
        let mut by_ending: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (word, count) in counts {
            if is_common(word, count) {
                common.insert(word.to_lowercase());
            } else if word.chars().all(char::is_lowercase) {
                by_ending.entry(ending(word)).or_default().push(word.to_owned());
            }
        }
        let short = common.iter().filter(|word| word.chars().count() < 5);
        let function_words = short
            .filter(|word| word.chars().all(char::is_alphabetic))
            .cloned();
        let han = HAN
            .chars()
            .filter(|c| !c.is_whitespace() && !common.contains(c.to_string().as_str()));
        Self {
            lang,
            texts,
            han: han.collect(),
            function_words: function_words.collect(),
            common,
            by_ending,
        }
    }

    /// Another word of the texts with the ending of `word`, if there is one.
    pub(super) fn choose_word_like(&self, word: &str, random: &mut RandomNumbers) -> Option<&str> {
        let words = self.by_ending.get(&ending(word))?;
        Some(random.choose(words.as_slice()).as_str())
    }
}

/// The last letters of `word`.
pub(super) fn ending(word: &str) -> String {
    let letters = word.chars().count();
    word.chars()
        .skip(letters.saturating_sub(ENDING_LETTERS))
        .collect()
}

/// Whether a Han character.
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The words of `text`: runs of letters or of digits; in Chinese each character.
pub(super) fn split_words(text: &str, lang: Lang) -> impl Iterator<Item = &str> {
    split_runs(text, lang).filter(|run| run.starts_with(char::is_alphanumeric))
}

/// `text` in runs of letters, digits and others. A Han character is a run of its own.
pub(super) fn split_runs(text: &str, lang: Lang) -> impl Iterator<Item = &str> {
    let class = move |c: char| match c {
        _ if lang == Lang::Zh && is_han(c) => 3,
        _ if c.is_alphabetic() => 2,
        _ if c.is_ascii_digit() => 1,
        _ => 0,
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = class(rest.chars().next()?);
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| first == 3 || class(*c) != first)
            .map_or(rest.len(), |(at, _)| at);
        let (run, after) = rest.split_at(end);
        rest = after;
        Some(run)
    })
}
