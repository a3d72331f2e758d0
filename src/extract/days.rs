//! Days counted back from the day of publication: what both grammars mean by "Saturday" and "last month".

use super::lexicon::CalendarUnit;
use crate::domain::Edtf;
use chrono::{Datelike, Days, Months, NaiveDate};

/// `days` days after the day, before it where negative.
pub(super) fn shifted(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 {
        day.checked_sub_days(distance)
    } else {
        day.checked_add_days(distance)
    }
}

/// The last such weekday (0 is Monday) up to the day of publication: in news, weekdays look back.
pub(super) fn last_weekday(published: NaiveDate, weekday: u32) -> NaiveDate {
    let today = published.weekday().num_days_from_monday();
    let back = (today + 7 - weekday) % 7;
    published
        .checked_sub_days(Days::new(u64::from(back)))
        .unwrap_or(published)
}

/// `back` weeks, months or years before publication, as exact as that is; a week is about its middle.
pub(super) fn vague(published: NaiveDate, unit: CalendarUnit, back: i32) -> Option<Edtf> {
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
            shifted(monday, 3 - 7 * i64::from(steps)).map(Edtf::about)
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
    fn weekdays_look_back() {
        // 2026-03-15 is a Sunday
        assert_eq!(last_weekday(day("2026-03-15"), 5), day("2026-03-14"));
        assert_eq!(last_weekday(day("2026-03-15"), 6), day("2026-03-15"));
        assert_eq!(last_weekday(day("2026-03-15"), 0), day("2026-03-09"));
    }

    #[test]
    fn what_is_vague_stays_so() {
        let said = |unit, back| vague(day("2026-03-15"), unit, back).unwrap().to_string();
        assert_eq!(said(CalendarUnit::Week, 1), "2026-03-05~");
        assert_eq!(said(CalendarUnit::Month, 1), "2026-02");
        assert_eq!(said(CalendarUnit::Year, 1), "2025");
    }
}
