use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters::TrustFilter;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::when;
use crate::cli::{listing, statements};
use crate::domain::Edtf;
use crate::query::{
    ChangesQuery, Period, PeriodComparison, PeriodLength, RewordedStatement, StatementEntry, StatementFilter,
};
use anstyle::Style;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

const EXAMPLES: &str = "\
Without dates, each period is compared with the one before in which the speaker was reported: years, or quarters or \
months where there is only one year. + is new, ≠ says otherwise (another figure or date, or the contrary), ~ is said \
in other words, − is no longer said, … is a promise or proposal that was not repeated, with its deadline: nothing asks \
for that. Statements are compared within one language. Absence in the log is not silence: it only knows the articles \
that it was given.

Examples:
  dixit changes --speaker \"li qiang\"
  dixit changes --speaker \"li qiang\" --by quarter
  dixit changes --speaker varangeot --from 2025-11 --to 2026-Q2
  dixit changes --speaker varangeot --topic \"artificial intelligence\" --before 2025 --after 2026-03";

/// Show what a speaker says now and did not before, no longer says, or says in other words
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ChangesArgs {
    /// Whose statements: any of the names, without case or accents, or an id
    #[arg(long, value_name = "NAME")]
    speaker: String,
    /// Only about this topic or one below it: a label in any language, or an id
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    #[command(flatten)]
    trust: TrustFilter,
    /// Compare periods of this length
    #[arg(long, value_name = "PERIOD", value_parser = step(), conflicts_with_all = ["from", "to", "before", "after"])]
    by: Option<PeriodLength>,
    /// The earlier of two periods: 2025, 2025-Q3, 2025-07 or 2025-07-26
    #[arg(long, value_name = "PERIOD", requires = "to", conflicts_with_all = ["before", "after"])]
    from: Option<Period>,
    /// The later of two periods
    #[arg(long, value_name = "PERIOD", requires = "from")]
    to: Option<Period>,
    /// The earlier period ends with this date: 2025, 2025-07, 2025-07-26, 30d, last month
    #[arg(long, value_name = "DATE", value_parser = when::until)]
    before: Option<Edtf>,
    /// The later period begins with this date
    #[arg(long, value_name = "DATE", value_parser = when::since)]
    after: Option<Edtf>,
}

impl ChangesArgs {
    /// Prints it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let periods = session.ask(&ChangesQuery {
            within: StatementFilter {
                speaker: Some(self.speaker),
                topic: self.topic,
                reliability: self.trust.trust(),
                ..StatementFilter::default()
            },
            by: self.by,
            between: self.from.zip(self.to),
            before: self.before,
            after: self.after,
        })?;
        if session.format != Format::Table {
            listing::data(session, &periods)?;
            return Ok(Exit::Done);
        }
        if periods.0.is_empty() {
            session
                .ui
                .summary("there are no two periods to compare (--before or --after makes two)");
        }
        for (number, period) in periods.0.iter().enumerate() {
            if number > 0 {
                session.ui.line("")?;
            }
            session.ui.paragraph(&title(period), style::TITLE)?;
            let table = table(period);
            if !table.is_empty() {
                session.ui.line("")?;
                listing::show(session, &table, "")?;
            }
        }
        Ok(Exit::Done)
    }
}

fn title(period: &PeriodComparison) -> String {
    let (new, dropped, reworded) = (period.new.len(), period.dropped.len(), period.reworded.len());
    let (changed, not_repeated) = (period.changed.len(), period.not_repeated.len());
    let (from, to, kept) = (&period.from, &period.to, period.kept);
    let unplaced = match period.unplaced {
        0 => String::new(),
        unplaced => {
            let unplaced = statements::counted(unplaced, "statement");
            format!("; {unplaced} left out, with a date too coarse for these periods")
        }
    };
    format!(
        "{from} → {to}: {new} new, {changed} said otherwise, {dropped} no longer said, {not_repeated} not repeated, \
         {reworded} reworded, {kept} kept{unplaced}"
    )
}

fn table(period: &PeriodComparison) -> Table {
    let mut table = Table::new([
        Column::whole(""),
        Column::whole("said"),
        Column::text("words", 30).weighing(3),
        Column::text("source", 14).at_most(24),
    ]);
    for entry in &period.new {
        table.row(row("+", style::ADDED, entry, None));
    }
    for pair in &period.changed {
        table.row(row("≠", style::ADDED, &pair.after, Some(pair)));
    }
    for entry in &period.dropped {
        table.row(row("−", style::REMOVED, entry, None));
    }
    for one in &period.not_repeated {
        let [mark, said, words, source] = row("…", style::FAINT, &one.entry, None);
        let mut note = one.due.map_or("not repeated".to_owned(), |due| {
            format!("not repeated; due by {due}")
        });
        note.extend(one.entry.status.map(|status| format!("; status: {status}")));
        table.row([mark, said, words.and(&note, style::FAINT), source]);
    }
    for pair in &period.reworded {
        table.row(row("~", style::ACT, &pair.after, Some(pair)));
    }
    table
}

/// What differs and what both have, and where it was said before.
fn why(pair: &RewordedStatement) -> String {
    let before = &pair.before;
    let (id, said) = (
        statements::short(before.id.as_str()),
        statements::said(before.said),
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

/// Reads the length of periods, offering those that there are.
fn step() -> impl TypedValueParser<Value = PeriodLength> {
    PossibleValuesParser::new(["year", "quarter", "month"]).map(|word| match word.as_str() {
        "year" => PeriodLength::Year,
        "quarter" => PeriodLength::Quarter,
        _ => PeriodLength::Month,
    })
}

fn row(mark: &str, style: Style, entry: &StatementEntry, reworded: Option<&RewordedStatement>) -> [Cell; 4] {
    let words = match reworded {
        None => statements::words_cell(entry),
        Some(pair) => {
            let before = &pair.before;
            Cell::new(&format!("− {}", statements::quoted(before)), style::REMOVED)
                .and(&format!("+ {}", statements::quoted(entry)), style::ADDED)
                .and(&why(pair), style::FAINT)
        }
    };
    [
        Cell::new(mark, style),
        statements::said_cell(entry),
        words,
        statements::source_cell(entry),
    ]
}
