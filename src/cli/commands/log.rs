use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::text::{clean, truncate, width};
use crate::cli::ui::Ui;
use crate::domain::{Event, Position, StreamId};
use crate::export::{self, LogLine, LogLines};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

const EXAMPLES: &str = "\
Examples:
  dixit log --limit 20
  dixit log --type statement.withdrawn --format csv
  dixit log --since 1200 --format jsonl";

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
    /// Only what comes after this position
    #[arg(long, value_name = "POSITION")]
    since: Option<u64>,
    /// Only the last so many
    #[arg(long, value_name = "COUNT")]
    limit: Option<u64>,
}

/// Reads the name of a stream; an article's id is enough.
fn stream(text: &str) -> Result<StreamId, crate::domain::StreamIdError> {
    text.parse().map(StreamId::Article).or_else(|_| text.parse())
}
