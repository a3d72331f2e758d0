//! Normalised text with the way back: one kind of space, apostrophe and line end, composed letters, nothing
//! invisible. All later steps work on it; only the last one maps spans back to the text as given.
//!
//! Markup is read through (`markup`, `character_references`), text that was wrongly decoded is put right (`mojibake`), and lines
//! that a sentence runs over are joined (`lines`).

mod character_references;
mod line_joining;
mod mapped_char;
mod markup;
mod mojibake;

use crate::domain::Span;
use mapped_char::Letter;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text fit for reading, and where each of its characters stood in the text as given.
#[derive(Debug, Default)]
pub(super) struct Normal {
    text: String,
    /// For each byte of `text` that begins a character: the code point of the given text it came from.
    origin: Vec<u32>,
    /// Characters composed of several code points: how many, by the code point of the first.
    composed: HashMap<u32, u32>,
}

impl Normal {
    pub(super) fn new(given: &str) -> Self {
        let mut letters = markup::letters(given);
        mojibake::repair(&mut letters);
        line_joining::join(&mut letters);
        let mut normal = Self {
            text: String::with_capacity(given.len()),
            ..Self::default()
        };
        normal.origin.reserve(given.len() + 1);
        // U+0085 is a line end, but where other control characters stand for marks it is one of them
        let controls = letters.iter().any(|l| matches!(l.c, '\u{91}'..='\u{97}'));
        let mut letters = letters.into_iter().peekable();
        while let Some(letter) = letters.next() {
            // no character before U+0300 is a mark on another, and none of Chinese
            let is_mark = |next: &Letter| next.c >= '\u{300}' && !is_han(next.c) && is_combining_mark(next.c);
            if is_plain(letter.c) && letters.peek().is_none_or(|next| !is_mark(next)) {
                normal.push(letter);
                continue;
            }
            if letters.peek().is_some_and(is_mark) {
                let mut cluster = vec![letter];
                while let Some(mark) = letters.next_if(is_mark) {
                    cluster.push(mark);
                }
                normal.compose(&cluster);
                continue;
            }
            // two apostrophes, straight or curly, or two grave accents, typed for a quotation mark
            let doubled = |next: &Letter| match letter.c {
                '\'' | '`' | '\u{2019}' => next.c == letter.c,
                '\u{2018}' => matches!(next.c, '\u{2018}' | '\u{2019}'),
                _ => false,
            };
            if let Some(second) = letters.next_if(doubled) {
                normal.push(Letter::for_all('"', letter, second));
                continue;
            }
            // "<< … >>", typed for guillemets
            let angled = |next: &Letter| matches!(letter.c, '<' | '>') && next.c == letter.c;
            if let Some(second) = letters.next_if(angled) {
                let mark = if letter.c == '<' { '«' } else { '»' };
                normal.push(Letter::for_all(mark, letter, second));
                continue;
            }
            normal.read(letter, controls);
        }
        normal
            .origin
            .push(u32::try_from(given.chars().count()).unwrap_or(u32::MAX));
        normal
    }

    /// Adds a letter that stands for itself, or as the one that it is read as.
    fn read(&mut self, letter: Letter, controls: bool) {
        let c = match letter.c {
            '\u{85}' if !controls => '\n',
            '\u{80}'..='\u{9f}' => mojibake::of_control(letter.c),
            c => c,
        };
        let c = match c {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => return,
            // marks of the direction of writing, variants of a sign, and signs that only colour it
            '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0000}'..='\u{e007f}' => {
                return;
            }
            '\u{2019}' | '\u{02bc}' | '\u{201b}' | '\u{2032}' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            '\u{201f}' | '\u{275d}' | '\u{301d}' => '“',
            '\u{275e}' | '\u{301e}' => '”',
            '\u{2033}' | '\u{ff02}' => '"',
            c if line_joining::is_line_end(c) => '\n',
            c if c.is_whitespace() && c != '\n' || is_picture(c) => ' ',
            c => c,
        };
        if is_variant(c) {
            let mut plain = [0; 4];
            for c in c.encode_utf8(&mut plain).nfkc() {
                self.push(Letter { c, ..letter });
            }
            return;
        }
        self.push(Letter { c, ..letter });
    }

    /// Adds a letter and the marks on it as one character, where there is one.
    fn compose(&mut self, cluster: &[Letter]) {
        let ([first, ..], [.., last]) = (cluster, cluster) else {
            return;
        };
        for composed in cluster.iter().map(|l| l.c).nfc() {
            self.push(Letter::for_all(composed, *first, *last));
        }
    }

    fn push(&mut self, letter: Letter) {
        self.text.push(letter.c);
        self.origin
            .extend(std::iter::repeat_n(letter.at, letter.c.len_utf8()));
        if letter.length != 1 {
            self.composed.insert(letter.at, letter.length);
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Where `start..end`, in bytes of this text, stands in the text as given.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let first = self.origin[start];
        if end <= start {
            return Span::new(first, first);
        }
        let last = self.origin[end - 1];
        Span::new(first, last + self.composed.get(&last).copied().unwrap_or(1))
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether the character is read as it is, whatever stands behind it.
fn is_plain(c: char) -> bool {
    is_han(c) || matches!(c, ' ' | '\n' | '!'..='~' | 'À'..='ÿ') && !matches!(c, '\'' | '`' | '<' | '>')
}

/// A picture in the text: no word, and no part of a name.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{20e3}' | '\u{2b50}')
}

/// A letter or digit in another width or shape: "Ａ", "ﬁ", the bold ones of mathematics. Full-width marks stay, since
/// they are the marks of Chinese.
fn is_variant(c: char) -> bool {
    matches!(c,
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}'
        | '\u{fb00}'..='\u{fb06}' | '\u{1d400}'..='\u{1d7ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_back_to_the_text_as_given() {
        let given = "L\u{2019}e\u{301}te\u{301}\u{a0}: \u{ad}fini\r\nOui";
        let normal = Normal::new(given);
        assert_eq!(normal.as_str(), "L'été : fini\nOui");
        let at = normal.as_str().find("été").unwrap();
        let span = normal.span(at, at + "été".len());
        assert_eq!(span.slice(given), Some("e\u{301}te\u{301}"));
        let at = normal.as_str().find("fini").unwrap();
        assert_eq!(normal.span(at, at + 4).slice(given), Some("fini"));
    }
}
