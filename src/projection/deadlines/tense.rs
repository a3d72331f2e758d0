//! Decides how far in the future a sentence can be about.

use crate::domain::FastMap;
use crate::projection::token::{Token, entry_words, words_start_at};
use serde::Deserialize;

/// Words and endings of future and past of a language, as in the data file.
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

/// Words and endings of future and past, prepared for matching.
pub(super) struct Tense {
    future: TenseMarkers,
    past: TenseMarkers,
    own: TenseMarkers,
}

/// Words, and endings of words with at least [`STEM_LETTERS_MIN`] letters before them.
struct TenseMarkers {
    /// By their first word.
    words: FastMap<String, Vec<Vec<String>>>,
    endings: Vec<String>,
}

/// Maximum days ahead where a word is in the future: nine months.
const FUTURE_DAYS_MAX: i64 = 275;
/// Maximum days ahead where only the act of the statement points to the future: half a year.
const PROSPECTIVE_DAYS_MAX: i64 = 184;

/// Minimum letters before an ending.
const STEM_LETTERS_MIN: usize = 2;

impl TenseMarkers {
    fn new(words: &[String], endings: &[String]) -> Self {
        let mut by_first: FastMap<String, Vec<Vec<String>>> = FastMap::default();
        for words in words.iter().map(|entry| entry_words(entry)) {
            if let Some(first) = words.first() {
                by_first.entry(first.clone()).or_default().push(words);
            }
        }
        Self {
            words: by_first,
            endings: endings.to_vec(),
        }
    }

    /// Whether one of them occurs in `tokens`.
    fn occur_in(&self, tokens: &[Token<'_>]) -> bool {
        let has_word = |at: usize| {
            let entries = self.words.get(&*tokens[at].folded);
            entries.is_some_and(|entries| entries.iter().any(|words| words_start_at(words, tokens, at)))
        };
        let has_ending = |token: &Token<'_>| {
            self.endings.iter().any(|ending| {
                let stem = token.folded.strip_suffix(ending.as_str());
                stem.is_some_and(|stem| stem.chars().count() >= STEM_LETTERS_MIN)
            })
        };
        (0..tokens.len()).any(has_word) || tokens.iter().any(has_ending)
    }
}

impl Tense {
    /// Prepares the words of the file.
    pub(super) fn new(file: &TenseFile) -> Self {
        Self {
            future: TenseMarkers::new(&file.future, &file.future_endings),
            past: TenseMarkers::new(&file.past, &file.past_endings),
            own: TenseMarkers::new(&file.own, &[]),
        }
    }

    /// Maximum days after the utterance that the sentence around the token `at` can be about, where it names no year;
    /// -1 where it is not about the future. "It was in May", said in June, does not mean the next May. The limit is
    /// shorter where no word is in the future and only the act of the statement is `prospective` (a promise,
    /// proposal, announcement, …).
    pub(super) fn days_ahead_max(&self, tokens: &[Token<'_>], at: usize, prospective: bool) -> i64 {
        let sentence = sentence_around(tokens, at);
        if self.future.occur_in(sentence) {
            FUTURE_DAYS_MAX
        } else if prospective && !self.past.occur_in(sentence) {
            PROSPECTIVE_DAYS_MAX
        } else {
            -1
        }
    }

    /// Whether the speakers speak of themselves.
    pub(super) fn speaks_of_own_side(&self, tokens: &[Token<'_>]) -> bool {
        self.own.occur_in(tokens)
    }
}

/// The tokens of the sentence that contains the token `at`.
fn sentence_around<'a>(tokens: &'a [Token<'a>], at: usize) -> &'a [Token<'a>] {
    let ends = |token: &Token<'_>| matches!(&*token.folded, "." | "!" | "?" | ";" | "。");
    let start = tokens[..at].iter().rposition(ends).map_or(0, |end| end + 1);
    let end = tokens[at..]
        .iter()
        .position(ends)
        .map_or(tokens.len(), |end| at + end);
    &tokens[start..end]
}
