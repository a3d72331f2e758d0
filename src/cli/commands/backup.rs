use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::exchange::{print_report, show_progress};
use crate::cli::session::Session;
use crate::export::BackupSummary;
use crate::tracker::Tracker;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
The backup is the database at one moment: other programs go on reading and writing meanwhile. It is written to a file \
beside it (FILE.part), verified, and only then takes the place of the backup before. So there is a complete backup at \
any moment, and a command that was interrupted is simply run again.

A FILE that exists is replaced if it is an older state of the same log. The backup holds everything that the database \
holds, so it is as private. Keys and signed checkpoints are not in it.

Examples:
  dixit backup copy.db
  dixit restore copy.db";

/// Write a verified copy of the database, while others use it
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct BackupArgs {
    /// File of the backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace FILE even if it is not an older state of the same log
    #[arg(long)]
    force: bool,
}

impl BackupArgs {
    /// Writes the backup.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        session.refuse_as_of("a backup is of everything")?;
        let mut progress = show_progress(&mut session.ui);
        let written = Tracker::back_up(&session.db, &self.file, self.force, &mut progress);
        drop(progress);
        session.ui.end_progress();
        let written = written?;
        let summary = BackupSummary {
            file: self.file.display().to_string(),
            events: written.events,
            root: written.root.to_string(),
            bytes: written.bytes,
            replaced_events: written.replaced,
        };
        let mut values = vec![
            ("backup", summary.file.clone()),
            ("events", summary.events.to_string()),
            ("root", summary.root.clone()),
            ("bytes", summary.bytes.to_string()),
        ];
        if let Some(events) = summary.replaced_events {
            values.push(("in place of", format!("a backup of {events} events")));
        }
        print_report(session, &summary, &values)?;
        Ok(ExitStatus::Done)
    }
}
