use crate::cli::args::clock_values;
use crate::cli::args::filters::ReliabilityArgs;
use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::views::{listing, phrases, statement_table};
use crate::domain::Edtf;
use crate::query::{
    ChangesQuery, Period, PeriodComparison, PeriodLength, RewordedStatement, StatementEntry, StatementFilter,
};
use anstyle::Style;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

const EXAMPLES: &str = "\
Without dates, each period is compared with the previous one in which the speaker was reported. Periods are years, or \
quarters or months if there is only one year.

Marks: + new, ≠ changed (another figure or date, or the contrary), ~ reworded, − no longer said, … a promise or \
proposal that was not repeated (nobody has to repeat one), with its deadline.

Statements are compared within one language. That a statement is missing from the log does not prove silence: the log \
only knows the articles it was given.

Examples:
  dixit changes --speaker \"li qiang\"
  dixit changes --speaker \"li qiang\" --by quarter
  dixit changes --speaker varangeot --from 2025-11 --to 2026-Q2
  dixit changes --speaker varangeot --topic \"artificial intelligence\" --before 2025 --after 2026-03";

/// Compare what a speaker says in one period and the next
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ChangesArgs {
    /// Speaker: any of their names, ignoring case and accents, or an id
    #[arg(long, value_name = "NAME")]
    speaker: String,
    /// Only statements about this topic or a narrower one: a label in any language, or an id
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    #[command(flatten)]
    trust: ReliabilityArgs,
    /// Length of the periods to compare
    #[arg(long, value_name = "PERIOD", value_parser = period_length_parser(), conflicts_with_all = ["from", "to", "before", "after"])]
    by: Option<PeriodLength>,
    /// Earlier of two periods: 2025, 2025-Q3, 2025-07 or 2025-07-26
    #[arg(long, value_name = "PERIOD", requires = "to", conflicts_with_all = ["before", "after"])]
    from: Option<Period>,
    /// Later of two periods
    #[arg(long, value_name = "PERIOD", requires = "from")]
    to: Option<Period>,
    /// End the earlier period on this date: 2025, 2025-07, 2025-07-26, 30d, last month
    #[arg(long, value_name = "DATE", value_parser = clock_values::parse_range_end)]
    before: Option<Edtf>,
    /// Start the later period on this date
    #[arg(long, value_name = "DATE", value_parser = clock_values::parse_range_start)]
    after: Option<Edtf>,
}

impl ChangesArgs {
    /// Prints a table for each pair of periods.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let periods = session.ask(&ChangesQuery {
            within: StatementFilter {
                speaker: Some(self.speaker),
                topic: self.topic,
                reliability: self.trust.to_filter(),
                ..StatementFilter::default()
            },
            by: self.by,
            between: self.from.zip(self.to),
            before: self.before,
            after: self.after,
        })?;
        if session.format != Format::Table {
            listing::print_list(session, &periods)?;
            return Ok(ExitStatus::Done);
        }
        if periods.0.is_empty() {
            session
                .ui
                .print_summary("fewer than two periods to compare (set them with --before or --after)");
        }
        for (number, period) in periods.0.iter().enumerate() {
            if number > 0 {
                session.ui.write_line("")?;
            }
            session.ui.write_paragraph(&title(period), style::TITLE)?;
            let table = table(period);
            if !table.is_empty() {
                session.ui.write_line("")?;
                listing::print_table(session, &table, "")?;
            }
        }
        Ok(ExitStatus::Done)
    }
}

fn title(period: &PeriodComparison) -> String {
    let (new, dropped, reworded) = (period.new.len(), period.dropped.len(), period.reworded.len());
    let (changed, not_repeated) = (period.changed.len(), period.not_repeated.len());
    let (from, to, kept) = (&period.from, &period.to, period.kept);
    let unplaced = match period.unplaced {
        0 => String::new(),
        unplaced => {
            let unplaced = phrases::pluralize(unplaced, "statement");
            format!("; {unplaced} left out because the date is too vague for these periods")
        }
    };
    format!(
        "{from} → {to}: {new} new, {changed} changed, {dropped} no longer said, {not_repeated} not repeated, \
         {reworded} reworded, {kept} kept{unplaced}"
    )
}

fn table(period: &PeriodComparison) -> Table {
    let mut table = Table::new([
        Column::unwrapped(""),
        Column::unwrapped("said"),
        Column::text("words", 30).with_weight(3),
        Column::text("source", 14).with_width_max(24),
    ]);
    for entry in &period.new {
        table.push_row(row("+", style::ADDED, entry, None));
    }
    for pair in &period.changed {
        table.push_row(row("≠", style::ADDED, &pair.after, Some(pair)));
    }
    for entry in &period.dropped {
        table.push_row(row("−", style::REMOVED, entry, None));
    }
    for statement in &period.not_repeated {
        let [mark, said, words, source] = row("…", style::FAINT, &statement.entry, None);
        let mut note = statement.due.map_or("not repeated".to_owned(), |due| {
            format!("not repeated; due by {due}")
        });
        note.extend(statement.entry.status.map(|status| format!("; status: {status}")));
        table.push_row([mark, said, words.with_paragraph(&note, style::FAINT), source]);
    }
    for pair in &period.reworded {
        table.push_row(row("~", style::ACT, &pair.after, Some(pair)));
    }
    table
}

/// Explains a pair: what differs, what both statements share, and where it was said before.
fn explain_pair(pair: &RewordedStatement) -> String {
    let before = &pair.before;
    let (id, said) = (
        phrases::short_id(before.id.as_str()),
        phrases::format_said(before.said),
    );
    let both = pair.shared.join(", ");
    let why = match (pair.differs, pair.percent) {
        (None, Some(percent)) => format!("{percent} %, both: {both}"),
        (Some("rounding"), Some(percent)) => format!("perhaps another figure; {percent} %, both: {both}"),
        (Some(differs), Some(_)) => format!("differs: {differs}; both: {both}"),
        (differs, None) => format!("differs: {}", differs.unwrap_or("words")),
    };
    format!("{why}; before: {id} of {said}")
}

/// Parses the length of periods; help and errors list the choices.
fn period_length_parser() -> impl TypedValueParser<Value = PeriodLength> {
    let words = PeriodLength::ALL.map(PeriodLength::as_str);
    // The parser has let through nothing but these words.
    PossibleValuesParser::new(words).map(|word| PeriodLength::from_word(&word).unwrap_or(PeriodLength::Year))
}

fn row(mark: &str, style: Style, entry: &StatementEntry, reworded: Option<&RewordedStatement>) -> [Cell; 4] {
    let words = match reworded {
        None => statement_table::words_cell(entry),
        Some(pair) => {
            let before = &pair.before;
            Cell::new(&format!("− {}", phrases::quote_words(before)), style::REMOVED)
                .with_paragraph(&format!("+ {}", phrases::quote_words(entry)), style::ADDED)
                .with_paragraph(&explain_pair(pair), style::FAINT)
        }
    };
    [
        Cell::new(mark, style),
        statement_table::said_cell(entry),
        words,
        statement_table::source_cell(entry),
    ]
}
