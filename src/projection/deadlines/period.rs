//! Periods of the calendar, computed from the values of a match.

use super::feasts::feast_day;
use super::pattern::{Slot, SlotValues};
use crate::domain::Edtf;
use chrono::{Datelike, Days, Months, NaiveDate};

/// The values of [`Slot::Part`].
pub(super) const BEGINNING: i32 = 1;
pub(super) const MIDDLE: i32 = 2;
pub(super) const END: i32 = 3;

/// Factor of the first year in the value of [`Slot::Plan`]: 20262030 is 2026 to 2030.
const PLAN_YEAR_FACTOR: i32 = 10_000;

/// A period of the calendar.
pub(super) struct Period {
    /// Its first day.
    pub(super) first: NaiveDate,
    /// The date whose last day is the last of the period.
    pub(super) date: Edtf,
}

impl Period {
    /// The period with these values. Without a year it is the next one that is not over; with `before`, or where the
    /// words say "next", the next one that has not begun. `anchor` is the day of utterance.
    pub(super) fn new(bound: &SlotValues, anchor: Option<NaiveDate>, before: bool) -> Option<Self> {
        let to_come = before || bound.get(Slot::Next).is_some();
        Self::span(bound, anchor)
            .or_else(|| Self::feast(bound, anchor, to_come))
            .or_else(|| Self::day(bound, anchor, to_come))
            .or_else(|| Self::months(bound, anchor, to_come))
            .or_else(|| Self::years(bound, anchor))
    }

    /// A span from the anchor: "within 90 days", "三年内". Days are exact to the day, months and years to the month.
    fn span(bound: &SlotValues, anchor: Option<NaiveDate>) -> Option<Self> {
        let count = |unit| Some(u32::try_from(bound.get(Slot::Number)? * bound.get(unit)?).ok());
        let first = anchor?;
        if let Some(months) = count(Slot::Months) {
            let date = Edtf::month_of(first.checked_add_months(Months::new(months?))?);
            return Some(Self { first, date });
        }
        let days = match count(Slot::Hours) {
            Some(hours) => hours?.div_ceil(24),
            None => count(Slot::Days)??,
        };
        let date = Edtf::day(first.checked_add_days(Days::new(days.into()))?);
        Some(Self { first, date })
    }

    /// A feast: "avant Pâques", "春节前".
    fn feast(bound: &SlotValues, anchor: Option<NaiveDate>, to_come: bool) -> Option<Self> {
        let value = bound.get(Slot::Feast)?;
        let of = |year| {
            let first = feast_day(value, year)?;
            let date = Edtf::day(first);
            Some(Self { first, date })
        };
        match resolve_year(bound, anchor) {
            Some(year) => of(year),
            None => next_yearly(anchor, to_come, of),
        }
    }

    /// A day or week: "vendredi", "by tomorrow", "6月15日", "本周".
    fn day(bound: &SlotValues, anchor: Option<NaiveDate>, to_come: bool) -> Option<Self> {
        let weekday = bound.get(Slot::Weekday);
        let ahead = |days: i32| anchor?.checked_add_days(Days::new(u64::try_from(days).ok()?));
        let since_monday = || i32::try_from(anchor?.weekday().num_days_from_monday()).ok();
        if let Some(day) = bound.get(Slot::Day) {
            return Self::calendar(bound, u32::try_from(day).ok()?, anchor, to_come);
        }
        if let Some(weeks) = bound.get(Slot::WeekAway) {
            let monday = weeks * 7 - since_monday()?;
            let last = Edtf::day(ahead(monday + weekday.unwrap_or(7) - 1)?);
            let first = ahead((monday + weekday.unwrap_or(1) - 1).max(0))?;
            return Some(Self { first, date: last });
        }
        let day = match (bound.get(Slot::DayAway), weekday) {
            (Some(days), _) => ahead(days)?,
            (None, Some(weekday)) => {
                let first = i32::from(to_come);
                ahead((weekday - 1 - since_monday()? - first).rem_euclid(7) + first)?
            }
            (None, None) => return None,
        };
        Some(Self {
            first: day,
            date: Edtf::day(day),
        })
    }

    /// A day of a month: "le 15 juin", "1 March 2027", "本月15日".
    fn calendar(bound: &SlotValues, day: u32, anchor: Option<NaiveDate>, to_come: bool) -> Option<Self> {
        let of = |year, month| {
            let first = NaiveDate::from_ymd_opt(year, month, day)?;
            let date = Edtf::day(first);
            Some(Self { first, date })
        };
        if let Some(months) = bound.get(Slot::MonthAway) {
            let month = anchor?.checked_add_months(Months::new(u32::try_from(months).ok()?))?;
            return of(month.year(), month.month());
        }
        let month = u32::try_from(bound.get(Slot::Month)?).ok()?;
        match resolve_year(bound, anchor) {
            Some(year) => of(year, month),
            None => next_yearly(anchor, to_come, |year| of(year, month)),
        }
    }

    /// A month, or months that end with one: a season, a quarter, a half.
    fn months(bound: &SlotValues, anchor: Option<NaiveDate>, to_come: bool) -> Option<Self> {
        if let Some(months) = bound.get(Slot::MonthAway) {
            let month = anchor?.checked_add_months(Months::new(u32::try_from(months).ok()?))?;
            return Self::ending(month.year(), month.month(), 1);
        }
        if let Some(quarters) = bound.get(Slot::QuarterAway) {
            let month = anchor?.checked_add_months(Months::new(u32::try_from(quarters * 3).ok()?))?;
            return Self::ending(month.year(), month.month().div_ceil(3) * 3, 3);
        }
        let last = |slot, length: i32| Some((bound.get(slot)? * length, length));
        let season = bound.get(Slot::Season).map(|month| (month, 3));
        let (month, length) = last(Slot::Month, 1)
            .or(season)
            .or_else(|| last(Slot::Quarter, 3))
            .or_else(|| last(Slot::Half, 6))?;
        let (month, length) = (u32::try_from(month).ok()?, u32::try_from(length).ok()?);
        match resolve_year(bound, anchor) {
            // The winter of a year ends in the next year.
            Some(year) if season.is_some() && month <= length => Self::ending(year + 1, month, length),
            Some(year) => Self::ending(year, month, length),
            None => next_yearly(anchor, to_come, |year| Self::ending(year, month, length)),
        }
    }

    /// `length` months that end with this one.
    fn ending(year: i32, month: u32, length: u32) -> Option<Self> {
        let last = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some(Self {
            first: last.checked_sub_months(Months::new(length - 1))?,
            date: Edtf::month_of(last),
        })
    }

    /// A year, several years, or the current decade or century, which ends with its last year.
    fn years(bound: &SlotValues, anchor: Option<NaiveDate>) -> Option<Self> {
        let plan = bound
            .get(Slot::Plan)
            .map(|plan| (plan / PLAN_YEAR_FACTOR, plan % PLAN_YEAR_FACTOR));
        let range = || Some((bound.get(Slot::Year)?, bound.get(Slot::YearTo)?));
        if let Some((first, last)) = plan.or_else(range) {
            return Some(Self {
                first: NaiveDate::from_ymd_opt(first, 1, 1).filter(|_| first <= last)?,
                date: Edtf::year_of(NaiveDate::from_ymd_opt(last, 1, 1)?),
            });
        }
        let (year, length) = match bound.get(Slot::Era) {
            Some(era) => {
                let last = (anchor?.year() - 1).div_euclid(era) * era + era;
                let is_middle = bound.get(Slot::Part) == Some(MIDDLE);
                (if is_middle { last - era / 2 } else { last }, era)
            }
            None => (resolve_year(bound, anchor)?, 1),
        };
        Some(Self {
            first: NaiveDate::from_ymd_opt(year - length + 1, 1, 1)?,
            date: Edtf::year_of(NaiveDate::from_ymd_opt(year, 1, 1)?),
        })
    }

    /// The day, month or year before it.
    pub(super) fn before(&self) -> Option<Edtf> {
        let last = self.first.pred_opt()?;
        Some(match self.date {
            Edtf::Day { .. } => Edtf::day(last),
            Edtf::Month { .. } => Edtf::month_of(last),
            Edtf::Year { .. } => Edtf::year_of(last),
            Edtf::Interval { .. } | Edtf::Unknown => return None,
        })
    }

    /// The end of a part of it, approximately. Beginning and middle of a year end with March and June, of a month on
    /// the 10th and 15th, of a week on Tuesday and Thursday.
    pub(super) fn part(&self, part: Option<i32>) -> Option<Edtf> {
        let is_middle = part == Some(MIDDLE);
        if !is_middle && part != Some(BEGINNING) {
            return Some(self.date);
        }
        Some(match self.date {
            Edtf::Year { first, .. } if first == self.first => Edtf::Month {
                first: first.with_month(if is_middle { 6 } else { 3 })?,
                approximate: true,
            },
            Edtf::Month { first, .. } if first == self.first => {
                Edtf::approximate_day(first.with_day(if is_middle { 15 } else { 10 })?)
            }
            Edtf::Day { date, .. } if date != self.first => {
                Edtf::approximate_day(date.checked_sub_days(Days::new(if is_middle { 3 } else { 5 }))?)
            }
            whole => whole,
        })
    }
}

/// The year that is named, or counted from the year of the anchor.
fn resolve_year(bound: &SlotValues, anchor: Option<NaiveDate>) -> Option<i32> {
    let counted = || Some(anchor?.year() + bound.get(Slot::YearAway)?);
    bound.get(Slot::Year).or_else(counted)
}

/// The next of the periods that `of` gives for each year: the first that is not over, or with `to_come`, the first
/// that has not begun.
fn next_yearly(
    anchor: Option<NaiveDate>,
    to_come: bool,
    of: impl Fn(i32) -> Option<Period>,
) -> Option<Period> {
    let said = anchor?;
    // Nine years, because leap days can be eight years apart.
    (said.year()..said.year() + 9).filter_map(of).find(|period| {
        if to_come {
            period.first > said
        } else {
            period.date.latest().is_some_and(|last| last >= said)
        }
    })
}
