//! Prints events of the log.

use super::phrases::short_id;
use crate::cli::error::CliError;
use crate::cli::ui::text::{sanitize, truncate};
use crate::cli::ui::{Ui, style};
use crate::domain::Position;
use crate::export::{ListFormat, ListWriter, LogLine};
use crate::tracker::{LogFilter, Tracker};

/// Minimum width of a summary in cells, however narrow the terminal.
const SUMMARY_MIN: usize = 7;
/// Terminals narrower than this many cells show short ids.
const FULL_ID_WIDTH: usize = 100;
/// Terminals narrower than this many cells show days instead of times.
const FULL_TIME_WIDTH: usize = 80;

/// Prints the events of `filter` one by one, so that a log of any length needs little memory: each on one line, or as
/// data in `format`.
pub(crate) fn print_events(
    ui: &mut Ui,
    tracker: &Tracker,
    filter: &LogFilter,
    format: Option<ListFormat>,
) -> Result<(), CliError> {
    let Some(format) = format else {
        return tracker.for_each_event(filter, &mut |recorded| print_event(ui, &LogLine::from(&recorded)));
    };
    let mut writer = ListWriter::new(format, ui.output());
    tracker.for_each_event(filter, &mut |recorded| {
        let written = writer.push(&LogLine::from(&recorded));
        written.map_err(|error| CliError::output(&error))
    })?;
    writer.finish().map_err(|error| CliError::output(&error))
}

/// Prints an event on one line.
fn print_event(ui: &mut Ui, line: &LogLine) -> Result<(), CliError> {
    let position = Position::new(line.position);
    let mut time = line.recorded_at.as_str();
    let mut about = line.statement.as_deref().unwrap_or(&line.stream);
    if ui.width() < FULL_ID_WIDTH {
        about = short_id(about.strip_prefix("article-").unwrap_or(about));
    }
    if ui.width() < FULL_TIME_WIDTH {
        time = time.split_once('T').map_or(time, |(day, _)| day);
    }
    let known = format!("{position:>7}  {time}  {:<19}  ", line.kind);
    let room = ui
        .width()
        .saturating_sub(known.len() + about.len() + 2)
        .max(SUMMARY_MIN);
    let summary = sanitize(line.summary.as_deref().unwrap_or_default()).into_owned();
    let summary = truncate(&summary, room);
    let about = ui.paint(about, style::FAINT);
    ui.write_line(format_args!("{known}{about}  {summary}").to_string().trim_end())
}
