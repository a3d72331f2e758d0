//! Splits text into the words and Han characters that searches compare.

use crate::domain::{fold, is_han};

/// A token: a folded word or one Han character, with its position in the text in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchToken {
    /// The folded word, or the character.
    pub text: String,
    /// Whether it is a Han character.
    pub is_han: bool,
    /// Number of code points before it.
    pub start: u32,
    /// Number of code points before the end of it.
    pub end: u32,
}

/// Splits `text` into words and Han characters, as the full-text index does; all other characters are separators.
pub fn search_tokens(text: &str) -> Vec<SearchToken> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    let mut start = 0;
    let mut close = |word: &mut String, start: u32, end: u32| {
        // Folding can split a word ("½" becomes "1⁄2"); the index contains the parts.
        for part in fold(word)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty())
        {
            tokens.push(SearchToken {
                is_han: part.chars().all(is_han),
                text: part.to_owned(),
                start,
                end,
            });
        }
        word.clear();
    };
    let mut at = 0;
    for c in text.chars() {
        if is_han(c) || !(c.is_alphanumeric() || is_mark(c)) {
            close(&mut word, start, at);
            if is_han(c) {
                close(&mut c.to_string(), at, at + 1);
            }
            start = at + 1;
        } else {
            word.push(c);
        }
        at += 1;
    }
    close(&mut word, start, at);
    tokens
}

/// Whether `c` is a combining mark or a soft hyphen, which folding removes.
fn is_mark(c: char) -> bool {
    c == '\u{ad}' || unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_positions_in_code_points() {
        let shown: Vec<String> = search_tokens("L’État, e\u{301}té: AI治理2025")
            .iter()
            .map(|unit| format!("{}@{}..{}", unit.text, unit.start, unit.end))
            .collect();
        insta::assert_snapshot!(shown.join(" "), @"l@0..1 etat@2..6 ete@8..12 ai@14..16 治@16..17 理@17..18 2025@18..22");
    }
}
