//! Normalised text with the way back: one kind of space, apostrophe and line end, composed letters, nothing
//! invisible. All later steps work on it; only the last one maps spans back to the text as given.

use crate::domain::Span;
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
        let mut normal = Self {
            text: String::with_capacity(given.len()),
            ..Self::default()
        };
        normal.origin.reserve(given.len() + 1);
        let mut chars = given.chars().enumerate().peekable();
        let mut cluster = String::new();
        while let Some((at, c)) = chars.next() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            if chars
                .peek()
                .is_some_and(|(_, next)| !next.is_ascii() && is_combining_mark(*next))
            {
                cluster.clear();
                cluster.push(c);
                while let Some((_, mark)) = chars.next_if(|(_, next)| is_combining_mark(*next)) {
                    cluster.push(mark);
                }
                let length = u32::try_from(cluster.chars().count()).unwrap_or(1);
                normal.composed.insert(at, length);
                for composed in cluster.nfc() {
                    normal.push(composed, at);
                }
                continue;
            }
            // two apostrophes, straight or curly, or two grave accents, typed for a quotation mark
            let doubled = |next: char| match c {
                '\'' | '`' | '\u{2019}' => next == c,
                '\u{2018}' => matches!(next, '\u{2018}' | '\u{2019}'),
                _ => false,
            };
            if chars.next_if(|(_, next)| doubled(*next)).is_some() {
                normal.composed.insert(at, 2);
                normal.push('"', at);
                continue;
            }
            match c {
                '\r' => {
                    if chars.peek().is_none_or(|(_, next)| *next != '\n') {
                        normal.push('\n', at);
                    }
                }
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
                '\u{2018}' => normal.push('\u{2018}', at),
                '\u{2019}' | '\u{02bc}' | '\u{201b}' | '\u{2032}' => normal.push('\'', at),
                '\u{2010}' | '\u{2011}' => normal.push('-', at),
                '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => normal.push('\n', at),
                '\u{3000}' => normal.push(' ', at),
                c if c != '\n' && c.is_whitespace() => normal.push(' ', at),
                c => normal.push(c, at),
            }
        }
        normal
            .origin
            .push(u32::try_from(given.chars().count()).unwrap_or(u32::MAX));
        normal
    }

    fn push(&mut self, c: char, origin: u32) {
        self.text.push(c);
        self.origin.extend(std::iter::repeat_n(origin, c.len_utf8()));
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
