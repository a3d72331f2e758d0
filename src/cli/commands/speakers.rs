use crate::cli::args::global::Format;
use crate::cli::args::values;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::views::listing;
use crate::cli::views::speaker_table::build_table;
use crate::domain::SpeakerKind;
use crate::query::SpeakersQuery;
use crate::query::input::parse_count;
use clap::Args;
use clap::builder::TypedValueParser;

const EXAMPLES: &str = "\
Examples:
  dixit speakers --kind institution
  dixit speakers \"li qiang\" --format json";

/// List speakers, most frequent first
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SpeakersArgs {
    /// Only speakers with this name, ignoring case and accents
    name: Option<String>,
    /// List speakers whom articles only describe ("ministre", "experts"), one per article, instead of those with a
    /// name
    #[arg(long, conflicts_with = "name")]
    unnamed: bool,
    /// Only speakers of this kind
    #[arg(long, value_parser = kind_parser())]
    kind: Option<SpeakerKind>,
    /// Show at most this many, or all; on a terminal 100 by default
    #[arg(long, value_name = "COUNT", value_parser = parse_count)]
    limit: Option<usize>,
}

impl SpeakersArgs {
    /// Prints the speakers.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut page = listing::ListingPage::new(session, self.limit);
        let mut lines = session.ask(&SpeakersQuery {
            kind: self.kind,
            unnamed: self.unnamed,
            name: self.name,
            limit: page.limit,
        })?;
        page.cut(&mut lines.0);
        if session.format == Format::Table {
            listing::print_table(session, &build_table(&lines), "no speakers match")?;
        } else {
            listing::print_list(session, &lines)?;
        }
        page.print_note(session)?;
        Ok(ExitStatus::Done)
    }
}

fn kind_parser() -> impl TypedValueParser<Value = SpeakerKind> {
    values::word_parser(SpeakerKind::ALL.iter().map(|kind| kind.as_str()))
}
