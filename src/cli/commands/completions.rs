use crate::cli::args::Cli;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

const EXAMPLES: &str = "\
In bash, zsh and fish, names of speakers, topics and publishers, ids and positions are completed too, from the \
database that the line names, or DIXIT_DB, or dixit.toml, or dixit.db.

Example:
  dixit completions bash > ~/.local/share/bash-completion/completions/dixit
  dixit completions zsh > ~/.zfunc/_dixit
  dixit completions fish > ~/.config/fish/completions/dixit.fish";

/// Print the completions for a shell
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl CompletionsArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let asking = match self.shell {
            Shell::Bash => Some(include_str!("../completion/dixit.bash")),
            Shell::Zsh => Some(include_str!("../completion/dixit.zsh")),
            Shell::Fish => Some(include_str!("../completion/dixit.fish")),
            _ => None,
        };
        if let Some(script) = asking {
            session.ui.write(script)?;
            return Ok(Exit::Done);
        }
        // Into memory first: the generator panics where writing fails, and a closed pipe is no bug.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "dixit", &mut script);
        session.ui.write(&String::from_utf8_lossy(&script))?;
        Ok(Exit::Done)
    }
}
