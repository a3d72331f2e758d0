//! Tables of statements.

use super::flag_marks;
use super::phrases::WORDS_MAX;
use super::phrases::{format_said, format_side, format_source, quotation_marks, quote_words, short_id};
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::styled_text::StyledText;
use crate::cli::ui::table::{Cell, Column, Table, render_values};
use crate::cli::ui::text::truncate;
use crate::cli::ui::{Ui, style};
use crate::domain::Report;
use crate::query::{Highlight, StatementEntry};
use std::ops::Range;

/// Builds the table of statements: date, speaker, words, source.
pub(crate) fn from_entries(entries: &[StatementEntry]) -> Table {
    let mut table = new_table();
    for entry in entries {
        table.push_row(entry_cells(entry, &[]));
    }
    table
}

/// Builds the table of statements without rows.
pub(crate) fn new_table() -> Table {
    Table::new(COLUMNS)
}

/// Builds the row of a statement, with ranges of its words to highlight.
pub(crate) fn entry_cells(entry: &StatementEntry, marks: &[Highlight]) -> [Cell; 4] {
    cells(entry, marks, &[])
}

/// Columns of a statement.
const COLUMNS: [Column; 4] = [
    Column::unwrapped("said"),
    Column::text("speaker", 16).with_width_max(28),
    Column::text("words", 30).with_weight(3),
    Column::text("source", 14).with_width_max(24),
];

/// Builds the cells of a statement, with `notes` as lines under its words.
fn cells(entry: &StatementEntry, marks: &[Highlight], notes: &[String]) -> [Cell; 4] {
    let words = add_points(
        Cell::default().with_text(highlight_words(entry, marks)),
        &entry.points,
    );
    [
        said_cell(entry),
        speaker_cell(entry),
        notes
            .iter()
            .fold(words, |cell, note| cell.with_paragraph(note, style::FAINT)),
        source_cell(entry),
    ]
}

/// Builds the table of statements, each with notes under its words.
pub(crate) fn with_notes<'a>(entries: impl IntoIterator<Item = (&'a StatementEntry, Vec<String>)>) -> Table {
    let mut table = Table::new(COLUMNS);
    for (entry, notes) in entries {
        table.push_row(cells(entry, &[], &notes));
    }
    table
}

/// Builds the table of statements with an extra first column.
pub(crate) fn with_lead_column<'a>(
    lead: Column,
    entries: impl IntoIterator<Item = (Cell, &'a StatementEntry, Vec<String>)>,
) -> Table {
    // Narrower than in a table without the extra column, so that five columns fit into 80 cells.
    let columns = [
        lead,
        Column::unwrapped("said"),
        Column::text("speaker", 12).with_width_max(28),
        Column::text("words", 22).with_weight(3),
        Column::text("source", 12).with_width_max(24),
    ];
    let mut table = Table::new(columns);
    for (lead, entry, notes) in entries {
        let mut row = vec![lead];
        row.extend(cells(entry, &[], &notes));
        table.push_row(row);
    }
    table
}

/// Builds the cell of the words and numbered points of a statement.
pub(crate) fn words_cell(entry: &StatementEntry) -> Cell {
    add_points(
        Cell::default().with_text(highlight_words(entry, &[])),
        &entry.points,
    )
}

/// Builds the cell of the source and the id of a statement.
pub(crate) fn source_cell(entry: &StatementEntry) -> Cell {
    Cell::new(&format_source(&entry.article), style::PLAIN)
        .with_paragraph(short_id(entry.id.as_str()), style::FAINT)
}

/// Builds the cell of the date, the act and the marks of a statement.
pub(crate) fn said_cell(entry: &StatementEntry) -> Cell {
    let cell =
        Cell::new(&format_said(entry.said), style::TITLE).with_paragraph(entry.act.as_str(), style::ACT);
    // Most reports are speech; only the others are shown.
    let report = entry.report.filter(|report| *report != Report::Speech);
    let cell = cell.with_paragraph(report.map_or("", Report::as_str), style::FAINT);
    flag_marks::add_flag_marks(cell, &entry.flags, entry.confidence)
}

/// Writes a statement as the head of an answer, with `notes` under it.
pub(crate) fn write_statement_head(
    session: &mut Session,
    entry: &StatementEntry,
    notes: &[String],
) -> Result<(), CliError> {
    let marks = flag_marks::add_flag_marks(Cell::default(), &entry.flags, entry.confidence);
    session.legend.extend(marks.legend());
    let text = format_head(entry, notes, &session.ui);
    session.ui.write(&text)
}

/// Formats a statement as the head of an answer, with `notes` under it.
fn format_head(entry: &StatementEntry, notes: &[String], ui: &Ui) -> String {
    let place = format!(
        "{}, {}",
        format_source(&entry.article),
        short_id(entry.id.as_str())
    );
    let mut cell = speaker_cell(entry)
        .with_text(highlight_words(entry, &[]))
        .with_paragraph(&place, style::FAINT);
    cell = flag_marks::add_flag_marks(cell, &entry.flags, entry.confidence);
    for note in notes {
        cell = cell.with_paragraph(note, style::TITLE);
    }
    render_values(&[(&*format_said(entry.said), cell)], ui.width(), ui.is_colored())
}

/// Builds the cell of the speaker and the capacity; a speaker whom the article does not name is unknown.
fn speaker_cell(entry: &StatementEntry) -> Cell {
    let capacity = entry.capacity.as_deref().unwrap_or_default();
    let cell = match (&entry.speaker, &entry.mention) {
        (Some(speaker), _) => Cell::new(&speaker.name, style::SPEAKER),
        (None, Some(mention)) => Cell::new(mention, style::PLAIN),
        (None, None) => Cell::new("unknown", style::FAINT),
    };
    cell.with_paragraph(capacity, style::FAINT)
        .with_paragraph(&format_side(entry), style::FAINT)
}

/// Highlights ranges of the words.
fn highlight_words(entry: &StatementEntry, marks: &[Highlight]) -> StyledText {
    let (open, _) = quotation_marks(entry);
    let shift = u32::try_from(open.chars().count()).unwrap_or(0);
    let text = quote_words(entry);
    let marks = marks.iter().map(|mark| Range {
        start: mark.start + shift,
        end: mark.end + shift,
    });
    StyledText::marked(&text, style::PLAIN, marks, style::QUOTE)
}

/// Adds the numbered points of a proposal under the words.
pub(crate) fn add_points(cell: Cell, points: &[String]) -> Cell {
    points.iter().zip(1..).fold(cell, |cell, (point, number)| {
        cell.with_paragraph(&format!("{number}. {}", truncate(point, WORDS_MAX)), style::PLAIN)
    })
}
