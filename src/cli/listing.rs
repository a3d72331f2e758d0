//! Listings in the form asked for.

use super::args::Format;
use super::error::CliError;
use super::session::Session;
use super::ui::table::Table;
use crate::export::{self, Listing};
use serde::Serialize;

/// Prints `answer`; as a table where nothing else is asked for. An empty answer is told on stderr as
/// `empty`, since an empty table says nothing.
pub(crate) fn print<A: Listing + Serialize>(
    session: &mut Session,
    answer: &A,
    table: &Table,
    empty: &str,
) -> Result<(), CliError> {
    let ui = &mut session.ui;
    match session.format {
        Format::Table if table.is_empty() => ui.summary(empty),
        Format::Table => {
            let text = table.render(ui.width(), ui.colored());
            ui.write(&text)?;
        }
        Format::Json => ui.emit(|out| export::json(answer, out))?,
        Format::Jsonl => ui.emit(|out| export::jsonl(answer, out))?,
        Format::Csv => ui.emit(|out| export::csv(answer, out))?,
        Format::Md => ui.emit(|out| export::markdown(answer, out))?,
    }
    Ok(())
}
