use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::views::{listing, phrases};
use crate::query::{CheckOutcome, CheckQuery, CheckedStatement, CheckedStatements};
use clap::Args;

const EXAMPLES: &str = "\
Without ids, all statements ever recorded are checked, and the table shows those whose words are no longer where they \
were read. The exit code is 1 if words are gone, if their article was withdrawn, or if a statement given by id is no \
longer current. Words that only moved are not an error.

Examples:
  dixit check s4k2m8xw s91mfe20
  dixit check \"the registry will open in May\"
  dixit check --format csv";

/// Check that the words of statements are still in their articles
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CheckArgs {
    /// Statement ids (a unique beginning is enough), or words quoted from statements
    #[arg(value_name = "ID")]
    ids: Vec<String>,
}

impl CheckArgs {
    /// Checks the statements. Fails with [`ExitStatus::Difference`] if words are lost.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let asked = !self.ids.is_empty();
        let checked = session.ask(&CheckQuery { ids: self.ids })?;
        if session.format == Format::Table {
            let shown = checked.0.iter();
            let table = table(shown.filter(|line| asked || line.found != CheckOutcome::Stands));
            if !table.is_empty() {
                listing::print_table(session, &table, "")?;
                session.ui.write_line("")?;
            }
            session.ui.write_paragraph(&summarize(&checked), style::PLAIN)?;
        } else {
            listing::print_list(session, &checked)?;
        }
        // A withdrawn statement matters only if somebody asked for it, probably to cite it.
        let is_lost = |line: &&CheckedStatement| {
            if asked {
                line.found.is_lost()
            } else {
                line.found.is_alarming()
            }
        };
        let lost = checked.0.iter().filter(is_lost).count();
        if lost == 0 {
            return Ok(ExitStatus::Done);
        }
        session.ui.flush()?;
        let verb = if lost == 1 {
            "is current or found"
        } else {
            "are current or found"
        };
        let message = format!(
            "{} no longer {verb} in the articles",
            phrases::count_statements(lost)
        );
        Err(CliError::new(ExitStatus::Difference, message)
            .with_hint("`dixit show ID` shows the last state of a statement"))
    }
}

fn summarize(checked: &CheckedStatements) -> String {
    let of = |found: CheckOutcome| checked.0.iter().filter(|line| line.found == found).count();
    let others = [
        (CheckOutcome::Moved, "moved"),
        (CheckOutcome::Gone, "gone"),
        (CheckOutcome::Withdrawn, "withdrawn"),
        (CheckOutcome::Dropped, "dropped by a newer reading"),
        (CheckOutcome::ArticleWithdrawn, "in an article that was withdrawn"),
        (CheckOutcome::TakenDown, "in a text that was taken down"),
    ];
    let others = others
        .iter()
        .filter(|(found, _)| of(*found) > 0)
        .map(|(found, label)| format!(", {} {label}", of(*found)));
    format!(
        "{} checked: {} unchanged{}",
        phrases::count_statements(checked.0.len()),
        of(CheckOutcome::Stands),
        others.collect::<String>()
    )
}

fn table<'a>(lines: impl Iterator<Item = &'a CheckedStatement>) -> Table {
    let mut table = Table::new([
        Column::text("found", 9).with_width_max(17),
        Column::text("words", 30).with_weight(3),
        Column::text("source", 14).with_width_max(24),
    ]);
    for line in lines {
        let found = if line.found.is_lost() {
            style::ERROR
        } else {
            style::TITLE
        };
        let source = line.article.as_ref().map(phrases::format_source);
        table.push_row([
            Cell::new(line.found.as_str(), found),
            match &line.ended {
                Some(ended) => Cell::new(&line.words, style::PLAIN)
                    .struck_out()
                    .with_paragraph(&ended.to_string(), style::ERROR),
                None => Cell::new(&line.words, style::PLAIN),
            },
            Cell::new(&source.unwrap_or_default(), style::PLAIN)
                .with_paragraph(phrases::short_id(line.id.as_str()), style::FAINT),
        ]);
    }
    table
}
