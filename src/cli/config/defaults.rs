//! Filters of the configuration as defaults of the command line.

use super::Config;
use crate::cli::args::Cli;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, CommandFactory};
use std::collections::BTreeSet;

/// The heading of the options that filter.
const FILTERS: &str = "Filters";

/// A filter of the configuration that holds for a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Applied {
    /// The name of the option.
    pub(crate) name: String,
    /// Its value.
    pub(crate) value: String,
    /// Where it is from.
    pub(crate) from: String,
}

/// The names of the options by which questions are filtered: those of `timeline`, which other questions share.
pub(crate) fn known_filters() -> BTreeSet<String> {
    let command = Cli::command();
    let timeline = command.find_subcommand("timeline").into_iter();
    let args = timeline.flat_map(Command::get_arguments);
    args.filter_map(filter).map(str::to_owned).collect()
}

/// `command`, whose subcommands have the filters of `config` for defaults.
pub(crate) fn apply(command: Command, config: &Config) -> Command {
    command.mut_subcommands(|subcommand| {
        subcommand.mut_args(
            |arg| match filter(&arg).and_then(|name| config.filters.get(name)) {
                Some(default) => arg.default_value(default.value.clone()),
                None => arg,
            },
        )
    })
}

/// The filters of `config` that hold for what `matches` runs: those that the command line does not set.
pub(crate) fn applied(command: &Command, matches: &ArgMatches, config: &Config) -> Vec<Applied> {
    let Some((name, matches)) = matches.subcommand() else {
        return Vec::new();
    };
    let Some(command) = command.find_subcommand(name) else {
        return Vec::new();
    };
    let args = command.get_arguments();
    let set = args.filter_map(|arg| {
        let name = filter(arg)?;
        let default = config.filters.get(name)?;
        let is_default = matches.value_source(arg.get_id().as_str()) == Some(ValueSource::DefaultValue);
        is_default.then(|| Applied {
            name: name.to_owned(),
            value: default.value.clone(),
            from: default.from.clone(),
        })
    });
    set.collect()
}

/// The name of `arg`, where it is an option that filters and takes a value.
fn filter(arg: &Arg) -> Option<&str> {
    let is_filter = arg.get_help_heading() == Some(FILTERS) && arg.get_action().takes_values();
    arg.get_long().filter(|_| is_filter)
}
