//! Tokens for the comparison of similar statements.

use crate::domain::similarity::content_units::ascii_letters;
use crate::domain::{Lang, fold_word, is_han};
use std::borrow::Cow;

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A number in digits.
    Digits,
    /// A word, or one Han character.
    Word,
    /// A sign that is neither word nor punctuation: a currency, per cent.
    Sign,
    /// Punctuation that ends a clause.
    Mark,
}

/// A word, a number, a Han character, a sign or a mark.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    /// The folded word; of a number, its digits with a decimal point.
    pub(super) folded: Cow<'a, str>,
    pub(super) kind: TokenKind,
    /// Its first byte.
    pub(super) start: usize,
    /// Position after its last byte.
    pub(super) end: usize,
    /// Whether it starts with a capital.
    pub(super) capital: bool,
}

/// The tokens of a text. In French an apostrophe ends its word ("d’", "ici"); hyphens separate words.
pub(super) fn tokenize(lang: Lang, text: &str) -> Vec<Token<'_>> {
    // Enough for all but a text of marks.
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let (kind, length) = if digit(first).is_some() {
            (Some(TokenKind::Digits), number_length(lang, rest))
        } else if is_han(first) {
            (Some(TokenKind::Word), first.len_utf8())
        } else if first.is_alphanumeric() {
            (Some(TokenKind::Word), word_length(lang, rest))
        } else {
            (sign_kind(first), first.len_utf8())
        };
        if let Some(kind) = kind {
            let folded = match kind {
                TokenKind::Digits => normalize_number(lang, &rest[..length]),
                _ => fold_word(&rest[..length]),
            };
            tokens.push(Token {
                folded,
                kind,
                start,
                end: start + length,
                capital: first.is_uppercase(),
            });
        }
        rest = &rest[length..];
    }
    tokens
}

/// The kind of a sign or punctuation mark, if it is relevant.
fn sign_kind(c: char) -> Option<TokenKind> {
    match c {
        ',' | ';' | ':' | '.' | '!' | '?' | '…' | '—' | '–' | '(' | ')' | '，' | '。' | '；' | '：'
        | '、' | '！' | '？' | '（' | '）' => Some(TokenKind::Mark),
        '%' | '％' | '€' | '$' | '£' | '¥' | '￥' => Some(TokenKind::Sign),
        _ => None,
    }
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        _ => None,
    }
}

/// Length in bytes of the number at the start of `text`: "12 000", "1,5", "2,000.5".
fn number_length(lang: Lang, text: &str) -> usize {
    let mut end = 0;
    let mut is_grouped = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if digit(c).is_some() {
            end = at + c.len_utf8();
            continue;
        }
        let after = &text[at + c.len_utf8()..];
        let three = after.chars().take_while(|c| digit(*c).is_some()).count() == 3;
        let goes_on = match c {
            '.' | ',' | '．' | '，' => chars.peek().is_some_and(|(_, next)| digit(*next).is_some()),
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => lang == Lang::Fr && three && (is_grouped || end <= 3),
            _ => false,
        };
        if !goes_on {
            break;
        }
        is_grouped = true;
    }
    end
}

/// The number without thousands separators, with a point before its decimals.
fn normalize_number(lang: Lang, written: &str) -> Cow<'_, str> {
    if written.bytes().all(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(written);
    }
    let parts: Vec<&str> = written.split(['.', ',', '．', '，']).collect();
    let points: Vec<char> = written.chars().filter(|c| ".,．，".contains(*c)).collect();
    let last_decimal = points.last().is_some_and(|point| {
        let three = parts.last().is_some_and(|part| part.chars().count() == 3);
        let comma = matches!(point, ',' | '，');
        !three || (comma == (lang == Lang::Fr) && points.len() == 1 && parts[0] == "0")
    });
    let mut number = String::new();
    for (at, part) in parts.iter().enumerate() {
        if last_decimal && at + 1 == parts.len() {
            number.push('.');
        }
        number.extend(part.chars().filter_map(digit));
    }
    Cow::Owned(number)
}

/// Length in bytes of the word at the start of `text`.
fn word_length(lang: Lang, text: &str) -> usize {
    let letters = ascii_letters(text);
    for (at, c) in text[letters..].char_indices().map(|(at, c)| (letters + at, c)) {
        let after = text[at + c.len_utf8()..].chars().next();
        if matches!(c, '\'' | '’' | 'ʼ') && after.is_none_or(char::is_alphabetic) {
            if lang == Lang::Fr && at > 0 {
                return at + c.len_utf8();
            }
            continue;
        }
        let mark = unicode_normalization::char::is_combining_mark(c);
        if is_han(c) || digit(c).is_some() || !(c.is_alphanumeric() || mark) {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokenized(lang: Lang, text: &str) -> String {
        let tokens = tokenize(lang, text);
        tokens
            .iter()
            .map(|token| &*token.folded)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn numbers_are_tokenized_by_language() {
        assert_eq!(
            tokenized(Lang::Fr, "12 000 postes, 1,5 % d’ici 2027"),
            "12000 postes , 1.5 % d' ici 2027"
        );
        assert_eq!(
            tokenized(Lang::En, "12,000 posts, 1.5% won’t do: £12m"),
            "12000 posts , 1.5 % won't do : £ 12 m"
        );
        assert_eq!(tokenized(Lang::Zh, "１２万元，"), "12 万 元 ,");
        assert_eq!(tokenized(Lang::Fr, "en 2027 500 postes"), "en 2027 500 postes");
    }
}
