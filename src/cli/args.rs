use super::as_of::{self, AsOf};
use super::commands::Command;
use clap::{Args, Parser, ValueEnum};
use std::path::PathBuf;

/// What stands under the help of `dixit` itself.
const AFTER: &str = "\
Exit codes:
  0  done
  1  a check found a difference
  2  the command line makes no sense
  3  an input is bad, or there is no such thing
  4  the store is locked, damaged or full, or the output cannot be written

Example:
  dixit ingest articles/
  dixit timeline --speaker \"li qiang\"";

/// Who said what, when, and where it was reported
///
/// dixit reads news articles in French, English and Chinese, records the statements that they report in an
/// append-only log with their exact words and source, and answers questions about them.
#[derive(Debug, Parser)]
#[command(name = "dixit", version, after_long_help = AFTER, arg_required_else_help = true)]
#[command(subcommand_required = true, max_term_width = 100)]
pub(crate) struct Cli {
    /// What goes for every command.
    #[command(flatten)]
    pub(crate) global: Global,
    /// What is to be done.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct Global {
    /// The database: the log and everything derived from it, in one file
    #[arg(
        long,
        global = true,
        env = "DIXIT_DB",
        value_name = "FILE",
        default_value = "dixit.db"
    )]
    pub(crate) db: PathBuf,
    /// The form of the output
    #[arg(long, global = true, value_enum, value_name = "FORM", default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// When to use colour; NO_COLOR turns it off too
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// Answer as of a position in the log, @1200, or of a time: 2026, 2026-03-12 (to its end, UTC), yesterday, 30d,
    /// last monday, or 2026-03-12T08:00:00Z
    #[arg(long, global = true, value_name = "WHEN", value_parser = as_of::as_of)]
    pub(crate) as_of: Option<AsOf>,
    /// Answer from what this reader reads, beside dixit's own: a name that `ingest --readings` was given
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Begin CSV with a byte order mark: Excel takes it for another encoding without
    #[arg(long, global = true)]
    pub(crate) bom: bool,
    /// Print long output as it is, also on a terminal
    #[arg(long, global = true)]
    pub(crate) no_pager: bool,
    /// Read no dixit.toml
    #[arg(long, global = true)]
    pub(crate) no_config: bool,
    /// Tell nothing but errors on stderr
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// To be read on a terminal
    Table,
    /// One JSON value
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a line of titles
    Csv,
    /// A Markdown table; for `brief`, a text with footnotes
    Md,
    /// CSL-JSON, as reference managers read it: the sources of `brief`, and of nothing else
    Csl,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal that can show it, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_defined() {
        Cli::command().debug_assert();
    }
}
