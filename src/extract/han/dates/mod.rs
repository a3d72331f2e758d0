//! When Chinese words were said: 12月4日, 19日, 上周六, 昨天 in their sentence, or the day of the occasion.

mod said_date;
mod written;

pub(super) use said_date::{Said, said};
pub(super) use written::length;

use super::layout::Layout;
use crate::domain::{DateRule, Edtf};
use crate::extract::days;
use crate::extract::lexicon::CalendarUnit;
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use chrono::{Datelike, Months, NaiveDate};
use std::ops::Range;
use written::{lunar, written};

/// A time, where it stands, and by which rule it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Dated {
    date: Edtf,
    place: Range<usize>,
    rule: DateRule,
    /// "当天": it means the day that was told before.
    same_day: bool,
}

impl Dated {
    fn new(date: Option<Edtf>, place: Range<usize>, rule: DateRule) -> Self {
        let rule = if date.is_some() { rule } else { DateRule::None };
        Self {
            date: date.unwrap_or(Edtf::Unknown),
            place,
            rule,
            same_day: false,
        }
    }
}

/// Whether a number can begin with the character.
const fn begins_number(c: char) -> bool {
    matches!(
        c,
        '0'..='9' | '０'..='９' | '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '廿' | '卅' | '元'
    )
}

const fn is_time(sense: HanSense) -> bool {
    matches!(
        sense,
        HanSense::DayOffset(_)
            | HanSense::PeriodOffset(..)
            | HanSense::Weekday(_)
            | HanSense::AnaphoricDate
            | HanSense::SameDay
    )
}

/// What parts the first day of a range from its last.
const RANGE: [char; 7] = ['至', '到', '—', '－', '-', '~', '～'];

/// The times of a text, told from its day of publication.
struct Reader<'l> {
    layout: &'l Layout<'l>,
    published: Option<NaiveDate>,
}

impl Reader<'_> {
    /// The times in the sentence, in order.
    fn dates(&self, sentence: Range<usize>) -> Vec<Dated> {
        let text = self.layout.text;
        let mut found: Vec<Dated> = Vec::new();
        let mut words = self
            .layout
            .hits_in(sentence.clone())
            .filter(|hit| is_time(hit.sense))
            .map(|hit| hit.start)
            .peekable();
        let mut free = sentence.start;
        for (offset, c) in text[sentence.clone()].char_indices() {
            let at = sentence.start + offset;
            while words.next_if(|word| *word < at).is_some() {}
            let worded = words.peek() == Some(&at);
            if at < free || !worded && !begins_number(c) && !written::begins_lunar(c) {
                continue;
            }
            if let Some(dated) = self.date_at(at, sentence.end) {
                free = dated.place.end;
                self.add(&mut found, dated);
            }
        }
        found
    }

    /// Adds the time; one that stands in brackets right behind a weekday says it more exactly, if it says the same.
    fn add(&self, found: &mut Vec<Dated>, dated: Dated) {
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

    fn date_at(&self, at: usize, end: usize) -> Option<Dated> {
        let text = self.layout.text;
        let rest = &text[at..end];
        if let Some(length) = lunar(rest) {
            return Some(Dated::new(None, at..at + length, DateRule::None));
        }
        let begins = rest.starts_with(begins_number) && !text[..at].ends_with(begins_number);
        if let Some(dated) = begins.then(|| self.numbered(at, end)).flatten() {
            return Some(dated);
        }
        self.worded(at, end)
    }

    /// 2018年12月4日, 12月4日, 4日, 13日至16日, 2026年3月初, with the year and month that are missing filled in by
    /// looking back.
    fn numbered(&self, at: usize, end: usize) -> Option<Dated> {
        let text = self.layout.text;
        let first = written(&text[at..end])?;
        let behind = at + first.length;
        let year = first.year.and_then(|year| i32::try_from(year).ok());
        let Some(day) = first.day else {
            let month = first.month.filter(|_| year.is_some() || self.is_time(at, behind));
            let (date, length) = match (year, month) {
                (Some(year), None) => {
                    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
                    part_of(Edtf::year_of(first), &text[behind..end])
                }
                (year, Some(month)) => {
                    let first = self.first_of(year, month)?;
                    part_of(Edtf::month_of(first), &text[behind..end])
                }
                (None, None) => return None,
            };
            return Some(Dated::new(Some(date), at..behind + length, DateRule::Vague));
        };
        let date = self.day(year, first.month, day);
        // "13日至16日"
        let last = text[behind..end]
            .chars()
            .next()
            .filter(|c| RANGE.contains(c))
            .and_then(|c| Some((c.len_utf8(), written(&text[behind + c.len_utf8()..end])?)));
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
            return Some(Dated::new(
                range,
                at..behind + link + last.length,
                DateRule::Absolute,
            ));
        }
        Some(Dated::new(date.map(Edtf::day), at..behind, DateRule::Absolute))
    }

    /// Whether a month without a year is a time: in figures, and no part of a length of time ("3个月" is none anyway).
    fn is_time(&self, at: usize, end: usize) -> bool {
        let text = self.layout.text;
        let figures = text[at..].starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let rest = &text[end..];
        let third = ["初", "上旬", "中旬", "下旬", "底", "末", "份"]
            .iter()
            .any(|t| rest.starts_with(t));
        figures || third
    }

    /// The day, its month and year the last that fit where they are missing.
    fn day(&self, year: Option<i32>, month: Option<u32>, day: u32) -> Option<NaiveDate> {
        match (year, month, self.published) {
            (Some(year), Some(month), _) => NaiveDate::from_ymd_opt(year, month, day),
            (None, Some(month), Some(published)) => {
                last_such(published, |p| NaiveDate::from_ymd_opt(p.year(), month, day), 12)
            }
            (None, None, Some(published)) => last_such(published, |p| p.with_day(day), 1),
            _ => None,
        }
    }

    /// The first day of the month: of that year, else of the last such month that has begun.
    fn first_of(&self, year: Option<i32>, month: u32) -> Option<NaiveDate> {
        match year {
            Some(year) => NaiveDate::from_ymd_opt(year, month, 1),
            None => last_such(
                self.published?,
                |p| NaiveDate::from_ymd_opt(p.year(), month, 1),
                12,
            ),
        }
    }

    /// Whether one of the words stands right before the place, and how many bytes it takes.
    fn before(&self, words: &[String], at: usize) -> usize {
        let text = &self.layout.text[..at];
        let fitting = words.iter().filter(|word| text.ends_with(word.as_str()));
        fitting.map(String::len).max().unwrap_or(0)
    }

    /// 昨天, 上周六, 上个月, 去年12月, 本月初.
    fn worded(&self, at: usize, end: usize) -> Option<Dated> {
        for hit in self.layout.hits_at(at).filter(|h| h.end <= end) {
            // "上周六" is no "上周"
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
                    let date = self.published.and_then(|p| days::shifted(p, count));
                    return Some(Dated::new(date.map(Edtf::day), place, DateRule::Relative));
                }
                HanSense::PeriodOffset(unit, back) => return Some(self.vague(place, end, unit, back)),
                HanSense::AnaphoricDate => return Some(Dated::new(None, place, DateRule::None)),
                HanSense::SameDay => {
                    return Some(Dated {
                        same_day: true,
                        ..Dated::new(None, place, DateRule::None)
                    });
                }
                HanSense::Weekday(day) => return Some(self.weekday(place, day)),
                _ => {}
            }
        }
        None
    }

    /// 周六 is the last Saturday up to the day of publication, 上周六 that of the week before, 下周六 one to come.
    fn weekday(&self, place: Range<usize>, day: u32) -> Dated {
        let lexicon = self.layout.lexicon;
        let last = self.before(&lexicon.last_prefixes, place.start);
        let next = self.before(&lexicon.next_prefixes, place.start);
        let date = self.published.and_then(|published| {
            let monday = days::last_weekday(published, 0);
            match (last > 0, next > 0) {
                (true, _) => days::shifted(monday, i64::from(day) - 7),
                (_, true) => days::shifted(monday, i64::from(day) + 7),
                _ => Some(days::last_weekday(published, day)),
            }
        });
        let place = place.start - last.max(next)..place.end;
        Dated::new(date.map(Edtf::day), place, DateRule::Weekday)
    }

    /// 去年, 去年12月4日, 本月15日, 今年夏天, 上月底.
    fn vague(&self, place: Range<usize>, end: usize, unit: CalendarUnit, back: i32) -> Dated {
        let text = self.layout.text;
        let date = self.published.and_then(|p| days::vague(p, unit, back));
        let rest = &text[place.end..end];
        let day_or_month = written(rest).filter(|w| w.year.is_none());
        if let (Some(date), Some(more)) = (date, day_or_month) {
            let first = date.earliest();
            let whole = place.start..place.end + more.length;
            match (date, more.month, more.day) {
                (Edtf::Year { .. }, Some(month), Some(day)) => {
                    let date = first.and_then(|f| NaiveDate::from_ymd_opt(f.year(), month, day));
                    return Dated::new(date.map(Edtf::day), whole, DateRule::Absolute);
                }
                (Edtf::Year { .. }, Some(month), None) => {
                    let date = first.and_then(|f| NaiveDate::from_ymd_opt(f.year(), month, 1));
                    return Dated::new(date.map(Edtf::month_of), whole, DateRule::Vague);
                }
                (Edtf::Month { .. }, None, Some(day)) => {
                    let date = first.and_then(|f| f.with_day(day));
                    return Dated::new(date.map(Edtf::day), whole, DateRule::Absolute);
                }
                _ => {}
            }
        }
        // "本月初" is an entry of its own
        let Some(date) = date else {
            return Dated::new(None, place, DateRule::Vague);
        };
        let words = &text[place.clone()];
        let part = words
            .char_indices()
            .next_back()
            .map_or("", |(last, _)| &words[last..]);
        let (inside, _) = part_of(date, part);
        let (date, length) = if inside == date {
            part_of(date, rest)
        } else {
            (inside, 0)
        };
        Dated::new(Some(date), place.start..place.end + length, DateRule::Vague)
    }
}

/// The part of the month or year that the words at the beginning of the text name, and how many bytes they take.
fn part_of(date: Edtf, text: &str) -> (Edtf, usize) {
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
        // "3月中国": the word goes on
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

/// The last day up to the day of publication that `of` makes, going back `step` months at a time.
fn last_such(
    published: NaiveDate,
    of: impl Fn(NaiveDate) -> Option<NaiveDate>,
    step: u32,
) -> Option<NaiveDate> {
    let first = published.with_day(1)?;
    (0..3)
        .filter_map(|n| of(first.checked_sub_months(Months::new(step * n))?))
        .find(|date| *date <= published)
}
