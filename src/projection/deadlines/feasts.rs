//! Feasts that fall on another day each year: Easter and feasts of the Chinese calendar.

use chrono::{Days, NaiveDate};

/// From this value on, `{feast=…}` is a day of the Chinese calendar: 10000 + 100 × month + day.
const LUNAR: i32 = 10_000;

/// The months of Chinese years. The file explains its format.
const LUNAR_YEARS: &str = include_str!("lunar.txt");

/// The day in `year` of the feast with a value of the grammar: the number of days after Easter (negative before), or
/// from 10000 on a day of the Chinese calendar. 10815 is the fifteenth day of the eighth month; day 0 of a month is
/// the last of the month before, so 10100 is Chinese New Year's Eve.
pub(super) fn feast_day(value: i32, year: i32) -> Option<NaiveDate> {
    if value < LUNAR {
        let easter = easter(year)?;
        return match u64::try_from(value) {
            Ok(days) => easter.checked_add_days(Days::new(days)),
            Err(_) => easter.checked_sub_days(Days::new(value.unsigned_abs().into())),
        };
    }
    lunar_day(year, (value - LUNAR) / 100, (value - LUNAR) % 100)
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm that Nature published on 20 April 1876 (also in
/// Jean Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let sum = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(sum / 31).ok()?,
        u32::try_from(sum % 31 + 1).ok()?,
    )
}

/// A day of the Chinese year that begins in `year`. Where the month is followed by a leap month, the first of the two.
fn lunar_day(year: i32, month: i32, day: i32) -> Option<NaiveDate> {
    let mut lines = LUNAR_YEARS.lines().map(|line| line.split(' '));
    let (new_year, twice, lengths) = lines.find_map(|mut cells| {
        let is_it = cells.next()?.parse() == Ok(year);
        is_it.then_some((cells.next()?, cells.next()?, cells.next()?))
    })?;
    let first = NaiveDate::parse_from_str(&format!("{year}-{new_year}"), "%Y-%m-%d").ok()?;
    let twice: i32 = twice.parse().ok()?;
    let months = month - 1 + i32::from(twice > 0 && month > twice);
    let lengths = lengths.chars().take(usize::try_from(months).ok()?);
    let before: i32 = lengths.map(|length| if length == '+' { 30 } else { 29 }).sum();
    let days = i64::from(before + day - 1);
    first.checked_add_signed(chrono::TimeDelta::days(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(days: impl IntoIterator<Item = Option<NaiveDate>>) -> String {
        let days: Vec<String> = days
            .into_iter()
            .map(|day| day.map_or_else(|| "-".to_owned(), |day| day.to_string()))
            .collect();
        days.join(" ")
    }

    #[test]
    fn easter_is_as_in_the_almanac() {
        let known = [
            1818, 1961, 2000, 2008, 2011, 2019, 2024, 2025, 2026, 2027, 2028, 2030, 2038, 2285,
        ];
        insta::assert_snapshot!(
            dates(known.map(easter)),
            @"1818-03-22 1961-04-02 2000-04-23 2008-03-23 2011-04-24 2019-04-21 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2030-04-21 2038-04-25 2285-03-22"
        );
        // Good Friday, Ascension Day, Whit Monday.
        insta::assert_snapshot!(dates([-2, 39, 50].map(|value| feast_day(value, 2026))), @"2026-04-03 2026-05-14 2026-05-25");
    }

    #[test]
    fn chinese_feasts_are_as_in_the_almanac() {
        let on = |value: i32| dates((2020..2031).map(|year| feast_day(value, year)));
        // New Year, in and around years with a leap month.
        insta::assert_snapshot!(on(10101), @"2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03");
        // The Dragon Boat and Mid-Autumn festivals: 2020 has its fourth month twice, 2023 its second, 2025 its sixth.
        insta::assert_snapshot!(on(10505), @"2020-06-25 2021-06-14 2022-06-03 2023-06-22 2024-06-10 2025-05-31 2026-06-19 2027-06-09 2028-05-28 2029-06-16 2030-06-05");
        insta::assert_snapshot!(on(10815), @"2020-10-01 2021-09-21 2022-09-10 2023-09-29 2024-09-17 2025-10-06 2026-09-25 2027-09-15 2028-10-03 2029-09-22 2030-09-12");
        insta::assert_snapshot!(dates([feast_day(10100, 2026), feast_day(10101, 1999), feast_day(10101, 2057)]), @"2026-02-16 - -");
    }
}
