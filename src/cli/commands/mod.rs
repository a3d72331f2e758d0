//! One file per command: its arguments beside what it does.

mod articles;
mod completions;
mod extract;
pub(crate) mod ingest;
mod log;
mod man;
mod proposals;
mod rebuild;
mod search;
mod show;
mod snapshot;
mod speakers;
mod timeline;
mod topics;
mod verify;

use super::error::{CliError, Exit};
use super::session::Session;
use clap::Subcommand;

/// What dixit can do, in the order of the help. The comments on the arguments of each command are its help.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Ingest(ingest::IngestArgs),
    Extract(extract::ExtractArgs),
    Timeline(timeline::TimelineArgs),
    Search(search::SearchArgs),
    Show(show::ShowArgs),
    Speakers(speakers::SpeakersArgs),
    Topics(topics::TopicsArgs),
    Articles(articles::ArticlesArgs),
    Proposals(proposals::ProposalsArgs),
    Log(log::LogArgs),
    Rebuild(rebuild::RebuildArgs),
    Verify(verify::VerifyArgs),
    Snapshot(snapshot::SnapshotArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

impl Command {
    /// Does it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        match self {
            Self::Ingest(args) => args.run(session),
            Self::Extract(args) => args.run(session),
            Self::Timeline(args) => args.run(session),
            Self::Search(args) => args.run(session),
            Self::Show(args) => args.run(session),
            Self::Speakers(args) => args.run(session),
            Self::Topics(args) => args.run(session),
            Self::Articles(args) => args.run(session),
            Self::Proposals(args) => args.run(session),
            Self::Log(args) => args.run(session),
            Self::Rebuild(args) => args.run(session),
            Self::Verify(args) => args.run(session),
            Self::Snapshot(args) => args.run(session),
            Self::Completions(args) => args.run(session),
            Self::Man(args) => args.run(session),
        }
    }
}
