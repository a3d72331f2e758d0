use crate::cli::args::{clock_values, values};
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::views::{article_table, listing};
use crate::domain::{Edtf, Lang};
use crate::query::ArticlesQuery;
use crate::query::input::parse_count;
use clap::Args;

const EXAMPLES: &str = "\
Example:
  dixit articles --lang fr --since 2025-07";

/// List articles by date of publication
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ArticlesArgs {
    /// Only articles from this publisher: the name, or a part of it that only one publisher has
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Only articles in this language
    #[arg(long, value_parser = values::lang_parser())]
    lang: Option<Lang>,
    /// Only articles published on or after this date: 2025, 2025-07, 2025-07-26, 30d, last monday, last month
    #[arg(long, value_name = "DATE", value_parser = clock_values::parse_range_start)]
    since: Option<Edtf>,
    /// Only articles published on or before this date
    #[arg(long, value_name = "DATE", value_parser = clock_values::parse_range_end)]
    until: Option<Edtf>,
    /// Show at most this many
    #[arg(long, value_name = "COUNT", value_parser = parse_count)]
    limit: Option<usize>,
}

impl ArticlesArgs {
    /// Prints the articles.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let Self {
            publisher,
            lang,
            since,
            until,
            limit,
        } = self;
        let question = ArticlesQuery {
            publisher,
            lang,
            since,
            until,
            limit,
        };
        let rows = (article_table::new_table(), article_table::article_cells);
        listing::print_items(
            session,
            &question,
            rows,
            (&mut listing::ListingPage::whole(), "no articles match"),
        )?;
        Ok(ExitStatus::Done)
    }
}
