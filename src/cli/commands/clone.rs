use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::exchange::{parse_origin_address, print_report, show_sync_progress};
use crate::cli::interrupt::Interrupt;
use crate::cli::session::Session;
use crate::export::CloneSummary;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
The copy has the same events at the same positions with the same hashes, and its own read models: every question is \
answered from it, offline too. What is recorded on it is recorded at the origin, for everybody. `dixit sync` takes what \
others recorded since.

ADDRESS never holds a password. It is taken from PGPASSWORD, from the file that PGPASSFILE names (otherwise ~/.pgpass), \
or from a service (postgres://?service=NAME) of the file that PGSERVICEFILE names (otherwise ~/.pg_service.conf).

Examples:
  dixit clone postgres://ada@db.example.org/press press.db
  dixit clone 'postgres://?service=press'";

/// Make a copy of a log on a PostgreSQL server
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CloneArgs {
    /// Where the log is: `postgres://USER@HOST/DATABASE`
    #[arg(value_name = "ADDRESS")]
    address: String,
    /// File of the copy: a new one, or one of the same log, which goes on; --db if not given
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

impl CloneArgs {
    /// Takes all events of the log.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        session.use_database(self.file)?;
        let address = parse_origin_address(&self.address)?;
        let mut progress = show_sync_progress(&mut session.ui, &Interrupt::listen());
        let cloned = session.clone_origin(&address, &mut progress);
        drop(progress);
        session.ui.end_progress();
        let cloned = cloned?;
        let summary = CloneSummary {
            database: session.db.display().to_string(),
            address: address.to_string(),
            complete: cloned.is_complete,
            events: cloned.position.number(),
            root: cloned.root.to_string(),
        };
        let values = [
            ("copy", summary.database.clone()),
            ("of", summary.address.clone()),
            ("events", summary.events.to_string()),
            ("root", summary.root.clone()),
        ];
        print_report(session, &summary, &values)?;
        if summary.complete {
            return Ok(ExitStatus::Done);
        }
        session.ui.print_note(format_args!(
            "interrupted: `dixit sync --db {}` goes on",
            summary.database
        ));
        Ok(ExitStatus::Interrupted)
    }
}
