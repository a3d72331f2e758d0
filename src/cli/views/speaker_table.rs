//! The table of speakers.

use super::phrases::{format_day, short_id};
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::query::SpeakerList;

/// Builds the table of speakers.
pub(crate) fn build_table(lines: &SpeakerList) -> Table {
    let mut table = Table::new([
        Column::text("speaker", 20),
        Column::unwrapped("kind"),
        Column::number("statements"),
        Column::unwrapped("first"),
        Column::unwrapped("last"),
        Column::unwrapped("id"),
    ]);
    for line in &lines.0 {
        table.push_row([
            Cell::new(&line.name, style::SPEAKER).with_paragraph(&line.aliases.join(" · "), style::FAINT),
            Cell::new(line.kind.as_str(), style::PLAIN),
            Cell::new(&line.statements.to_string(), style::PLAIN),
            Cell::new(&format_day(line.first), style::PLAIN),
            Cell::new(&format_day(line.last), style::PLAIN),
            Cell::new(short_id(line.id.as_str()), style::FAINT),
        ]);
    }
    table
}
