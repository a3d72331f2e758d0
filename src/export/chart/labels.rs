//! The words of a chart, in the language of the caller; English ones for charts that stand alone.

use crate::domain::Act;

/// What a chart says, and how it stands in a page.
#[derive(Clone, Copy)]
pub struct ChartLabels<'a> {
    /// The beginning of the ids in the chart: different for each chart of a page.
    pub id: &'a str,
    /// The title: what a screen reader says first, and what a chart that stands alone has above.
    pub title: &'a str,
    /// What the chart shows, for who cannot see it.
    pub description: &'a str,
    /// What stands below the chart, such as how many statements have no date; nothing where it is empty.
    pub note: &'a str,
    /// What is shown where there is nothing to draw.
    pub empty: &'a str,
    /// The name of an act.
    pub act: &'a dyn Fn(Act) -> String,
    /// The name of a period, which is given as EDTF: `2026` or `2026-03`.
    pub period: &'a dyn Fn(&str) -> String,
    /// A number.
    pub number: &'a dyn Fn(u64) -> String,
    /// Whether the chart is a file of its own: it has a white ground and shows its title.
    pub is_standalone: bool,
}

impl<'a> ChartLabels<'a> {
    /// English words for a chart that is a file of its own.
    pub fn english(title: &'a str, description: &'a str, note: &'a str) -> Self {
        Self {
            id: "chart",
            title,
            description,
            note,
            empty: "no statements",
            act: &|act| act.to_string(),
            period: &format_english_period,
            number: &format_english_number,
            is_standalone: true,
        }
    }

    /// The beginning of the ids, without characters that would end a reference to one.
    pub(super) fn safe_id(&self) -> String {
        let is_safe = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        self.id.chars().filter(is_safe).collect()
    }
}

impl std::fmt::Debug for ChartLabels<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChartLabels")
            .field("id", &self.id)
            .field("title", &self.title)
            .finish_non_exhaustive()
    }
}

/// The English names of the months, as charts shorten them.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A period in English: `Mar 2026` for `2026-03`. What is no month stays as it is.
pub fn format_english_period(period: &str) -> String {
    let month = period.split_once('-').and_then(|(year, month)| {
        let number: usize = month.parse().ok()?;
        Some((year, *MONTHS.get(number.checked_sub(1)?)?))
    });
    match month {
        Some((year, month)) => format!("{month} {year}"),
        None => period.to_owned(),
    }
}

/// A number in English: `1,234`.
pub fn format_english_number(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_periods_and_numbers() {
        let periods = ["2026-03", "2026", "0044-12", "2026-13", ".."].map(format_english_period);
        assert_eq!(periods, ["Mar 2026", "2026", "Dec 0044", "2026-13", ".."]);
        let numbers = [0, 999, 1_000, 1_234_567].map(format_english_number);
        assert_eq!(numbers, ["0", "999", "1,000", "1,234,567"]);
    }
}
