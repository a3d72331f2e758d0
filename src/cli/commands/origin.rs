use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::exchange::{parse_origin_address, print_report};
use crate::cli::session::Session;
use crate::cli::views::listing::{self, LISTING_FORMATS};
use crate::cli::views::phrases::pluralize;
use crate::cli::views::{log_events, verification};
use crate::domain::Position;
use crate::export::OriginReport;
use crate::tracker::{LogFilter, OriginComparison, OriginRow, Tracker, TrackerError};
use clap::Args;

const EXAMPLES: &str = "\
Says where the log is that this database is a copy of, how far behind the copy is, and how many articles wait in the \
outbox. If the copy has events that its origin does not have, the two are a fork (exit code 1): the origin was restored \
from a backup that is older, or another server took over that had not got everything.

Examples:
  dixit origin
  dixit origin --diff
  dixit origin --verify
  dixit origin --move postgres://ada@db2.example.org/press";

/// Show where the log of a copy is, and how the two compare
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct OriginArgs {
    /// List the events that only this copy has
    #[arg(long, conflicts_with_all = ["verify", "move_to"])]
    diff: bool,
    /// Verify the hashes of every event of the origin, and its tables
    #[arg(long, conflicts_with = "move_to")]
    verify: bool,
    /// The server has moved: its log is at this address now
    #[arg(long = "move", value_name = "ADDRESS")]
    move_to: Option<String>,
}

impl OriginArgs {
    /// Compares the copy with its origin.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        if self.diff {
            session.require_format(&LISTING_FORMATS)?;
        } else {
            session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        }
        session.require_database()?;
        if let Some(address) = &self.move_to {
            let address = parse_origin_address(address)?;
            session.open_for_writing(None)?.move_origin(&address)?;
        }
        let mut tracker = session.open_to_compare()?;
        let origin = tracker.origin()?.ok_or(TrackerError::NoCopy)?;
        if self.verify {
            return verify(session, &mut tracker, &origin.address);
        }
        let compared = tracker.compare_with_origin();
        if self.diff {
            return print_difference(session, &tracker, compared?);
        }
        print_comparison(session, &tracker, &origin, compared)
    }
}

/// Prints how the copy and its origin compare, or what is known of that without the origin.
fn print_comparison(
    session: &mut Session,
    tracker: &Tracker,
    origin: &OriginRow,
    compared: Result<OriginComparison, TrackerError>,
) -> Result<ExitStatus, CliError> {
    let (compared, failure) = match compared {
        Ok(compared) => (Some(compared), None),
        Err(error) => (None, Some(error)),
    };
    let copy = tracker.head()?.map_or(Position::START, |head| head.position);
    let fork = compared.and_then(|compared| {
        // While the log is being put up, the rest of it is only here.
        let is_ahead = |first: &Position| origin.is_complete || *first <= compared.origin;
        compared.fork.filter(is_ahead)
    });
    let behind = |compared: OriginComparison| compared.origin.number().saturating_sub(compared.copy.number());
    let report = OriginReport {
        address: origin.address.clone(),
        complete: origin.is_complete,
        reached: compared.is_some(),
        copy: copy.number(),
        origin: compared.map(|compared| compared.origin.number()),
        behind: compared.filter(|_| fork.is_none()).map(behind),
        fork: fork.map(Position::number),
        waiting: tracker.queued_articles()?,
    };
    let mut values = vec![
        ("origin", report.address.clone()),
        (
            "it ends at",
            match compared {
                Some(compared) => compared.origin.to_string(),
                None => "not known: it cannot be reached".to_owned(),
            },
        ),
        (
            "the copy ends at",
            match report.behind {
                Some(0) if report.complete => format!("{copy}: up to date"),
                Some(events) if events > 0 => format!("{copy}: {} behind", pluralize(events, "event")),
                _ => copy.to_string(),
            },
        ),
        ("outbox", pluralize(report.waiting, "article")),
    ];
    if let Some(first) = fork {
        values.push((
            "fork",
            format!("{first} is not the same event there, or is missing"),
        ));
    }
    print_report(session, &report, &values)?;
    session.ui.flush()?;
    match (failure, compared) {
        (Some(error), _) => Err(error.into()),
        _ if !report.complete => {
            let address = report.address;
            Err(TrackerError::NotShared { address }.into())
        }
        (None, Some(compared)) => require_no_fork(compared, fork, report.address),
        (None, None) => Ok(ExitStatus::Done),
    }
}

/// Fails at a fork, whose first position is `fork`.
fn require_no_fork(
    compared: OriginComparison,
    fork: Option<Position>,
    address: String,
) -> Result<ExitStatus, CliError> {
    let OriginComparison { copy, origin, .. } = compared;
    match fork {
        None => Ok(ExitStatus::Done),
        Some(first) => Err(TrackerError::Fork {
            first,
            copy,
            origin,
            address,
        }
        .into()),
    }
}

/// Prints the events that only the copy has.
fn print_difference(
    session: &mut Session,
    tracker: &Tracker,
    compared: OriginComparison,
) -> Result<ExitStatus, CliError> {
    let OriginComparison { copy, origin, fork } = compared;
    let before = fork.map_or(copy, |first| Position::new(first.number() - 1));
    let filter = LogFilter {
        after: before,
        ..LogFilter::default()
    };
    let format = listing::list_format(session);
    log_events::print_events(&mut session.ui, tracker, &filter, format)?;
    session.ui.flush()?;
    let Some(first) = fork else {
        session
            .ui
            .print_summary("every event of this copy is at its origin too");
        return Ok(ExitStatus::Done);
    };
    let own = pluralize(copy.number() - before.number(), "event");
    let others = match origin.number().saturating_sub(before.number()) {
        0 => "nothing".to_owned(),
        count => pluralize(count, "other event"),
    };
    session.ui.print_summary(format_args!(
        "from {first} on, only this copy has {own}; the origin has {others} there"
    ));
    Ok(ExitStatus::Difference)
}

/// Verifies every event of the origin.
fn verify(session: &mut Session, tracker: &mut Tracker, address: &str) -> Result<ExitStatus, CliError> {
    let (verified, findings) = tracker.verify_origin()?;
    let report = verification::to_origin_report(address, verified, &findings);
    match session.format {
        Format::Table => verification::print_origin_report(session, &report)?,
        _ => session.print_json(&report)?,
    }
    if let Some(worst) = findings.worst() {
        session.ui.flush()?;
        let mut error = verification::to_error(worst, &findings);
        // Not of the database on this machine.
        error.is_damage = false;
        return Err(error);
    }
    Ok(ExitStatus::Done)
}
