use crate::cli::args::filters::FilterArgs;
use crate::cli::args::global::Format;
use crate::cli::args::values;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::views::listing;
use crate::domain::Act;
use crate::export;
use crate::query::BriefQuery;
use clap::Args;

const EXAMPLES: &str = "\
The text is Markdown with footnotes. A statement that several articles report appears once, with all of them as \
sources. --format csl prints the sources as CSL-JSON, which reference managers import.

Examples:
  dixit brief --topic \"artificial intelligence\" --since 2026
  dixit brief --speaker \"hélène varangeot\" --format csl";

/// Write a dossier on a topic or a speaker, with sources
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct BriefArgs {
    #[command(flatten)]
    filters: FilterArgs,
    /// Only statements with this act
    #[arg(long, value_parser = values::act_parser(), help_heading = "Filters")]
    act: Option<Act>,
}

impl BriefArgs {
    /// Prints the dossier.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        if self.filters.speaker.is_none() && self.filters.topic.is_none() {
            return Err(
                CliError::usage("a dossier needs a topic or a speaker").with_hint("add --topic or --speaker")
            );
        }
        let dossier = session.ask(&BriefQuery {
            within: self.filters.into_statement_filter(self.act),
        })?;
        if dossier.cited.is_empty() {
            session.ui.print_summary("no statements match");
        }
        match session.format {
            Format::Table | Format::Md if dossier.cited.is_empty() => {}
            Format::Table | Format::Md => session.ui.write_with(|out| export::write_brief(&dossier, out))?,
            Format::Csl => session.ui.write_with(|out| export::write_csl(&dossier, out))?,
            Format::Json | Format::Jsonl | Format::Csv | Format::Svg => {
                listing::print_record(session, &dossier)?
            }
        }
        Ok(ExitStatus::Done)
    }
}
