use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column};
use crate::cli::{listing, statements};
use crate::query::{Follower, Followers, RepliesQuery, StatementEntry, Why};
use clap::Args;

const EXAMPLES: &str = "\
Each line tells why it is listed and how sure that is. A link that a person made is certain; a cue that says that \
somebody replies, or a name beside the same subject, is a sign.

Examples:
  dixit replies s4k2m8xw
  dixit replies s4k2m8xw --format json";

/// List who answered a statement, and what followed it, in the order of saying
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct RepliesArgs {
    /// The id of the statement, or enough of its beginning
    id: String,
    /// Only the first so many; all are counted
    #[arg(long, value_name = "COUNT")]
    limit: Option<usize>,
}

impl RepliesArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let replies = session.ask(&RepliesQuery {
            id: self.id,
            limit: self.limit,
        })?;
        print(session, &replies, "nobody is reported to have answered")
    }
}

/// Prints what came after a statement, each with its reasons; `empty` where there is nothing.
pub(super) fn print(session: &mut Session, after: &Followers, empty: &str) -> Result<Exit, CliError> {
    if session.format != Format::Table {
        listing::whole(session, after)?;
        return Ok(Exit::Done);
    }
    statements::write_head(session, &after.of, &[])?;
    if !after.statements.is_empty() {
        session.ui.line("")?;
    }
    let table = statements::led(
        Column::text("why", 10).at_most(16),
        after.statements.iter().map(row),
    );
    listing::show(session, &table, empty)?;
    let more = after.total.saturating_sub(after.statements.len() as u64);
    if more > 0 {
        session.ui.flush()?;
        session
            .ui
            .note(format_args!("{more} more: give a greater --limit"));
    }
    Ok(Exit::Done)
}

fn row(one: &Follower) -> (Cell, &StatementEntry, Vec<String>) {
    let lead = one
        .reasons
        .iter()
        .fold(Cell::new(one.sure.as_str(), style::TITLE), |cell, reason| {
            cell.and(reason.why.as_str(), style::FAINT)
        });
    let mut notes: Vec<String> = one.reasons.iter().map(|reason| reason.detail.clone()).collect();
    // A cue or a person tells that it came after, whatever the dates.
    let is_told = one
        .reasons
        .iter()
        .any(|reason| matches!(reason.why, Why::ReplyCue | Why::Linked));
    if !one.certainly_later && !is_told {
        notes.push("not certainly later: the dates overlap".to_owned());
    }
    if !one.reported.is_empty() {
        let ids = one
            .reported
            .iter()
            .map(|mention| statements::short(mention.id.as_str()));
        notes.push(format!("also reported: {}", ids.collect::<Vec<_>>().join(", ")));
    }
    (lead, &one.entry, notes)
}
