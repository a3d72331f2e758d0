//! `review`: the queue of what a person should look at.

mod answer;
mod asking;
mod browser;
mod card;
mod editor;
mod input;
mod names;

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
use crate::domain::Act;
use crate::query::{OutsideQueueCounts, ReviewItem, ReviewQuery, ReviewQueue};
use clap::Args;
use clap::builder::PossibleValuesParser;
use input::{Keys, Lines};
use std::io::{self, IsTerminal};

/// Words are cut here; `show` has all of them.
const WORDS_MAX: usize = 160;
/// A reason is cut here.
const REASON_MAX: usize = 120;
/// A list tells no more reasons than this; JSON and CSV have all of them.
const REASONS_MAX: usize = 3;

const EXAMPLES: &str = "\
The order is by expected harm: how much speaks against a reading, times what a false line costs. The reasons are told \
in words. What little speaks against is left out unless --all is given, above all what has only an approximate date. \
What was confirmed, corrected or skipped for good is not asked about again unless it is read otherwise. The same words \
in copies of one story are one item; a decision is recorded for each copy.

On a terminal one key decides, without Return: c confirms, w withdraws, s r a d t correct speaker, role, act, date and \
words, g tags, m marks a status, l links, n goes on, x never asks again, b goes back, u undoes the last decision and \
asks again, o opens the article, ? shows all keys, q ends. Tab completes names. Elsewhere the queue is printed; with \
--ask, lines are read instead of keys: the letter, its value and, behind ` -- `, the reason, as in \
`s Amara Okwuosa -- see the caption` or `w printed twice`.

Examples:
  dixit review --topic health
  dixit review --doubt speaker-ambiguous --list
  dixit review --all --list --format csv --limit 100";

/// Go through what may be misread, the greatest expected harm first, and decide
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ReviewArgs {
    #[command(flatten)]
    filters: Filters,
    /// Only what does this
    #[arg(long, value_parser = filters::act(), help_heading = "Filters")]
    act: Option<Act>,
    /// Only with this sign of doubt
    #[arg(long, value_parser = doubt(), help_heading = "Filters")]
    doubt: Option<String>,
    /// Also what little speaks against, such as an approximate date alone
    #[arg(long)]
    all: bool,
    /// Print the queue, also on a terminal
    #[arg(long, conflicts_with = "ask")]
    list: bool,
    /// Ask for each, also where input or output is no terminal
    #[arg(long)]
    ask: bool,
    #[command(flatten)]
    deciding: Deciding,
}

/// The signs of doubt that there are.
fn doubt() -> PossibleValuesParser {
    PossibleValuesParser::new(ReviewQuery::doubts())
}

impl ReviewArgs {
    /// Prints the queue, or goes through it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let queue = session.ask(&ReviewQuery {
            within: self.filters.timeline(self.act),
            doubt: self.doubt,
            all: self.all,
        })?;
        let on_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
        let asking = self.ask || (on_terminal && !self.list && session.format == Format::Table);
        if asking && !queue.items.is_empty() {
            tell_left_out(session, queue.left_out);
            return if on_terminal {
                asking::go_through(session, &queue, &self.deciding, &mut Keys::new())
            } else {
                let mut lines = io::stdin().lock();
                asking::go_through(session, &queue, &self.deciding, &mut Lines(&mut lines))
            };
        }
        listing::print(session, &queue, &table(&queue), "nothing to ask about")?;
        session.ui.flush()?;
        tell_left_out(session, queue.left_out);
        Ok(Exit::Done)
    }
}

/// Tells how many readings nobody looked at are not in the queue, and why.
fn tell_left_out(session: &mut Session, left_out: OutsideQueueCounts) {
    let why = [
        (left_out.date_only, "only dated approximately"),
        (left_out.few_doubts, "with little against them"),
        (left_out.confirmed_copies, "confirmed in a copy"),
    ];
    let why = why.iter().filter(|(count, _)| *count > 0);
    let why: Vec<String> = why.map(|(count, why)| format!("{count} {why}")).collect();
    if !why.is_empty() {
        session
            .ui
            .summary(format_args!("left out: {}; --all has them", why.join(", ")));
    }
}

fn table(queue: &ReviewQueue) -> Table {
    let mut table = Table::new([
        Column::number("harm"),
        Column::text("why", 24).weighing(2),
        Column::text("speaker", 12).at_most(24),
        Column::text("words", 24).weighing(3),
        Column::text("source", 12).at_most(24),
    ]);
    for doubtful in &queue.items {
        let entry = &doubtful.entry;
        let speaker = entry.who().unwrap_or("unknown");
        table.row([
            Cell::new(&doubtful.weight.to_string(), style::TITLE),
            reasons(doubtful),
            Cell::new(speaker, style::SPEAKER)
                .and(&said(entry.said), style::TITLE)
                .and(entry.act.as_str(), style::ACT),
            Cell::new(&truncate(&entry.words, WORDS_MAX), style::PLAIN),
            sources(doubtful),
        ]);
    }
    table
}

/// Why a statement is in the queue, the weightiest reasons first.
fn reasons(doubtful: &ReviewItem) -> Cell {
    let why: Vec<&str> = doubtful
        .reasons
        .iter()
        .map(|reason| reason.why.as_str())
        .collect();
    let shown = why.iter().take(REASONS_MAX);
    let cell = shown.fold(Cell::default(), |cell, why| {
        cell.and(&truncate(why, REASON_MAX), style::PLAIN)
    });
    match why.len().saturating_sub(REASONS_MAX) {
        0 => cell,
        more => cell.and(&format!("and {more} more"), style::FAINT),
    }
}

/// Where a statement stands, and in how many copies.
fn sources(doubtful: &ReviewItem) -> Cell {
    let cell = source_cell(&doubtful.entry);
    match doubtful.copies.len() {
        0 => cell,
        1 => cell.and("and a copy", style::FAINT),
        copies => cell.and(&format!("and {copies} copies"), style::FAINT),
    }
}
