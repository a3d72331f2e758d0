//! How a language of the interface writes numbers and dates.

use super::counted::Counted;
use super::interface_language::InterfaceLanguage;
use crate::domain::Edtf;
use chrono::{Datelike, NaiveDate};

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

impl InterfaceLanguage {
    /// A whole number with its thousands set apart.
    pub(in crate::web) fn number(self, number: u64) -> String {
        let mark = match self {
            // A narrow space that does not break.
            Self::French => '\u{202f}',
            Self::English | Self::Chinese => ',',
        };
        let digits = number.to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(mark);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// `phrase` with a number.
    pub(in crate::web) fn count(self, phrase: &Counted, count: u64) -> String {
        phrase.with(self, count, &self.number(count))
    }

    /// Several statements of fact, one after the other.
    pub(in crate::web) fn enumerate(self, parts: &[String]) -> String {
        parts.join(match self {
            Self::English => "; ",
            Self::French => "\u{a0}; ",
            Self::Chinese => "；",
        })
    }

    /// Several words, one after the other.
    pub(in crate::web) fn list_words(self, words: &[String]) -> String {
        words.join(match self {
            Self::English | Self::French => ", ",
            Self::Chinese => "、",
        })
    }

    /// A day.
    pub(in crate::web) fn day(self, day: NaiveDate) -> String {
        let month = month_name(self, day);
        match self {
            Self::French if day.day() == 1 => format!("1er {month} {}", day.year()),
            Self::English | Self::French => format!("{} {month} {}", day.day(), day.year()),
            Self::Chinese => format!("{}年{month}{}日", day.year(), day.day()),
        }
    }

    /// A month of a year.
    pub(in crate::web) fn month(self, first: NaiveDate) -> String {
        let month = month_name(self, first);
        match self {
            Self::English | Self::French => format!("{month} {}", first.year()),
            Self::Chinese => format!("{}年{month}", first.year()),
        }
    }

    /// A date; `None` if it is unknown.
    pub(in crate::web) fn date(self, date: Edtf) -> Option<String> {
        let (text, approximate) = match date {
            Edtf::Day { date, approximate } => (self.day(date), approximate),
            Edtf::Month { first, approximate } => (self.month(first), approximate),
            Edtf::Year { first, approximate } => (self.year(first), approximate),
            Edtf::Interval { first, last } => (format!("{} – {}", self.day(first), self.day(last)), false),
            Edtf::Unknown => return None,
        };
        Some(match (approximate, self) {
            (false, _) => text,
            (true, Self::English) => format!("about {text}"),
            (true, Self::French) => format!("vers {text}"),
            (true, Self::Chinese) => format!("约{text}"),
        })
    }

    fn year(self, first: NaiveDate) -> String {
        match self {
            Self::English | Self::French => first.year().to_string(),
            Self::Chinese => format!("{}年", first.year()),
        }
    }
}

fn month_name(language: InterfaceLanguage, day: NaiveDate) -> String {
    let at = usize::try_from(day.month0()).unwrap_or_default();
    let name = |names: [&str; 12]| names.get(at).copied().unwrap_or_default().to_owned();
    match language {
        InterfaceLanguage::English => name(ENGLISH_MONTHS),
        InterfaceLanguage::French => name(FRENCH_MONTHS),
        InterfaceLanguage::Chinese => format!("{}月", day.month()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_written_as_the_language_does() {
        let written = |language: InterfaceLanguage| {
            let date = |text: &str| language.date(text.parse().unwrap()).unwrap_or_default();
            [
                language.number(1_234_567),
                language.number(12),
                date("2026-03-01"),
                date("2026-03~"),
                date("2026"),
            ]
        };
        assert_eq!(
            written(InterfaceLanguage::English),
            ["1,234,567", "12", "1 March 2026", "about March 2026", "2026"]
        );
        assert_eq!(
            written(InterfaceLanguage::French),
            [
                "1\u{202f}234\u{202f}567",
                "12",
                "1er mars 2026",
                "vers mars 2026",
                "2026"
            ]
        );
        assert_eq!(
            written(InterfaceLanguage::Chinese),
            ["1,234,567", "12", "2026年3月1日", "约2026年3月", "2026年"]
        );
        assert_eq!(InterfaceLanguage::French.date(Edtf::Unknown), None);
    }
}
