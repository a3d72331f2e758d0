use crate::cli::error::{CliError, Exit};
use crate::cli::filters::{self, Filters};
use crate::cli::session::Session;
use crate::cli::{listing, statements};
use crate::domain::Act;
use crate::query::Search;
use clap::Args;

const EXAMPLES: &str = "\
Words must all occur, whatever the case and accents. \"a phrase\" must occur as it stands, prefix* matches \
how a word begins, -word must not occur (quote the query then), OR lets either side suffice. Chinese is found \
from one character on.

Examples:
  dixit search gouvernance mondiale
  dixit search '\"open source\" OR 开源' --since 2025";

/// Find statements by their words, the best first
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SearchArgs {
    /// What to look for
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// Only what does this
    #[arg(long, value_parser = filters::act(), help_heading = "Filters")]
    act: Option<Act>,
}

impl SearchArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let question = Search {
            query: self.query.join(" "),
            within: self.filters.timeline(self.act),
        };
        let hits = session.ask(&question)?;
        let table = statements::table(hits.0.iter().map(|hit| (&hit.entry, hit.marks.as_slice())));
        listing::print(session, &hits, &table, "nothing matches")?;
        Ok(Exit::Done)
    }
}
