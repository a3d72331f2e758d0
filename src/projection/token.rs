//! Splits a text into tokens, for the word lists of deadlines and stances.

use crate::domain::{fold_word, is_han};
use std::borrow::Cow;

/// A word, number, Chinese character or punctuation mark of a text.
pub(super) struct Token<'a> {
    /// The word, folded.
    pub(super) folded: Cow<'a, str>,
    /// Offset of its first byte.
    pub(super) start: usize,
    /// Offset of the byte after it.
    pub(super) end: usize,
}

impl Token<'_> {
    /// Whether it is a word or number.
    pub(super) fn is_word(&self) -> bool {
        self.folded.starts_with(char::is_alphanumeric)
    }

    /// Whether it is a punctuation mark between clauses.
    pub(super) fn is_mark(&self) -> bool {
        // Folding turns the other marks into these.
        let is_mark = |c| matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '(' | ')' | '。' | '、');
        self.folded.chars().all(is_mark)
    }
}

/// The tokens of a text. An apostrophe ends its word ("d’ici" → "d’", "ici"), a hyphen inside a word is dropped
/// ("mi-2027" → "mi", "2027"), and a number keeps its points and commas ("2,000").
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    // Enough for all but a text of marks.
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let length = if is_in_word(first) {
            word_length(rest)
        } else {
            first.len_utf8()
        };
        let is_dropped = first.is_whitespace()
            || is_hyphen(first)
                && text[..start].ends_with(is_in_word)
                && rest[length..].starts_with(is_in_word);
        if !is_dropped {
            tokens.push(Token {
                folded: fold_word(&rest[..length]),
                start,
                end: start + length,
            });
        }
        rest = &rest[length..];
    }
    tokens
}

/// The tokens of an entry of a data file, folded, so that they compare with those of a text.
pub(super) fn entry_words(entry: &str) -> Vec<String> {
    tokens(entry)
        .into_iter()
        .map(|token| token.folded.into_owned())
        .collect()
}

/// Whether the tokens from `at` on are `words`.
pub(super) fn words_start_at(words: &[String], tokens: &[Token<'_>], at: usize) -> bool {
    let found = tokens.get(at..at + words.len());
    found.is_some_and(|found| found.iter().map(|token| &*token.folded).eq(words))
}

/// Whether the tokens right before `at` are `words`.
pub(super) fn words_end_at(words: &[String], tokens: &[Token<'_>], at: usize) -> bool {
    at.checked_sub(words.len())
        .is_some_and(|start| words_start_at(words, tokens, start))
}

/// Length in bytes of the word that `text` begins with.
fn word_length(text: &str) -> usize {
    let mut before = ' ';
    // Most words are ASCII letters, and no letter changes what `before` is for.
    let ends = |byte: u8| !byte.is_ascii_alphabetic();
    let letters = text.bytes().position(ends).unwrap_or(text.len());
    for (at, c) in text[letters..].char_indices().map(|(at, c)| (letters + at, c)) {
        let next = text[at + c.len_utf8()..].chars().next();
        if matches!(c, '\'' | '’' | 'ʼ') && next.is_none_or(char::is_alphabetic) {
            return at + c.len_utf8();
        }
        let is_between = before.is_ascii_digit() && next.is_some_and(|c| c.is_ascii_digit());
        let is_point = matches!(c, '.' | ',') && is_between;
        if !is_in_word(c) && !is_point {
            return at;
        }
        before = c;
    }
    text.len()
}

fn is_in_word(c: char) -> bool {
    !is_han(c) && c.is_alphanumeric()
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_between_clauses_are_told_from_words_and_hyphens() {
        assert!(tokens(",;:.!?…()，。；：、！？（）").iter().all(Token::is_mark));
        assert!(!tokens("a - — – ' % 中 5").iter().any(Token::is_mark));
    }

    #[test]
    fn text_is_split_into_tokens() {
        let words = |text: &str| entry_words(text).join(" ");
        insta::assert_snapshot!(words("D’ici à la mi-2027, 2,000 Élus…"), @"d' ici a la mi 2027 , 2,000 elus ...");
        insta::assert_snapshot!(words("到２０30年底 - AI"), @"到 2030 年 底 - ai");
        insta::assert_snapshot!(words("don't"), @"don' t");
    }
}
