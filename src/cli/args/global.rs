//! Options that every command has, and the shared types of their values.

use super::clock_values::parse_as_of;
use crate::query::input::LogMoment;
use anstream::ColorChoice;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The option that names the database.
pub(crate) const DATABASE_OPTION: &str = "--db";

/// Options that every command accepts.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct GlobalArgs {
    /// Database file: the log and everything derived from it
    #[arg(
        long,
        global = true,
        env = "DIXIT_DB",
        value_name = "FILE",
        default_value = "dixit.db"
    )]
    pub(crate) db: PathBuf,
    /// Output format
    #[arg(long, global = true, value_enum, value_name = "FORM", default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// When to use colour; NO_COLOR also turns it off
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = ColorMode::Auto)]
    pub(crate) color: ColorMode,
    /// Answer as of a log position (@1200) or a time: 2026, 2026-03-12 (to its end, UTC), yesterday, 30d, last
    /// monday, or 2026-03-12T08:00:00Z
    #[arg(long, global = true, value_name = "WHEN", value_parser = parse_as_of)]
    pub(crate) as_of: Option<LogMoment>,
    /// Answer from the readings of this reader instead of dixit's own; `ingest --readings` names readers
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Record though the clock is more than a year ahead of the last event: it is right
    #[arg(long, global = true)]
    pub(crate) accept_clock: bool,
    /// Start CSV with a byte order mark, so that Excel reads it as UTF-8
    #[arg(long, global = true)]
    pub(crate) bom: bool,
    /// Never send long output to a pager
    #[arg(long, global = true)]
    pub(crate) no_pager: bool,
    /// Ignore all dixit.toml files
    #[arg(long, global = true)]
    pub(crate) no_config: bool,
    /// Print only errors on stderr
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

/// Output format
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Table for reading on a terminal
    Table,
    /// One JSON value
    Json,
    /// One JSON object per line
    Jsonl,
    /// Comma-separated values with a header line
    Csv,
    /// Markdown table; for `brief`, a text with footnotes
    Md,
    /// CSL-JSON for reference managers: the sources of `brief` (only `brief` has it)
    Csl,
    /// A chart as SVG (only `timeline` and `matrix` have it)
    Svg,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorMode {
    /// If the terminal supports it, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl From<ColorMode> for ColorChoice {
    fn from(color: ColorMode) -> Self {
        match color {
            ColorMode::Auto => Self::Auto,
            ColorMode::Always => Self::Always,
            ColorMode::Never => Self::Never,
        }
    }
}
