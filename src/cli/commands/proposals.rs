use crate::cli::args::filters::FilterArgs;
use crate::cli::args::values;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::views::phrases::{self, format_day};
use crate::cli::views::{listing, statement_table};
use crate::domain::Status;
use crate::query::{LedgerEntry, ProposalsQuery, StatementRef};
use clap::Args;

const EXAMPLES: &str = "\
Each proposal is listed once, however many articles report it and however often its speaker repeats it. A status set \
on any of these statements applies to the proposal; without one, the proposal is open. Short quotes that name no \
measure are left out, and a note counts them.

Examples:
  dixit proposals --topic \"artificial intelligence\"
  dixit proposals --status open --speaker \"hélène varangeot\"";

/// List proposals, their points, and what became of them
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ProposalsArgs {
    #[command(flatten)]
    filters: FilterArgs,
    /// Only proposals with this status, as set by `dixit status`
    #[arg(long, value_parser = values::status_parser(), help_heading = "Filters")]
    status: Option<Status>,
    /// Include proposals that name no measure
    #[arg(long, help_heading = "Filters")]
    all: bool,
}

impl ProposalsArgs {
    /// Prints the proposals.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let ledger = session.ask(&ProposalsQuery {
            within: self.filters.into_statement_filter(None),
            status: self.status,
            all: self.all,
        })?;
        let table =
            statement_table::with_notes(ledger.0.iter().map(|line| (&line.entry, format_notes(line))));
        listing::print_answer(session, &ledger, &table, "no proposals match")?;
        if let Some(first) = ledger.1.first() {
            session.ui.flush()?;
            let id = phrases::short_id(first.id.as_str());
            let more = match ledger.1.len() {
                1 => String::new(),
                all => format!(" and {} more", all - 1),
            };
            session.ui.print_note(format!(
                "left out because the words name no measure: “{}” ({id}){more}; --all lists them",
                first.words
            ));
        }
        Ok(ExitStatus::Done)
    }
}

/// Builds the notes under a proposal: its status, reports, echoes and answers.
fn format_notes(line: &LedgerEntry) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(status) = line.entry.status {
        notes.push(format!("status: {status}"));
    }
    if !line.reported.is_empty() {
        let ids = line
            .reported
            .iter()
            .map(|report| phrases::short_id(report.id.as_str()));
        notes.push(format!("also reported: {}", ids.collect::<Vec<_>>().join(", ")));
    }
    let followed = [
        ("restates", &line.restates),
        ("restated by", &line.restated),
        ("echoes", &line.echoes),
        ("echoed by", &line.echoed),
        ("answered by", &line.answered),
    ];
    for (how, mentions) in followed {
        notes.extend(mentions.iter().map(|mention| format_related(how, mention)));
    }
    for list in &line.taken_up {
        let points = list
            .points
            .iter()
            .zip(1..)
            .map(|(point, number)| format!("{number}. {point}"));
        let points = points.collect::<Vec<_>>().join("; ");
        notes.push(format!(
            "{}: {points}",
            format_related("a point of", &list.statement)
        ));
    }
    let carried = phrases::format_reach(line.articles, line.independent_sources);
    let carried = format!("this or a similar statement in {carried}");
    let last = line.last_mention.map(|last| format_day(Some(last)));
    match last {
        Some(last) if line.articles > 1 => notes.push(format!("{carried}; last mentioned {last}")),
        _ if line.articles > 1 => notes.push(carried),
        _ => {}
    }
    notes
}

/// Formats a related statement, as in "restated by Hélène Varangeot, 2026-05-26 (s7dj8nqg0)".
fn format_related(how: &str, mention: &StatementRef) -> String {
    let name = mention.speaker.as_deref().unwrap_or("an unknown speaker");
    let said = if mention.said == ".." { "?" } else { &mention.said };
    format!(
        "{how} {name}, {said} ({})",
        phrases::short_id(mention.id.as_str())
    )
}
