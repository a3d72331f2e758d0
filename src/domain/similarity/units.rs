use super::hash;
use super::language::{self, Stops};
use crate::domain::{Lang, is_han};
use unicode_normalization::char::is_combining_mark;

/// A content word, or two Han characters that stand side by side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    /// The hash of the stem, or of the two characters.
    pub(super) key: u64,
    /// How much it tells.
    pub(super) weight: u32,
    /// The same, but for a number, which all have one `key`: "12 millions" and "40 millions" are alike, and
    /// `difference` tells them apart. This one tells the numbers apart too.
    pub(super) exact: u64,
    /// Whether it is a number in digits.
    pub(super) is_figure: bool,
    /// Whether it alone may bring a statement up.
    pub(super) long: bool,
    /// Where it stands, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Long words are rarer than short ones, which is all that can be known of a word without counting a corpus.
/// Two Han characters are about one word, but a run has as many pairs as characters, nearly.
/// The key of every number in digits.
pub(super) const FIGURE: u64 = 0x6669_6775_7265_0001;
const WORD_WEIGHTS: [(usize, u32); 3] = [(7, 4), (4, 3), (0, 2)];
const HAN_WEIGHT: u32 = 2;
/// A name tells what a statement is about, not what it says of that. A word that begins a sentence is none.
const NAME_WEIGHT: u32 = 2;
/// Two Han characters of which one is only grammar.
const FAINT_WEIGHT: u32 = 1;
/// A word whose stem has so many letters is met seldom enough to look a statement up by it alone.
const LONG_LETTERS: usize = language::STEM_LETTERS_MAX;

/// What a statement says, in its order, without the words that any statement has.
pub(super) fn units(lang: Lang, words: &str) -> Vec<Unit> {
    let stops = language::stops(lang);
    let mut units = Vec::new();
    let mut rest = words;
    // Whether a capital would be that of a sentence.
    let mut begins = true;
    while let Some(first) = rest.chars().next() {
        let start = words.len() - rest.len();
        let length = if is_han(first) {
            let length = rest.find(|c| !is_han(c)).unwrap_or(rest.len());
            han(&rest[..length], start, stops, &mut units);
            length
        } else if first.is_alphanumeric() {
            let length = word(rest);
            let mut unit = content(lang, &rest[..length], start, stops);
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

/// How many bytes the word at the beginning of `rest` has. A point or comma between digits belongs to it.
fn word(rest: &str) -> usize {
    let mut before = ' ';
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let decimal = matches!(c, '.' | ',') && before.is_ascii_digit() && next.is_ascii_digit();
        let inside = !is_han(c) && (c.is_alphanumeric() || is_combining_mark(c));
        if !inside && !decimal {
            return at;
        }
        before = c;
    }
    rest.len()
}

/// The unit that a word is, if it has content.
fn content(lang: Lang, word: &str, start: usize, stops: &Stops) -> Option<Unit> {
    let folded = crate::domain::fold(word);
    if stops.has_word(&folded) {
        return None;
    }
    let stem = language::stem(lang, &folded);
    let letters = stem.chars().count();
    let weight = WORD_WEIGHTS.iter().find(|(least, _)| letters >= *least);
    let exact = hash::of(&stem);
    let is_figure = folded.starts_with(|c: char| c.is_ascii_digit());
    Some(Unit {
        key: if is_figure { FIGURE } else { exact },
        exact,
        is_figure,
        weight: weight.map_or(1, |(_, weight)| *weight),
        long: letters >= LONG_LETTERS,
        start,
        end: start + word.len(),
    })
}

/// The pairs of a Han run, between the words in it that have no content.
fn han(run: &str, start: usize, stops: &Stops, units: &mut Vec<Unit>) {
    let mut rest = run;
    let mut before: Option<char> = None;
    while let Some(c) = rest.chars().next() {
        let at = start + run.len() - rest.len();
        if let Some(stop) = stops.at(rest) {
            before = None;
            rest = &rest[stop..];
            continue;
        }
        if let Some(first) = before {
            let weight = match (stops.is_grammar(first), stops.is_grammar(c)) {
                (true, true) => 0,
                (false, false) => HAN_WEIGHT,
                _ => FAINT_WEIGHT,
            };
            let (start, end) = (at - first.len_utf8(), at + c.len_utf8());
            let key = hash::then(u64::from(first), u64::from(c));
            if weight > 0 {
                units.push(Unit {
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
        before = Some(c);
        rest = &rest[c.len_utf8()..];
    }
}

impl Unit {
    /// The key of two neighbours, in whatever order: "a public register" is "a register that is public".
    pub(super) fn pair(self, next: Self) -> u64 {
        hash::then(self.key.min(next.key), self.key.max(next.key))
    }

    /// The same, of what a statement is looked up by.
    pub(super) fn exact_pair(self, next: Self) -> u64 {
        hash::then(self.exact.min(next.exact), self.exact.max(next.exact))
    }

    /// Whether a statement may be looked up by this unit and its neighbour: not where half of it is grammar.
    pub(super) const fn is_full(self) -> bool {
        self.weight > FAINT_WEIGHT
    }
}
