//! The page of something of which nothing is left but that it was redacted.

use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::query::RedactedDetails;

/// Prints that it was redacted, when, by whom and why.
pub(super) fn print_redacted(session: &mut Session, item: &RedactedDetails) -> Result<(), CliError> {
    let ended = item.ended.to_string();
    let when = ended.strip_prefix("redacted").unwrap_or(&ended);
    session
        .ui
        .write_paragraph(&format!("{} REDACTED{when}", item.id), style::ERROR)?;
    session.ui.write_paragraph(
        "What was recorded of it is no longer in the log. `dixit show ID --history` lists the events that remain.",
        style::PLAIN,
    )
}
