use super::speakers::day;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters::{self, Filters};
use crate::cli::session::Session;
use crate::cli::{listing, statements};
use crate::domain::Status;
use crate::query::{LedgerEntry, ProposalsQuery, StatementRef};
use clap::Args;

const EXAMPLES: &str = "\
A proposal is one line, however many articles report it and however often its speaker says it again. A status that \
was set on any of them is that of the proposal; one that nobody decided on is open. A few quoted words that name no \
measure are left out, and counted.

Examples:
  dixit proposals --topic \"artificial intelligence\"
  dixit proposals --status open --speaker \"hélène varangeot\"";

/// Show what was proposed, point by point, and what became of it
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ProposalsArgs {
    #[command(flatten)]
    filters: Filters,
    /// Only those of which this became, as `dixit status` says
    #[arg(long, value_parser = filters::status(), help_heading = "Filters")]
    status: Option<Status>,
    /// Also what was read as a proposal and names no measure
    #[arg(long, help_heading = "Filters")]
    all: bool,
}

impl ProposalsArgs {
    /// Prints it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let ledger = session.ask(&ProposalsQuery {
            within: self.filters.timeline(None),
            status: self.status,
            all: self.all,
        })?;
        let table = statements::noted(ledger.0.iter().map(|line| (&line.entry, notes(line))));
        listing::print(session, &ledger, &table, "no such proposals")?;
        if let Some(first) = ledger.1.first() {
            session.ui.flush()?;
            let id = statements::short(first.id.as_str());
            let more = match ledger.1.len() {
                1 => String::new(),
                all => format!(" and {} more", all - 1),
            };
            session.ui.note(format!(
                "left out, for their words name no measure: “{}” ({id}){more}; --all lists them",
                first.words
            ));
        }
        Ok(Exit::Done)
    }
}

/// What followed.
fn notes(line: &LedgerEntry) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(status) = line.entry.status {
        notes.push(format!("status: {status}"));
    }
    if !line.reported.is_empty() {
        let ids = line
            .reported
            .iter()
            .map(|report| statements::short(report.id.as_str()));
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
        notes.extend(mentions.iter().map(|mention| told(how, mention)));
    }
    for list in &line.taken_up {
        let points = list
            .points
            .iter()
            .zip(1..)
            .map(|(point, number)| format!("{number}. {point}"));
        let points = points.collect::<Vec<_>>().join("; ");
        notes.push(format!("{}: {points}", told("a point of", &list.statement)));
    }
    let carried = statements::carried(line.articles, line.independent_sources);
    let carried = format!("it or the like in {carried}");
    let last = line.last_mention.map(|last| day(Some(last)));
    match last {
        Some(last) if line.articles > 1 => notes.push(format!("{carried}; last mentioned {last}")),
        _ if line.articles > 1 => notes.push(carried),
        _ => {}
    }
    notes
}

/// "restated by Hélène Varangeot, 2026-05-26 (s7dj8nqg0)".
fn told(how: &str, mention: &StatementRef) -> String {
    let name = mention.speaker.as_deref().unwrap_or("somebody unknown");
    let said = if mention.said == ".." { "?" } else { &mention.said };
    format!(
        "{how} {name}, {said} ({})",
        statements::short(mention.id.as_str())
    )
}
