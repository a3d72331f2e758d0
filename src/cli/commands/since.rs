use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::views::follower_list::print_followers;
use crate::query::SinceQuery;
use clap::{Args, ValueEnum};

const EXAMPLES: &str = "\
The list has later statements that say the same, by the same speaker or by others; replies; statements that a person \
linked; and what the same speaker said on the same topics. Each line shows why it is listed and how certain that is.

Examples:
  dixit since s4k2m8xw
  dixit since s4k2m8xw --order time --limit 50";

/// List what was said after a statement on the same matter
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SinceArgs {
    /// Statement id; a unique beginning is enough
    id: String,
    /// Order of the list
    #[arg(long, value_enum, default_value_t = Order::Strength)]
    order: Order,
    /// Show at most this many; all are counted
    #[arg(long, value_name = "COUNT", default_value_t = LIMIT)]
    limit: usize,
}

/// Default number of statements.
const LIMIT: usize = 30;

/// Order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    /// Strongest relation first
    Strength,
    /// Earliest first
    Time,
}

impl SinceArgs {
    /// Prints the later statements.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let after = session.ask(&SinceQuery {
            id: self.id,
            is_chronological: self.order == Order::Time,
            limit: Some(self.limit),
        })?;
        print_followers(session, &after, "no later statements on this found")
    }
}
