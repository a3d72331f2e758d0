//! Whether a sentence tells what is to come.

use crate::projection::token::{Token, entry_words, words_start_at};
use serde::Deserialize;

/// The words by which a language tells what is to come from what was, as the file has them.
#[derive(Debug, Default, Deserialize)]
pub(super) struct TenseFile {
    #[serde(default)]
    future: Vec<String>,
    #[serde(default)]
    future_endings: Vec<String>,
    #[serde(default)]
    past: Vec<String>,
    #[serde(default)]
    past_endings: Vec<String>,
    #[serde(default)]
    own: Vec<String>,
}

/// The same, ready to be looked for.
pub(super) struct Tense {
    future: TenseMarkers,
    past: TenseMarkers,
    own: TenseMarkers,
}

/// Words, and endings of words, each with so many letters before it at least.
struct TenseMarkers {
    words: Vec<Vec<String>>,
    endings: Vec<String>,
}

/// Where a word tells what is to come: nine months.
const FUTURE_DAYS_MAX: i64 = 275;
/// Where none does: half a year.
const PROSPECTIVE_DAYS_MAX: i64 = 184;

/// So many letters stand before an ending.
const STEM_LETTERS_MIN: usize = 2;

impl TenseMarkers {
    fn new(words: &[String], endings: &[String]) -> Self {
        Self {
            words: words.iter().map(|entry| entry_words(entry)).collect(),
            endings: endings.to_vec(),
        }
    }

    /// Whether one of them stands in `tokens`.
    fn occur_in(&self, tokens: &[Token]) -> bool {
        let has_word = |at| self.words.iter().any(|words| words_start_at(words, tokens, at));
        let has_ending = |token: &Token| {
            self.endings.iter().any(|ending| {
                let stem = token.folded.strip_suffix(ending.as_str());
                stem.is_some_and(|stem| stem.chars().count() >= STEM_LETTERS_MIN)
            })
        };
        (0..tokens.len()).any(has_word) || tokens.iter().any(has_ending)
    }
}

impl Tense {
    /// The words of the file.
    pub(super) fn new(file: &TenseFile) -> Self {
        Self {
            future: TenseMarkers::new(&file.future, &file.future_endings),
            past: TenseMarkers::new(&file.past, &file.past_endings),
            own: TenseMarkers::new(&file.own, &[]),
        }
    }

    /// How many days ahead of what is said the sentence around the token `at` can tell of, where it names no year.
    /// Nobody means the coming May, who says in June that something was "in May"; and where no word tells that it is to
    /// come, but only that the words promise, propose or announce something (`prospective`), it is sooner.
    pub(super) fn days_ahead_max(&self, tokens: &[Token], at: usize, prospective: bool) -> i64 {
        let sentence = sentence_around(tokens, at);
        if self.future.occur_in(sentence) {
            FUTURE_DAYS_MAX
        } else if prospective && !self.past.occur_in(sentence) {
            PROSPECTIVE_DAYS_MAX
        } else {
            -1
        }
    }

    /// Whether the words speak of whoever says them.
    pub(super) fn speaks_of_own_side(&self, tokens: &[Token]) -> bool {
        self.own.occur_in(tokens)
    }
}

/// The tokens of the sentence that the token `at` stands in.
fn sentence_around(tokens: &[Token], at: usize) -> &[Token] {
    let ends = |token: &Token| matches!(token.folded.as_str(), "." | "!" | "?" | ";" | "。");
    let start = tokens[..at].iter().rposition(ends).map_or(0, |end| end + 1);
    let end = tokens[at..]
        .iter()
        .position(ends)
        .map_or(tokens.len(), |end| at + end);
    &tokens[start..end]
}
