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
    let json = match session.format {
        Format::Json => serde_json::to_string_pretty(summary),
        Format::Jsonl => serde_json::to_string(summary),
        _ => {
            let cells: Vec<_> = values
                .iter()
                .map(|(name, value)| (*name, Cell::new(value, style::PLAIN)))
                .collect();
            let ui = &mut session.ui;
            return ui.write(&render_values(&cells, ui.width(), ui.is_colored()));
        }
    };
    session.ui.write_line(json.map_err(CliError::store)?)
}
