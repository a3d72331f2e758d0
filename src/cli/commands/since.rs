use super::replies::print;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::query::SinceQuery;
use clap::{Args, ValueEnum};

const EXAMPLES: &str = "\
Listed is what was said later: the same again, by the same speaker or by others; replies; what persons linked; and what \
the same speaker said about the same topics. Each line tells why it is listed and how sure that is.

Examples:
  dixit since s4k2m8xw
  dixit since s4k2m8xw --order time --limit 50";

/// List everything on the matter of a statement that was said after it
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SinceArgs {
    /// The id of the statement, or enough of its beginning
    id: String,
    /// What comes first
    #[arg(long, value_enum, default_value_t = Order::Strength)]
    order: Order,
    /// Only the first so many; all are counted
    #[arg(long, value_name = "COUNT", default_value_t = LIMIT)]
    limit: usize,
}

/// How many are listed where nobody says how many.
const LIMIT: usize = 30;

/// In which order statements are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    /// What has most to do with it
    Strength,
    /// What was said first
    Time,
}

impl SinceArgs {
    /// Prints it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let after = session.ask(&SinceQuery {
            id: self.id,
            is_chronological: self.order == Order::Time,
            limit: Some(self.limit),
        })?;
        print(
            session,
            &after,
            "nothing is reported to have been said on this since",
        )
    }
}
