use super::speakers::day;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters;
use crate::cli::listing;
use crate::cli::session::Session;
use crate::cli::statements::short;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::when;
use crate::domain::{Edtf, Lang};
use crate::query::{ArticleList, ArticlesQuery};
use clap::Args;

const EXAMPLES: &str = "\
Example:
  dixit articles --lang fr --since 2025-07";

/// List the articles, in the order of publication
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ArticlesArgs {
    /// Only from this publisher: the name, or as much of it as one publisher has
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Only in this language
    #[arg(long, value_parser = filters::lang())]
    lang: Option<Lang>,
    /// Only published since this date: 2025, 2025-07, 2025-07-26, 30d, last monday, last month
    #[arg(long, value_name = "DATE", value_parser = when::since)]
    since: Option<Edtf>,
    /// Only published until this date
    #[arg(long, value_name = "DATE", value_parser = when::until)]
    until: Option<Edtf>,
    /// Only the first so many
    #[arg(long, value_name = "COUNT", value_parser = filters::count)]
    limit: Option<usize>,
}

impl ArticlesArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let Self {
            publisher,
            lang,
            since,
            until,
            limit,
        } = self;
        let lines = session.ask(&ArticlesQuery {
            publisher,
            lang,
            since,
            until,
            limit,
        })?;
        listing::print(session, &lines, &table(&lines), "no such articles")?;
        Ok(Exit::Done)
    }
}

/// The table of articles.
pub(crate) fn table(lines: &ArticleList) -> Table {
    let mut table = Table::new([
        Column::whole("published"),
        Column::text("title", 24).weighing(2),
        Column::text("publisher", 12),
        Column::whole("lang"),
        Column::number("statements"),
        Column::whole("id"),
    ]);
    for line in &lines.0 {
        let title = line
            .title
            .as_deref()
            .or(line.url.as_deref())
            .unwrap_or("untitled");
        table.row([
            Cell::new(&day(line.published), style::TITLE),
            Cell::new(title, style::PLAIN),
            Cell::new(line.publisher.as_deref().unwrap_or_default(), style::PLAIN),
            Cell::new(line.lang.as_str(), style::PLAIN),
            Cell::new(&line.statements.to_string(), style::PLAIN),
            Cell::new(short(line.id.as_str()), style::FAINT),
        ]);
    }
    table
}
