use crate::cli::args::global::Format;
use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, render_values};
use serde::Serialize;

/// Prints what a command did: `values` as a table, or `summary` as JSON.
pub(crate) fn print_report(
    session: &mut Session,
    summary: &impl Serialize,
    values: &[(&str, String)],
) -> Result<(), CliError> {
    match session.format {
        Format::Json | Format::Jsonl => session.print_json(summary),
        _ => {
            let ui = &mut session.ui;
            let cells: Vec<_> = values
                .iter()
                .map(|(name, value)| (*name, Cell::new(value, style::PLAIN)))
                .collect();
            ui.write(&render_values(&cells, ui.width(), ui.is_colored()))
        }
    }
}
