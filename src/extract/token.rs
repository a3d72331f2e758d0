//! Splits alphabetic text into tokens: words, numbers and marks. Elided articles ("l'") and inverted pronouns ("-t-il")
//! are tokens of their own.

use super::lexicon::{Lexicon, WordClass, WordId};
use super::steps::Step;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    Number,
    /// A punctuation mark or any other single character.
    Mark(char),
    /// A line feed: the end of a paragraph, a heading or a list item.
    LineBreak,
}

/// A token. `start..end` are bytes of the normalised text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: TokenKind,
    /// Its entry in the lexicon, or [`WordId::UNKNOWN`].
    pub(super) word: WordId,
    /// Whether it begins with a capital letter, or is a name after a lower-case particle ("al-Rashid").
    pub(super) is_capitalised: bool,
    /// Whether it has two or more letters, all of them capitals.
    pub(super) is_all_caps: bool,
    /// Whether there is white space before it.
    pub(super) has_space_before: bool,
}

impl Token {
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Maximum length of an abbreviation in bytes; a longer word is not looked up at each of its full stops.
const ABBREVIATION_BYTES_MAX: usize = 32;

/// The tokens of `text`, each with its lexicon entry.
pub(super) fn tokenize(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let mut scanner = Tokenizer {
        text,
        lexicon,
        tokens: Vec::with_capacity(text.len() / 5),
        lower: String::new(),
    };
    scanner.tokenize();
    scanner.tokens
}

struct Tokenizer<'t> {
    text: &'t str,
    lexicon: &'t Lexicon,
    tokens: Vec<Token>,
    lower: String,
}

impl Tokenizer<'_> {
    fn tokenize(&mut self) {
        let mut at = 0;
        let mut spaced = true;
        while let Some(c) = self.text[at..].chars().next() {
            if c == '\n' {
                self.push(at, at + 1, TokenKind::LineBreak, spaced);
                at += 1;
                spaced = true;
            } else if c.is_whitespace() {
                at += c.len_utf8();
                spaced = true;
            } else if c.is_alphabetic() {
                at = self.push_word(at, spaced);
                spaced = false;
            } else if c.is_ascii_digit() {
                at = self.push_number(at, spaced);
                spaced = false;
            } else {
                let end = self.inverted_pronoun_end(at).unwrap_or(at + c.len_utf8());
                let kind = if end > at + c.len_utf8() {
                    TokenKind::Word
                } else {
                    TokenKind::Mark(c)
                };
                self.push(at, end, kind, spaced);
                at = end;
                spaced = false;
            }
        }
    }

    /// Where the inverted pronoun ends that begins at the hyphen `at`, if one does.
    fn inverted_pronoun_end(&self, at: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[at..];
        if rest.first() != Some(&b'-') {
            return None;
        }
        self.lexicon
            .inverted_pronouns()
            .iter()
            .find(|form| {
                rest.len() >= form.len()
                    && rest[..form.len()].eq_ignore_ascii_case(form.as_bytes())
                    && !rest
                        .get(form.len())
                        .is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80 || *b == b'-')
            })
            .map(|form| at + form.len())
    }

    /// Pushes the word that begins at `start` and an English "'s" after it; returns where they end.
    fn push_word(&mut self, start: usize, spaced: bool) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = start;
        let mut chars = self.text[start..].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let at = start + offset;
            let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            match c {
                c if c.is_alphanumeric() => end = at + c.len_utf8(),
                '-' if self.inverted_pronoun_end(at).is_some() => break,
                '-' | '&' if joins(chars.peek().map(|(_, c)| *c)) => end = at + 1,
                '\'' => {
                    if self.elides(&self.text[start..at]) && !self.is_name_prefix(start, at) {
                        end = at + 1;
                        break;
                    }
                    let rest = &bytes[at + 1..];
                    let possessive = matches!(rest.first(), Some(b's' | b'S'))
                        && !rest
                            .get(1)
                            .is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
                    if possessive || !joins(chars.peek().map(|(_, c)| *c)) {
                        break;
                    }
                    end = at + 1;
                }
                '.' if self.includes_full_stop(start, at) => {
                    end = at + 1;
                    // "M.Untel", typed without the blank
                    let mut next = self.text[end..].chars();
                    if end - start <= ABBREVIATION_BYTES_MAX
                        && self
                            .lexicon
                            .is_abbreviation(&self.text[start..end].to_lowercase())
                        && next.next().is_some_and(char::is_uppercase)
                        && next.next().is_some_and(char::is_lowercase)
                    {
                        break;
                    }
                }
                _ => break,
            }
        }
        self.push(start, end, TokenKind::Word, spaced);
        if self.text[end..].starts_with("'s") || self.text[end..].starts_with("'S") {
            self.push(end, end + 2, TokenKind::Word, false);
            return end + 2;
        }
        end
    }

    fn elides(&self, word: &str) -> bool {
        self.lexicon.is_elided_form(word)
    }

    /// Whether the letter before the apostrophe at `at` begins a name ("N'Diaye") and is not an elided word: it is a
    /// capital, followed by a capital and a small letter. "L'" and "D'" are excluded: they are as often an article or a
    /// preposition.
    fn is_name_prefix(&self, start: usize, at: usize) -> bool {
        let mut after = self.text[at + 1..].chars();
        matches!(&self.text[start..at], "N" | "M" | "T")
            && after.next().is_some_and(char::is_uppercase)
            && after.next().is_some_and(char::is_lowercase)
    }

    /// Whether a word in lower case is a name after its particle: "al-Rashid", "d'Estaing" in an English text.
    fn is_name_after_particle(&self, raw: &str) -> bool {
        let Some(mark) = raw.find(['-', '\'']) else {
            return false;
        };
        let particle = [&raw[..mark], &raw[..=mark]];
        raw[mark + 1..].chars().next().is_some_and(char::is_uppercase)
            && particle.iter().any(|p| {
                self.lexicon
                    .word_class(self.lexicon.word_id(p))
                    .intersects(WordClass::NAME_PARTICLE)
            })
    }

    /// Whether the full stop at `at` is part of the word from `start`: an abbreviation or an initial.
    fn includes_full_stop(&mut self, start: usize, at: usize) -> bool {
        let word = &self.text[start..at];
        let mut chars = word.chars();
        let (first, second) = (chars.next(), chars.next());
        let initial = first.is_some_and(char::is_uppercase) && second.is_none();
        let last = word.rsplit(['.', '-']).next().unwrap_or_default();
        let acronym =
            last.len() < word.len() && last.chars().count() == 1 && last.chars().all(char::is_uppercase);
        // "Va.,": no sentence ends before a comma
        let listed = first.is_some_and(char::is_uppercase) && self.text[at + 1..].starts_with(',');
        if initial || acronym || listed {
            return true;
        }
        if word.len() > ABBREVIATION_BYTES_MAX {
            return false;
        }
        self.lower.clear();
        self.lower.extend(word.chars().flat_map(char::to_lowercase));
        self.lower.push('.');
        self.lexicon.is_abbreviation(&self.lower)
    }

    /// Pushes the number that begins at `start`; returns where it ends.
    fn push_number(&mut self, start: usize, spaced: bool) -> usize {
        let bytes = self.text.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut end = start;
        while end < bytes.len() {
            match bytes[end] {
                b'0'..=b'9' => end += 1,
                b'.' | b',' | b'\'' | b':' | b'/' if digit(end + 1) => end += 1,
                _ => break,
            }
        }
        // "1er", "20th", "3e", "9M729": letters glued to the digits stay with them
        let letters: usize = self.text[end..]
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .map(char::len_utf8)
            .sum();
        self.push(start, end + letters, TokenKind::Number, spaced);
        end + letters
    }

    /// Pushes a token with its letter case and lexicon entry.
    fn push(&mut self, start: usize, end: usize, kind: TokenKind, spaced: bool) {
        Step::Token.count_one();
        let raw = &self.text[start..end];
        let mut capital = false;
        let mut shouted = false;
        if kind == TokenKind::Word {
            self.lower.clear();
            let mut capitals = 0;
            let mut letters = 0;
            for c in raw.chars() {
                letters += usize::from(c.is_alphabetic());
                if c.is_uppercase() {
                    capital |= letters == 1;
                    capitals += 1;
                    self.lower.extend(c.to_lowercase());
                } else {
                    self.lower.push(c);
                }
            }
            shouted = letters >= 2 && capitals == letters;
            capital |= capitals > 0 && self.is_name_after_particle(raw);
        }
        let word = match kind {
            TokenKind::Word => self.lexicon.word_id_or_guess(&self.lower, capital),
            TokenKind::Number => self.lexicon.word_id(raw),
            _ => WordId::UNKNOWN,
        };
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.tokens.push(Token {
            start: place(start),
            end: place(end),
            kind,
            word,
            is_capitalised: capital,
            is_all_caps: shouted,
            has_space_before: spaced,
        });
    }
}
