use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::{listing, statements};
use crate::query::{CheckQuery, CheckedStatement, CheckedStatements, Finding};
use clap::Args;

const EXAMPLES: &str = "\
Without ids, everything that was ever read is checked, and the table shows what does not stand where it was read. \
Exit code 1 tells that words are gone or their article was withdrawn, or that a statement that was asked for no longer \
counts; words that only moved are no difference.

Examples:
  dixit check s4k2m8xw s91mfe20
  dixit check \"the registry will open in May\"
  dixit check --format csv";

/// Check whether the words of statements still stand in their articles
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CheckArgs {
    /// The ids of the statements, or enough of their beginnings; or words that are cited from them
    #[arg(value_name = "ID")]
    ids: Vec<String>,
}

impl CheckArgs {
    /// Checks them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let asked = !self.ids.is_empty();
        let checked = session.ask(&CheckQuery { ids: self.ids })?;
        if session.format == Format::Table {
            let shown = checked.0.iter();
            let table = table(shown.filter(|line| asked || line.found != Finding::Stands));
            if !table.is_empty() {
                listing::show(session, &table, "")?;
                session.ui.line("")?;
            }
            session.ui.paragraph(&sum(&checked), style::PLAIN)?;
        } else {
            listing::data(session, &checked)?;
        }
        // What a person withdrew is no news unless somebody means to cite it.
        let is_lost = |line: &&CheckedStatement| {
            if asked {
                line.found.is_lost()
            } else {
                line.found.is_alarming()
            }
        };
        let lost = checked.0.iter().filter(is_lost).count();
        if lost == 0 {
            return Ok(Exit::Done);
        }
        session.ui.flush()?;
        let verb = if lost == 1 {
            "counts or stands"
        } else {
            "count or stand"
        };
        let message = format!("{} no longer {verb} in the articles", statements::count(lost));
        Err(CliError::new(Exit::Difference, message)
            .hint("`dixit show ID` shows a statement as it last stood"))
    }
}

fn sum(checked: &CheckedStatements) -> String {
    let of = |found: Finding| checked.0.iter().filter(|line| line.found == found).count();
    let others = [
        (Finding::Moved, "moved"),
        (Finding::Gone, "gone"),
        (Finding::Withdrawn, "withdrawn"),
        (Finding::Dropped, "dropped by a newer reading"),
        (Finding::ArticleWithdrawn, "in an article that was withdrawn"),
        (Finding::TakenDown, "in a text that was taken down"),
    ];
    let others = others
        .iter()
        .filter(|(found, _)| of(*found) > 0)
        .map(|(found, told)| format!(", {} {told}", of(*found)));
    format!(
        "{} checked: {} where they were read{}",
        statements::count(checked.0.len()),
        of(Finding::Stands),
        others.collect::<String>()
    )
}

fn table<'a>(lines: impl Iterator<Item = &'a CheckedStatement>) -> Table {
    let mut table = Table::new([
        Column::text("found", 9).at_most(17),
        Column::text("words", 30).weighing(3),
        Column::text("source", 14).at_most(24),
    ]);
    for line in lines {
        let found = if line.found.is_lost() {
            style::ERROR
        } else {
            style::TITLE
        };
        let source = line.article.as_ref().map(statements::source);
        table.row([
            Cell::new(line.found.as_str(), found),
            match &line.ended {
                Some(ended) => Cell::new(&line.words, style::PLAIN)
                    .struck()
                    .and(&ended.to_string(), style::ERROR),
                None => Cell::new(&line.words, style::PLAIN),
            },
            Cell::new(&source.unwrap_or_default(), style::PLAIN)
                .and(statements::short(line.id.as_str()), style::FAINT),
        ]);
    }
    table
}
