//! The figures and dates of a statement, in digits or in words.

use super::han;
use super::lexicon::{ContrastLexicon, PhraseRole, phrase_matches_at};
use super::tokens::{Token, TokenKind};
use crate::domain::Lang;
use crate::domain::similarity::hash;
use crate::domain::similarity::stem::stem;
use crate::domain::similarity::stop_words::stop_words;

/// Maximum length of a number in Han, in characters.
const HAN_NUMBER_MAX: usize = 24;

/// A number and what it counts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) value: f64,
    pub(super) is_ordinal: bool,
    /// What is counted: hashes of the unit or of the next two content words.
    pub(super) counted: [Option<u64>; 2],
    /// Hash of the content word before it.
    pub(super) before: Option<u64>,
    /// Whether it is relevant only beside another number of the same thing: "a", "first".
    pub(super) is_small: bool,
    /// Set where a word says that it is inexact: -1 at most, 0 about, 1 at least.
    pub(super) precision: Option<i8>,
}

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DatePart {
    Year(u32),
    Month(u32),
    Day(u32),
    Weekday(u32),
}

impl DatePart {
    /// Whether the other one is a part of the same kind.
    pub(super) fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

/// The figures and dates of one statement.
pub(super) fn parse_figures_and_dates(
    lang: Lang,
    tokens: &[Token<'_>],
    words: &[&str],
    lexicon: &ContrastLexicon,
) -> (Vec<Figure>, Vec<DatePart>) {
    let mut parser = FigureParser {
        lang,
        tokens,
        words,
        lexicon,
        figures: Vec::new(),
        dates: Vec::new(),
    };
    let mut at = 0;
    while at < tokens.len() {
        // Most words begin no figure, which takes one look-up to tell.
        let parsed = if parser.may_begin_at(at) {
            parser.parse_at(at)
        } else {
            0
        };
        at += parsed.max(1);
    }
    (parser.figures, parser.dates)
}

struct FigureParser<'a> {
    lang: Lang,
    tokens: &'a [Token<'a>],
    words: &'a [&'a str],
    lexicon: &'a ContrastLexicon,
    figures: Vec<Figure>,
    dates: Vec<DatePart>,
}

/// A number and its length in tokens.
struct ParsedNumber {
    value: f64,
    length: usize,
    is_small: bool,
    is_ordinal: bool,
}

impl FigureParser<'_> {
    fn may_begin_at(&self, at: usize) -> bool {
        let word = self.words[at];
        self.tokens[at].kind == TokenKind::Digits
            || self.lexicon.may_begin_figure(word)
            || self.lang == Lang::Zh && word.starts_with(han::is_numeral)
    }

    /// Parses the tokens at `at` and returns how many were used; 0 for none.
    fn parse_at(&mut self, at: usize) -> usize {
        if let Some((words, value)) = self
            .lexicon
            .weekdays
            .iter()
            .find(|(words, _)| phrase_matches_at(words, false, self.words, at))
        {
            self.dates.push(DatePart::Weekday(to_whole(*value)));
            return words.len();
        }
        if let Some(month) = self.month_at(at) {
            self.dates.push(DatePart::Month(month));
            return 1;
        }
        if let Some((words, _, value)) = self
            .lexicon
            .fractions
            .iter()
            .find(|(words, is_open, _)| phrase_matches_at(words, *is_open, self.words, at))
        {
            let number = ParsedNumber {
                value: *value,
                length: words.len(),
                is_small: false,
                is_ordinal: false,
            };
            self.add_figure(at, &number);
            return number.length;
        }
        let number = if self.lang == Lang::Zh {
            self.parse_han_number_at(at)
        } else {
            self.parse_number(at)
        };
        let Some(number) = number else { return 0 };
        if !self.is_date(at, &number) {
            self.add_figure(at, &number);
        }
        number.length
    }

    fn month_at(&self, at: usize) -> Option<u32> {
        let value = self.lexicon.months.get(self.words[at])?;
        let is_doubtful = self.lexicon.doubtful_months.contains_key(self.words[at]);
        let number = |at: Option<usize>| {
            let token = at.and_then(|at| self.tokens.get(at));
            token.is_some_and(|token| token.kind == TokenKind::Digits)
        };
        let beside_number = number(Some(at + 1)) || number(at.checked_sub(1));
        let is_clear = self.tokens[at].capital && at > 0 || beside_number;
        (!is_doubtful || is_clear).then(|| to_whole(*value))
    }

    /// Adds the number as a part of a date and returns true, if it is one.
    fn is_date(&mut self, at: usize, number: &ParsedNumber) -> bool {
        let next = self.words.get(at + number.length).copied().unwrap_or_default();
        let digits = self.tokens[at].kind == TokenKind::Digits && number.length == 1;
        let found = if self.lang == Lang::Zh {
            match next {
                "年" if (1900.0..2200.0).contains(&number.value) => DatePart::Year(to_whole(number.value)),
                "月" if number.value <= 12.0 => DatePart::Month(to_whole(number.value)),
                "日" | "号" | "號" if number.value <= 31.0 => DatePart::Day(to_whole(number.value)),
                _ => return false,
            }
        } else if digits && self.is_year(at) {
            DatePart::Year(to_whole(number.value))
        } else if number.value <= 31.0 && self.is_day(at, number) {
            DatePart::Day(to_whole(number.value))
        } else {
            return false;
        };
        self.dates.push(found);
        true
    }

    fn is_year(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let four = token.folded.len() == 4 && token.end - token.start == 4;
        let year = token.folded.parse::<u32>().ok();
        if !four || !year.is_some_and(|year| (1900..2200).contains(&year)) {
            return false;
        }
        let before = at.checked_sub(1);
        let month_before = before.is_some_and(|before| self.month_at(before).is_some());
        let led = before.is_some_and(|before| {
            self.lexicon
                .has_role_at(self.words, before, PhraseRole::BeforeYear)
        });
        let after = self.tokens.get(at + 1);
        let ends = after.is_none_or(|token| {
            token.kind == TokenKind::Mark
                || stop_words(self.lang).has_word(token.folded.trim_end_matches('\''))
        });
        month_before || led || ends
    }

    fn is_day(&self, at: usize, number: &ParsedNumber) -> bool {
        let after = at + number.length;
        let month = |at: usize| at < self.words.len() && self.month_at(at).is_some();
        let after_of = self.words.get(after) == Some(&"of") && month(after + 1);
        month(after) || after_of || at.checked_sub(1).is_some_and(month)
    }

    fn add_figure(&mut self, at: usize, number: &ParsedNumber) {
        let (after, unit) = self.unit_beside(at, at + number.length);
        let mut counted = self.counted_words(after);
        if unit.is_some() {
            counted = [unit, counted[0]];
        }
        self.figures.push(Figure {
            value: number.value,
            is_ordinal: number.is_ordinal,
            counted,
            before: self.word_before(at),
            is_small: number.is_small,
            precision: self.precision_at(at, at + number.length),
        });
    }

    /// The unit beside a number, by its one name, and the position after it.
    fn unit_beside(&self, at: usize, mut after: usize) -> (usize, Option<u64>) {
        while self
            .words
            .get(after)
            .is_some_and(|word| self.lexicon.links.contains_key(*word))
        {
            after += 1;
        }
        let found = |at: usize| {
            let units = self.lexicon.units.iter();
            let found = units.filter(|(words, _)| phrase_matches_at(words, false, self.words, at));
            found.max_by_key(|(words, _)| words.len())
        };
        if let Some((words, name)) = found(after) {
            return (after + words.len(), Some(hash::hash_text(name)));
        }
        let sign = at
            .checked_sub(1)
            .filter(|at| self.tokens[*at].kind == TokenKind::Sign);
        let sign = sign.and_then(found);
        let per_cent = self.is_per_cent(at).then_some("%");
        let name = sign.map(|(_, name)| name.as_str()).or(per_cent);
        (after, name.map(hash::hash_text))
    }

    /// Whether the number is a percentage: "百分之三十".
    fn is_per_cent(&self, at: usize) -> bool {
        at >= 3 && self.words[at - 3..at] == ["百", "分", "之"]
    }

    /// The next two content words of the clause from `at` on.
    fn counted_words(&self, at: usize) -> [Option<u64>; 2] {
        let stops = stop_words(self.lang);
        let mut found = [None, None];
        let mut number = 0;
        for (place, token) in self.tokens.iter().enumerate().skip(at).take(8) {
            if token.kind == TokenKind::Mark || token.kind == TokenKind::Digits || number == 2 {
                break;
            }
            if token.kind == TokenKind::Sign || self.lexicon.links.contains_key(&*token.folded) {
                continue;
            }
            if self.lang == Lang::Zh {
                let pair = self.tokens.get(place + 1).filter(|next| next.start == token.end);
                found[number] = pair.map(|next| hash_both(&token.folded, &next.folded));
                number += 1;
                continue;
            }
            if !stops.has_word(token.folded.trim_end_matches('\'')) {
                found[number] = Some(stem(self.lang, &token.folded).hash());
                number += 1;
            }
        }
        found
    }

    /// The content word of the clause before `at`.
    fn word_before(&self, at: usize) -> Option<u64> {
        let stops = stop_words(self.lang);
        if self.lang == Lang::Zh {
            let end = at.checked_sub(1)?;
            let pair = self.tokens.get(end.checked_sub(1)?..=end)?;
            let words = pair.iter().all(|token| token.kind == TokenKind::Word);
            return words.then(|| hash_both(&pair[0].folded, &pair[1].folded));
        }
        for (place, token) in self.tokens[..at].iter().enumerate().rev().take(4) {
            if token.kind == TokenKind::Mark || token.kind == TokenKind::Digits {
                return None;
            }
            let is_about = [PhraseRole::About, PhraseRole::AtLeast, PhraseRole::AtMost]
                .iter()
                .any(|role| self.lexicon.has_role_at(self.words, place, *role));
            if token.kind == TokenKind::Word
                && !is_about
                && !stops.has_word(token.folded.trim_end_matches('\''))
            {
                return Some(stem(self.lang, &token.folded).hash());
            }
        }
        None
    }

    /// Whether a word before the number, or directly after it, marks it as inexact.
    fn precision_at(&self, at: usize, end: usize) -> Option<i8> {
        let roles = [
            (PhraseRole::AtMost, -1),
            (PhraseRole::About, 0),
            (PhraseRole::AtLeast, 1),
        ];
        let has = |at: usize| {
            let mut roles = roles.iter();
            roles.find(|(role, _)| self.lexicon.has_role_at(self.words, at, *role))
        };
        let before = (at.saturating_sub(3)..at).find_map(|start| {
            let (_, length) = self.lexicon.longest_phrase_at(self.words, start);
            (start + length == at).then(|| has(start))?
        });
        let after = || (end..end + 3).filter(|_| self.lang == Lang::Zh).find_map(has);
        before.or_else(after).map(|(_, way)| *way)
    }

    /// A number in digits or words: "12 millions", "quatre-vingt-douze", "a hundred and twenty".
    fn parse_number(&self, at: usize) -> Option<ParsedNumber> {
        let token = &self.tokens[at];
        let word = |at: usize| self.words.get(at).copied().unwrap_or_default();
        let glued = |at: usize| {
            let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
            let token = self.tokens.get(at);
            token
                .zip(before)
                .is_some_and(|(token, before)| token.start == before.end)
        };
        if token.kind == TokenKind::Digits {
            let mut value: f64 = token.folded.parse().ok()?;
            let mut length = 1;
            if glued(at + 1) && self.lexicon.ordinal_endings.contains_key(word(at + 1)) {
                return Some(ParsedNumber {
                    value,
                    length: 2,
                    is_small: false,
                    is_ordinal: true,
                });
            }
            while let Some(scale) = self.lexicon.scales.get(word(at + length)) {
                // A letter is a scale only directly after its number.
                if word(at + length).len() == 1 && !glued(at + length) {
                    break;
                }
                value *= scale;
                length += 1;
            }
            return Some(ParsedNumber {
                value,
                length,
                is_small: false,
                is_ordinal: false,
            });
        }
        let ordinal = self.lexicon.ordinals.get(word(at)).map(|value| (value, false));
        let small = || {
            self.lexicon
                .small_ordinals
                .get(word(at))
                .map(|value| (value, true))
        };
        if let Some((value, is_small)) = ordinal.or_else(small) {
            return Some(ParsedNumber {
                value: *value,
                length: 1,
                is_small,
                is_ordinal: true,
            });
        }
        self.parse_number_in_words(at)
    }

    fn parse_number_in_words(&self, at: usize) -> Option<ParsedNumber> {
        let (mut total, mut current): (f64, f64) = (0.0, 0.0);
        let (mut length, mut is_small) = (0, true);
        loop {
            let word = self.words.get(at + length).copied().unwrap_or_default();
            let value = self.lexicon.numbers.get(word).map(|value| (*value, false));
            let value = value.or_else(|| self.lexicon.small.get(word).map(|value| (*value, true)));
            if let Some((value, small)) = value {
                let tens = current % 100.0;
                let is = |number: f64, other: f64| (number - other).abs() < 0.5;
                let (four, twenty) = (is(tens, 4.0), is(value, 20.0));
                let fits = tens == 0.0 || tens >= 20.0 && value < 20.0 || four && twenty;
                if !fits || small && length > 0 && tens < 20.0 {
                    break;
                }
                current = if four && twenty {
                    current - 4.0 + 80.0
                } else {
                    current + value
                };
                is_small &= small && length == 0;
            } else if let Some(scale) = self.lexicon.scales.get(word).filter(|_| word.len() > 1) {
                if *scale < 1000.0 {
                    current = current.max(1.0) * scale;
                } else {
                    total += current.max(1.0) * scale;
                    current = 0.0;
                }
                is_small = false;
            } else if length > 0
                && matches!(word, "et" | "and")
                && self.continues_after_and(at + length + 1, current)
            {
                length += 1;
                continue;
            } else {
                break;
            }
            length += 1;
        }
        (length > 0).then_some(ParsedNumber {
            value: total + current,
            length,
            is_small,
            is_ordinal: false,
        })
    }

    /// Whether the number continues after "and": "vingt et un", "a hundred and twelve".
    fn continues_after_and(&self, at: usize, current: f64) -> bool {
        let word = self.words.get(at).copied().unwrap_or_default();
        let tens = current % 100.0;
        let small = self.lexicon.small.contains_key(word) && self.lang == Lang::Fr;
        let number = self.lexicon.numbers.contains_key(word);
        (small || word == "onze") && tens >= 20.0 || number && self.lang == Lang::En && tens == 0.0
    }

    /// A number in digits or Han: "12万", "一百二十万", "二〇二七".
    fn parse_han_number_at(&self, at: usize) -> Option<ParsedNumber> {
        let number = |value: f64, length: usize| ParsedNumber {
            value,
            length,
            is_small: false,
            is_ordinal: self.is_han_ordinal(at),
        };
        let first = |token: &Token<'_>| token.folded.chars().next();
        let token = &self.tokens[at];
        if token.kind == TokenKind::Digits {
            let value: f64 = token.folded.parse().ok()?;
            let scales = self.tokens[at + 1..]
                .iter()
                .map_while(|token| han::scale(first(token)?));
            let scales: Vec<f64> = scales.collect();
            return Some(number(value * scales.iter().product::<f64>(), 1 + scales.len()));
        }
        let is_part = |c: &char| han::is_numeral(*c);
        let run: Vec<char> = self.tokens[at..]
            .iter()
            .take(HAN_NUMBER_MAX)
            .map_while(|token| first(token).filter(is_part))
            .collect();
        let has_scale = run.iter().any(|c| han::scale(*c).is_some());
        match run.as_slice() {
            [] => None,
            [one] => self.single_han_number(at, *one),
            // "百分之三十" is parsed from 三 on.
            ['百', ..] if self.words.get(at + 1) == Some(&"分") => None,
            digits if !has_scale => {
                let digits = digits.iter().filter_map(|c| han::digit(*c));
                let value = digits.fold(0.0, |value, digit| value * 10.0 + digit);
                Some(number(value, run.len()))
            }
            run => Some(number(han::parse_han_number(run), run.len())),
        }
    }

    fn is_han_ordinal(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.words[before] == "第")
    }

    /// A single Han character, which is a number only before a counted or named thing, after 第, or in a percentage.
    fn single_han_number(&self, at: usize, c: char) -> Option<ParsedNumber> {
        let next = self.words.get(at + 1).copied().unwrap_or_default();
        let counts = self.lexicon.links.contains_key(next) && next != "多"
            || self
                .lexicon
                .units
                .iter()
                .any(|(words, _)| words.len() == 1 && words[0] == next)
            || matches!(next, "成" | "度" | "届" | "季" | "期" | "号" | "號");
        let (is_ordinal, is_per_cent) = (self.is_han_ordinal(at), self.is_per_cent(at));
        let is_bare_scale = han::digit(c).is_none() && c != '十';
        if !(counts || is_ordinal || is_per_cent) || is_bare_scale {
            return None;
        }
        let value = han::digit(c).or_else(|| han::scale(c))?;
        let named = is_ordinal || is_per_cent || matches!(next, "月" | "日");
        Some(ParsedNumber {
            value: if next == "成" { value / 10.0 } else { value },
            length: 1,
            is_small: value < 2.0 && !named,
            is_ordinal,
        })
    }
}

fn hash_both(word: &str, next: &str) -> u64 {
    hash::hash_bytes(word.bytes().chain(next.bytes()))
}

fn to_whole(value: f64) -> u32 {
    // Months, days and years are small integers.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small, whole and not negative"
    )]
    let whole = value.clamp(0.0, 9999.0) as u32;
    whole
}
