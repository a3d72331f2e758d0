use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters::{self, TrustFilter};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column};
use crate::cli::{listing, statements};
use crate::query::{SimilarQuery, SimilarStatement};
use clap::Args;

const EXAMPLES: &str = "\
The percentage tells how much of the shorter statement's content the other one has. Statements are compared within \
one language.

Examples:
  dixit similar s4k2m8xw
  dixit similar s4k2m8xw --limit 5 --format json";

/// Find who else said this, and when: the likest first
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SimilarArgs {
    /// The id of the statement, or enough of its beginning
    id: String,
    /// Only the likest so many; all are counted
    #[arg(long, value_name = "COUNT", value_parser = filters::count, default_value_t = Similar::LIMIT)]
    limit: usize,
    #[command(flatten)]
    trust: TrustFilter,
}

impl SimilarArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let alikes = session.ask(&SimilarQuery {
            id: self.id,
            limit: Some(self.limit),
            reliability: self.trust.trust(),
        })?;
        if session.format != Format::Table {
            listing::whole(session, &alikes)?;
            return Ok(Exit::Done);
        }
        let carried = statements::carried(alikes.articles, alikes.independent_sources);
        let like = usize::try_from(alikes.said_alike).unwrap_or(usize::MAX);
        let like = format!("{} like it", statements::count(like));
        statements::write_head(session, &alikes.of, &[carried, like])?;
        if !alikes.alike.is_empty() {
            session.ui.line("")?;
        }
        let rows = alikes.alike.iter().map(row);
        let table = statements::led(Column::whole("relation"), rows);
        listing::show(session, &table, "nothing says the like")?;
        Ok(Exit::Done)
    }
}

fn row(alike: &SimilarStatement) -> (Cell, &crate::query::StatementEntry, Vec<String>) {
    let lead = Cell::new(alike.relation.as_str(), style::TITLE)
        .and(&format!("{} %", alike.percent), style::PLAIN)
        .and(if alike.copy { "in a copy" } else { "" }, style::FAINT)
        .and(if alike.rounded { "rounded?" } else { "" }, style::ACT);
    (
        lead,
        &alike.entry,
        vec![format!("both: {}", alike.shared.join(", "))],
    )
}
