use crate::cli::error::{CliError, ExitStatus};
use crate::cli::help;
use crate::cli::session::Session;
use clap::Args;
use clap_mangen::Man;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  dixit man | man -l -
  dixit man ~/.local/share/man/man1";

/// Print the manual page, or write one page per command
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ManArgs {
    /// Directory for the pages of all commands; without it, the page of dixit is printed
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl ManArgs {
    /// Prints or writes the pages.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let command = help::with_grouped_commands(&(session.command_line)());
        if let Some(dir) = self.dir {
            std::fs::create_dir_all(&dir)
                .and_then(|()| clap_mangen::generate_to(command, &dir))
                .map_err(|error| {
                    CliError::store(format_args!("cannot write into {}: {error}", dir.display()))
                })?;
            session
                .ui
                .print_summary(format_args!("wrote the manual pages to {}", dir.display()));
        } else {
            let mut page = Vec::new();
            Man::new(command)
                .render(&mut page)
                .map_err(|error| CliError::output(&error))?;
            session.ui.write(&String::from_utf8_lossy(&page))?;
        }
        Ok(ExitStatus::Done)
    }
}
