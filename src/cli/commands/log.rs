use crate::cli::args::Format;
use crate::cli::as_of::{self, AsOf};
use crate::cli::error::{CliError, Exit};
use crate::cli::filters;
use crate::cli::listing;
use crate::cli::session::Session;
use crate::cli::statements::short;
use crate::cli::ui::Ui;
use crate::cli::ui::style;
use crate::cli::ui::table::Table;
use crate::cli::ui::text::{clean, truncate};
use crate::domain::{Event, Position, StreamId, StreamIdError};
use crate::export::{LogLine, LogLines};
use crate::tracker::LogFilter;
use clap::Args;
use clap::builder::PossibleValuesParser;

/// A summary is never cut shorter than this, however narrow the terminal.
const SUMMARY_MIN: usize = 7;
/// Where lines have fewer cells, ids are short.
const WIDE: usize = 100;
/// Where lines have fewer cells, a time is told to the day.
const NARROW: usize = 80;

const EXAMPLES: &str = "\
Examples:
  dixit log --limit 20
  dixit log --type statement.withdrawn --format csv
  dixit log --since @1200 --format jsonl
  dixit log --since yesterday";

/// List the events of the log, in order
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct LogArgs {
    /// Only this history: article-ID, or the id of an article
    #[arg(long, value_name = "STREAM", value_parser = stream)]
    stream: Option<StreamId>,
    /// Only events of this type
    #[arg(long = "type", value_name = "TYPE", value_parser = PossibleValuesParser::new(Event::TYPES))]
    kind: Option<String>,
    /// Only what comes after this position, @1200, or was recorded since this time: 2026-03-12 (from its beginning,
    /// UTC), yesterday, 30d, last monday, or 2026-03-12T08:00:00Z
    #[arg(long, value_name = "WHEN", value_parser = as_of::since)]
    since: Option<AsOf>,
    /// Only the last so many
    #[arg(long, value_name = "COUNT", value_parser = filters::count)]
    limit: Option<usize>,
}

impl LogArgs {
    /// Prints them; a log of any length in little memory, where the form allows it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let filter = LogFilter {
            after: match self.since {
                Some(since) => session.position_of(since)?,
                None => Position::START,
            },
            up_to: session.upto()?,
            stream: self.stream,
            kind: self.kind,
            limit: self.limit.map(|limit| limit as u64),
        };
        let format = session.format;
        let mut kept = LogLines(Vec::new());
        let (reader, ui) = session.split()?;
        reader.for_each_event(&filter, &mut |recorded| {
            let line = LogLine::from(&recorded);
            match format {
                Format::Table => print(ui, &line)?,
                Format::Jsonl => ui.line(serde_json::to_string(&line).map_err(CliError::store)?)?,
                Format::Json | Format::Csv | Format::Md | Format::Csl => kept.0.push(line),
            }
            Ok::<_, CliError>(())
        })?;
        if matches!(format, Format::Json | Format::Csv | Format::Md) {
            listing::print(session, &kept, &Table::new([]), "no such events")?;
        }
        Ok(Exit::Done)
    }
}

/// Prints one event on one line.
fn print(ui: &mut Ui, line: &LogLine) -> Result<(), CliError> {
    let position = Position::new(line.position);
    let mut time = line.recorded_at.as_str();
    let mut about = line.statement.as_deref().unwrap_or(&line.stream);
    if ui.width() < WIDE {
        about = short(about.strip_prefix("article-").unwrap_or(about));
    }
    if ui.width() < NARROW {
        time = time.split_once('T').map_or(time, |(day, _)| day);
    }
    let known = format!("{position:>7}  {time}  {:<19}  ", line.kind);
    let room = ui
        .width()
        .saturating_sub(known.len() + about.len() + 2)
        .max(SUMMARY_MIN);
    let summary = clean(line.summary.as_deref().unwrap_or_default()).into_owned();
    let summary = truncate(&summary, room);
    let about = ui.paint(about, style::FAINT);
    ui.line(format_args!("{known}{about}  {summary}").to_string().trim_end())
}

/// Reads the name of a stream; an article's id is enough.
fn stream(text: &str) -> Result<StreamId, StreamIdError> {
    text.parse().map(StreamId::Article).or_else(|_| text.parse())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_names_its_stream() {
        let article = "a0123456789ab";
        assert_eq!(stream(article), stream(&format!("article-{article}")));
        assert!(stream("speaker-x").is_err());
    }
}
