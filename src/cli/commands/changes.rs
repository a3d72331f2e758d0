use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::when;
use crate::cli::{listing, statements};
use crate::domain::Edtf;
use crate::query::{Changes, Entry, Period, Reworded, Timeline};
use anstyle::Style;
use clap::Args;

const EXAMPLES: &str = "\
Without dates, each year is compared with the one before in which the speaker was reported. + is new, − was dropped, \
~ is said in other words. Statements are compared within one language. Absence in the log is not silence: it only \
knows the articles that it was given.

Examples:
  dixit changes --speaker \"li qiang\"
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
        let periods = session.ask(&Changes {
            within: Timeline {
                speaker: Some(self.speaker),
                topic: self.topic,
                ..Timeline::default()
            },
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
                .summary("there are no two years to compare (--before or --after makes two periods)");
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

fn title(period: &Period) -> String {
    let (new, dropped, reworded) = (period.new.len(), period.dropped.len(), period.reworded.len());
    let (from, to, kept) = (&period.from, &period.to, period.kept);
    format!("{from} → {to}: {new} new, {dropped} dropped, {reworded} reworded, {kept} kept")
}

fn table(period: &Period) -> Table {
    let mut table = Table::new([
        Column::whole(""),
        Column::whole("said"),
        Column::text("words", 30).weighing(3),
        Column::text("source", 14).at_most(24),
    ]);
    for entry in &period.new {
        table.row(row("+", style::ADDED, entry, None));
    }
    for entry in &period.dropped {
        table.row(row("−", style::REMOVED, entry, None));
    }
    for pair in &period.reworded {
        table.row(row("~", style::ACT, &pair.after, Some(pair)));
    }
    table
}

fn row(mark: &str, style: Style, entry: &Entry, reworded: Option<&Reworded>) -> [Cell; 4] {
    let words = match reworded {
        None => statements::words_cell(entry),
        Some(pair) => {
            let before = &pair.before;
            Cell::new(&format!("− {}", statements::quoted(before)), style::REMOVED)
                .and(&format!("+ {}", statements::quoted(entry)), style::ADDED)
                .and(
                    &format!(
                        "{} %, both: {}; before: {} of {}",
                        pair.percent,
                        pair.shared.join(", "),
                        statements::short(before.id.as_str()),
                        statements::said(before.said)
                    ),
                    style::FAINT,
                )
        }
    };
    [
        Cell::new(mark, style),
        Cell::new(&statements::said(entry.said), style::TITLE).and(entry.act.as_str(), style::ACT),
        words,
        statements::source_cell(entry),
    ]
}
