//! `feed`: which feeds `pull` reads.

mod add;
mod list;
mod remove;

use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use clap::{Args, Subcommand};

const EXAMPLES: &str = "\
A feed is an address of RSS, Atom, RDF or JSON Feed. `dixit pull` records its new articles.

Examples:
  dixit feed add https://example.org/politics.xml --publisher \"Example Post\" --timezone Europe/Paris
  dixit feed list
  dixit pull";

/// Manage the feeds that `pull` reads
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct FeedArgs {
    #[command(subcommand)]
    command: FeedSubcommand,
}

#[derive(Debug, Subcommand)]
enum FeedSubcommand {
    Add(add::AddArgs),
    List(list::ListArgs),
    Remove(remove::RemoveArgs),
}

impl FeedArgs {
    /// Runs the subcommand.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        match self.command {
            FeedSubcommand::Add(args) => args.run(session),
            FeedSubcommand::List(args) => args.run(session),
            FeedSubcommand::Remove(args) => args.run(session),
        }
    }
}
