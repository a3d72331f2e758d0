//! `review`: shows statements that may be misread, and records what a person decides.
//!
//! Top-down: this file builds and prints the queue; [`review_loop`] goes through it with a person; [`card`] draws an
//! item; [`speaker_choice`] resolves typed names; [`input`] reads answers from keys or lines with [`editor`];
//! [`answer`] defines them; [`browser`] opens an article.

mod answer;
mod browser;
mod card;
mod editor;
mod input;
mod review_loop;
mod speaker_choice;

use crate::cli::args::filters::FilterArgs;
use crate::cli::args::global::Format;
use crate::cli::args::values;
use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::ui::text::truncate;
use crate::cli::views::listing;
use crate::cli::views::phrases::format_said;
use crate::cli::views::statement_table::source_cell;
use crate::domain::Act;
use crate::query::{OutsideQueueCounts, ReviewItem, ReviewQuery, ReviewQueue};
use clap::Args;
use clap::builder::PossibleValuesParser;
use input::{KeyInput, LineInput};
use std::io::{self, IsTerminal};

/// Maximum width of the words in cells; `show` has all of them.
const WORDS_MAX: usize = 160;
/// Maximum width of a reason in cells.
const REASON_MAX: usize = 120;
/// Maximum number of reasons in the table; JSON and CSV have all.
const REASONS_MAX: usize = 3;

const EXAMPLES: &str = "\
Items are sorted by expected harm: how doubtful a statement is, times the cost of an error. Each item shows the \
reasons for the doubt. Statements with little doubt, such as an approximate date, are left out unless you give --all. \
Statements that were confirmed, corrected or skipped for good are not asked about again until they are read \
differently. The same words in copies of one story are one item; a decision is recorded for each copy.

On a terminal, single keys decide, without Return: c confirms; w withdraws; s, r, a, d and t correct the speaker, \
role, act, date and words; g adds a topic; m sets a status; l links; n goes to the next item; x never asks again; b \
goes back; u undoes the last decision; o opens the article; ? shows all keys; q quits. Tab completes names.

Without a terminal, the queue is printed. With --ask, lines are read instead of keys: the letter, its value and, after \
` -- `, the reason, as in `s Amara Okwuosa -- see the caption` or `w printed twice`.

Examples:
  dixit review --topic health
  dixit review --doubt speaker-ambiguous --list
  dixit review --all --list --format csv --limit 100";

/// Review statements that may be misread, the most harmful first
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ReviewArgs {
    #[command(flatten)]
    filters: FilterArgs,
    /// Only statements with this act
    #[arg(long, value_parser = values::act_parser(), help_heading = "Filters")]
    act: Option<Act>,
    /// Only statements with this kind of doubt
    #[arg(long, value_parser = doubt_parser(), help_heading = "Filters")]
    doubt: Option<String>,
    /// Include statements with little doubt, such as an approximate date
    #[arg(long)]
    all: bool,
    /// Print the queue instead of asking
    #[arg(long, conflicts_with = "ask")]
    list: bool,
    /// Ask about each item even if input or output is not a terminal
    #[arg(long)]
    ask: bool,
    #[command(flatten)]
    deciding: DecisionArgs,
}

/// Parses a kind of doubt; help and errors list the kinds.
fn doubt_parser() -> PossibleValuesParser {
    PossibleValuesParser::new(ReviewQuery::doubt_names())
}

impl ReviewArgs {
    /// Prints the queue, or asks about each item.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let queue = session.ask(&ReviewQuery {
            within: self.filters.into_statement_filter(self.act),
            doubt: self.doubt,
            all: self.all,
        })?;
        let on_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
        let asking = self.ask || (on_terminal && !self.list && session.format == Format::Table);
        if asking && !queue.items.is_empty() {
            print_left_out(session, queue.left_out);
            return if on_terminal {
                review_loop::run_review(session, &queue, &self.deciding, &mut KeyInput::new())
            } else {
                let mut lines = io::stdin().lock();
                review_loop::run_review(session, &queue, &self.deciding, &mut LineInput(&mut lines))
            };
        }
        listing::print_answer(session, &queue, &table(&queue), "nothing to review")?;
        session.ui.flush()?;
        print_left_out(session, queue.left_out);
        Ok(ExitStatus::Done)
    }
}

/// Prints how many unreviewed statements are not in the queue, and why.
fn print_left_out(session: &mut Session, left_out: OutsideQueueCounts) {
    let why = [
        (left_out.date_only, "with only an approximate date"),
        (left_out.few_doubts, "with little doubt"),
        (left_out.confirmed_copies, "confirmed in a copy"),
    ];
    let why = why.iter().filter(|(count, _)| *count > 0);
    let why: Vec<String> = why.map(|(count, why)| format!("{count} {why}")).collect();
    if !why.is_empty() {
        session
            .ui
            .print_summary(format_args!("left out: {} (--all includes them)", why.join(", ")));
    }
}

fn table(queue: &ReviewQueue) -> Table {
    let mut table = Table::new([
        Column::number("harm"),
        Column::text("why", 24).with_weight(2),
        Column::text("speaker", 12).with_width_max(24),
        Column::text("words", 24).with_weight(3),
        Column::text("source", 12).with_width_max(24),
    ]);
    for doubtful in &queue.items {
        let entry = &doubtful.entry;
        let speaker = entry.speaker_or_mention().unwrap_or("unknown");
        table.push_row([
            Cell::new(&doubtful.weight.to_string(), style::TITLE),
            reasons_cell(doubtful),
            Cell::new(speaker, style::SPEAKER)
                .with_paragraph(&format_said(entry.said), style::TITLE)
                .with_paragraph(entry.act.as_str(), style::ACT),
            Cell::new(&truncate(&entry.words, WORDS_MAX), style::PLAIN),
            sources_cell(doubtful),
        ]);
    }
    table
}

/// Builds the cell with the reasons, weightiest first.
fn reasons_cell(doubtful: &ReviewItem) -> Cell {
    let why: Vec<&str> = doubtful
        .reasons
        .iter()
        .map(|reason| reason.why.as_str())
        .collect();
    let shown = why.iter().take(REASONS_MAX);
    let cell = shown.fold(Cell::default(), |cell, why| {
        cell.with_paragraph(&truncate(why, REASON_MAX), style::PLAIN)
    });
    match why.len().saturating_sub(REASONS_MAX) {
        0 => cell,
        more => cell.with_paragraph(&format!("and {more} more"), style::FAINT),
    }
}

/// Builds the cell with the source and the number of copies.
fn sources_cell(doubtful: &ReviewItem) -> Cell {
    let cell = source_cell(&doubtful.entry);
    match doubtful.copies.len() {
        0 => cell,
        1 => cell.with_paragraph("and a copy", style::FAINT),
        copies => cell.with_paragraph(&format!("and {copies} copies"), style::FAINT),
    }
}
