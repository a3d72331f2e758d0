//! The marks beside statements: whether a person checked one, and what of it is in doubt.

use super::ui::style;
use super::ui::table::Cell;
use super::ui::text::width;
use crate::query::Flag;
use anstyle::Style;

/// The marks stand under a date and an act, and are not wider than these.
const WIDTH_MAX: usize = 12;

/// `cell` with the marks of a statement that has these flags and this confidence, and what explains them.
pub(crate) fn marked(cell: Cell, flags: &[Flag], confidence: f64) -> Cell {
    let of = |review: bool| flags.iter().filter(move |flag| flag.is_review() == review);
    let reviews = of(true).map(|flag| word(*flag, confidence));
    let warnings = of(false).map(|flag| word(*flag, confidence));
    let cell = add(cell, reviews, style::CHECKED);
    let cell = add(cell, warnings, style::DOUBT);
    flags.iter().fold(cell, |cell, flag| {
        let (weight, explanation) = explanation(*flag);
        cell.explained(weight, explanation)
    })
}

/// The marks on one line, as in `✓ confirmed` or `62 % who?`; empty where there are none.
pub(crate) fn line(flags: &[Flag], confidence: f64) -> String {
    let words: Vec<String> = flags
        .iter()
        .map(|flag| word(*flag, confidence))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// Adds words to a cell, as many on a line as there is room for.
fn add(cell: Cell, words: impl Iterator<Item = String>, style: Style) -> Cell {
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
    lines.iter().fold(cell, |cell, line| cell.and(line, style))
}

/// The mark of a flag; empty where another sign says so already.
fn word(flag: Flag, confidence: f64) -> String {
    match flag {
        Flag::Confirmed => "✓ confirmed".to_owned(),
        Flag::Corrected => "✓ corrected".to_owned(),
        Flag::Disputed => "disputed".to_owned(),
        // A no-break space keeps the number and its sign together.
        Flag::LowCertainty => format!("{:.0}\u{a0}%", confidence * 100.0),
        Flag::WhoDoubtful => "who?".to_owned(),
        Flag::WhenDoubtful => "when?".to_owned(),
        Flag::WordsDoubtful => "words?".to_owned(),
        Flag::WhenApproximate => String::new(),
    }
}

/// What explains the mark of a flag, and its place in the legend.
const fn explanation(flag: Flag) -> (u8, &'static str) {
    match flag {
        Flag::Confirmed => (0, "✓ confirmed = a person found it right"),
        Flag::Corrected => (1, "✓ corrected = a person changed something of it"),
        Flag::Disputed => (2, "disputed = a newer reading differs from what was decided"),
        Flag::LowCertainty => (
            3,
            "N\u{a0}% under a date = read with less than 70\u{a0}% certainty",
        ),
        Flag::WhoDoubtful => (4, "who? = the speaker is in doubt"),
        Flag::WhenDoubtful => (5, "when? = the date is in doubt"),
        Flag::WordsDoubtful => (6, "words? = the words are in doubt"),
        Flag::WhenApproximate => (7, "~ = about that date"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::ui::table::{Column, Table};

    fn table(flags: &[Flag]) -> Table {
        let mut table = Table::new([Column::whole("said")]);
        let cell = Cell::new("2026-03-12~", style::TITLE).and("announcement", style::ACT);
        table.row([marked(cell, flags, 0.62)]);
        table
    }

    #[test]
    fn marks_stand_under_the_date_in_no_more_room() {
        let all = [
            Flag::Corrected,
            Flag::Disputed,
            Flag::LowCertainty,
            Flag::WhoDoubtful,
            Flag::WordsDoubtful,
            Flag::WhenApproximate,
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
        assert_eq!(line(&all, 0.62), "✓ corrected disputed 62\u{a0}% who? words?");
    }

    #[test]
    fn the_legend_has_only_the_marks_that_occur() {
        insta::assert_snapshot!(table(&[Flag::Confirmed]).legend().text().unwrap_or_default(), @"Marks: ✓ confirmed = a person found it right");
        assert_eq!(table(&[]).legend().text(), None);
    }
}
