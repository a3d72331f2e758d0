use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::views::follower_list::print_followers;
use crate::query::RepliesQuery;
use clap::Args;

const EXAMPLES: &str = "\
Each line shows why it is listed and how certain that is. A link that a person made is certain. A cue that reports a \
reply, or a name next to the same subject, is only a sign.

Examples:
  dixit replies s4k2m8xw
  dixit replies s4k2m8xw --format json";

/// List replies to a statement, in the order in which they were said
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct RepliesArgs {
    /// Statement id; a unique beginning is enough
    id: String,
    /// Show at most this many; all are counted
    #[arg(long, value_name = "COUNT")]
    limit: Option<usize>,
}

impl RepliesArgs {
    /// Prints the replies.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let replies = session.ask(&RepliesQuery {
            id: self.id,
            limit: self.limit,
        })?;
        print_followers(session, &replies, "no replies found")
    }
}
