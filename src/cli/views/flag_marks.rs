//! The marks beside a statement: whether a person checked it, and what is in doubt.

use crate::cli::ui::style;
use crate::cli::ui::table::Cell;
use crate::cli::ui::text::width;
use crate::query::ReliabilityFlag;
use anstyle::Style;

/// Maximum width of a line of marks in cells, so that they fit under a date and an act.
const WIDTH_MAX: usize = 12;

/// Adds the marks of a statement to `cell`, with their explanations.
pub(crate) fn add_flag_marks(cell: Cell, flags: &[ReliabilityFlag], confidence: f64) -> Cell {
    let of = |review: bool| flags.iter().filter(move |flag| flag.is_review() == review);
    let reviews = of(true).map(|flag| mark_of(*flag, confidence));
    let warnings = of(false).map(|flag| mark_of(*flag, confidence));
    let cell = add_words(cell, reviews, style::CHECKED);
    let cell = add_words(cell, warnings, style::DOUBT);
    flags.iter().fold(cell, |cell, flag| {
        let (weight, explanation) = explain(*flag);
        cell.with_explanation(weight, explanation)
    })
}

/// Formats the marks on one line, as in `✓ confirmed` or `62 % who?`; empty if there are none.
pub(crate) fn format_flags(flags: &[ReliabilityFlag], confidence: f64) -> String {
    let words: Vec<String> = flags
        .iter()
        .map(|flag| mark_of(*flag, confidence))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// Adds words to a cell, as many per line as fit.
fn add_words(cell: Cell, words: impl Iterator<Item = String>, style: Style) -> Cell {
    let mut lines: Vec<String> = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(&word) <= WIDTH_MAX => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
        .iter()
        .fold(cell, |cell, line| cell.with_paragraph(line, style))
}

/// Returns the mark of a flag; empty if something else already shows it.
fn mark_of(flag: ReliabilityFlag, confidence: f64) -> String {
    match flag {
        ReliabilityFlag::Confirmed => "✓ confirmed".to_owned(),
        ReliabilityFlag::Corrected => "✓ corrected".to_owned(),
        ReliabilityFlag::Disputed => "disputed".to_owned(),
        // A no-break space keeps the number and the sign together.
        ReliabilityFlag::LowCertainty => format!("{:.0}\u{a0}%", confidence * 100.0),
        ReliabilityFlag::WhoDoubtful => "who?".to_owned(),
        ReliabilityFlag::WhenDoubtful => "when?".to_owned(),
        ReliabilityFlag::WordsDoubtful => "words?".to_owned(),
        ReliabilityFlag::WhenApproximate => String::new(),
    }
}

/// Returns the explanation of a mark and its place in the legend.
const fn explain(flag: ReliabilityFlag) -> (u8, &'static str) {
    match flag {
        ReliabilityFlag::Confirmed => (0, "✓ confirmed = a person confirmed it"),
        ReliabilityFlag::Corrected => (1, "✓ corrected = a person corrected it"),
        ReliabilityFlag::Disputed => (2, "disputed = a newer reading differs from a decision"),
        ReliabilityFlag::LowCertainty => (3, "N\u{a0}% under a date = certainty below 70\u{a0}%"),
        ReliabilityFlag::WhoDoubtful => (4, "who? = the speaker is in doubt"),
        ReliabilityFlag::WhenDoubtful => (5, "when? = the date is in doubt"),
        ReliabilityFlag::WordsDoubtful => (6, "words? = the words are in doubt"),
        ReliabilityFlag::WhenApproximate => (7, "~ = approximate date"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::ui::table::{Column, Table};

    fn table(flags: &[ReliabilityFlag]) -> Table {
        let mut table = Table::new([Column::unwrapped("said")]);
        let cell = Cell::new("2026-03-12~", style::TITLE).with_paragraph("announcement", style::ACT);
        table.push_row([add_flag_marks(cell, flags, 0.62)]);
        table
    }

    #[test]
    fn marks_fit_under_the_date() {
        let all = [
            ReliabilityFlag::Corrected,
            ReliabilityFlag::Disputed,
            ReliabilityFlag::LowCertainty,
            ReliabilityFlag::WhoDoubtful,
            ReliabilityFlag::WordsDoubtful,
            ReliabilityFlag::WhenApproximate,
        ];
        insta::assert_snapshot!(table(&all).render(80, false), @"
        said
        ────────────
        2026-03-12~
        announcement
        ✓ corrected
        disputed
        62 % who?
        words?
        ");
        assert_eq!(
            format_flags(&all, 0.62),
            "✓ corrected disputed 62\u{a0}% who? words?"
        );
    }

    #[test]
    fn legend_explains_only_marks_in_the_table() {
        insta::assert_snapshot!(table(&[ReliabilityFlag::Confirmed]).legend().text().unwrap_or_default(), @"Marks: ✓ confirmed = a person confirmed it");
        assert_eq!(table(&[]).legend().text(), None);
    }
}
