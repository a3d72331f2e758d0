//! Prints answers in the requested format.

use crate::cli::args::global::Format;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::table::Table;
use crate::export::{self, Tabular};
use serde::Serialize;

/// Prints a list: `table` in table format, else `answer` as data. If the table is empty, prints `empty` on stderr.
pub(crate) fn print_answer<A: Tabular + Serialize>(
    session: &mut Session,
    answer: &A,
    table: &Table,
    empty: &str,
) -> Result<(), CliError> {
    if session.format == Format::Table {
        return print_table(session, table, empty);
    }
    print_list(session, answer)
}

/// Prints `table`; if it is empty, prints `empty` on stderr.
pub(crate) fn print_table(session: &mut Session, table: &Table, empty: &str) -> Result<(), CliError> {
    session.legend.extend(table.legend());
    let ui = &mut session.ui;
    if table.is_empty() {
        ui.print_summary(empty);
        return Ok(());
    }
    let text = table.render(ui.width(), ui.is_colored());
    ui.write(&text)
}

/// Prints a list in a data format; as JSON Lines, one line per row.
pub(crate) fn print_list<A: Tabular + Serialize>(session: &mut Session, answer: &A) -> Result<(), CliError> {
    match session.format {
        Format::Jsonl => session.ui.write_with(|out| export::write_jsonl(answer, out)),
        _ => print_record(session, answer),
    }
}

/// Prints an answer that is more than a list in a data format: as JSON Lines, one line for all; as CSV and Markdown,
/// its rows.
pub(crate) fn print_record<A: Tabular + Serialize>(
    session: &mut Session,
    answer: &A,
) -> Result<(), CliError> {
    session.require_format(&LISTING_FORMATS)?;
    let ui = &mut session.ui;
    match session.format {
        Format::Json => ui.write_with(|out| export::write_json(answer, out)),
        Format::Jsonl => ui.write_with(|out| export::write_jsonl_line(answer, out)),
        Format::Csv => {
            if session.has_bom {
                ui.write("\u{feff}")?;
            }
            ui.write_with(|out| export::write_csv(answer, out))
        }
        Format::Md => ui.write_with(|out| export::write_markdown(answer, out)),
        Format::Table | Format::Csl => Ok(()),
    }
}

/// The formats that every listing supports.
pub(crate) const LISTING_FORMATS: [Format; 5] = [
    Format::Table,
    Format::Json,
    Format::Jsonl,
    Format::Csv,
    Format::Md,
];
