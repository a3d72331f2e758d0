//! The whole command line as clap sees it: the global options and one subcommand.
//!
//! Nothing below the dispatcher may use this file: it knows every command.

use super::args::global::GlobalArgs;
use super::commands::Command;
use clap::Parser;

/// Text below the help of `dixit` itself.
const EXIT_CODES_AND_EXAMPLE: &str = "\
Exit codes:
  0  done
  1  a check found a difference
  2  the command line is invalid
  3  an input is invalid, or something named does not exist
  4  the database is locked, damaged or full, its origin cannot be reached, or the output cannot
     be written
  5  recorded, but the output cannot be written

Example:
  dixit ingest articles/
  dixit timeline --speaker \"li qiang\"";

/// Track who said what, when, and where it was reported
///
/// dixit reads news articles in French, English and Chinese, records the statements that they report in an
/// append-only log with their exact words and source, and answers questions about them.
#[derive(Debug, Parser)]
#[command(name = "dixit", version, after_long_help = EXIT_CODES_AND_EXAMPLE, arg_required_else_help = true)]
#[command(subcommand_required = true, max_term_width = 100)]
pub(crate) struct CommandLine {
    /// Options that every command accepts.
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
    /// The subcommand.
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn command_line_definition_is_valid() {
        CommandLine::command().debug_assert();
    }
}
