//! Chinese dates: 12月4日, 19日, 上周六, 昨天, against the day of publication.

use super::layout::Layout;
use super::occasion;
use super::report::Report;
use crate::domain::{DateRule, Edtf};
use crate::extract::days;
use crate::extract::lexicon::han::{Hit, Sense};
use chrono::{Datelike, Months, NaiveDate};
use std::collections::BTreeMap;
use std::ops::Range;

/// Dates of one article, and the occasions that its speakers spoke at.
#[derive(Debug)]
pub(super) struct Calendar<'l> {
    layout: &'l Layout<'l>,
    published: Option<NaiveDate>,
    /// Who spoke when: later words of the same speaker belong to the same occasion.
    occasions: BTreeMap<String, Edtf>,
    /// The last exact day that something was said on: what "当天" means.
    latest: Option<Edtf>,
    /// The date of the credit that opens the article, and where it stands.
    dateline: Option<(Edtf, Range<usize>)>,
    /// Sentences that tell the day of an event: which ones, the day, and where it stands.
    events: Vec<(usize, Edtf, Range<usize>)>,
}

/// How expressions begin that mean the day told before.
const SAME_DAY: [&str; 8] = ["当天", "当日", "当晚", "同日", "同一天", "當天", "當日", "當晚"];

type Dated = (Edtf, Option<Range<usize>>, DateRule);

impl<'l> Calendar<'l> {
    pub(super) fn new(layout: &'l Layout<'l>, published: Option<NaiveDate>) -> Self {
        let mut calendar = Self {
            layout,
            published,
            occasions: BTreeMap::new(),
            latest: None,
            dateline: None,
            events: Vec::new(),
        };
        calendar.dateline = calendar.dateline();
        calendar.events = calendar.events();
        calendar.latest = calendar.dateline.as_ref().map(|(date, _)| *date);
        calendar
    }

    /// The date of the report: of its own sentence, outside the words said; else of the occasion that its
    /// speaker spoke at before.
    pub(super) fn said(&mut self, report: &Report, speaker: Option<&str>, at_event: bool) -> Option<Dated> {
        let inside = |at: usize| report.pieces.iter().any(|p| p.contains(&at));
        let mut own = self
            .dates(report.sentence.clone())
            .into_iter()
            .filter(|(_, range, _)| range.as_ref().is_some_and(|r| !inside(r.start)))
            .peekable();
        if let Some(first) = own.next() {
            // "星期四（10月18日）": what stands in brackets is more exact
            let dated = own
                .next_if(|(_, range, _)| beside(first.1.as_ref(), range.as_ref()))
                .unwrap_or(first);
            if dated.0.is_exact() {
                self.latest = Some(dated.0);
                if let Some(name) = speaker {
                    self.occasions.insert(name.to_owned(), dated.0);
                }
            }
            return Some(dated);
        }
        if let Some(date) = speaker.and_then(|name| self.occasions.get(name)) {
            return Some((*date, None, DateRule::Occasion));
        }
        if at_event && let Some((date, range)) = self.event_before(report) {
            if let Some(name) = speaker {
                self.occasions.insert(name.to_owned(), date);
            }
            return Some((date, Some(range), DateRule::Occasion));
        }
        self.dateline
            .as_ref()
            .map(|(date, range)| (*date, Some(range.clone()), DateRule::Dateline))
    }

    /// The day of the last event told before.
    fn event_before(&self, report: &Report) -> Option<(Edtf, Range<usize>)> {
        let before = self
            .events
            .partition_point(|(at, ..)| *at < report.sentence.start);
        let (_, date, range) = self.events[..before].last()?;
        Some((*date, range.clone()))
    }

    /// "研讨会4日在某市举行".
    fn events(&self) -> Vec<(usize, Edtf, Range<usize>)> {
        let layout = self.layout;
        let named = layout
            .sentences
            .iter()
            .map(|(_, sentence)| sentence.clone())
            .filter(|sentence| occasion::is_named(layout, sentence.clone()));
        let dated = named.filter_map(|sentence| {
            let (date, range, _) = self
                .dates(sentence.clone())
                .into_iter()
                .find(|(date, range, _)| {
                    let told = range.as_ref().is_some_and(|r| !layout.quoted(r.start));
                    told && date.is_exact()
                })?;
            Some((sentence.start, date, range?))
        });
        dated.collect()
    }

    /// The day in the credit that opens the article, "某社某地1月30日电", or with which the article begins.
    fn dateline(&self) -> Option<(Edtf, Range<usize>)> {
        let text = self.layout.text;
        let (_, first) = self.layout.sentences.first()?;
        let opening = first.start
            ..text[first.clone()]
                .char_indices()
                .nth(60)
                .map_or(first.end, |(at, _)| first.start + at);
        self.dates(opening.clone())
            .into_iter()
            .find_map(|(date, range, rule)| {
                let range = range.filter(|_| date.is_exact() && rule == DateRule::Absolute)?;
                let wired = text[range.end..].starts_with(['电', '電', '讯', '訊']);
                (wired || range.start == opening.start).then_some((date, range))
            })
    }

    fn dates(&self, sentence: Range<usize>) -> Vec<Dated> {
        let text = self.layout.text;
        let mut found = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            let rest = &text[at..sentence.end];
            let Some(c) = rest.chars().next() else { break };
            let numeral = c.is_ascii_digit() && !text[..at].ends_with(|p: char| p.is_ascii_digit());
            if let Some((date, length)) = numeral.then(|| self.written(rest)).flatten() {
                let rule = if date == Edtf::Unknown {
                    DateRule::None
                } else {
                    DateRule::Absolute
                };
                found.push((date, Some(at..at + length), rule));
                at += length;
                continue;
            }
            if let Some((date, length, rule)) = self.worded(at, sentence.end) {
                let lead = if rule == DateRule::Weekday {
                    self.last_before(at)
                } else {
                    0
                };
                found.push((date, Some(at - lead..at + length), rule));
                at += length;
                continue;
            }
            at += c.len_utf8();
        }
        found
    }

    /// 2018年12月4日, 12月4日, 4日, with the year and month that are missing filled in by looking back.
    fn written(&self, text: &str) -> Option<(Edtf, usize)> {
        let (mut year, mut month, mut day) = (None, None, None);
        let mut rest = text;
        loop {
            let digits = rest.chars().take_while(char::is_ascii_digit).count();
            let number: Option<u32> = rest[..digits].parse().ok();
            let Some(unit) = rest[digits..].chars().next().filter(|_| digits > 0) else {
                break;
            };
            match unit {
                '年' if year.is_none() && digits == 4 => year = number,
                '月' if month.is_none() => month = number,
                '日' | '号' if day.is_none() => day = number,
                _ => break,
            }
            rest = &rest[digits + unit.len_utf8()..];
            if day.is_some() {
                break;
            }
        }
        let day = day?;
        let length = text.len() - rest.len();
        let date = match (year, month, self.published) {
            (Some(year), Some(month), _) => NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day),
            (None, Some(month), Some(published)) => {
                last_such(published, |p| NaiveDate::from_ymd_opt(p.year(), month, day), 12)
            }
            (None, None, Some(published)) => last_such(published, |p| p.with_day(day), 1),
            _ => None,
        };
        Some((date.map_or(Edtf::Unknown, Edtf::day), length))
    }

    /// How many bytes "上" or "上个" takes before the weekday at the place; 0 where neither stands there.
    fn last_before(&self, at: usize) -> usize {
        let words = self.layout.lexicon.last.iter();
        words
            .filter(|word| self.layout.text[..at].ends_with(word.as_str()))
            .map(String::len)
            .max()
            .unwrap_or(0)
    }

    /// 昨天, 上周六, 上个月.
    fn worded(&self, at: usize, end: usize) -> Option<(Edtf, usize, DateRule)> {
        let text = self.layout.text;
        for hit in self.layout.hits_at(at).filter(|h| h.end <= end) {
            // "上周六" is no "上周"
            let day_of_it = |h: &Hit| {
                matches!(h.sense, Sense::Weekday(_))
                    && (at + 1..hit.end).contains(&h.start)
                    && h.end > hit.end
            };
            let mut inside = self.layout.hits_in(at..end).take_while(|h| h.start < hit.end);
            if inside.any(day_of_it) {
                continue;
            }
            let length = hit.end - at;
            let dated = |date: Option<Edtf>, rule| match date {
                Some(date) => (date, length, rule),
                None => (Edtf::Unknown, length, DateRule::None),
            };
            match hit.sense {
                Sense::Days(count) => {
                    let date = self.published.and_then(|p| days::shifted(p, count));
                    return Some(dated(date.map(Edtf::day), DateRule::Relative));
                }
                Sense::Vague(unit, back) => {
                    let date = self.published.and_then(|p| days::vague(p, unit, back));
                    return Some(dated(date, DateRule::Vague));
                }
                Sense::Anaphoric => {
                    // only a day is the same day; "当年" is not
                    let day = SAME_DAY.iter().any(|word| text[at..hit.end].starts_with(word));
                    return Some(dated(self.latest.filter(|_| day), DateRule::Occasion));
                }
                Sense::Weekday(day) => {
                    let last = self.last_before(at) > 0;
                    let date = self.published.map(|p| weekday(p, day, last));
                    return Some(dated(date.map(Edtf::day), DateRule::Weekday));
                }
                _ => {}
            }
        }
        None
    }
}

/// Whether the second stands in brackets right behind the first.
fn beside(first: Option<&Range<usize>>, second: Option<&Range<usize>>) -> bool {
    first
        .zip(second)
        .is_some_and(|(first, second)| second.start.saturating_sub(first.end) <= '（'.len_utf8())
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

/// 周六 is the last Saturday up to the day of publication; 上周六 that of the week before.
fn weekday(published: NaiveDate, day: u32, last_week: bool) -> NaiveDate {
    if !last_week {
        return days::last_weekday(published, day);
    }
    let monday = days::last_weekday(published, 0);
    days::shifted(monday, i64::from(day) - 7).unwrap_or(monday)
}
