//! The help of `dixit` itself: its commands in groups.

use super::args::Cli;
use super::environment;
use super::ui::{self, text};
use clap::{Command, CommandFactory};
use std::fmt::Write as _;

/// Lines of the help are no longer than this, in cells.
const WIDTH_MAX: usize = 100;

/// What commands are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Group {
    /// What stands above them.
    title: &'static str,
    /// Their names, in the order of the help.
    commands: &'static [&'static str],
    /// Whether they print what is to be read, so that a long answer goes through a pager.
    is_paged: bool,
}

/// Every command, once.
pub(crate) const GROUPS: [Group; 5] = [
    Group {
        title: "Ask",
        commands: &[
            "timeline",
            "search",
            "show",
            "speakers",
            "topics",
            "articles",
            "proposals",
            "similar",
            "first",
            "changes",
            "silent",
            "due",
            "replies",
            "since",
            "new",
            "sources",
            "conflicts",
            "brief",
            "matrix",
            "check",
        ],
        is_paged: true,
    },
    Group {
        title: "Decide",
        commands: &[
            "review", "confirm", "correct", "withdraw", "merge", "split", "alias", "identify", "tag",
            "untag", "link", "unlink", "status", "topic", "undo",
        ],
        is_paged: false,
    },
    Group {
        title: "Record",
        commands: &["ingest", "extract", "reread"],
        is_paged: false,
    },
    Group {
        title: "The log itself",
        commands: &["log", "verify", "rebuild", "snapshot"],
        is_paged: false,
    },
    Group {
        title: "Settings and shell",
        commands: &["config", "completions", "man", "help"],
        is_paged: false,
    },
];

/// Whether long output of the command `name` goes through a pager.
pub(crate) fn is_paged(name: &str) -> bool {
    let asks = GROUPS.iter().filter(|group| group.is_paged);
    name == "log"
        || asks
            .flat_map(|group| group.commands)
            .any(|command| *command == name)
}

/// The command line, with the help of `dixit` itself in groups.
pub(crate) fn command() -> Command {
    let mut command = Cli::command();
    command.build();
    let width = environment::columns().or_else(ui::terminal_width);
    let template = template(&command, width.unwrap_or(WIDTH_MAX).min(WIDTH_MAX));
    Cli::command().help_template(template)
}

fn template(command: &Command, width: usize) -> String {
    let mut template = "{about-with-newline}\n{usage-heading} {usage}\n".to_owned();
    let names = GROUPS.iter().flat_map(|group| group.commands);
    let indent = names.map(|name| name.len()).max().unwrap_or(0) + 4;
    for group in GROUPS {
        let _ = writeln!(template, "\n{}:", group.title);
        for name in group.commands {
            let about = command.find_subcommand(name).and_then(Command::get_about);
            let about = about.map_or(String::new(), ToString::to_string);
            let mut lead = format!("  {name}");
            for line in text::wrap(&about, width.saturating_sub(indent)) {
                let _ = writeln!(template, "{lead:indent$}{}", &about[line]);
                lead.clear();
            }
        }
    }
    template.push_str("\nOptions:\n{options}{after-help}");
    template
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_command_is_in_one_group() {
        let mut command = Cli::command();
        command.build();
        let grouped: Vec<&str> = GROUPS.iter().flat_map(|group| group.commands).copied().collect();
        let visible = command.get_subcommands().filter(|command| !command.is_hide_set());
        let names: BTreeSet<&str> = visible.map(Command::get_name).collect();
        assert_eq!(grouped.iter().copied().collect::<BTreeSet<_>>(), names);
        assert_eq!(grouped.len(), names.len(), "a command is in two groups");
    }

    #[test]
    fn help_fits_the_terminal() {
        let mut command = Cli::command();
        command.build();
        for width in [60, 80, 100] {
            let template = template(&command, width);
            let commands = template.lines().filter(|line| line.starts_with("  "));
            for line in commands {
                assert!(text::width(line) <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn only_what_is_read_is_paged() {
        for name in ["timeline", "show", "log"] {
            assert!(is_paged(name), "{name}");
        }
        for name in ["confirm", "review", "ingest", "completions", "undo"] {
            assert!(!is_paged(name), "{name}");
        }
    }
}
