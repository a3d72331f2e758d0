use crate::cli::args::global::Format;
use crate::cli::args::values::parse_nonempty;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::exchange::{parse_origin_address, print_report, show_sync_progress};
use crate::cli::interrupt::Interrupt;
use crate::cli::session::Session;
use crate::export::{GrantedRight, ShareSummary};
use crate::tracker::{OriginAddress, OriginRight, Tracker};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
The log keeps its positions and hashes, and the database becomes a copy of it. The database on the server exists and is \
empty (`createdb`); the tables are made by the role of ADDRESS, which owns them from then on, so share as a role that \
nobody works as. While it runs nothing can be recorded; a command that was interrupted goes on when it is run again.

The roles that use the log are made by whoever runs the server, and get their rights here. On a log that is there \
already, the command only grants rights, and puts back events that the origin has lost.

Examples:
  dixit share press.db postgres://press_owner@db.example.org/press --writers ada,eva
  dixit share postgres://press_owner@db.example.org/press --redactors ada";

/// Put the log up on a PostgreSQL server, for other machines, and say who may use it
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, allow_missing_positional = true)]
pub(crate) struct ShareArgs {
    /// The database; --db if not given
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Where the log is put: `postgres://USER@HOST/DATABASE`
    #[arg(value_name = "ADDRESS", required = true)]
    address: String,
    /// Let these roles of the server read the log
    #[arg(long, value_name = "ROLE", value_delimiter = ',', value_parser = parse_nonempty)]
    readers: Vec<String>,
    /// Let these roles read the log and record in it
    #[arg(long, value_name = "ROLE", value_delimiter = ',', value_parser = parse_nonempty)]
    writers: Vec<String>,
    /// Let these roles read, record, and take words out for ever
    #[arg(long, value_name = "ROLE", value_delimiter = ',', value_parser = parse_nonempty)]
    redactors: Vec<String>,
}

impl ShareArgs {
    /// Puts the events up that are not there, and grants rights.
    pub(crate) fn run(mut self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        if session.reader_name.is_some() {
            return Err(CliError::usage("--reader selects the reader of a question")
                .with_hint("--readers names the roles that may read the log"));
        }
        session.use_database(self.file.take())?;
        let address = parse_origin_address(&self.address)?;
        let mut tracker = session.open_to_share()?;
        let mut summary = put_up(session, &mut tracker, &address)?;
        if summary.complete {
            summary.granted = self.grant(&mut tracker)?;
        }
        let mut values = vec![
            ("shared", summary.database.clone()),
            ("at", summary.address.clone()),
            ("events put there", summary.given.to_string()),
            ("last", format!("@{}", summary.last)),
            ("root", summary.root.clone()),
        ];
        let granted = summary.granted.iter();
        let granted: Vec<String> = granted
            .map(|granted| format!("{} may {}", granted.role, granted.right))
            .collect();
        if !granted.is_empty() {
            values.push(("rights", granted.join(", ")));
        }
        print_report(session, &summary, &values)?;
        if summary.complete {
            return Ok(ExitStatus::Done);
        }
        session
            .ui
            .print_note("interrupted: the same command goes on; until it has ended, nothing can be recorded");
        Ok(ExitStatus::Interrupted)
    }

    /// Grants the rights that are asked for.
    fn grant(&self, tracker: &mut Tracker) -> Result<Vec<GrantedRight>, CliError> {
        let rights = [
            (&self.readers, OriginRight::Read, "read"),
            (&self.writers, OriginRight::Write, "write"),
            (&self.redactors, OriginRight::Redact, "redact"),
        ];
        let mut granted = Vec::new();
        for (roles, right, name) in rights {
            for role in roles {
                tracker.grant(role, right).map_err(|error| {
                    CliError::from(error).with_hint(format_args!(
                        "the log is shared, and {role} was granted nothing; roles are made on the server with CREATE ROLE"
                    ))
                })?;
                granted.push(GrantedRight {
                    role: role.clone(),
                    right: name.to_owned(),
                });
            }
        }
        Ok(granted)
    }
}

/// Puts the log up at `address`.
fn put_up(
    session: &mut Session,
    tracker: &mut Tracker,
    address: &OriginAddress,
) -> Result<ShareSummary, CliError> {
    let mut progress = show_sync_progress(&mut session.ui, &Interrupt::listen());
    let shared = tracker.share(address, &mut progress);
    drop(progress);
    session.ui.end_progress();
    let shared = shared.map_err(CliError::of_first_connection)?;
    Ok(ShareSummary {
        database: session.db.display().to_string(),
        address: address.to_string(),
        complete: shared.is_complete,
        given: shared.events,
        last: shared.position.number(),
        root: shared.root.to_string(),
        granted: Vec::new(),
    })
}
