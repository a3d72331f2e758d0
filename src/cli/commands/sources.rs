use super::speakers::day;
use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::{listing, marks, statements};
use crate::query::{CarryingArticle, SourcesQuery, StatementSources};
use clap::Args;

const EXAMPLES: &str = "\
Articles that are copies of one another, lightly edited or cut, are one source and have one number. So do the \
articles of one publisher.

Example:
  dixit sources s4k2m8xw";

/// List every article that carries a statement, grouped into independent sources
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SourcesArgs {
    /// The id of the statement, or enough of its beginning
    id: String,
}

impl SourcesArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let carried = session.ask(&SourcesQuery { id: self.id })?;
        if session.format != Format::Table {
            listing::whole(session, &carried)?;
            return Ok(Exit::Done);
        }
        let counts = statements::carried(carried.articles, carried.independent_sources);
        statements::write_head(session, &carried.of, &[counts])?;
        session.ui.line("")?;
        listing::show(session, &table(&carried), "")?;
        Ok(Exit::Done)
    }
}

fn table(carried: &StatementSources) -> Table {
    let mut table = Table::new([
        Column::number("source"),
        Column::whole("published"),
        Column::text("article", 20),
        Column::text("words", 24).weighing(2),
        Column::whole("statement"),
    ]);
    for (group, number) in carried.sources.iter().zip(1..) {
        for carrier in &group.0 {
            table.row(row(number, carrier));
        }
    }
    table
}

/// "read by ada/2026-03", where the extractor did not read it.
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
        Cell::new(&day(article.published), style::PLAIN),
        Cell::new(&named(&article.publisher), style::TITLE)
            .and(&named(&article.title), style::PLAIN)
            .and(&agency, style::FAINT),
        Cell::new(&carrier.words, style::PLAIN),
        marks::marked(
            Cell::new(statements::short(carrier.statement.as_str()), style::FAINT)
                .and(&format!("{} % the same", carrier.percent), style::FAINT)
                .and(&read_by(carrier), style::FAINT),
            &carrier.flags,
            carrier.confidence,
        ),
    ]
}
