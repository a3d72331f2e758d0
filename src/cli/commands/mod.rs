//! The commands, one file or folder each: its arguments, and what it does with them.
//!
//! This file is the dispatcher, the only one that knows every command; no command uses it. `unlink` shares its
//! arguments with `link`, and `untag` with `tag`; `prove` signs as `checkpoint` does; apart from that, commands do not
//! use each other. What they share is in `views`, `decision_args`, `name_resolution` and `speaker_decisions`.

mod alias;
mod articles;
mod backup;
mod brief;
mod changes;
mod check;
mod checkpoint;
mod clone;
mod complete;
mod completions;
mod config;
mod confirm;
mod conflicts;
mod correct;
mod due;
mod export;
mod extract;
mod feed;
mod first;
mod identify;
mod import;
mod ingest;
mod link;
mod log;
mod man;
mod matrix;
mod merge;
mod new;
mod origin;
mod proposals;
mod prove;
#[cfg(feature = "web")]
mod publish;
mod pull;
mod rebuild;
mod redact;
mod replies;
mod reread;
mod restore;
mod review;
mod search;
#[cfg(feature = "web")]
mod serve;
mod share;
mod show;
mod silent;
mod similar;
mod since;
mod snapshot;
mod sources;
mod speakers;
mod split;
mod status;
mod sync;
mod tag;
mod timeline;
mod topic;
mod topics;
mod undo;
mod unlink;
mod untag;
mod verify;
mod withdraw;

use super::args::global::Format;
use super::error::{CliError, ExitStatus};
use super::session::Session;
use clap::Subcommand;

/// The commands. The doc comments of their arguments are the help; `help` puts them into groups.
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
    Similar(similar::SimilarArgs),
    Replies(replies::RepliesArgs),
    Since(since::SinceArgs),
    First(first::FirstArgs),
    Changes(changes::ChangesArgs),
    Silent(silent::SilentArgs),
    Due(due::DueArgs),
    New(new::NewArgs),
    Sources(sources::SourcesArgs),
    Conflicts(conflicts::ConflictsArgs),
    Brief(brief::BriefArgs),
    Matrix(matrix::MatrixArgs),
    Check(check::CheckArgs),
    Review(review::ReviewArgs),
    Confirm(confirm::ConfirmArgs),
    Correct(correct::CorrectArgs),
    Withdraw(withdraw::WithdrawArgs),
    Redact(redact::RedactArgs),
    Merge(merge::MergeArgs),
    Split(split::SplitArgs),
    Alias(alias::AliasArgs),
    Identify(identify::IdentifyArgs),
    Tag(tag::TagArgs),
    Untag(untag::UntagArgs),
    Link(link::LinkArgs),
    Unlink(unlink::UnlinkArgs),
    Status(status::StatusArgs),
    Topic(topic::TopicArgs),
    Pull(pull::PullArgs),
    Feed(feed::FeedArgs),
    Undo(undo::UndoArgs),
    Reread(reread::RereadArgs),
    Log(log::LogArgs),
    Rebuild(rebuild::RebuildArgs),
    Verify(verify::VerifyArgs),
    Backup(backup::BackupArgs),
    Restore(restore::RestoreArgs),
    Export(export::ExportArgs),
    Import(import::ImportArgs),
    Share(share::ShareArgs),
    Clone(clone::CloneArgs),
    Sync(sync::SyncArgs),
    Origin(origin::OriginArgs),
    Checkpoint(checkpoint::CheckpointArgs),
    Prove(prove::ProveArgs),
    #[cfg(feature = "web")]
    Serve(serve::ServeArgs),
    #[cfg(feature = "web")]
    Publish(publish::PublishArgs),
    Snapshot(snapshot::SnapshotArgs),
    Config(config::ConfigArgs),
    Completions(completions::CompletionsArgs),
    #[command(name = "__complete", hide = true)]
    Complete(complete::CompleteArgs),
    Man(man::ManArgs),
}

impl Command {
    /// Fails where the options of the output format do not fit the command or each other.
    fn check_format(&self, session: &Session) -> Result<(), CliError> {
        if session.format == Format::Csl && !matches!(self, Self::Brief(_)) {
            return Err(
                CliError::usage("this command has no CSL output").with_hint("only `dixit brief` has it")
            );
        }
        if session.format == Format::Svg && !matches!(self, Self::Timeline(_) | Self::Matrix(_)) {
            return Err(CliError::usage("this command has no SVG output")
                .with_hint("only `dixit timeline` and `dixit matrix` have it"));
        }
        if session.has_bom && session.format != Format::Csv {
            return Err(
                CliError::usage("--bom is only for CSV").with_hint("add --format csv, or leave out --bom")
            );
        }
        Ok(())
    }

    /// Runs the command, then explains the marks that it printed.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        self.check_format(session)?;
        let done = match self {
            Self::Ingest(args) => args.run(session),
            Self::Extract(args) => args.run(session),
            Self::Timeline(args) => args.run(session),
            Self::Search(args) => args.run(session),
            Self::Show(args) => args.run(session),
            Self::Speakers(args) => args.run(session),
            Self::Topics(args) => args.run(session),
            Self::Articles(args) => args.run(session),
            Self::Proposals(args) => args.run(session),
            Self::Similar(args) => args.run(session),
            Self::Replies(args) => args.run(session),
            Self::Since(args) => args.run(session),
            Self::First(args) => args.run(session),
            Self::Changes(args) => args.run(session),
            Self::Silent(args) => args.run(session),
            Self::Due(args) => args.run(session),
            Self::New(args) => args.run(session),
            Self::Sources(args) => args.run(session),
            Self::Conflicts(args) => args.run(session),
            Self::Brief(args) => args.run(session),
            Self::Matrix(args) => args.run(session),
            Self::Check(args) => args.run(session),
            Self::Review(args) => args.run(session),
            Self::Confirm(args) => args.run(session),
            Self::Correct(args) => args.run(session),
            Self::Withdraw(args) => args.run(session),
            Self::Redact(args) => args.run(session),
            Self::Merge(args) => args.run(session),
            Self::Split(args) => args.run(session),
            Self::Alias(args) => args.run(session),
            Self::Identify(args) => args.run(session),
            Self::Tag(args) => args.run(session),
            Self::Untag(args) => args.run(session),
            Self::Link(args) => args.run(session),
            Self::Unlink(args) => args.run(session),
            Self::Status(args) => args.run(session),
            Self::Topic(args) => args.run(session),
            Self::Pull(args) => args.run(session),
            Self::Feed(args) => args.run(session),
            Self::Undo(args) => args.run(session),
            Self::Reread(args) => args.run(session),
            Self::Log(args) => args.run(session),
            Self::Rebuild(args) => args.run(session),
            Self::Verify(args) => args.run(session),
            Self::Backup(args) => args.run(session),
            Self::Restore(args) => args.run(session),
            Self::Export(args) => args.run(session),
            Self::Import(args) => args.run(session),
            Self::Share(args) => args.run(session),
            Self::Clone(args) => args.run(session),
            Self::Sync(args) => args.run(session),
            Self::Origin(args) => args.run(session),
            Self::Checkpoint(args) => args.run(session),
            Self::Prove(args) => args.run(session),
            #[cfg(feature = "web")]
            Self::Serve(args) => args.run(session),
            #[cfg(feature = "web")]
            Self::Publish(args) => args.run(session),
            Self::Snapshot(args) => args.run(session),
            Self::Config(args) => args.run(session),
            Self::Completions(args) => args.run(session),
            Self::Complete(args) => args.run(session),
            Self::Man(args) => args.run(session),
        };
        session.print_legend()?;
        done
    }
}
