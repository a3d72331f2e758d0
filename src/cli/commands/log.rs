use crate::cli::args::clock_values;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::views::listing::{self, LISTING_FORMATS};
use crate::cli::views::log_events;
use crate::domain::{Event, Position, StreamId, StreamIdError};
use crate::query::input::{LogMoment, parse_count};
use crate::tracker::LogFilter;
use clap::Args;
use clap::builder::PossibleValuesParser;

const EXAMPLES: &str = "\
Examples:
  dixit log --limit 20
  dixit log --type statement.withdrawn --format csv
  dixit log --since @1200 --format jsonl
  dixit log --since yesterday";

/// List the events of the log, oldest first
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct LogArgs {
    /// Only events of this stream: article-ID, speakers or topics
    #[arg(long, value_name = "STREAM", value_parser = parse_stream)]
    stream: Option<StreamId>,
    /// Only events of this type
    #[arg(long = "type", value_name = "TYPE", value_parser = PossibleValuesParser::new(Event::ALL_TYPES))]
    kind: Option<String>,
    /// Only events after this position (@1200), or recorded since this time: 2026-03-12 (from its start, UTC),
    /// yesterday, 30d, last monday, or 2026-03-12T08:00:00Z
    #[arg(long, value_name = "WHEN", value_parser = clock_values::parse_recorded_since)]
    since: Option<LogMoment>,
    /// Show at most the last this many
    #[arg(long, value_name = "COUNT", value_parser = parse_count)]
    limit: Option<usize>,
}

impl LogArgs {
    /// Prints the events one by one, so that a log of any length needs little memory.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_format(&LISTING_FORMATS)?;
        let filter = LogFilter {
            after: match self.since {
                Some(since) => session.position_before(since)?,
                None => Position::START,
            },
            up_to: session.as_of_position()?,
            stream: self.stream,
            kind: self.kind,
            limit: self.limit.map(|limit| limit as u64),
        };
        let format = listing::list_format(session);
        let (tracker, ui) = session.tracker_and_ui()?;
        log_events::print_events(ui, tracker, &filter, format)?;
        Ok(ExitStatus::Done)
    }
}

/// Parses the name of a stream; the id of an article is short for its stream.
fn parse_stream(text: &str) -> Result<StreamId, StreamIdError> {
    text.parse().map(StreamId::Article).or_else(|_| text.parse())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_id_is_short_for_its_stream() {
        let article = "a0123456789ab";
        assert_eq!(parse_stream(article), parse_stream(&format!("article-{article}")));
        assert!(parse_stream("speaker-x").is_err());
    }
}
