//! Makes a text fit for reading: one kind of space, apostrophe and line end, composed letters, no invisible
//! characters.
//!
//! All later steps work on the normalised text; only the last one maps places back to the text as given. Steps, in
//! order: `markup` and `character_references` (HTML, Markdown), `mojibake` (wrongly decoded text), `line_joining`
//! (lines that a sentence runs over); then [`NormalizedText::new`] composes letters and unifies marks. All work on
//! [`MappedChar`]s.

mod character_references;
mod line_joining;
mod mapped_char;
mod markup;
mod mojibake;

use crate::domain::{Span, is_han};
use mapped_char::MappedChar;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A normalised text, and the place of each of its characters in the text as given.
#[derive(Debug, Default)]
pub(super) struct NormalizedText {
    text: String,
    /// For each byte of `text`: the code point of the given text that its character came from. Its last item is the
    /// length of the given text in code points.
    origin: Vec<u32>,
    /// Number of code points of each character that came from another number than one, by the code point of the
    /// first.
    composed: HashMap<u32, u32>,
}

impl NormalizedText {
    /// Normalises the text.
    pub(super) fn new(given: &str) -> Self {
        let mut chars = markup::strip_markup(given);
        mojibake::repair(&mut chars);
        line_joining::join_wrapped_lines(&mut chars);
        let mut normal = Self {
            text: String::with_capacity(given.len()),
            ..Self::default()
        };
        normal.origin.reserve(given.len() + 1);
        // U+0085 is a line end, unless the text has other control characters that stand for Windows-1252 marks
        let controls = chars.iter().any(|l| matches!(l.c, '\u{91}'..='\u{97}'));
        let mut chars = chars.into_iter().peekable();
        while let Some(mapped) = chars.next() {
            // characters below U+0300 and Chinese ones are never combining marks; testing them first saves time
            let is_mark =
                |next: &MappedChar| next.c >= '\u{300}' && !is_han(next.c) && is_combining_mark(next.c);
            if stays_as_given(mapped.c) && chars.peek().is_none_or(|next| !is_mark(next)) {
                normal.push(mapped);
                continue;
            }
            if chars.peek().is_some_and(is_mark) {
                let mut cluster = vec![mapped];
                while let Some(mark) = chars.next_if(is_mark) {
                    cluster.push(mark);
                }
                normal.push_composed(&cluster);
                continue;
            }
            // two apostrophes (straight or curly) or two grave accents, typed for one quotation mark
            let doubled = |next: &MappedChar| match mapped.c {
                '\'' | '`' | '\u{2019}' => next.c == mapped.c,
                '\u{2018}' => matches!(next.c, '\u{2018}' | '\u{2019}'),
                _ => false,
            };
            if let Some(second) = chars.next_if(doubled) {
                normal.push(MappedChar::spanning('"', mapped, second));
                continue;
            }
            // "<< … >>", typed for guillemets
            let angled = |next: &MappedChar| matches!(mapped.c, '<' | '>') && next.c == mapped.c;
            if let Some(second) = chars.next_if(angled) {
                let mark = if mapped.c == '<' { '«' } else { '»' };
                normal.push(MappedChar::spanning(mark, mapped, second));
                continue;
            }
            normal.push_normalized(mapped, controls);
        }
        normal
            .origin
            .push(u32::try_from(given.chars().count()).unwrap_or(u32::MAX));
        normal
    }

    /// Adds a single character: as it is, unified with its variants, or not at all.
    fn push_normalized(&mut self, mapped: MappedChar, controls: bool) {
        let c = match mapped.c {
            '\u{85}' if !controls => '\n',
            '\u{80}'..='\u{9f}' => mojibake::decode_control(mapped.c),
            c => c,
        };
        let c = match c {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => return,
            // marks of writing direction, variation selectors and tag characters
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
            c if c.is_whitespace() && c != '\n' || is_pictograph(c) => ' ',
            c => c,
        };
        if is_compatibility_variant(c) {
            let mut plain = [0; 4];
            for c in c.encode_utf8(&mut plain).nfkc() {
                self.push(MappedChar { c, ..mapped });
            }
            return;
        }
        self.push(MappedChar { c, ..mapped });
    }

    /// Adds a letter with its combining marks, as one composed character where there is one.
    fn push_composed(&mut self, cluster: &[MappedChar]) {
        let ([first, ..], [.., last]) = (cluster, cluster) else {
            return;
        };
        for composed in cluster.iter().map(|l| l.c).nfc() {
            self.push(MappedChar::spanning(composed, *first, *last));
        }
    }

    fn push(&mut self, mapped: MappedChar) {
        self.text.push(mapped.c);
        self.origin
            .extend(std::iter::repeat_n(mapped.at, mapped.c.len_utf8()));
        if mapped.length != 1 {
            self.composed.insert(mapped.at, mapped.length);
        }
    }

    /// The normalised text.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the span, in code points of the text as given, of `start..end` in bytes of this text.
    pub(super) fn span_in_given_text(&self, start: usize, end: usize) -> Span {
        let first = self.origin[start];
        if end <= start {
            return Span::new(first, first);
        }
        let last = self.origin[end - 1];
        Span::new(first, last + self.composed.get(&last).copied().unwrap_or(1))
    }
}

/// Whether the character stays as it is, whatever follows it.
fn stays_as_given(c: char) -> bool {
    is_han(c) || matches!(c, ' ' | '\n' | '!'..='~' | 'À'..='ÿ') && !matches!(c, '\'' | '`' | '<' | '>')
}

/// Whether the character is a picture: it is neither a word nor part of a name.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{20e3}' | '\u{2b50}')
}

/// Whether the character is a letter or digit in another width or shape: "Ａ", "ﬁ", mathematical bold. Full-width
/// marks are not, since they are the marks of Chinese.
fn is_compatibility_variant(c: char) -> bool {
    matches!(c,
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}'
        | '\u{fb00}'..='\u{fb06}' | '\u{1d400}'..='\u{1d7ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_map_back_to_given_text() {
        let given = "L\u{2019}e\u{301}te\u{301}\u{a0}: \u{ad}fini\r\nOui";
        let normal = NormalizedText::new(given);
        assert_eq!(normal.as_str(), "L'été : fini\nOui");
        let at = normal.as_str().find("été").unwrap();
        let span = normal.span_in_given_text(at, at + "été".len());
        assert_eq!(span.slice(given), Some("e\u{301}te\u{301}"));
        let at = normal.as_str().find("fini").unwrap();
        assert_eq!(normal.span_in_given_text(at, at + 4).slice(given), Some("fini"));
    }
}
