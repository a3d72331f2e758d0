//! Behaviour that depends on the terminal: the pager and the width of listings.

use crate::common::terminal::Terminal;
use crate::common::test_home::TestHome;
use std::process::{Command, Stdio};

/// Writes a pager script that marks its input, and returns the script's path.
fn write_pager_script(home: &TestHome) -> String {
    let path = home.path().join("pager");
    std::fs::write(&path, "#!/bin/sh\nsed 's/^/paged: /'\n").unwrap();
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o755);
    std::fs::set_permissions(&path, permissions).unwrap();
    path.display().to_string()
}

/// The screen of a terminal of `columns` columns after the command `args`, with the environment variables `set`.
fn screen_after(home: &TestHome, args: &[&str], set: &[(&str, &str)], columns: u16) -> String {
    let terminal = Terminal::new(columns);
    let mut command = home.command(args);
    command.env("TERM", "xterm").envs(set.iter().copied());
    command
        .stdin(terminal.stdio())
        .stdout(terminal.stdio())
        .stderr(terminal.stdio());
    terminal.screen_after(command)
}

fn is_paged(shown: &str) -> bool {
    shown.contains("paged: ")
}

#[test]
fn long_answers_go_through_the_pager_on_a_terminal() {
    let home = TestHome::with_articles();
    let pager = write_pager_script(&home);
    let set = [("PAGER", &*pager)];
    for command in [&["timeline"][..], &["log"], &["show", "s6wh"], &["topic", "list"]] {
        let shown = screen_after(&home, command, &set, 100);
        assert!(
            shown.lines().all(|line| line.starts_with("paged: ")) && is_paged(&shown),
            "{command:?}: {shown}"
        );
    }
    // Notes on stderr are printed after the pager has ended.
    let shown = screen_after(&home, &["timeline", "--as-of", "today"], &set, 100);
    let last = shown.lines().last().unwrap();
    assert!(last.contains("note:") && !is_paged(last), "{shown}");
    // Errors do not go through the pager.
    let shown = screen_after(&home, &["show", "nobody"], &set, 100);
    assert!(shown.contains("error:") && !is_paged(&shown), "{shown}");
}

#[test]
fn decisions_pipes_and_no_pager_flag_get_no_pager() {
    let home = TestHome::with_articles();
    let pager = write_pager_script(&home);
    let set = [("PAGER", &*pager)];
    for command in [
        &["confirm", "s6wh"][..],
        &["ingest", "articles"],
        &["timeline", "--no-pager"],
        &["completions", "bash"],
        &["verify"],
    ] {
        let shown = screen_after(&home, command, &set, 100);
        assert!(!shown.is_empty() && !is_paged(&shown), "{command:?}: {shown}");
    }
    for none in ["cat", "", "there-is-no-such-pager"] {
        let shown = screen_after(&home, &["timeline"], &[("PAGER", none)], 100);
        assert!(
            shown.contains("Claire Aubert") && !is_paged(&shown),
            "{none}: {shown}"
        );
    }
    let shown = screen_after(&home, &["timeline"], &[("PAGER", &*pager), ("TERM", "dumb")], 100);
    assert!(!is_paged(&shown), "{shown}");
    let mut piped = home.command(&["timeline"]);
    let piped = piped.env("PAGER", &pager).output().unwrap();
    assert!(!is_paged(&String::from_utf8_lossy(&piped.stdout)));
}

#[test]
fn configured_pager_overrides_the_environment() {
    let home = TestHome::with_articles();
    let pager = write_pager_script(&home);
    home.write_file(".config/dixit/dixit.toml", format!("pager = {pager:?}\n"));
    let set = [("PAGER", "cat")];
    assert!(is_paged(&screen_after(&home, &["timeline"], &set, 100)));
    home.write_file(".config/dixit/dixit.toml", "pager = false\n");
    let set = [("PAGER", &*pager)];
    assert!(!is_paged(&screen_after(&home, &["timeline"], &set, 100)));
}

/// The length of the longest line, in characters.
fn longest_line(shown: &str) -> usize {
    shown.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

#[test]
fn listing_is_as_wide_as_its_terminal() {
    let home = TestHome::with_articles();
    let rule = |shown: &str| shown.lines().any(|line| line.contains("──"));
    let args = ["timeline", "--no-pager", "--color", "never"];
    let shown = screen_after(&home, &args, &[], 88);
    assert!(
        (80..=88).contains(&longest_line(&shown)) && rule(&shown),
        "{shown}"
    );
    let shown = screen_after(&home, &args, &[("COLUMNS", "82")], 140);
    assert!(longest_line(&shown) <= 82 && rule(&shown), "{shown}");
    // Into a pipe: the width of the terminal that stderr is connected to.
    let piped = |columns: u16, stdout: Stdio| {
        let terminal = Terminal::new(columns);
        let mut command = home.command(&args);
        command
            .stdin(Stdio::null())
            .stdout(stdout)
            .stderr(terminal.stdio());
        stdout_beside_terminal(command, terminal)
    };
    let narrow = piped(88, Stdio::piped());
    assert!(
        (80..=88).contains(&longest_line(&narrow)) && rule(&narrow),
        "{narrow}"
    );
    assert!(longest_line(&home.stdout(&args)) > 88, "the default is no wider");
    // Into a file: a fixed width.
    let written = |columns: u16| {
        let path = home.path().join("out.txt");
        piped(columns, std::fs::File::create(&path).unwrap().into());
        std::fs::read_to_string(&path).unwrap()
    };
    assert_eq!(written(72), written(150));
    assert_eq!(written(72), home.stdout(&args));
}

/// The stdout of `command` when its stderr is connected to `terminal`.
fn stdout_beside_terminal(mut command: Command, terminal: Terminal) -> String {
    let output = command.spawn().unwrap().wait_with_output().unwrap();
    drop(terminal);
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_listing_fits_its_terminal() {
    let home = TestHome::with_articles();
    home.stdout(&[
        "status",
        "s6wh",
        "adopted",
        "--reason",
        "the law of the third of March says so",
    ]);
    for columns in ["60", "80", "120"] {
        for command in [
            "timeline",
            "search règles",
            "show s6wh",
            "show ayb7",
            "show p9bm",
            "show education",
            "show s6wh --history",
            "speakers",
            "topics",
            "articles",
            "proposals --act commitment",
            "first",
            "silent --act commitment --for 1d",
            "new --since @1",
            "sources s6wh",
            "matrix",
            "check",
            "review --list",
            "log",
            "verify",
            "topic list",
            "config",
            "extract articles",
        ] {
            let mut run = home.command(&command.split(' ').collect::<Vec<_>>());
            let output = run.env("COLUMNS", columns).output().unwrap();
            let shown = String::from_utf8(output.stdout).unwrap();
            let max: usize = columns.parse().unwrap();
            assert!(longest_line(&shown) <= max, "{command} at {columns}:\n{shown}");
            let is_listing = [
                "timeline",
                "topics",
                "topic list",
                "articles",
                "speakers",
                "show s6wh --history",
            ]
            .contains(&command);
            if is_listing && max >= 80 {
                assert!(
                    shown.contains("──"),
                    "{command} at {columns} is no table:\n{shown}"
                );
            }
        }
    }
}

#[test]
fn topics_are_a_table_at_eighty_columns() {
    let home = TestHome::with_articles();
    let mut run = home.command(&["topics"]);
    let output = run.env("COLUMNS", "80").output().unwrap();
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @"
    topic                      statements  first       last
    ─────────────────────────  ──────────  ──────────  ──────────
    politics and government             1  2026-03-13  2026-03-13
    Politique
    政治
    medtop:11000000

    government policy                   1  2026-03-13  2026-03-13
    Politique du gouvernement
    政府政策
    medtop:20000621

    regulation of industry              1  2026-03-13  2026-03-13
    行业规制
    medtop:20000636

    education                           1  2026-03-12  2026-03-12
    Éducation
    教育
    medtop:05000000
    ");
}
