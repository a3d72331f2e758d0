//! From arguments and configuration to what is to be run.

use super::args::{Cli, Global};
use super::config::{self, Applied, Config, Sourced};
use super::error::CliError;
use super::help;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches};
use std::ffi::OsString;
use std::path::PathBuf;

/// What is to be run.
pub(crate) struct Launch {
    /// The command line.
    pub(crate) cli: Cli,
    /// What holds where it does not say otherwise.
    pub(crate) config: Config,
    /// The filters of the configuration that hold.
    pub(crate) applied: Vec<Applied>,
    /// Whether long output goes through a pager.
    pub(crate) is_paged: bool,
}

/// Why nothing is to be run.
pub(crate) enum Stop {
    /// Help is asked for, or the command line makes no sense.
    Arguments(clap::Error),
    /// The configuration makes no sense.
    Config(Box<Global>, CliError),
}

impl From<clap::Error> for Stop {
    fn from(error: clap::Error) -> Self {
        Self::Arguments(error)
    }
}

impl Launch {
    /// Reads `args`, and the files of the configuration.
    pub(crate) fn of(args: &[OsString]) -> Result<Self, Stop> {
        let mut matches = matches(args)?;
        let mut cli = Cli::from_arg_matches(&matches)?;
        let given = given_db(&cli, &matches);
        let config = Config::load(given, !cli.global.no_config)
            .map_err(|error| Stop::Config(Box::new(cli.global.clone()), error))?;
        let mut applied = Vec::new();
        if !config.filters.is_empty() {
            let command = config::apply(Cli::command(), &config);
            matches = command
                .clone()
                .try_get_matches_from(args)
                .map_err(|error| Stop::Config(Box::new(cli.global.clone()), bad_filter(&config, &error)))?;
            cli = Cli::from_arg_matches(&matches)?;
            applied = config::applied(&command, &matches, &config);
        }
        let is_paged = !cli.global.no_pager && is_paged(&matches);
        Ok(Self {
            cli,
            config,
            applied,
            is_paged,
        })
    }

    /// That filters hold which the command line does not have; `None` where there are none.
    pub(crate) fn filtered(&self) -> Option<String> {
        let filters = self.applied.iter().map(|filter| {
            let Applied { name, value, from } = filter;
            format!("--{name} {value} ({from})")
        });
        let filters: Vec<String> = filters.collect();
        (!filters.is_empty()).then(|| {
            format!(
                "filtered as the configuration says: {}; --no-config leaves that out",
                filters.join(", ")
            )
        })
    }
}

/// What the command line says; the help of `dixit` itself has its commands in groups.
fn matches(args: &[OsString]) -> Result<ArgMatches, clap::Error> {
    Cli::command()
        .try_get_matches_from(args)
        .map_err(|error| match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                help::command().try_get_matches_from(args).err().unwrap_or(error)
            }
            _ => error,
        })
}

/// The database that the command line or the environment names.
fn given_db(cli: &Cli, matches: &ArgMatches) -> Option<Sourced<PathBuf>> {
    let from = match matches.value_source("db")? {
        ValueSource::CommandLine => "--db",
        ValueSource::EnvVariable => "DIXIT_DB",
        _ => return None,
    };
    Some(Sourced {
        value: cli.global.db.clone(),
        from: from.to_owned(),
    })
}

/// That a filter of the configuration has a value that its option does not take.
fn bad_filter(config: &Config, error: &clap::Error) -> CliError {
    let told = error.to_string();
    let first = told.lines().next().unwrap_or_default();
    let what = first.strip_prefix("error: ").unwrap_or(first);
    let is_meant = |(name, _): &(&String, &Sourced<String>)| what.contains(&format!("--{name} "));
    let from = config
        .filters
        .iter()
        .find(is_meant)
        .map(|(_, filter)| filter.from.as_str());
    CliError::input(format_args!("{}: {what}", from.unwrap_or("the configuration")))
}

fn is_paged(matches: &ArgMatches) -> bool {
    match matches.subcommand() {
        Some(("topic", below)) => below.subcommand_name() == Some("list"),
        Some((name, _)) => help::is_paged(name),
        None => false,
    }
}
