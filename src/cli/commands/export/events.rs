use crate::cli::args::global::Format;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::exchange::{OutputFile, log_uri, write_error, write_event_line};
use crate::cli::session::Session;
use crate::cli::ui::Ui;
use crate::cli::views::phrases::pluralize;
use crate::domain::Position;
use crate::export::ControlEscaper;
use crate::query::input::parse_position;
use crate::tracker::Tracker;
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Each line is one event as CloudEvents 1.0 (JSON), with everything that the log stores of it: `dixit import` makes the \
same log of these lines elsewhere, with the same root. They hold the texts of the articles and the salts of all hashes, \
so they are as private as the database.

Examples:
  dixit export events --output events.ndjson
  dixit export events --after @1200 | gzip > later.ndjson.gz";

/// Write the events of the log, one line of JSON each
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct EventsArgs {
    /// Only events after this position (@1200)
    #[arg(long, value_name = "POSITION", value_parser = parse_position)]
    after: Option<Position>,
    /// File to write; a complete one takes the place of the one before
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl EventsArgs {
    /// Writes the events one by one, so that a log of any length needs little memory.
    pub(super) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&[Format::Table, Format::Jsonl])?;
        let range = (self.after.unwrap_or(Position::START), session.as_of_position()?);
        let db = session.db.clone();
        let (tracker, ui) = session.tracker_and_ui()?;
        let (count, last) = match self.output {
            None => {
                // A program gets the bytes that were hashed; a person at a terminal must not get what controls it.
                let written = if Ui::is_terminal() {
                    let mut escaped = ControlEscaper(ui.output());
                    write_events(tracker, range, &mut escaped, &CliError::output)?
                } else {
                    write_events(tracker, range, ui.output(), &CliError::output)?
                };
                ui.flush()?;
                written
            }
            Some(path) => {
                let mut file = OutputFile::create(&path, &db)?;
                let failed = |error: &_| write_error(&path, error);
                let written = write_events(tracker, range, file.writer(), &failed)?;
                file.finish()?;
                written
            }
        };
        let what = pluralize(count, "event");
        let root = tracker.root_at(last)?;
        ui.print_summary(format_args!("{what}; the root of the log up to {last} is {root}"));
        Ok(ExitStatus::Done)
    }
}

/// Writes the events after the first position of `range` and up to the second. Returns how many there are, and the
/// position of the last event of the range.
fn write_events(
    tracker: &Tracker,
    range: (Position, Option<Position>),
    out: &mut dyn Write,
    failed: &dyn Fn(&io::Error) -> CliError,
) -> Result<(u64, Position), CliError> {
    let (after, up_to) = range;
    let (mut count, mut last) = (0, after);
    let Some(first_leaf) = tracker.first_leaf()? else {
        return Ok((0, Position::START));
    };
    let source = log_uri(&first_leaf);
    tracker.for_each_record(after, up_to, &mut |record| {
        count += 1;
        last = record.position;
        write_event_line(&record, &source, out).map_err(|error| failed(&error))
    })?;
    Ok((count, last))
}
