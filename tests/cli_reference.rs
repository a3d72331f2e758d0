//! The documentation of the command line: help, completions, the manual and usage errors.

use crate::common::test_home::TestHome;
use std::fmt::Write as _;

/// The names of all commands in the order of `dixit --help`.
fn command_names(home: &TestHome) -> Vec<String> {
    let help = home.stdout(&["-h"]);
    let listed = help.lines().skip_while(|line| !line.starts_with("Usage:"));
    let listed = listed.take_while(|line| *line != "Options:");
    // Continuation lines of a description are indented further than command names.
    let indented = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = indented.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn command_reference_is_unchanged() {
    let home = TestHome::new();
    let mut reference = format!("$ dixit --help\n{}", home.stdout(&["--help"]));
    let mut tell = |command: &str| {
        let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        write!(reference, "\n$ dixit {command} --help\n{}", home.stdout(&words)).unwrap();
    };
    for command in command_names(&home) {
        tell(&command);
        if command == "topic" {
            for below in ["add", "edit", "retire", "list", "import"] {
                tell(&format!("topic {below}"));
            }
        }
        if command == "export" {
            tell("export events");
        }
    }
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!("cli-reference", reference);
    });
}

#[test]
fn every_command_is_documented_with_an_example() {
    let home = TestHome::new();
    let commands = command_names(&home);
    assert_eq!(commands.len(), 60, "{commands:?}");
    for command in commands {
        let help = home.stdout(&[&command, "--help"]);
        let examples = help
            .split_once("Example")
            .map(|(_, examples)| examples)
            .unwrap_or_default();
        assert!(
            examples.contains(&format!("dixit {command}")),
            "{command} has no example"
        );
        // Every option and argument has a description: the line after it is indented text.
        let lines: Vec<&str> = help.lines().collect();
        for pair in lines
            .windows(2)
            .filter(|pair| pair[0].trim_start().starts_with(['-', '<', '[']))
        {
            let is_listed = pair[0].starts_with("  ") && !pair[0].starts_with("          ");
            assert!(
                !is_listed || pair[1].starts_with("          "),
                "{command}: {} is not explained",
                pair[0]
            );
        }
    }
}

#[test]
fn completions_exist_for_every_shell() {
    let home = TestHome::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = home.stdout(&["completions", shell]);
        let asks = script.contains(&format!("__complete {shell}"));
        for command in command_names(&home) {
            assert!(
                asks || script.contains(&command),
                "{shell} does not know {command}"
            );
        }
    }
    let offered = home.stdout(&["__complete", "fish", "dixit", ""]);
    for command in command_names(&home) {
        let line = format!("{command}\t");
        assert!(
            offered.lines().any(|offer| offer.starts_with(&line)),
            "{command} is not offered"
        );
    }
}

#[test]
fn manual_has_a_page_for_every_command() {
    let home = TestHome::new();
    assert!(home.stdout(&["man"]).contains(".TH dixit 1"));
    insta::assert_snapshot!(home.run(&["man", "pages"]), @r#"
    -- stderr --
    wrote the manual pages to pages
    "#);
    for command in command_names(&home) {
        let page = home.read_file(&format!("pages/dixit-{command}.1"));
        assert!(page.contains("EXAMPLE") || page.contains("Example"), "{command}");
    }
}

#[test]
fn wrong_command_line_suggests_the_right_one() {
    let home = TestHome::new();
    insta::assert_snapshot!(home.run(&["timelines"]), @r#"
    -- stderr --
    error: unrecognized subcommand 'timelines'

      tip: a similar subcommand exists: 'timeline'

    Usage: dixit [OPTIONS] <COMMAND>

    For more information, try '--help'.
    -- exit 2 --
    "#);
    insta::assert_snapshot!(home.run(&["timeline", "--act", "propose"]), @r#"
    -- stderr --
    error: invalid value 'propose' for '--act <ACT>'
      [possible values: proposal, commitment, call, announcement, position, warning, claim, forecast, denial, expressive]

      tip: a similar value exists: 'proposal'

    For more information, try '--help'.
    -- exit 2 --
    "#);
    insta::assert_snapshot!(home.run(&["timeline", "--since", "hier"]), @r#"
    -- stderr --
    error: invalid value 'hier' for '--since <DATE>': "hier" is not a date (write 2025-07-26, 2025-07 or 2025, or today, yesterday, 30d, 2w, 6m, 1y, last monday, last week, last month)

    For more information, try '--help'.
    -- exit 2 --
    "#);
    insta::assert_snapshot!(home.run(&["show", "x", "--format", "csv"]), @r#"
    -- stderr --
    error: there is no database at dixit.db
    hint: create one with `dixit ingest PATH`, or select another with --db or DIXIT_DB
    -- exit 3 --
    "#);
    assert_eq!(home.output(&[]).status.code(), Some(2));
}

#[test]
fn version_goes_to_stdout() {
    let version = TestHome::new().stdout(&["--version"]);
    assert_eq!(version, format!("dixit {}\n", env!("CARGO_PKG_VERSION")));
}
