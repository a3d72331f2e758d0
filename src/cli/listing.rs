//! Listings in the form asked for.

use super::args::Format;
use super::error::CliError;
use super::session::Session;
use super::ui::table::Table;
use crate::export::{self, Tabular};
use serde::Serialize;

/// Prints `answer`; as a table where nothing else is asked for. An empty answer is told on stderr as
/// `empty`, since an empty table says nothing.
pub(crate) fn print<A: Tabular + Serialize>(
    session: &mut Session,
    answer: &A,
    table: &Table,
    empty: &str,
) -> Result<(), CliError> {
    if session.format == Format::Table {
        return show(session, table, empty);
    }
    data(session, answer)
}

/// Prints `table`, or tells on stderr that it is empty.
pub(crate) fn show(session: &mut Session, table: &Table, empty: &str) -> Result<(), CliError> {
    session.legend.extend(table.legend());
    let ui = &mut session.ui;
    if table.is_empty() {
        ui.summary(empty);
        return Ok(());
    }
    let text = table.render(ui.width(), ui.colored());
    ui.write(&text)
}

/// Prints `answer`, which is a list, in a form that is no table.
pub(crate) fn data<A: Tabular + Serialize>(session: &mut Session, answer: &A) -> Result<(), CliError> {
    match session.format {
        Format::Jsonl => session.ui.emit(|out| export::write_jsonl(answer, out)),
        _ => whole(session, answer),
    }
}

/// Prints `answer`, which is more than a list, in a form that is no table: whole as JSON, on one line as JSON Lines,
/// its rows in the others.
pub(crate) fn whole<A: Tabular + Serialize>(session: &mut Session, answer: &A) -> Result<(), CliError> {
    session.only(&FORMS)?;
    let ui = &mut session.ui;
    match session.format {
        Format::Json => ui.emit(|out| export::write_json(answer, out)),
        Format::Jsonl => ui.emit(|out| export::write_jsonl_line(answer, out)),
        Format::Csv => {
            if session.bom {
                ui.write("\u{feff}")?;
            }
            ui.emit(|out| export::write_csv(answer, out))
        }
        Format::Md => ui.emit(|out| export::write_markdown(answer, out)),
        Format::Table | Format::Csl => Ok(()),
    }
}

/// The forms that every listing has.
const FORMS: [Format; 5] = [
    Format::Table,
    Format::Json,
    Format::Jsonl,
    Format::Csv,
    Format::Md,
];
