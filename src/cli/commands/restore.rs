use crate::cli::args::global::Format;
use crate::cli::environment;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::exchange::{print_report, show_progress};
use crate::cli::session::Session;
use crate::export::RestoreSummary;
use crate::tracker::Tracker;
use chrono::DateTime;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
The backup is verified first. A database that has events which the backup does not have is left alone, unless --force \
is given. What is replaced is kept beside the database, under its name with the time. The backup may be of any earlier \
version of dixit.

A signed checkpoint beside the database stays: `dixit verify` then reports an older state as such.

Examples:
  dixit restore copy.db
  dixit restore copy.db --db elsewhere.db";

/// Put a backup in the place of the database
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct RestoreArgs {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace the database even if it has events that the backup does not have
    #[arg(long)]
    force: bool,
}

impl RestoreArgs {
    /// Restores it.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        session.refuse_as_of("a backup is restored as a whole")?;
        if !self.force {
            self.require_copy_for_copy(session)?;
        }
        let suffix = kept_suffix()?;
        let mut progress = show_progress(&mut session.ui);
        let restored = Tracker::restore(&session.db, &self.file, &suffix, self.force, &mut progress);
        drop(progress);
        session.ui.end_progress();
        let restored = restored?;
        // Brings a backup of an older version up to date.
        drop(session.open_for_writing(None)?);
        let summary = RestoreSummary {
            database: session.db.display().to_string(),
            events: restored.events,
            root: restored.root.to_string(),
            lost_events: restored.lost,
            kept: restored.kept.map(|path| path.display().to_string()),
        };
        let mut values = vec![
            ("restored", summary.database.clone()),
            ("events", summary.events.to_string()),
            ("root", summary.root.clone()),
        ];
        if summary.lost_events > 0 {
            values.push(("events lost", summary.lost_events.to_string()));
        }
        if let Some(kept) = &summary.kept {
            values.push(("kept before", kept.clone()));
        }
        print_report(session, &summary, &values)?;
        Ok(ExitStatus::Done)
    }
}

impl RestoreArgs {
    /// Fails where the database is a copy of a log on a server and the backup is not: what would be recorded in its
    /// place would not reach the others. Whether both can be read is found out later.
    fn require_copy_for_copy(&self, session: &Session) -> Result<(), CliError> {
        let Ok(Some(known)) = Tracker::origin_of(&session.db) else {
            return Ok(());
        };
        if !matches!(Tracker::origin_of(&self.file), Ok(None)) {
            return Ok(());
        }
        Err(CliError::input(format_args!(
            "the database is a copy of {}, and the backup is from before that",
            known.address
        ))
        .with_hint("`dixit clone` makes the copy anew; --force restores the log as it was, and no copy"))
    }
}

/// The end of the name of what is replaced: `-replaced-20260315T080000Z`.
fn kept_suffix() -> Result<String, CliError> {
    let now = environment::clock()?();
    let time = DateTime::from_timestamp_micros(now.micros())
        .ok_or_else(|| CliError::usage(format_args!("{now} is outside the calendar")))?;
    Ok(time.format("-replaced-%Y%m%dT%H%M%SZ").to_string())
}
