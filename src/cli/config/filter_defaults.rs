//! Filters of the configuration as defaults of command-line options.

use super::sourced::Sourced;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};
use std::collections::{BTreeMap, BTreeSet};

/// Help heading of the options that filter.
const FILTER_HEADING: &str = "Filters";

/// A filter from the configuration that applies to a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AppliedFilter {
    /// Name of the option.
    pub(crate) name: String,
    /// Its value.
    pub(crate) value: String,
    /// Where it comes from, for people.
    pub(crate) origin: String,
}

/// Returns the names of all filters: those of `timeline`, which the other questions share.
pub(crate) fn filter_names(command: &Command) -> BTreeSet<String> {
    let timeline = command.find_subcommand("timeline").into_iter();
    let args = timeline.flat_map(Command::get_arguments);
    args.filter_map(filter_name).map(str::to_owned).collect()
}

/// Sets the filters of the configuration as defaults of all subcommands.
pub(crate) fn set_filter_defaults(command: Command, defaults: &BTreeMap<String, Sourced<String>>) -> Command {
    command.mut_subcommands(|subcommand| {
        subcommand.mut_args(
            |arg| match filter_name(&arg).and_then(|name| defaults.get(name)) {
                Some(default) => arg.default_value(default.value.clone()),
                None => arg,
            },
        )
    })
}

/// Returns the filters that apply to the parsed command line: those that it does not set itself.
pub(crate) fn applied_filters(
    command: &Command,
    matches: &ArgMatches,
    defaults: &BTreeMap<String, Sourced<String>>,
) -> Vec<AppliedFilter> {
    let Some((name, matches)) = matches.subcommand() else {
        return Vec::new();
    };
    let Some(command) = command.find_subcommand(name) else {
        return Vec::new();
    };
    let args = command.get_arguments();
    let set = args.filter_map(|arg| {
        let name = filter_name(arg)?;
        let default = defaults.get(name)?;
        let is_default = matches.value_source(arg.get_id().as_str()) == Some(ValueSource::DefaultValue);
        is_default.then(|| AppliedFilter {
            name: name.to_owned(),
            value: default.value.clone(),
            origin: default.origin.clone(),
        })
    });
    set.collect()
}

/// Returns the name of `arg` if it is a filter with a value.
fn filter_name(arg: &Arg) -> Option<&str> {
    let is_filter = arg.get_help_heading() == Some(FILTER_HEADING) && arg.get_action().takes_values();
    arg.get_long().filter(|_| is_filter)
}
