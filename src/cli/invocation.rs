//! Combines the command line and the configuration files into one invocation.

use super::args::global::{DATABASE_OPTION, GlobalArgs};
use super::command_line::CommandLine;
use super::config::{self, AppliedFilter, Config, Sourced};
use super::error::CliError;
use super::help;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches};
use std::ffi::OsString;
use std::path::PathBuf;

/// What to run, and with which settings.
pub(crate) struct Invocation {
    /// The command line, with defaults from the configuration.
    pub(crate) command_line: CommandLine,
    /// Settings of the configuration files.
    pub(crate) config: Config,
    /// Filters of the configuration that apply to this command.
    pub(crate) applied_filters: Vec<AppliedFilter>,
    /// Whether long output goes through a pager.
    pub(crate) is_paged: bool,
}

/// Why there is nothing to run.
pub(crate) enum InvocationError {
    /// Help was asked for, or the command line is invalid.
    Arguments(clap::Error),
    /// A configuration file is invalid.
    Config(Box<GlobalArgs>, CliError),
}

impl From<clap::Error> for InvocationError {
    fn from(error: clap::Error) -> Self {
        Self::Arguments(error)
    }
}

impl Invocation {
    /// Parses `args` and reads the configuration files.
    pub(crate) fn parse(args: &[OsString]) -> Result<Self, InvocationError> {
        let mut matches = parse_matches(args)?;
        let mut cli = CommandLine::from_arg_matches(&matches)?;
        let given = explicit_database(&cli, &matches);
        let config = Config::load(CommandLine::command, given, !cli.global.no_config)
            .map_err(|error| InvocationError::Config(Box::new(cli.global.clone()), error))?;
        let mut applied = Vec::new();
        if !config.filters.is_empty() {
            let command = config::set_filter_defaults(CommandLine::command(), &config.filters);
            matches = command.clone().try_get_matches_from(args).map_err(|error| {
                InvocationError::Config(Box::new(cli.global.clone()), bad_filter_error(&config, &error))
            })?;
            cli = CommandLine::from_arg_matches(&matches)?;
            applied = config::applied_filters(&command, &matches, &config.filters);
        }
        let is_paged = !cli.global.no_pager && is_paged(&matches);
        Ok(Self {
            command_line: cli,
            config,
            applied_filters: applied,
            is_paged,
        })
    }

    /// Describes the filters that come from the configuration; `None` if there are none.
    pub(crate) fn describe_applied_filters(&self) -> Option<String> {
        let filters = self.applied_filters.iter().map(|filter| {
            let AppliedFilter {
                name,
                value,
                origin: from,
            } = filter;
            format!("--{name} {value} ({from})")
        });
        let filters: Vec<String> = filters.collect();
        (!filters.is_empty()).then(|| {
            format!(
                "filters from the configuration apply: {} (--no-config ignores them)",
                filters.join(", ")
            )
        })
    }
}

/// Parses the command line. Top-level help is replaced by help in groups.
fn parse_matches(args: &[OsString]) -> Result<ArgMatches, clap::Error> {
    CommandLine::command()
        .try_get_matches_from(args)
        .map_err(|error| match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                help::with_grouped_commands(&CommandLine::command())
                    .try_get_matches_from(args)
                    .err()
                    .unwrap_or(error)
            }
            _ => error,
        })
}

/// Returns the database named by the command line or the environment.
fn explicit_database(cli: &CommandLine, matches: &ArgMatches) -> Option<Sourced<PathBuf>> {
    let from = match matches.value_source("db")? {
        ValueSource::CommandLine => DATABASE_OPTION,
        ValueSource::EnvVariable => "DIXIT_DB",
        _ => return None,
    };
    Some(Sourced {
        value: cli.global.db.clone(),
        origin: from.to_owned(),
    })
}

/// Error: a filter of the configuration has an invalid value.
fn bad_filter_error(config: &Config, error: &clap::Error) -> CliError {
    let message = error.to_string();
    let first = message.lines().next().unwrap_or_default();
    let what = first.strip_prefix("error: ").unwrap_or(first);
    let is_meant = |(name, _): &(&String, &Sourced<String>)| what.contains(&format!("--{name} "));
    let from = config
        .filters
        .iter()
        .find(is_meant)
        .map(|(_, filter)| filter.origin.as_str());
    CliError::input(format_args!("{}: {what}", from.unwrap_or("the configuration")))
}

fn is_paged(matches: &ArgMatches) -> bool {
    match matches.subcommand() {
        Some(("topic", below)) => below.subcommand_name() == Some("list"),
        Some((name, _)) => help::is_paged(name),
        None => false,
    }
}
