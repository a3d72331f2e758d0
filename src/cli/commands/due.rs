use crate::cli::args::clock_values;
use crate::cli::args::filters::FilterArgs;
use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::views::{listing, phrases, statement_table};
use crate::domain::{Act, Edtf};
use crate::query::{DeadlineKind, DeadlineState, DueQuery, DueStatement, StatementEntry};
use chrono::NaiveDate;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::str::FromStr;

const EXAMPLES: &str = "\
A deadline is read from the words that set it: \"by the end of 2026\", \"au premier semestre 2027\", \"avant Pâques\", \
\"自2027年3月1日起\". A statement is listed once per deadline. Relative deadlines count from the day of the statement; \
if that day is approximate, so is the deadline, and ~ marks it. Overdue means past on the day of --as-of, or today. \
Statements that were settled with `dixit status`, or fulfilled by a linked statement, are left out unless you give \
--all.

Examples:
  dixit due --before 2026-12-31
  dixit due --after 2027 --act any --speaker \"clarisse aubrelac\" --all
  dixit --as-of 2026-06-11 due";

/// List deadlines: overdue first, then upcoming
///
/// Without --act, commitments, announcements and forecasts of the speaker's own deeds are listed.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct DueArgs {
    #[command(flatten)]
    filters: FilterArgs,
    /// Only statements with this act; any for all acts
    #[arg(long, value_parser = which_act_parser(), help_heading = "Filters")]
    act: Option<WhichAct>,
    /// Only deadlines on or before this date: 2027, 2026-12, 2026-12-31, next month or +30d
    #[arg(long, value_name = "DATE", value_parser = clock_values::parse_range_end, help_heading = "Filters")]
    before: Option<Edtf>,
    /// Only deadlines on or after this date
    #[arg(long, value_name = "DATE", value_parser = clock_values::parse_range_start, help_heading = "Filters")]
    after: Option<Edtf>,
    /// Include statements that were adopted, rejected, abandoned or fulfilled
    #[arg(long)]
    all: bool,
}

/// An act, or `None` for any act.
#[derive(Debug, Clone, Copy)]
struct WhichAct(Option<Act>);

impl DueArgs {
    /// Prints a table for each state.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let today = session.today()?;
        let deadlines = session.ask(&DueQuery {
            within: self.filters.into_statement_filter(self.act.and_then(|act| act.0)),
            own_deeds: self.act.is_none(),
            before: self.before,
            after: self.after,
            include_settled: self.all,
            today: Some(today),
        })?;
        if session.format != Format::Table {
            listing::print_list(session, &deadlines)?;
            return Ok(ExitStatus::Done);
        }
        if deadlines.0.is_empty() {
            session.ui.print_summary("no deadlines found");
        }
        let mut is_first = true;
        for state in [
            DeadlineState::Overdue,
            DeadlineState::Coming,
            DeadlineState::Settled,
        ] {
            let lines: Vec<&DueStatement> = deadlines.0.iter().filter(|line| line.state == state).collect();
            if lines.is_empty() {
                continue;
            }
            if !is_first {
                session.ui.write_line("")?;
            }
            is_first = false;
            let title = title(state, today, lines.len());
            session.ui.write_paragraph(&title, style::TITLE)?;
            session.ui.write_line("")?;
            listing::print_table(session, &table(&lines), "")?;
        }
        Ok(ExitStatus::Done)
    }
}

/// Formats the title of a table, as in "overdue on 2026-11-28: 2".
fn title(state: DeadlineState, today: NaiveDate, count: usize) -> String {
    match state {
        DeadlineState::Overdue => format!("overdue on {today}: {count}"),
        state => format!("{state}: {count}"),
    }
}

fn table(lines: &[&DueStatement]) -> Table {
    statement_table::with_lead_column(
        Column::text("due", 10).with_width_max(24),
        lines.iter().map(|line| row(line)),
    )
}

fn row(line: &DueStatement) -> (Cell, &StatementEntry, Vec<String>) {
    // An interval is written so that the line can break.
    let days = line.due.replace('/', " to ");
    let when = match line.kind {
        DeadlineKind::At => days,
        kind => format!("{kind} {days}"),
    };
    let due = Cell::new(&when, style::TITLE).with_paragraph(&line.deadline, style::FAINT);
    let mut notes = Vec::new();
    if let Some(from) = line.counted_from.filter(|_| line.due.contains('~')) {
        notes.push(format!("counted from {from}"));
    }
    notes.extend(line.entry.status.map(|status| format!("status: {status}")));
    if !line.reported.is_empty() {
        let ids = line
            .reported
            .iter()
            .map(|mention| phrases::short_id(mention.id.as_str()));
        notes.push(format!("also reported: {}", ids.collect::<Vec<_>>().join(", ")));
    }
    (due, &line.entry, notes)
}

/// Parses an act or `any`.
fn which_act_parser() -> impl TypedValueParser<Value = WhichAct> {
    let words = Act::ALL.iter().map(|act| act.as_str()).chain([DueQuery::ANY_ACT]);
    // The only word that is not an act is `any`.
    PossibleValuesParser::new(words).map(|word| WhichAct(Act::from_str(&word).ok()))
}
