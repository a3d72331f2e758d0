use crate::cli::error::{CliError, ExitStatus};
use crate::cli::interrupt::Interrupt;
use crate::cli::session::Session;
use crate::cli::views::phrases;
use crate::web::{self, InterfaceLanguage, PublishOptions};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

const EXAMPLES: &str = "\
The same log gives the same files, byte for byte, and publishing again writes only what changed.

Examples:
  dixit publish site
  dixit publish site --ui fr --ui en";

/// Write the record as a static web site
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct PublishArgs {
    /// Folder of the site
    folder: PathBuf,
    /// Language of the interface; may be repeated: the first is at the root of the site
    #[arg(long = "ui", value_name = "LANG", value_parser = language_parser(), default_value = "en")]
    languages: Vec<InterfaceLanguage>,
}

impl PublishArgs {
    /// Writes the files and prints how many.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.refuse_as_of("a site is of the whole log")?;
        session.require_database()?;
        let interrupt = Interrupt::listen();
        let mut languages = Vec::new();
        for language in self.languages {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        let options = PublishOptions {
            folder: self.folder,
            languages,
        };
        session.ui.start_progress("files");
        let set_progress = session.ui.progress_setter();
        let report = web::publish(&session.db, &options, &|files| {
            set_progress(files);
            !interrupt.is_asked()
        });
        session.ui.end_progress();
        let report = report?;
        let files = phrases::pluralize(report.files, "file");
        session.ui.print_summary(format_args!(
            "{files}: {} written, {} removed",
            report.written, report.removed
        ));
        Ok(ExitStatus::Done)
    }
}

/// Parses a language of the interface; help and errors list them.
fn language_parser() -> impl TypedValueParser<Value = InterfaceLanguage> {
    let tags = InterfaceLanguage::ALL.map(InterfaceLanguage::as_str);
    // The only words are tags.
    PossibleValuesParser::new(tags)
        .map(|tag| InterfaceLanguage::from_tag(&tag).unwrap_or(InterfaceLanguage::English))
}
