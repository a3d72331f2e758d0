//! How a sheet of what no longer counts says so.

use crate::cli::error::CliError;
use crate::cli::ui::Ui;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, sheet, text_behind};
use crate::query::{EndedBy, Ending};

/// What stands before each line of a text that no longer counts, with colour or without.
const MARK: &str = "✗ ";

/// Says above a sheet that its thing no longer counts, since when, by whom and why; nothing where it counts.
pub(super) fn announce(ui: &mut Ui, ended: Option<&Ending>) -> Result<(), CliError> {
    let Some(ended) = ended else { return Ok(()) };
    let word = match ended.what {
        EndedBy::Withdrawn | EndedBy::Revised | EndedBy::Dropped | EndedBy::ArticleWithdrawn => "WITHDRAWN",
        EndedBy::Merged => "MERGED",
        EndedBy::Retired => "RETIRED",
        EndedBy::Unattributed => "NO LONGER COUNTS",
    };
    let told = ended.to_string();
    let told = match told.strip_prefix(&word.to_lowercase()) {
        Some(when) => format!("{word}{when}"),
        None => format!("{word}: {told}"),
    };
    ui.paragraph(&told, style::ERROR)?;
    ui.paragraph(
        "It no longer counts, and is shown as it last stood.",
        style::PLAIN,
    )?;
    ui.line("")
}

/// Writes a text of a sheet; struck out, and each line marked, where it no longer counts.
pub(super) fn write_text(ui: &mut Ui, text: Cell, struck: bool) -> Result<(), CliError> {
    let (width, colored) = (ui.width(), ui.colored());
    let text = if struck {
        text_behind(MARK, &text.struck(), width, colored)
    } else {
        sheet(&[("", text)], width, colored)
    };
    ui.write(&text)
}
