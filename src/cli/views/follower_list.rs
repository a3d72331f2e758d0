//! The list of statements that followed another one, for `replies` and `since`.

use super::{listing, phrases, statement_table};
use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column};
use crate::query::{FollowReasonKind, Follower, Followers, StatementEntry};

/// Prints a statement and what followed it, each with its reasons; prints `empty` if nothing did.
pub(crate) fn print_followers(
    session: &mut Session,
    after: &Followers,
    empty: &str,
) -> Result<ExitStatus, CliError> {
    if session.format != Format::Table {
        listing::print_record(session, after)?;
        return Ok(ExitStatus::Done);
    }
    statement_table::write_statement_head(session, &after.of, &[])?;
    if !after.statements.is_empty() {
        session.ui.write_line("")?;
    }
    let table = statement_table::with_lead_column(
        Column::text("why", 10).with_width_max(16),
        after.statements.iter().map(row),
    );
    listing::print_table(session, &table, empty)?;
    let more = after.total.saturating_sub(after.statements.len() as u64);
    if more > 0 {
        session.ui.flush()?;
        session
            .ui
            .print_note(format_args!("{more} more (show them with a greater --limit)"));
    }
    Ok(ExitStatus::Done)
}

fn row(follower: &Follower) -> (Cell, &StatementEntry, Vec<String>) {
    let lead = follower
        .reasons
        .iter()
        .fold(Cell::new(follower.sure.as_str(), style::TITLE), |cell, reason| {
            cell.with_paragraph(reason.why.as_str(), style::FAINT)
        });
    let mut notes: Vec<String> = follower
        .reasons
        .iter()
        .map(|reason| reason.detail.clone())
        .collect();
    // A cue or a person says that it came later, whatever the dates.
    let is_known_later = follower
        .reasons
        .iter()
        .any(|reason| matches!(reason.why, FollowReasonKind::ReplyCue | FollowReasonKind::Linked));
    if !follower.certainly_later && !is_known_later {
        notes.push("may not be later: the dates overlap".to_owned());
    }
    if !follower.reported.is_empty() {
        let ids = follower
            .reported
            .iter()
            .map(|mention| phrases::short_id(mention.id.as_str()));
        notes.push(format!("also reported: {}", ids.collect::<Vec<_>>().join(", ")));
    }
    (lead, &follower.entry, notes)
}
