//! `review`: the queue of what a person should look at.

mod answer;
mod asking;

use crate::cli::args::Format;
use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters::{self, Filters};
use crate::cli::listing;
use crate::cli::session::Session;
use crate::cli::statements::{said, source_cell};
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::ui::text::truncate;
use crate::domain::{Act, Doubt};
use crate::query::{Doubtful, Queue, Review};
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::io::{self, IsTerminal};

/// Words are cut here; `show` has all of them.
const WORDS_MAX: usize = 160;

const EXAMPLES: &str = "\
On a terminal, every statement is shown in its context, and one letter decides: c confirms it, w withdraws it, \
s NAME, a ACT, d DATE, r CAPACITY and t WORDS correct it, return goes on to the next, u takes the last decision back, \
q ends. Elsewhere, and with --list, the queue is printed.

Examples:
  dixit review --topic health
  dixit review --doubt speaker-ambiguous --list
  dixit review --list --format csv --limit 100";

/// Go through what is doubtful, the worst first, and decide
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ReviewArgs {
    #[command(flatten)]
    filters: Filters,
    /// Only what does this
    #[arg(long, value_parser = filters::act(), help_heading = "Filters")]
    act: Option<Act>,
    /// Only with this doubt
    #[arg(long, value_parser = doubt(), help_heading = "Filters")]
    doubt: Option<String>,
    /// Print the queue, also on a terminal
    #[arg(long, conflicts_with = "ask")]
    list: bool,
    /// Ask for each, also where input or output is no terminal
    #[arg(long)]
    ask: bool,
    #[command(flatten)]
    deciding: Deciding,
}

/// The doubts that there are.
fn doubt() -> PossibleValuesParser {
    let own = [Review::DISPUTED, Review::AMBIGUOUS_SURNAME];
    PossibleValuesParser::new(Doubt::ALL.iter().map(|doubt| doubt.as_str()).chain(own))
}

impl ReviewArgs {
    /// Prints the queue, or goes through it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let queue = session.ask(&Review {
            within: self.filters.timeline(self.act),
            doubt: self.doubt,
        })?;
        let on_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
        let asking = self.ask || (on_terminal && !self.list && session.format == Format::Table);
        if asking && !queue.0.is_empty() {
            return asking::go_through(session, &queue, &self.deciding, &mut io::stdin().lock());
        }
        listing::print(session, &queue, &table(&queue), "nothing is doubtful")?;
        Ok(Exit::Done)
    }
}

fn table(queue: &Queue) -> Table {
    let mut table = Table::new([
        Column::text("doubt", 18),
        Column::text("speaker", 14).at_most(24),
        Column::text("words", 26).weighing(3),
        Column::text("source", 14).at_most(24),
    ]);
    for doubtful in &queue.0 {
        let entry = &doubtful.entry;
        let speaker = entry.who().unwrap_or("unknown");
        table.row([
            reasons(doubtful),
            Cell::new(speaker, style::SPEAKER).and(&said(entry.said), style::TITLE),
            Cell::new(&truncate(&entry.words, WORDS_MAX), style::PLAIN),
            source_cell(entry),
        ]);
    }
    table
}

/// Why a statement is in the queue, one reason a line.
fn reasons(doubtful: &Doubtful) -> Cell {
    let certainty = format!("certainty {:.0} %", doubtful.entry.confidence * 100.0);
    let cell = doubtful
        .doubts()
        .fold(Cell::default(), |cell, doubt| cell.and(doubt, style::ACT));
    let cell = match &doubtful.dispute {
        Some(dispute) => cell.and(dispute, style::PLAIN),
        None => cell,
    };
    let names: Vec<&str> = doubtful
        .may_be
        .iter()
        .map(|speaker| speaker.name.as_str())
        .collect();
    let cell = if names.is_empty() {
        cell
    } else {
        cell.and(&names.join(" or "), style::PLAIN)
    };
    cell.and(&certainty, style::FAINT)
}
