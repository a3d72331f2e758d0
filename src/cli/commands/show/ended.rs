//! How a page about something that is no longer current says so.

use crate::cli::error::CliError;
use crate::cli::ui::table::{Cell, render_prefixed, render_values};
use crate::cli::ui::{Ui, style};
use crate::query::{Ending, EndingCause};

/// Marks each line of a text that is no longer current, with or without colour.
const MARK: &str = "✗ ";

/// Prints since when, by whom and why it is no longer current; nothing if it is current.
pub(super) fn print_ending(ui: &mut Ui, ended: Option<&Ending>) -> Result<(), CliError> {
    let Some(ended) = ended else { return Ok(()) };
    let word = match ended.what {
        EndingCause::Withdrawn
        | EndingCause::Revised
        | EndingCause::Dropped
        | EndingCause::ArticleWithdrawn => "WITHDRAWN",
        EndingCause::Merged => "MERGED",
        EndingCause::Retired => "RETIRED",
        EndingCause::Redacted => "REDACTED",
        EndingCause::Unattributed => "NO LONGER CURRENT",
    };
    let sentence = ended.to_string();
    let sentence = match sentence.strip_prefix(&word.to_lowercase()) {
        Some(when) => format!("{word}{when}"),
        None => format!("{word}: {sentence}"),
    };
    ui.write_paragraph(&sentence, style::ERROR)?;
    ui.write_paragraph(
        "This is no longer current; the last state is shown.",
        style::PLAIN,
    )?;
    ui.write_line("")
}

/// Writes a text, struck out and with a mark on each line if it is no longer current.
pub(super) fn write_text(ui: &mut Ui, text: Cell, struck: bool) -> Result<(), CliError> {
    let (width, colored) = (ui.width(), ui.is_colored());
    let text = if struck {
        render_prefixed(MARK, &text.struck_out(), width, colored)
    } else {
        render_values(&[("", text)], width, colored)
    };
    ui.write(&text)
}
