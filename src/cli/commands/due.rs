use crate::cli::error::{CliError, Exit};
use crate::cli::filters::Filters;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column};
use crate::cli::when;
use crate::cli::{listing, statements};
use crate::domain::{Act, Edtf};
use crate::query::{Due, DueLine, Entry};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::str::FromStr;

const EXAMPLES: &str = "\
A deadline is counted from the words that set it: \"by the end of 2026\", \"d'ici deux ans\", \"年底前\". What was \
adopted, rejected or abandoned is left out unless --all asks for it.

Examples:
  dixit due --before 2026-12-31
  dixit due --act any --speaker \"clarisse aubrelac\" --all";

/// List what is due by when, the nearest deadline first
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct DueArgs {
    #[command(flatten)]
    filters: Filters,
    /// What does this, or any
    #[arg(long, value_parser = act(), default_value = Act::Commitment.as_str(), help_heading = "Filters")]
    act: WhichAct,
    /// Only what is due by this date: 2027, 2026-12, 2026-12-31, next month or +30d
    #[arg(long, value_name = "DATE", value_parser = when::until, help_heading = "Filters")]
    before: Option<Edtf>,
    /// Only what is due on this date or later
    #[arg(long, value_name = "DATE", value_parser = when::since, help_heading = "Filters")]
    after: Option<Edtf>,
    /// Also what was adopted, rejected or abandoned
    #[arg(long)]
    all: bool,
}

/// An act, or whichever.
#[derive(Debug, Clone, Copy)]
struct WhichAct(Option<Act>);

impl DueArgs {
    /// Prints it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let deadlines = session.ask(&Due {
            within: self.filters.timeline(self.act.0),
            before: self.before,
            after: self.after,
            settled: self.all,
        })?;
        let table = statements::led(Column::text("due", 10).at_most(24), deadlines.0.iter().map(row));
        listing::print(session, &deadlines, &table, "nothing is due")?;
        Ok(Exit::Done)
    }
}

fn row(line: &DueLine) -> (Cell, &Entry, Vec<String>) {
    let due = Cell::new(&line.due.to_string(), style::TITLE).and(&line.deadline, style::FAINT);
    let mut notes = Vec::new();
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
