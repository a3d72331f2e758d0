use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::exchange::{EventLines, import_lines, log_uri, print_report};
use crate::cli::session::Session;
use crate::domain::Position;
use crate::export::ImportSummary;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
The events keep their positions, times, actors, ids and salts, so the log becomes the one that they are from: its root \
is the same. Every hash is computed again. A line that is broken, out of order or of another log is refused with its \
number; the lines before it are recorded. Events that the log has already are skipped, so the command can be \
interrupted and run again. FILE may be compressed with gzip.

Examples:
  dixit import events.ndjson --db copy.db
  ssh archive dixit export events | dixit import - --db copy.db";

/// Record the events that `dixit export events` wrote, after checking each
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ImportArgs {
    /// File of events, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl ImportArgs {
    /// Records them.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Json, Format::Jsonl])?;
        // Before a database is made for nothing.
        let mut lines = EventLines::open(&self.file)?;
        let mut tracker = session.open_for_writing(None)?;
        if let Some(origin) = tracker.origin()? {
            return Err(CliError::input(format_args!(
                "the database is a copy of {}, and takes its events from there",
                origin.address
            ))
            .with_hint("`dixit sync` takes them; to import into another database, name it with --db"));
        }
        if let Some(leaf) = tracker.first_leaf()? {
            lines.require_source(log_uri(&leaf));
        }
        let mut summary = ImportSummary {
            recorded: 0,
            known: 0,
            redacted: 0,
            last: 0,
            root: String::new(),
        };
        let imported = import_lines(session, &mut tracker, lines, &mut summary);
        session.ui.end_progress();
        let last = tracker.head()?.map_or(Position::START, |head| head.position);
        let is_complete = imported.map_err(|error| match last {
            Position::START => error.with_hint("nothing was recorded"),
            last => error.with_hint(format_args!(
                "the log is recorded up to {last}; to go on, mend the line and import the whole file again"
            )),
        })?;
        summary.last = last.number();
        summary.root = tracker.root_at(last)?.to_string();
        let mut values = vec![
            ("recorded", summary.recorded.to_string()),
            ("known before", summary.known.to_string()),
            ("last", last.to_string()),
            ("root", summary.root.clone()),
        ];
        if summary.redacted > 0 {
            values.push(("redacted", summary.redacted.to_string()));
        }
        print_report(session, &summary, &values)?;
        if is_complete {
            return Ok(ExitStatus::Done);
        }
        session
            .ui
            .print_note("interrupted: import the same events again to go on");
        Ok(ExitStatus::Interrupted)
    }
}
