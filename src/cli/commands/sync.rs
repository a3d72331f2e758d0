use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::exchange::show_sync_progress;
use crate::cli::interrupt::Interrupt;
use crate::cli::session::Session;
use crate::cli::views::phrases::pluralize;
use crate::domain::Position;
use crate::export::SyncSummary;
use crate::tracker::{ArticleChange, SyncReport, Tracker, TrackerError};
use clap::Args;
use std::thread;
use std::time::Duration;

/// Maximum time between two looks at the origin, whether it said something or not.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How often a wait looks whether the user asks to stop.
const STOP_WITHIN: Duration = Duration::from_millis(200);

const EXAMPLES: &str = "\
Takes what others recorded at the origin of this copy, takes away here what was redacted there, and sends the articles \
that wait in the outbox (`dixit ingest --queue`). Whatever is recorded on a copy brings it up to date first, so this is \
for those who ask.

Before anything is taken, the roots of both logs are compared. If the copy has events that the origin does not have, \
nothing is changed (exit code 1), and `dixit origin --diff` lists them.

Examples:
  dixit sync
  dixit sync --follow
  */5 * * * * dixit --db ~/press.db --quiet sync";

/// Bring a copy up to date with its origin, and send what waits
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SyncArgs {
    /// Go on until Ctrl-C: take what is recorded as soon as it is, and wait where the origin cannot be reached
    #[arg(long)]
    follow: bool,
}

impl SyncArgs {
    /// Brings the copy up to date, once or for as long as the user wants.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        if self.follow {
            session.require_format(&[Format::Table, Format::Jsonl])?;
        } else {
            session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        }
        session.require_database()?;
        let mut tracker = session.open_for_writing(None)?;
        let interrupt = Interrupt::listen();
        if self.follow {
            return follow(session, &mut tracker, &interrupt);
        }
        let (summary, failure) = synchronize(session, &mut tracker, &interrupt)?;
        print_summary(session, &summary)?;
        if let Some(error) = failure {
            session.ui.flush()?;
            return Err(error.into());
        }
        if summary.complete {
            return Ok(ExitStatus::Done);
        }
        session.ui.print_note("interrupted: `dixit sync` goes on");
        Ok(ExitStatus::Interrupted)
    }
}

/// Takes what is new and sends what waits, until the user asks to stop.
fn follow(
    session: &mut Session,
    tracker: &mut Tracker,
    interrupt: &Interrupt,
) -> Result<ExitStatus, CliError> {
    let mut is_first = true;
    let mut is_reached = true;
    while !interrupt.is_asked() {
        let failure = match synchronize(session, tracker, interrupt) {
            Ok((summary, failure)) => {
                if is_first || summary.taken + summary.sent > 0 {
                    print_summary(session, &summary)?;
                    session.ui.flush()?;
                    is_first = false;
                }
                failure
            }
            Err(error) => Some(error),
        };
        let was_reached = std::mem::replace(&mut is_reached, failure.is_none());
        match failure {
            None if was_reached => {}
            None => session.ui.print_note("the origin can be reached again"),
            Some(error) if !error.is_origin_unreachable() => return Err(error.into()),
            Some(error) if was_reached => session
                .ui
                .print_note(format_args!("{error}; going on as soon as it can be reached")),
            Some(_) => {}
        }
        wait(tracker, interrupt, is_reached)?;
    }
    Ok(ExitStatus::Done)
}

/// Takes what is new, and sends what waits. Where only the sending failed, that error is returned beside what was done.
fn synchronize(
    session: &mut Session,
    tracker: &mut Tracker,
    interrupt: &Interrupt,
) -> Result<(SyncSummary, Option<TrackerError>), TrackerError> {
    let mut progress = show_sync_progress(&mut session.ui, interrupt);
    let synced = tracker.sync(&mut progress);
    drop(progress);
    session.ui.end_progress();
    let synced = synced?;
    if synced.has_redacted && !synced.is_wal_empty {
        session.ui.print_note(
            "another process reads the database as it was, so the file beside it that ends in -wal still has what was \
             redacted: end that process, then run `dixit rebuild`",
        );
    }
    let mut sent = 0;
    let mut failure = None;
    if synced.is_complete {
        let sending = tracker.send_outbox(&mut |outcome| {
            sent += 1;
            if let ArticleChange::Refused(reason) = &outcome.change {
                session
                    .ui
                    .print_note(format_args!("{}: refused: {reason}", outcome.article));
            }
        });
        failure = sending.err();
    }
    Ok((summarize(tracker, &synced, sent)?, failure))
}

fn summarize(tracker: &Tracker, synced: &SyncReport, sent: u64) -> Result<SyncSummary, TrackerError> {
    // What was sent comes after what was taken.
    let last = tracker.head()?.map_or(Position::START, |head| head.position);
    let root = if last == synced.position {
        synced.root
    } else {
        tracker.root_at(last)?
    };
    Ok(SyncSummary {
        address: tracker.origin()?.ok_or(TrackerError::NoCopy)?.address,
        complete: synced.is_complete,
        taken: synced.events,
        redacted: synced.has_redacted,
        sent,
        waiting: tracker.queued_articles()?,
        last: last.number(),
        root: root.to_string(),
    })
}

/// Prints what was done, on one line.
fn print_summary(session: &mut Session, summary: &SyncSummary) -> Result<(), CliError> {
    if session.format != Format::Table {
        return session.print_json(summary);
    }
    let mut done = Vec::new();
    if summary.taken > 0 {
        done.push(format!("{} taken", pluralize(summary.taken, "event")));
    }
    if summary.redacted {
        done.push("words taken away that were redacted".to_owned());
    }
    if summary.sent > 0 {
        done.push(format!("{} sent", pluralize(summary.sent, "article")));
    }
    if done.is_empty() {
        done.push("nothing new".to_owned());
    }
    if summary.waiting > 0 {
        done.push(format!(
            "{} still to be sent",
            pluralize(summary.waiting, "article")
        ));
    }
    let last = Position::new(summary.last);
    session
        .ui
        .write_line(format_args!("{}; the copy ends at {last}", done.join(", ")))
}

/// Waits until it is time to look at the origin again, or until the user asks to stop.
fn wait(tracker: &mut Tracker, interrupt: &Interrupt, mut is_reached: bool) -> Result<(), CliError> {
    let mut waited = Duration::ZERO;
    while waited < LOOK_EVERY && !interrupt.is_asked() {
        if is_reached {
            match tracker.wait_for_origin(STOP_WITHIN) {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                // Whether it can be reached again is found out by the next look.
                Err(error) if error.is_origin_unreachable() => is_reached = false,
                Err(error) => return Err(error.into()),
            }
        } else {
            thread::sleep(STOP_WITHIN);
        }
        waited += STOP_WITHIN;
    }
    Ok(())
}
