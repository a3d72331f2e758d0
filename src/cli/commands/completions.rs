use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use clap::Args;
use clap_complete::Shell;

const EXAMPLES: &str = "\
In bash, zsh and fish, the script also completes speakers, topics, publishers, ids and log positions from the \
database: the one given with --db, else by DIXIT_DB, else by dixit.toml, else dixit.db.

Examples:
  dixit completions bash > ~/.local/share/bash-completion/completions/dixit
  dixit completions zsh > ~/.zfunc/_dixit
  dixit completions fish > ~/.config/fish/completions/dixit.fish";

/// Print a completion script for a shell
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CompletionsArgs {
    /// Shell to print for
    #[arg(value_enum)]
    shell: Shell,
}

impl CompletionsArgs {
    /// Prints the script.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let asking = match self.shell {
            Shell::Bash => Some(include_str!("../completion/dixit.bash")),
            Shell::Zsh => Some(include_str!("../completion/dixit.zsh")),
            Shell::Fish => Some(include_str!("../completion/dixit.fish")),
            _ => None,
        };
        if let Some(script) = asking {
            session.ui.write(script)?;
            return Ok(ExitStatus::Done);
        }
        // Generated in memory, because the generator panics if writing fails, and a closed pipe is not a bug.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut (session.command_line)(), "dixit", &mut script);
        session.ui.write(&String::from_utf8_lossy(&script))?;
        Ok(ExitStatus::Done)
    }
}
