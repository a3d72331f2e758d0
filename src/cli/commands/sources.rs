use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::views::phrases::{self, format_day};
use crate::cli::views::{flag_marks, listing, statement_table};
use crate::query::{CarryingArticle, SourcesQuery, StatementSources};
use clap::Args;

const EXAMPLES: &str = "\
Articles that are copies of each other, possibly edited or shortened, are one source and share a number. So are the \
articles of one publisher.

Example:
  dixit sources s4k2m8xw";

/// List the articles that carry a statement, by independent source
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SourcesArgs {
    /// Statement id; a unique beginning is enough
    id: String,
}

impl SourcesArgs {
    /// Prints the sources.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let carried = session.ask(&SourcesQuery { id: self.id })?;
        if session.format != Format::Table {
            listing::print_record(session, &carried)?;
            return Ok(ExitStatus::Done);
        }
        let counts = phrases::format_reach(carried.articles, carried.independent_sources);
        statement_table::write_statement_head(session, &carried.of, &[counts])?;
        session.ui.write_line("")?;
        listing::print_table(session, &table(&carried), "")?;
        Ok(ExitStatus::Done)
    }
}

fn table(carried: &StatementSources) -> Table {
    let mut table = Table::new([
        Column::number("source"),
        Column::unwrapped("published"),
        Column::text("article", 20),
        Column::text("words", 24).with_weight(2),
        Column::unwrapped("statement"),
    ]);
    for (group, number) in carried.sources.iter().zip(1..) {
        for carrier in &group.0 {
            table.push_row(row(number, carrier));
        }
    }
    table
}

/// Formats the reader, as in "read by ada/2026-03"; empty for the extractor.
fn read_by(carrier: &CarryingArticle) -> String {
    let reader = carrier.reader.as_ref();
    reader.map_or_else(String::new, |reader| format!("read by {reader}"))
}

fn row(number: usize, carrier: &CarryingArticle) -> [Cell; 5] {
    let article = &carrier.article;
    let named = |text: &Option<String>| text.clone().unwrap_or_default();
    let agency = carrier.agency.as_ref();
    let agency = agency.map(|agency| format!("with {agency}")).unwrap_or_default();
    [
        Cell::new(&number.to_string(), style::TITLE),
        Cell::new(&format_day(article.published), style::PLAIN),
        Cell::new(&named(&article.publisher), style::TITLE)
            .with_paragraph(&named(&article.title), style::PLAIN)
            .with_paragraph(&agency, style::FAINT),
        Cell::new(&carrier.words, style::PLAIN),
        flag_marks::add_flag_marks(
            Cell::new(phrases::short_id(carrier.statement.as_str()), style::FAINT)
                .with_paragraph(&format!("{} % the same", carrier.percent), style::FAINT)
                .with_paragraph(&read_by(carrier), style::FAINT),
            &carrier.flags,
            carrier.confidence,
        ),
    ]
}
