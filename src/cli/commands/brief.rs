use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters::{self, Filters};
use crate::cli::listing;
use crate::cli::session::Session;
use crate::domain::Act;
use crate::export;
use crate::query::BriefQuery;
use clap::Args;

const EXAMPLES: &str = "\
The text is Markdown with footnotes; what several articles report of one statement is there once, with all of them. \
--format csl gives the sources as CSL-JSON, which reference managers import.

Examples:
  dixit brief --topic \"artificial intelligence\" --since 2026
  dixit brief --speaker \"hélène varangeot\" --format csl";

/// Write a dossier about a topic or a speaker, each statement with its sources
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct BriefArgs {
    #[command(flatten)]
    filters: Filters,
    /// Only what does this
    #[arg(long, value_parser = filters::act(), help_heading = "Filters")]
    act: Option<Act>,
}

impl BriefArgs {
    /// Prints it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        if self.filters.speaker.is_none() && self.filters.topic.is_none() {
            return Err(CliError::usage("a dossier is about a topic or a speaker")
                .hint("name one by --topic or --speaker"));
        }
        let dossier = session.ask(&BriefQuery {
            within: self.filters.timeline(self.act),
        })?;
        if dossier.cited.is_empty() {
            session.ui.summary("no such statements");
        }
        match session.format {
            Format::Table | Format::Md if dossier.cited.is_empty() => {}
            Format::Table | Format::Md => session.ui.emit(|out| export::write_brief(&dossier, out))?,
            Format::Csl => session.ui.emit(|out| export::write_csl(&dossier, out))?,
            Format::Json | Format::Jsonl | Format::Csv => listing::whole(session, &dossier)?,
        }
        Ok(Exit::Done)
    }
}
