use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters::Filters;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::when;
use crate::cli::{listing, statements};
use crate::domain::{Act, Edtf};
use crate::query::{DueKind, DueQuery, DueState, DueStatement, StatementEntry};
use chrono::NaiveDate;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::str::FromStr;

const EXAMPLES: &str = "\
A deadline is read from the words that set it: \"by the end of 2026\", \"au premier semestre 2027\", \"avant Pâques\", \
\"自2027年3月1日起\". A statement is listed once for each. What the words do not date by themselves is counted from \
the day on which they were said; ~ marks a date that is only known about, since that day is. Overdue is what was over \
on the day of --as-of, else today. What was marked with `dixit status`, or fulfilled by a linked statement, is left out \
unless --all asks for it.

Examples:
  dixit due --before 2026-12-31
  dixit due --after 2027 --act any --speaker \"clarisse aubrelac\" --all
  dixit --as-of 2026-06-11 due";

/// List what is due and when: what is overdue, then what is to come
///
/// Without --act: commitments, announcements, and forecasts of one's own deeds.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct DueArgs {
    #[command(flatten)]
    filters: Filters,
    /// Only what does this, or any
    #[arg(long, value_parser = act(), help_heading = "Filters")]
    act: Option<WhichAct>,
    /// Only what is due by this date: 2027, 2026-12, 2026-12-31, next month or +30d
    #[arg(long, value_name = "DATE", value_parser = when::until, help_heading = "Filters")]
    before: Option<Edtf>,
    /// Only what is due on this date or later
    #[arg(long, value_name = "DATE", value_parser = when::since, help_heading = "Filters")]
    after: Option<Edtf>,
    /// Also what was adopted, rejected, abandoned or fulfilled
    #[arg(long)]
    all: bool,
}

/// An act, or whichever.
#[derive(Debug, Clone, Copy)]
struct WhichAct(Option<Act>);

impl DueArgs {
    /// Prints it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let today = session.today()?;
        let deadlines = session.ask(&DueQuery {
            within: self.filters.timeline(self.act.and_then(|act| act.0)),
            own_deeds: self.act.is_none(),
            before: self.before,
            after: self.after,
            settled: self.all,
            today: Some(today),
        })?;
        if session.format != Format::Table {
            listing::data(session, &deadlines)?;
            return Ok(Exit::Done);
        }
        if deadlines.0.is_empty() {
            session.ui.summary("nothing is due");
        }
        let mut is_first = true;
        for state in [DueState::Overdue, DueState::Coming, DueState::Settled] {
            let lines: Vec<&DueStatement> = deadlines.0.iter().filter(|line| line.state == state).collect();
            if lines.is_empty() {
                continue;
            }
            if !is_first {
                session.ui.line("")?;
            }
            is_first = false;
            let title = title(state, today, lines.len());
            session.ui.paragraph(&title, style::TITLE)?;
            session.ui.line("")?;
            listing::show(session, &table(&lines), "")?;
        }
        Ok(Exit::Done)
    }
}

/// "overdue on 2026-11-28: 2".
fn title(state: DueState, today: NaiveDate, count: usize) -> String {
    match state {
        DueState::Overdue => format!("overdue on {today}: {count}"),
        state => format!("{state}: {count}"),
    }
}

fn table(lines: &[&DueStatement]) -> Table {
    statements::led(
        Column::text("due", 10).at_most(24),
        lines.iter().map(|line| row(line)),
    )
}

fn row(line: &DueStatement) -> (Cell, &StatementEntry, Vec<String>) {
    // An interval is shown so that it can be broken.
    let days = line.due.replace('/', " to ");
    let when = match line.kind {
        DueKind::At => days,
        kind => format!("{kind} {days}"),
    };
    let due = Cell::new(&when, style::TITLE).and(&line.deadline, style::FAINT);
    let mut notes = Vec::new();
    if let Some(from) = line.counted_from.filter(|_| line.due.contains('~')) {
        notes.push(format!("counted from {from}"));
    }
    notes.extend(line.entry.status.map(|status| format!("status: {status}")));
    if !line.reported.is_empty() {
        let ids = line
            .reported
            .iter()
            .map(|mention| statements::short(mention.id.as_str()));
        notes.push(format!("also reported: {}", ids.collect::<Vec<_>>().join(", ")));
    }
    (due, &line.entry, notes)
}

/// Reads an act or `any`.
fn act() -> impl TypedValueParser<Value = WhichAct> {
    let words = Act::ALL.iter().map(|act| act.as_str()).chain(["any"]);
    // What is no act can only be `any`.
    PossibleValuesParser::new(words).map(|word| WhichAct(Act::from_str(&word).ok()))
}
