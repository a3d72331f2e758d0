//! Date arithmetic shared by both grammars: which day "Saturday" or "last month" means on a day of publication.

use super::lexicon::CalendarUnit;
use crate::domain::Edtf;
use chrono::{Datelike, Days, Months, NaiveDate};

/// The day `days` after `day`, or before it if `days` is negative. `None` if out of the calendar's range.
pub(super) fn shift_days(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 {
        day.checked_sub_days(distance)
    } else {
        day.checked_add_days(distance)
    }
}

/// The last day with this weekday (0 is Monday) that is not after `published`: weekdays in news mean the past.
pub(super) fn last_weekday(published: NaiveDate, weekday: u32) -> NaiveDate {
    let today = published.weekday().num_days_from_monday();
    let back = (today + 7 - weekday) % 7;
    published
        .checked_sub_days(Days::new(u64::from(back)))
        .unwrap_or(published)
}

/// The period `back` weeks, months or years before publication, in the precision of the unit: a year, a month, or the
/// approximate middle (Thursday) of a week.
pub(super) fn period_before(published: NaiveDate, unit: CalendarUnit, back: i32) -> Option<Edtf> {
    let steps = back.unsigned_abs();
    match unit {
        CalendarUnit::Year => published
            .checked_sub_months(Months::new(12 * steps))
            .map(Edtf::year_of),
        CalendarUnit::Month => published
            .checked_sub_months(Months::new(steps))
            .map(Edtf::month_of),
        CalendarUnit::Week => {
            let monday = last_weekday(published, 0);
            shift_days(monday, 3 - 7 * i64::from(steps)).map(Edtf::approximate_day)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn weekday_resolves_to_last_one() {
        // 2026-03-15 is a Sunday
        assert_eq!(last_weekday(day("2026-03-15"), 5), day("2026-03-14"));
        assert_eq!(last_weekday(day("2026-03-15"), 6), day("2026-03-15"));
        assert_eq!(last_weekday(day("2026-03-15"), 0), day("2026-03-09"));
    }

    #[test]
    fn period_keeps_precision_of_unit() {
        let said = |unit, back| period_before(day("2026-03-15"), unit, back).unwrap().to_string();
        assert_eq!(said(CalendarUnit::Week, 1), "2026-03-05~");
        assert_eq!(said(CalendarUnit::Month, 1), "2026-02");
        assert_eq!(said(CalendarUnit::Year, 1), "2025");
    }
}
