//! Expressions of time in a Chinese sentence: 12月4日, 上周六, 昨天, 去年夏天. Each is resolved to a date, counted from the day
//! of publication.

use crate::domain::{DateRule, Edtf};
use crate::extract::day_arithmetic;
use crate::extract::han::layout::Layout;
use crate::extract::han::written_date::{
    can_begin_lunar_date, can_begin_number, lunar_date_length, parse_written_date,
};
use crate::extract::lexicon::CalendarUnit;
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use crate::extract::steps::Step;
use chrono::{Datelike, Months, NaiveDate};
use std::ops::Range;

/// A date, its place in the text, and the rule that resolved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateExpression {
    pub(super) date: Edtf,
    pub(super) place: Range<usize>,
    pub(super) rule: DateRule,
    /// "当天": the expression means the day that was named before.
    pub(super) is_same_day: bool,
}

impl DateExpression {
    fn new(date: Option<Edtf>, place: Range<usize>, rule: DateRule) -> Self {
        let rule = if date.is_some() { rule } else { DateRule::None };
        Self {
            date: date.unwrap_or(Edtf::Unknown),
            place,
            rule,
            is_same_day: false,
        }
    }
}

const fn is_time_word(sense: HanSense) -> bool {
    matches!(
        sense,
        HanSense::DayOffset(_)
            | HanSense::PeriodOffset(..)
            | HanSense::Weekday(_)
            | HanSense::AnaphoricDate
            | HanSense::SameDay
    )
}

/// Marks between the first and the last day of a range.
const RANGE_MARKS: [char; 7] = ['至', '到', '—', '－', '-', '~', '～'];

/// Finds the dates of a text, counted from its day of publication.
pub(super) struct DateReader<'l> {
    pub(super) layout: &'l Layout<'l>,
    pub(super) published: Option<NaiveDate>,
}

impl DateReader<'_> {
    /// The dates in the sentence, in order.
    pub(super) fn find_dates(&self, sentence: Range<usize>) -> Vec<DateExpression> {
        Step::Byte.count(sentence.len());
        let text = self.layout.text;
        let mut found: Vec<DateExpression> = Vec::new();
        let mut words = self
            .layout
            .hits_in(sentence.clone())
            .filter(|hit| is_time_word(hit.sense))
            .map(|hit| hit.start)
            .peekable();
        let mut free = sentence.start;
        for (offset, c) in text[sentence.clone()].char_indices() {
            let at = sentence.start + offset;
            while words.next_if(|word| *word < at).is_some() {}
            let worded = words.peek() == Some(&at);
            if at < free || !worded && !can_begin_number(c) && !can_begin_lunar_date(c) {
                continue;
            }
            if let Some(dated) = self.parse_date_at(at, sentence.end) {
                free = dated.place.end;
                self.push_date(&mut found, dated);
            }
        }
        found
    }

    /// Adds the date. A date in brackets right after a weekday makes the weekday exact; if they contradict, the date
    /// is unknown.
    fn push_date(&self, found: &mut Vec<DateExpression>, dated: DateExpression) {
        let text = self.layout.text;
        if let Some(before) = found.last_mut() {
            let between = text.get(before.place.end..dated.place.start).unwrap_or("，");
            let beside = matches!(between, "" | "（" | "(" | " (" | "，");
            let weekday =
                before.rule == DateRule::Weekday && dated.rule == DateRule::Absolute && dated.date.is_exact();
            if beside && weekday {
                let same = before.date.earliest().map(|day| day.weekday())
                    == dated.date.earliest().map(|day| day.weekday());
                before.place.end = dated.place.end;
                (before.date, before.rule) = if same {
                    (dated.date, dated.rule)
                } else {
                    (Edtf::Unknown, DateRule::None)
                };
                return;
            }
        }
        found.push(dated);
    }

    /// Parses the date that begins at the place.
    fn parse_date_at(&self, at: usize, end: usize) -> Option<DateExpression> {
        let text = self.layout.text;
        let rest = &text[at..end];
        if let Some(length) = lunar_date_length(rest) {
            return Some(DateExpression::new(None, at..at + length, DateRule::None));
        }
        let begins = rest.starts_with(can_begin_number) && !text[..at].ends_with(can_begin_number);
        if let Some(dated) = begins.then(|| self.parse_numbered_date(at, end)).flatten() {
            return Some(dated);
        }
        self.parse_worded_date(at, end)
    }

    /// Parses 2018年12月4日, 12月4日, 4日, 13日至16日, 2026年3月初. A missing year or month is filled in by looking back.
    fn parse_numbered_date(&self, at: usize, end: usize) -> Option<DateExpression> {
        let text = self.layout.text;
        let first = parse_written_date(&text[at..end])?;
        let behind = at + first.length;
        let year = first.year.and_then(|year| i32::try_from(year).ok());
        let Some(day) = first.day else {
            let month = first
                .month
                .filter(|_| year.is_some() || self.is_time_without_year(at, behind));
            let (date, length) = match (year, month) {
                (Some(year), None) => {
                    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
                    resolve_part_of_period(Edtf::year_of(first), &text[behind..end])
                }
                (year, Some(month)) => {
                    let first = self.first_of_month(year, month)?;
                    resolve_part_of_period(Edtf::month_of(first), &text[behind..end])
                }
                (None, None) => return None,
            };
            return Some(DateExpression::new(
                Some(date),
                at..behind + length,
                DateRule::Vague,
            ));
        };
        let date = self.resolve_day(year, first.month, day);
        // a range names a last day too: "13日至16日"
        let last = text[behind..end]
            .chars()
            .next()
            .filter(|c| RANGE_MARKS.contains(c))
            .and_then(|c| {
                Some((
                    c.len_utf8(),
                    parse_written_date(&text[behind + c.len_utf8()..end])?,
                ))
            });
        if let Some((link, last)) = last
            && let Some(last_day) = last.day
        {
            let month = last
                .month
                .or(first.month)
                .or_else(|| date.map(|date| date.month()));
            let to = date.zip(month).and_then(|(date, month)| {
                let to = NaiveDate::from_ymd_opt(date.year(), month, last_day)?;
                if to < date {
                    to.checked_add_months(Months::new(12))
                } else {
                    Some(to)
                }
            });
            let range = date.zip(to).map(|(from, to)| Edtf::between(from, to));
            return Some(DateExpression::new(
                range,
                at..behind + link + last.length,
                DateRule::Absolute,
            ));
        }
        Some(DateExpression::new(
            date.map(Edtf::day),
            at..behind,
            DateRule::Absolute,
        ))
    }

    /// Whether a month without a year is a date: it is written in digits, or a part of the month follows.
    fn is_time_without_year(&self, at: usize, end: usize) -> bool {
        let text = self.layout.text;
        let figures = text[at..].starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let rest = &text[end..];
        let third = ["初", "上旬", "中旬", "下旬", "底", "末", "份"]
            .iter()
            .any(|t| rest.starts_with(t));
        figures || third
    }

    /// Resolves the day. A missing month or year is the last one that fits.
    fn resolve_day(&self, year: Option<i32>, month: Option<u32>, day: u32) -> Option<NaiveDate> {
        match (year, month, self.published) {
            (Some(year), Some(month), _) => NaiveDate::from_ymd_opt(year, month, day),
            (None, Some(month), Some(published)) => {
                last_matching_date(published, |p| NaiveDate::from_ymd_opt(p.year(), month, day), 12)
            }
            (None, None, Some(published)) => last_matching_date(published, |p| p.with_day(day), 1),
            _ => None,
        }
    }

    /// The first day of the month in the given year, or else of the last such month that has begun.
    fn first_of_month(&self, year: Option<i32>, month: u32) -> Option<NaiveDate> {
        match year {
            Some(year) => NaiveDate::from_ymd_opt(year, month, 1),
            None => last_matching_date(
                self.published?,
                |p| NaiveDate::from_ymd_opt(p.year(), month, 1),
                12,
            ),
        }
    }

    /// The length in bytes of the longest of the words that stands right before the place; 0 if none does.
    fn prefix_length(&self, words: &[String], at: usize) -> usize {
        let text = &self.layout.text[..at];
        let fitting = words.iter().filter(|word| text.ends_with(word.as_str()));
        fitting.map(String::len).max().unwrap_or(0)
    }

    /// Parses an expression in words: 昨天, 上周六, 上个月, 去年12月, 本月初.
    fn parse_worded_date(&self, at: usize, end: usize) -> Option<DateExpression> {
        for hit in self.layout.hits_at(at).filter(|h| h.end <= end) {
            // a weekday after the word for the week belongs to the expression: "上周六" is a day, "上周" a week
            let day_of_it = |h: &LexiconMatch| {
                matches!(h.sense, HanSense::Weekday(_))
                    && (at + 1..hit.end).contains(&h.start)
                    && h.end > hit.end
            };
            let mut inside = self.layout.hits_in(at..end).take_while(|h| h.start < hit.end);
            if inside.any(day_of_it) {
                continue;
            }
            let place = at..hit.end;
            match hit.sense {
                HanSense::DayOffset(count) => {
                    let date = self.published.and_then(|p| day_arithmetic::shift_days(p, count));
                    return Some(DateExpression::new(
                        date.map(Edtf::day),
                        place,
                        DateRule::Relative,
                    ));
                }
                HanSense::PeriodOffset(unit, back) => {
                    return Some(self.resolve_period(place, end, unit, back));
                }
                HanSense::AnaphoricDate => return Some(DateExpression::new(None, place, DateRule::None)),
                HanSense::SameDay => {
                    return Some(DateExpression {
                        is_same_day: true,
                        ..DateExpression::new(None, place, DateRule::None)
                    });
                }
                HanSense::Weekday(day) => return Some(self.resolve_weekday(place, day)),
                _ => {}
            }
        }
        None
    }

    /// Resolves a weekday: 周六 is the last Saturday up to publication, 上周六 that of the week before, 下周六 that of the
    /// next week.
    fn resolve_weekday(&self, place: Range<usize>, day: u32) -> DateExpression {
        let lexicon = self.layout.lexicon;
        let last = self.prefix_length(&lexicon.last_prefixes, place.start);
        let next = self.prefix_length(&lexicon.next_prefixes, place.start);
        let date = self.published.and_then(|published| {
            let monday = day_arithmetic::last_weekday(published, 0);
            match (last > 0, next > 0) {
                (true, _) => day_arithmetic::shift_days(monday, i64::from(day) - 7),
                (_, true) => day_arithmetic::shift_days(monday, i64::from(day) + 7),
                _ => Some(day_arithmetic::last_weekday(published, day)),
            }
        });
        let place = place.start - last.max(next)..place.end;
        DateExpression::new(date.map(Edtf::day), place, DateRule::Weekday)
    }

    /// Resolves a period and what narrows it: 去年, 去年12月4日, 本月15日, 今年夏天, 上月底.
    fn resolve_period(
        &self,
        place: Range<usize>,
        end: usize,
        unit: CalendarUnit,
        back: i32,
    ) -> DateExpression {
        let text = self.layout.text;
        let date = self
            .published
            .and_then(|p| day_arithmetic::period_before(p, unit, back));
        let rest = &text[place.end..end];
        let day_or_month = parse_written_date(rest).filter(|w| w.year.is_none());
        if let (Some(date), Some(more)) = (date, day_or_month) {
            let first = date.earliest();
            let whole = place.start..place.end + more.length;
            match (date, more.month, more.day) {
                (Edtf::Year { .. }, Some(month), Some(day)) => {
                    let date = first.and_then(|f| NaiveDate::from_ymd_opt(f.year(), month, day));
                    return DateExpression::new(date.map(Edtf::day), whole, DateRule::Absolute);
                }
                (Edtf::Year { .. }, Some(month), None) => {
                    let date = first.and_then(|f| NaiveDate::from_ymd_opt(f.year(), month, 1));
                    return DateExpression::new(date.map(Edtf::month_of), whole, DateRule::Vague);
                }
                (Edtf::Month { .. }, None, Some(day)) => {
                    let date = first.and_then(|f| f.with_day(day));
                    return DateExpression::new(date.map(Edtf::day), whole, DateRule::Absolute);
                }
                _ => {}
            }
        }
        // "本月初" is an entry of the lexicon, so the part of the month may be inside it
        let Some(date) = date else {
            return DateExpression::new(None, place, DateRule::Vague);
        };
        let words = &text[place.clone()];
        let part = words
            .char_indices()
            .next_back()
            .map_or("", |(last, _)| &words[last..]);
        let (inside, _) = resolve_part_of_period(date, part);
        let (date, length) = if inside == date {
            resolve_part_of_period(date, rest)
        } else {
            (inside, 0)
        };
        DateExpression::new(Some(date), place.start..place.end + length, DateRule::Vague)
    }
}

/// The part of the month or year that the text begins with, and its length in bytes.
fn resolve_part_of_period(date: Edtf, text: &str) -> (Edtf, usize) {
    let thirds: [(&[&str], u32); 3] = [
        (&["初", "上旬", "年初"], 0),
        (&["中旬", "中", "年中"], 1),
        (&["底", "末", "下旬", "年底", "年末"], 2),
    ];
    let seasons = [("春", 3), ("夏", 6), ("秋", 9), ("冬", 12)];
    let whole = (date, 0);
    let Some(first) = date.earliest() else {
        return whole;
    };
    let year = matches!(date, Edtf::Year { .. });
    if year && let Some((word, month)) = seasons.iter().find(|(word, _)| text.starts_with(word)) {
        let from = NaiveDate::from_ymd_opt(first.year(), *month, 1);
        let to = from.and_then(|from| from.checked_add_months(Months::new(3))?.pred_opt());
        let behind = text[word.len()..]
            .chars()
            .next()
            .filter(|c| matches!(c, '天' | '季'));
        let length = word.len() + behind.map_or(0, char::len_utf8);
        return from
            .zip(to)
            .map_or(whole, |(from, to)| (Edtf::between(from, to), length));
    }
    let named = thirds.iter().find_map(|(words, third)| {
        let word = words
            .iter()
            .filter(|word| text.starts_with(**word))
            .max_by_key(|word| word.len())?;
        // "3月中国": "中" belongs to the next word
        (*word != "中").then_some((word.len(), *third))
    });
    let Some((length, third)) = named else {
        return whole;
    };
    let (from, to) = match date {
        Edtf::Year { .. } => {
            let from = NaiveDate::from_ymd_opt(first.year(), 1 + 4 * third, 1);
            let to = from.and_then(|from| from.checked_add_months(Months::new(4))?.pred_opt());
            (from, to)
        }
        Edtf::Month { .. } => {
            let to = if third == 2 {
                date.latest()
            } else {
                first.with_day(10 + 10 * third)
            };
            (first.with_day(1 + 10 * third), to)
        }
        _ => return whole,
    };
    from.zip(to)
        .map_or(whole, |(from, to)| (Edtf::between(from, to), length))
}

/// The last day up to publication that `day_in_month` gives, going back `step` months at a time.
fn last_matching_date(
    published: NaiveDate,
    of: impl Fn(NaiveDate) -> Option<NaiveDate>,
    step: u32,
) -> Option<NaiveDate> {
    let first = published.with_day(1)?;
    (0..3)
        .filter_map(|n| of(first.checked_sub_months(Months::new(step * n))?))
        .find(|date| *date <= published)
}
