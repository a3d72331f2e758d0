//! The help of `dixit` itself, with its commands in groups.

use super::environment;
use super::ui::{self, text};
use clap::Command;
use std::fmt::Write as _;

/// Maximum width of help lines in cells.
const WIDTH_MAX: usize = 100;

/// A group of commands with one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CommandGroup {
    /// Heading of the group.
    title: &'static str,
    /// Names of the commands, in the order of the help.
    commands: &'static [&'static str],
    /// Whether long output of these commands goes through a pager.
    is_paged: bool,
}

/// All commands; each is in exactly one group.
pub(crate) const GROUPS: [CommandGroup; 8] = [
    CommandGroup {
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
        ],
        is_paged: true,
    },
    CommandGroup {
        title: "Decide",
        commands: &[
            "review", "confirm", "correct", "withdraw", "redact", "merge", "split", "alias", "identify",
            "tag", "untag", "link", "unlink", "status", "topic", "undo",
        ],
        is_paged: false,
    },
    CommandGroup {
        title: "Record",
        commands: &["ingest", "pull", "feed", "extract", "reread"],
        is_paged: false,
    },
    CommandGroup {
        title: "Check",
        commands: &[
            "check",
            "log",
            "verify",
            "checkpoint",
            "prove",
            "snapshot",
            "rebuild",
        ],
        is_paged: false,
    },
    CommandGroup {
        title: "Show to others",
        // Without the feature `web` there are none.
        commands: if cfg!(feature = "web") {
            &["serve", "publish"]
        } else {
            &[]
        },
        is_paged: false,
    },
    CommandGroup {
        title: "Keep and exchange",
        commands: &["backup", "restore", "export", "import"],
        is_paged: false,
    },
    CommandGroup {
        title: "Work on several machines",
        commands: &["share", "clone", "sync", "origin"],
        is_paged: false,
    },
    CommandGroup {
        title: "Settings and shell",
        commands: &["config", "completions", "man", "help"],
        is_paged: false,
    },
];

/// Whether long output of the command `name` goes through a pager.
pub(crate) fn is_paged(name: &str) -> bool {
    let asks = GROUPS.iter().filter(|group| group.is_paged);
    matches!(name, "check" | "log")
        || asks
            .flat_map(|group| group.commands)
            .any(|command| *command == name)
}

/// Returns the command line with a help template that shows the commands in groups.
pub(crate) fn with_grouped_commands(command: &Command) -> Command {
    let mut built = command.clone();
    built.build();
    let width = environment::requested_columns().or_else(ui::terminal_width);
    let template = help_template(&built, width.unwrap_or(WIDTH_MAX).min(WIDTH_MAX));
    command.clone().help_template(template)
}

fn help_template(command: &Command, width: usize) -> String {
    let mut template = "{about-with-newline}\n{usage-heading} {usage}\n".to_owned();
    let names = GROUPS.iter().flat_map(|group| group.commands);
    let indent = names.map(|name| name.len()).max().unwrap_or(0) + 4;
    for group in GROUPS.iter().filter(|group| !group.commands.is_empty()) {
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
    use crate::cli::command_line::CommandLine;
    use clap::CommandFactory as _;
    use std::collections::BTreeSet;

    #[test]
    fn every_command_is_in_one_group() {
        let mut command = CommandLine::command();
        command.build();
        let grouped: Vec<&str> = GROUPS.iter().flat_map(|group| group.commands).copied().collect();
        let visible = command.get_subcommands().filter(|command| !command.is_hide_set());
        let names: BTreeSet<&str> = visible.map(Command::get_name).collect();
        assert_eq!(grouped.iter().copied().collect::<BTreeSet<_>>(), names);
        assert_eq!(grouped.len(), names.len(), "a command is in two groups");
    }

    #[test]
    fn help_fits_the_terminal() {
        let mut command = CommandLine::command();
        command.build();
        for width in [60, 80, 100] {
            let template = help_template(&command, width);
            let commands = template.lines().filter(|line| line.starts_with("  "));
            for line in commands {
                assert!(text::width(line) <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn only_commands_with_long_output_are_paged() {
        for name in ["timeline", "show", "log"] {
            assert!(is_paged(name), "{name}");
        }
        for name in ["confirm", "review", "ingest", "completions", "undo"] {
            assert!(!is_paged(name), "{name}");
        }
    }
}
