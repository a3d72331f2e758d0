use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::views::listing;
use crate::cli::views::topic_table::build_table;
use crate::query::TopicsQuery;
use clap::Args;

const EXAMPLES: &str = "\
The default taxonomy is a part of the IPTC Media Topics (https://iptc.org/standards/media-topics/, CC BY 4.0).

Example:
  dixit topics --format csv";

/// List the topics of statements, in the order of the taxonomy
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TopicsArgs {
    /// Include topics without statements
    #[arg(long)]
    all: bool,
}

impl TopicsArgs {
    /// Prints the topics.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let lines = session.ask(&TopicsQuery { all: self.all })?;
        listing::print_answer(
            session,
            &lines,
            &build_table(&lines),
            "no topics (--all includes topics without statements)",
        )?;
        Ok(ExitStatus::Done)
    }
}
