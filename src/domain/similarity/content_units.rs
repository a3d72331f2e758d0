use super::hash;
use super::stem::{STEM_LETTERS_MAX, stem};
use super::stop_words::{StopWords, stop_words};
use crate::domain::{Lang, fold_word, is_han};
use unicode_normalization::char::is_combining_mark;

/// A content word, or two adjacent Han characters.
#[derive(Debug, Clone, Copy)]
pub(super) struct ContentUnit {
    /// Hash of the stem, or of the two characters. All numbers have [`FIGURE_KEY`]: "12 millions" and "40 millions"
    /// are similar, and `difference` distinguishes them.
    pub(super) key: u64,
    /// How much it contributes to similarity.
    pub(super) weight: u32,
    /// Like `key`, but different for different numbers.
    pub(super) exact: u64,
    /// Whether it is a number in digits.
    pub(super) is_figure: bool,
    /// Whether it is long enough to look a statement up by it alone.
    pub(super) long: bool,
    /// Position of its first byte.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The key of every number in digits.
pub(super) const FIGURE_KEY: u64 = 0x6669_6775_7265_0001;
/// Weights by minimum number of letters: long words are rarer, which is all that is known without counting a corpus.
const WORD_WEIGHTS: [(usize, u32); 3] = [(7, 4), (4, 3), (0, 2)];
/// Weight of two Han characters. They are about one word, but a run has nearly as many pairs as characters.
const HAN_WEIGHT: u32 = 2;
/// Maximum weight of a capitalised word that does not open a sentence. A name says what a statement is about, not
/// what it says of that.
const NAME_WEIGHT: u32 = 2;
/// Weight of two Han characters of which one is a function word.
const FAINT_WEIGHT: u32 = 1;
/// Minimum length of a stem that is rare enough to look a statement up by it alone.
const LONG_LETTERS: usize = STEM_LETTERS_MAX;

/// The content of a statement in its order, without stop words.
pub(super) fn content_units(lang: Lang, words: &str) -> Vec<ContentUnit> {
    let stops = stop_words(lang);
    let mut units = Vec::new();
    let mut rest = words;
    // Whether the next word opens a sentence, so that its capital does not mark a name.
    let mut begins = true;
    while let Some(first) = rest.chars().next() {
        let start = words.len() - rest.len();
        let length = if is_han(first) {
            let length = rest.find(|c| !is_han(c)).unwrap_or(rest.len());
            push_han_pairs(&rest[..length], start, stops, &mut units);
            length
        } else if first.is_alphanumeric() {
            let length = word_length(rest);
            let mut unit = content_unit(lang, &rest[..length], start, stops);
            if let Some(unit) = &mut unit
                && first.is_uppercase()
                && !begins
            {
                unit.weight = unit.weight.min(NAME_WEIGHT);
            }
            begins = false;
            units.extend(unit);
            length
        } else {
            begins |= !first.is_whitespace() && !matches!(first, ',' | '\'' | '’' | '-');
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    units
}

/// Length in bytes of the word at the start of `rest`. A point or comma between digits belongs to it.
fn word_length(rest: &str) -> usize {
    let mut before = ' ';
    // Most words are ASCII letters, and no letter changes what `before` is for.
    let letters = ascii_letters(rest);
    let mut chars = rest[letters..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let decimal = matches!(c, '.' | ',') && before.is_ascii_digit() && next.is_ascii_digit();
        let inside = !is_han(c) && (c.is_alphanumeric() || is_combining_mark(c));
        if !inside && !decimal {
            return letters + at;
        }
        before = c;
    }
    rest.len()
}

/// Number of ASCII letters that `text` begins with.
pub(super) fn ascii_letters(text: &str) -> usize {
    let end = text.bytes().position(|byte| !byte.is_ascii_alphabetic());
    end.unwrap_or(text.len())
}

/// The unit of a word; `None` for a stop word.
fn content_unit(lang: Lang, word: &str, start: usize, stops: &StopWords) -> Option<ContentUnit> {
    let folded = fold_word(word);
    if stops.has_word(&folded) {
        return None;
    }
    let stem = stem(lang, &folded);
    let letters = stem.letters();
    let weight = WORD_WEIGHTS.iter().find(|(least, _)| letters >= *least);
    let exact = stem.hash();
    let is_figure = folded.starts_with(|c: char| c.is_ascii_digit());
    Some(ContentUnit {
        key: if is_figure { FIGURE_KEY } else { exact },
        exact,
        is_figure,
        weight: weight.map_or(1, |(_, weight)| *weight),
        long: letters >= LONG_LETTERS,
        start,
        end: start + word.len(),
    })
}

/// Adds the pairs of a run of Han characters, interrupted by stop words.
fn push_han_pairs(run: &str, start: usize, stops: &StopWords, units: &mut Vec<ContentUnit>) {
    let mut rest = run;
    // The character before, and whether it is a function word.
    let mut before: Option<(char, bool)> = None;
    while let Some(c) = rest.chars().next() {
        let at = start + run.len() - rest.len();
        if let Some(stop) = stops.stop_word_length(rest) {
            before = None;
            rest = &rest[stop..];
            continue;
        }
        let is_grammar = stops.is_grammar(c);
        if let Some((first, first_is_grammar)) = before {
            let weight = match (first_is_grammar, is_grammar) {
                (true, true) => 0,
                (false, false) => HAN_WEIGHT,
                _ => FAINT_WEIGHT,
            };
            let (start, end) = (at - first.len_utf8(), at + c.len_utf8());
            let key = hash::combine(u64::from(first), u64::from(c));
            if weight > 0 {
                units.push(ContentUnit {
                    key,
                    exact: key,
                    is_figure: false,
                    weight,
                    long: false,
                    start,
                    end,
                });
            }
        }
        before = Some((c, is_grammar));
        rest = &rest[c.len_utf8()..];
    }
}

impl ContentUnit {
    /// Key of two neighbours in either order: "a public register" equals "a register that is public".
    pub(super) fn pair(self, next: Self) -> u64 {
        hash::combine(self.key.min(next.key), self.key.max(next.key))
    }

    /// Like [`pair`](Self::pair), for lookups: different numbers have different keys.
    pub(super) fn exact_pair(self, next: Self) -> u64 {
        hash::combine(self.exact.min(next.exact), self.exact.max(next.exact))
    }

    /// Whether a statement may be looked up by this unit and its neighbour: not where half of it is a function word.
    pub(super) const fn is_full(self) -> bool {
        self.weight > FAINT_WEIGHT
    }
}
