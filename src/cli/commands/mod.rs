//! One file per command: its arguments beside what it does.

mod completions;
mod man;

use super::error::{CliError, Exit};
use super::session::Session;
use clap::Subcommand;

/// What dixit can do. The comments on the arguments of each command are its help.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

impl Command {
    /// Does it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        match self {
            Self::Completions(args) => args.run(session),
            Self::Man(args) => args.run(session),
        }
    }
}
