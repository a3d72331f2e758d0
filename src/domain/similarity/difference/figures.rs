//! The numbers and dates of a statement, whatever they are written in.

use super::han;
use super::lexicon::{Lexicon, Role, stands};
use super::tokens::{Kind, Token};
use crate::domain::Lang;
use crate::domain::similarity::{hash, language};

/// A number in Han has at most so many characters.
const HAN_NUMBER_MAX: usize = 24;

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) value: f64,
    pub(super) is_ordinal: bool,
    /// What is counted: the next two words of content.
    pub(super) counted: [Option<u64>; 2],
    /// The word of content before it.
    pub(super) before: Option<u64>,
    /// Only counts beside another number of the same thing: "a", "first".
    pub(super) is_small: bool,
    /// Whether a word says that it is not exact, and which way: -1 at most, 0 about, 1 at least.
    pub(super) about: Option<i8>,
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

/// The numbers and dates of one statement.
pub(super) fn read(lang: Lang, tokens: &[Token], lexicon: &Lexicon) -> (Vec<Figure>, Vec<DatePart>) {
    let words: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
    let mut reader = Reader {
        lang,
        tokens,
        words,
        lexicon,
        figures: Vec::new(),
        dates: Vec::new(),
    };
    let mut at = 0;
    while at < tokens.len() {
        at += reader.step(at).max(1);
    }
    (reader.figures, reader.dates)
}

struct Reader<'a> {
    lang: Lang,
    tokens: &'a [Token],
    words: Vec<&'a str>,
    lexicon: &'a Lexicon,
    figures: Vec<Figure>,
    dates: Vec<DatePart>,
}

/// A number and how many tokens it has.
struct Number {
    value: f64,
    length: usize,
    is_small: bool,
    is_ordinal: bool,
}

impl Reader<'_> {
    /// Reads what stands at `at`; how many tokens that was.
    fn step(&mut self, at: usize) -> usize {
        if let Some((words, value)) = self
            .lexicon
            .weekdays
            .iter()
            .find(|(words, _)| stands(words, false, &self.words, at))
        {
            self.dates.push(DatePart::Weekday(whole(*value)));
            return words.len();
        }
        if let Some(month) = self.month(at) {
            self.dates.push(DatePart::Month(month));
            return 1;
        }
        if let Some((words, _, value)) = self
            .lexicon
            .fractions
            .iter()
            .find(|(words, is_open, _)| stands(words, *is_open, &self.words, at))
        {
            let number = Number {
                value: *value,
                length: words.len(),
                is_small: false,
                is_ordinal: false,
            };
            self.push(at, &number);
            return number.length;
        }
        let number = if self.lang == Lang::Zh {
            self.han_number(at)
        } else {
            self.number(at)
        };
        let Some(number) = number else { return 0 };
        if !self.is_date(at, &number) {
            self.push(at, &number);
        }
        number.length
    }

    fn month(&self, at: usize) -> Option<u32> {
        let value = self.lexicon.months.get(self.words[at])?;
        let is_doubtful = self.lexicon.doubtful_months.contains_key(self.words[at]);
        let number = |at: Option<usize>| {
            let token = at.and_then(|at| self.tokens.get(at));
            token.is_some_and(|token| token.kind == Kind::Digits)
        };
        let beside_number = number(Some(at + 1)) || number(at.checked_sub(1));
        let told = self.tokens[at].capital && at > 0 || beside_number;
        (!is_doubtful || told).then(|| whole(*value))
    }

    /// Takes a number for a part of a date where it is one.
    fn is_date(&mut self, at: usize, number: &Number) -> bool {
        let next = self.words.get(at + number.length).copied().unwrap_or_default();
        let digits = self.tokens[at].kind == Kind::Digits && number.length == 1;
        let found = if self.lang == Lang::Zh {
            match next {
                "年" if (1900.0..2200.0).contains(&number.value) => DatePart::Year(whole(number.value)),
                "月" if number.value <= 12.0 => DatePart::Month(whole(number.value)),
                "日" | "号" | "號" if number.value <= 31.0 => DatePart::Day(whole(number.value)),
                _ => return false,
            }
        } else if digits && self.is_year(at) {
            DatePart::Year(whole(number.value))
        } else if number.value <= 31.0 && self.is_day(at, number) {
            DatePart::Day(whole(number.value))
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
        let month_before = before.is_some_and(|before| self.month(before).is_some());
        let led = before.is_some_and(|before| self.lexicon.has(&self.words, before, Role::BeforeYear));
        let behind = self.tokens.get(at + 1);
        let ends = behind.is_none_or(|token| {
            token.kind == Kind::Mark
                || language::stops(self.lang).has_word(token.folded.trim_end_matches('\''))
        });
        month_before || led || ends
    }

    fn is_day(&self, at: usize, number: &Number) -> bool {
        let behind = at + number.length;
        let month = |at: usize| at < self.words.len() && self.month(at).is_some();
        let after_of = self.words.get(behind) == Some(&"of") && month(behind + 1);
        month(behind) || after_of || at.checked_sub(1).is_some_and(month)
    }

    fn push(&mut self, at: usize, number: &Number) {
        let (behind, unit) = self.unit(at, at + number.length);
        let mut counted = self.counted(behind);
        if unit.is_some() {
            counted = [unit, counted[0]];
        }
        self.figures.push(Figure {
            value: number.value,
            is_ordinal: number.is_ordinal,
            counted,
            before: self.before(at),
            is_small: number.is_small,
            about: self.about(at, at + number.length),
        });
    }

    /// The unit beside a number, by its one name, and what stands behind it.
    fn unit(&self, at: usize, mut behind: usize) -> (usize, Option<u64>) {
        while self
            .words
            .get(behind)
            .is_some_and(|word| self.lexicon.links.contains_key(*word))
        {
            behind += 1;
        }
        let found = |at: usize| {
            let units = self.lexicon.units.iter();
            let found = units.filter(|(words, _)| stands(words, false, &self.words, at));
            found.max_by_key(|(words, _)| words.len())
        };
        if let Some((words, name)) = found(behind) {
            return (behind + words.len(), Some(hash::of(name)));
        }
        let sign = at.checked_sub(1).filter(|at| self.tokens[*at].kind == Kind::Sign);
        let sign = sign.and_then(found);
        let per_cent = self.is_per_cent(at).then_some("%");
        let name = sign.map(|(_, name)| name.as_str()).or(per_cent);
        (behind, name.map(hash::of))
    }

    /// Whether the number is one of a hundred: "百分之三十".
    fn is_per_cent(&self, at: usize) -> bool {
        at >= 3 && self.words[at - 3..at] == ["百", "分", "之"]
    }

    /// The next two words of content from `at` on, in this clause.
    fn counted(&self, at: usize) -> [Option<u64>; 2] {
        let stops = language::stops(self.lang);
        let mut found = [None, None];
        let mut number = 0;
        for (place, token) in self.tokens.iter().enumerate().skip(at).take(8) {
            if token.kind == Kind::Mark || token.kind == Kind::Digits || number == 2 {
                break;
            }
            if token.kind == Kind::Sign || self.lexicon.links.contains_key(&token.folded) {
                continue;
            }
            if self.lang == Lang::Zh {
                let pair = self.tokens.get(place + 1).filter(|next| next.start == token.end);
                found[number] = pair.map(|next| hash::of(&format!("{}{}", token.folded, next.folded)));
                number += 1;
                continue;
            }
            if !stops.has_word(token.folded.trim_end_matches('\'')) {
                found[number] = Some(hash::of(&language::stem(self.lang, &token.folded)));
                number += 1;
            }
        }
        found
    }

    /// The word of content before `at`, in this clause.
    fn before(&self, at: usize) -> Option<u64> {
        let stops = language::stops(self.lang);
        if self.lang == Lang::Zh {
            let end = at.checked_sub(1)?;
            let pair = self.tokens.get(end.checked_sub(1)?..=end)?;
            let words = pair.iter().all(|token| token.kind == Kind::Word);
            return words.then(|| hash::of(&format!("{}{}", pair[0].folded, pair[1].folded)));
        }
        for (place, token) in self.tokens[..at].iter().enumerate().rev().take(4) {
            if token.kind == Kind::Mark || token.kind == Kind::Digits {
                return None;
            }
            let is_about = [Role::About, Role::AtLeast, Role::AtMost]
                .iter()
                .any(|role| self.lexicon.has(&self.words, place, *role));
            if token.kind == Kind::Word && !is_about && !stops.has_word(token.folded.trim_end_matches('\'')) {
                return Some(hash::of(&language::stem(self.lang, &token.folded)));
            }
        }
        None
    }

    /// Whether a word before the number, or right behind it, says that it is not exact.
    fn about(&self, at: usize, behind: usize) -> Option<i8> {
        let roles = [(Role::AtMost, -1), (Role::About, 0), (Role::AtLeast, 1)];
        let has = |at: usize| {
            let mut roles = roles.iter();
            roles.find(|(role, _)| self.lexicon.has(&self.words, at, *role))
        };
        let before = (at.saturating_sub(3)..at).find_map(|start| {
            let (_, length) = self.lexicon.longest(&self.words, start);
            (start + length == at).then(|| has(start))?
        });
        let after = || {
            (behind..behind + 3)
                .filter(|_| self.lang == Lang::Zh)
                .find_map(has)
        };
        before.or_else(after).map(|(_, way)| *way)
    }

    /// A number in digits or words: "12 millions", "quatre-vingt-douze", "a hundred and twenty".
    fn number(&self, at: usize) -> Option<Number> {
        let token = &self.tokens[at];
        let word = |at: usize| self.words.get(at).copied().unwrap_or_default();
        let glued = |at: usize| {
            let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
            let token = self.tokens.get(at);
            token
                .zip(before)
                .is_some_and(|(token, before)| token.start == before.end)
        };
        if token.kind == Kind::Digits {
            let mut value: f64 = token.folded.parse().ok()?;
            let mut length = 1;
            if glued(at + 1) && self.lexicon.ordinal_endings.contains_key(word(at + 1)) {
                return Some(Number {
                    value,
                    length: 2,
                    is_small: false,
                    is_ordinal: true,
                });
            }
            while let Some(scale) = self.lexicon.scales.get(word(at + length)) {
                // A letter is a scale only where it is glued to its number.
                if word(at + length).len() == 1 && !glued(at + length) {
                    break;
                }
                value *= scale;
                length += 1;
            }
            return Some(Number {
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
            return Some(Number {
                value: *value,
                length: 1,
                is_small,
                is_ordinal: true,
            });
        }
        self.number_in_words(at)
    }

    fn number_in_words(&self, at: usize) -> Option<Number> {
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
            } else if length > 0 && matches!(word, "et" | "and") && self.goes_on(at + length + 1, current) {
                length += 1;
                continue;
            } else {
                break;
            }
            length += 1;
        }
        (length > 0).then_some(Number {
            value: total + current,
            length,
            is_small,
            is_ordinal: false,
        })
    }

    /// Whether the number goes on behind "and": "vingt et un", "a hundred and twelve".
    fn goes_on(&self, at: usize, current: f64) -> bool {
        let word = self.words.get(at).copied().unwrap_or_default();
        let tens = current % 100.0;
        let small = self.lexicon.small.contains_key(word) && self.lang == Lang::Fr;
        let number = self.lexicon.numbers.contains_key(word);
        (small || word == "onze") && tens >= 20.0 || number && self.lang == Lang::En && tens == 0.0
    }

    /// A number in digits or Han: "12万", "一百二十万", "二〇二七".
    fn han_number(&self, at: usize) -> Option<Number> {
        let number = |value: f64, length: usize| Number {
            value,
            length,
            is_small: false,
            is_ordinal: self.is_han_ordinal(at),
        };
        let first = |token: &Token| token.folded.chars().next();
        let token = &self.tokens[at];
        if token.kind == Kind::Digits {
            let value: f64 = token.folded.parse().ok()?;
            let scales = self.tokens[at + 1..]
                .iter()
                .map_while(|token| han::scale(first(token)?));
            let scales: Vec<f64> = scales.collect();
            return Some(number(value * scales.iter().product::<f64>(), 1 + scales.len()));
        }
        let is_part = |c: &char| han::digit(*c).is_some() || han::scale(*c).is_some();
        let run: Vec<char> = self.tokens[at..]
            .iter()
            .take(HAN_NUMBER_MAX)
            .map_while(|token| first(token).filter(is_part))
            .collect();
        let has_scale = run.iter().any(|c| han::scale(*c).is_some());
        match run.as_slice() {
            [] => None,
            [one] => self.han_one(at, *one),
            // "百分之三十" counts from 三 on.
            ['百', ..] if self.words.get(at + 1) == Some(&"分") => None,
            digits if !has_scale => {
                let digits = digits.iter().filter_map(|c| han::digit(*c));
                let value = digits.fold(0.0, |value, digit| value * 10.0 + digit);
                Some(number(value, run.len()))
            }
            run => Some(number(han::value(run), run.len())),
        }
    }

    fn is_han_ordinal(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.words[before] == "第")
    }

    /// One Han character is a number only before what is counted or named by it, behind 第, or of a hundred.
    fn han_one(&self, at: usize, c: char) -> Option<Number> {
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
        Some(Number {
            value: if next == "成" { value / 10.0 } else { value },
            length: 1,
            is_small: value < 2.0 && !named,
            is_ordinal,
        })
    }
}

fn whole(value: f64) -> u32 {
    // Months, days and years are small whole numbers.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small, whole and not negative"
    )]
    let whole = value.clamp(0.0, 9999.0) as u32;
    whole
}
