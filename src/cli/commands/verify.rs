use crate::cli::args::global::Format;
use crate::cli::checkpoint_files::CheckpointFiles;
use crate::cli::environment;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::kept_checkpoint::compare_with_kept;
use crate::cli::session::Session;
use crate::cli::verified_root::VerifiedRoot;
use crate::cli::views::verification;
use crate::domain::Timestamp;
use crate::export::{LastFullCheck, QuickVerificationReport, VerifiedCheckpoint};
use crate::tracker::{LogRoot, Verification};
use clap::Args;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
This checks the hashes of every event, the order of the log, that the words of every statement are those of its \
article, the definition of every table, index and trigger, the structures of the file, and every read model and \
full-text index against a rebuild from the log. It lists everything that it finds, with what mends it. The exit code \
is 1 if only what is derived from the log differs (repair it with `dixit rebuild`), and 4 if the log is damaged. The \
root is that of the RFC 6962 Merkle tree over all events; keep a copy elsewhere to detect a rewritten history.

Notes are no damage: events that were recorded later than now, or more than a year after the event before them, which \
both mean that a clock was wrong.

It also compares the log with the newest signed checkpoint (`dixit checkpoint`), which is kept beside the database, or \
with one that you kept elsewhere (--checkpoint): so a log that was rewritten with all its hashes, cut off, or \
replaced by an older copy is found too, with the first position that differs.

What it found is kept in a file beside the database (DATABASE-verified). --quick starts from that: it checks the \
events recorded since, and the headers of all others against the root in that file. It does not read their bodies and \
texts, nor the read models, so it never says that everything is unchanged. It detects a log that was cut off, \
rewritten or replaced.

Examples:
  dixit verify
  dixit verify --quick";

/// Check the integrity of the log and the read models
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct VerifyArgs {
    /// Check only what was recorded since the last full check, and that the log still is the one checked then
    #[arg(long)]
    quick: bool,
    /// Compare the log with the checkpoint in this file, instead of the newest one beside the database
    #[arg(long, value_name = "FILE", conflicts_with = "quick")]
    checkpoint: Option<PathBuf>,
}

impl VerifyArgs {
    /// Checks them. Fails with [`ExitStatus::Difference`] if a read model differs from the log, and with
    /// [`ExitStatus::Store`] if the log is damaged.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        if !self.quick {
            return verify_everything(session, self.checkpoint.as_deref());
        }
        if verify_quickly(session)? {
            return Ok(ExitStatus::Done);
        }
        session.ui.flush()?;
        let differing = CliError::new(ExitStatus::Difference, "the read models do not match the log");
        Err(differing.with_hint("repair them with `dixit rebuild`"))
    }
}

/// Checks everything in the database file as it is now, and compares the log with a checkpoint.
fn verify_file(
    session: &Session,
    now: Timestamp,
    checkpoint: Option<&Path>,
) -> Result<(Verification, Option<VerifiedCheckpoint>), CliError> {
    let tracker = session.tracker_to_verify()?;
    let found = tracker.verify_at(now);
    // What was read while another process wrote looks like damage.
    tracker.check_unchanged()?;
    let mut found = found?;
    let files = CheckpointFiles::new(&session.db, None);
    let (compared, finding) = compare_with_kept(&tracker, &files, checkpoint)?;
    if let Some(finding) = finding {
        found.findings.push(finding);
        found.findings.sort();
    }
    Ok((found, compared))
}

/// Checks everything, and keeps what was found for `--quick`.
fn verify_everything(session: &mut Session, checkpoint: Option<&Path>) -> Result<ExitStatus, CliError> {
    let verified_at = environment::clock()?();
    let found = verify_file(session, verified_at, checkpoint);
    let is_damaged = match &found {
        Ok((found, _)) => found.findings.has_damage(),
        Err(error) => error.exit == ExitStatus::Store,
    };
    if is_damaged {
        // The events that --quick would not read again may be the damaged ones.
        let _ = VerifiedRoot::forget(&session.db);
    }
    let (found, compared) = found?;
    let verified = verification::to_report(&found, compared);
    match session.format {
        Format::Table => verification::print_report(session, &verified)?,
        _ => session.print_json(&verified)?,
    }
    if let Some(worst) = found.findings.worst() {
        session.ui.flush()?;
        return Err(verification::to_error(worst, &found.findings));
    }
    let log = LogRoot {
        events: found.events,
        root: found.root,
    };
    if let Err(error) = (VerifiedRoot { log, verified_at }).write(&session.db) {
        session.ui.print_note(format_args!(
            "{} cannot be written ({error}): --quick will not know of this check",
            VerifiedRoot::path(&session.db).display()
        ));
    }
    Ok(ExitStatus::Done)
}

/// Checks what was recorded since the last check of everything. Returns whether the read models are folded up to the
/// end of the log.
fn verify_quickly(session: &mut Session) -> Result<bool, CliError> {
    session.require_database()?;
    let Some(last) = VerifiedRoot::read(&session.db)? else {
        return Err(CliError::input(
            "no full check of this database is known, so there is nothing to start from",
        )
        .with_hint("run `dixit verify`"));
    };
    let found = session.tracker()?.verify_quick(&last.log)?;
    let report = QuickVerificationReport {
        events: found.log.events,
        root: found.log.root.to_string(),
        new_events: found.log.events - last.log.events,
        last_check: LastFullCheck {
            events: last.log.events,
            root: last.log.root.to_string(),
            at: last.verified_at.to_string(),
        },
        folded: found.folded.number(),
        not_checked: not_checked(last.log.events),
    };
    match session.format {
        Format::Table => verification::print_quick_report(session, &report)?,
        _ => session.print_json(&report)?,
    }
    Ok(report.folded == report.events)
}

/// What `--quick` does not check.
fn not_checked(events: u64) -> Vec<String> {
    vec![
        format!("bodies and texts of the first {events} events"),
        "read models and full-text indexes".to_owned(),
        "structures of the database file".to_owned(),
    ]
}
