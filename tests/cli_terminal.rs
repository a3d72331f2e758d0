//! What depends on the terminal: the pager, and the width of listings.

use crate::common::home::Home;
use crate::common::terminal::Terminal;
use std::process::{Command, Stdio};

/// A pager that shows what goes through it.
fn pager(home: &Home) -> String {
    let path = home.path().join("pager");
    std::fs::write(&path, "#!/bin/sh\nsed 's/^/paged: /'\n").unwrap();
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o755);
    std::fs::set_permissions(&path, permissions).unwrap();
    path.display().to_string()
}

/// What `args` show on a terminal.
fn on_terminal(home: &Home, args: &[&str], set: &[(&str, &str)], columns: u16) -> String {
    let terminal = Terminal::new(columns);
    let mut command = home.command(args);
    command.env("TERM", "xterm").envs(set.iter().copied());
    command
        .stdin(terminal.end())
        .stdout(terminal.end())
        .stderr(terminal.end());
    terminal.show(command)
}

fn is_paged(shown: &str) -> bool {
    shown.contains("paged: ")
}

#[test]
fn long_answers_go_through_the_pager_on_a_terminal() {
    let home = Home::with_articles();
    let pager = pager(&home);
    let set = [("PAGER", &*pager)];
    for command in [&["timeline"][..], &["log"], &["show", "s6wh"], &["topic", "list"]] {
        let shown = on_terminal(&home, command, &set, 100);
        assert!(
            shown.lines().all(|line| line.starts_with("paged: ")) && is_paged(&shown),
            "{command:?}: {shown}"
        );
    }
    // What is told beside the answer comes once the pager has ended.
    let shown = on_terminal(&home, &["timeline", "--as-of", "today"], &set, 100);
    let last = shown.lines().last().unwrap();
    assert!(last.contains("note:") && !is_paged(last), "{shown}");
    // An error is no answer.
    let shown = on_terminal(&home, &["show", "nobody"], &set, 100);
    assert!(shown.contains("error:") && !is_paged(&shown), "{shown}");
}

#[test]
fn decisions_and_pipes_and_whoever_wants_none_get_no_pager() {
    let home = Home::with_articles();
    let pager = pager(&home);
    let set = [("PAGER", &*pager)];
    for command in [
        &["confirm", "s6wh"][..],
        &["ingest", "articles"],
        &["timeline", "--no-pager"],
        &["completions", "bash"],
        &["verify"],
    ] {
        let shown = on_terminal(&home, command, &set, 100);
        assert!(!shown.is_empty() && !is_paged(&shown), "{command:?}: {shown}");
    }
    for none in ["cat", "", "there-is-no-such-pager"] {
        let shown = on_terminal(&home, &["timeline"], &[("PAGER", none)], 100);
        assert!(
            shown.contains("Claire Aubert") && !is_paged(&shown),
            "{none}: {shown}"
        );
    }
    let shown = on_terminal(&home, &["timeline"], &[("PAGER", &*pager), ("TERM", "dumb")], 100);
    assert!(!is_paged(&shown), "{shown}");
    let mut piped = home.command(&["timeline"]);
    let piped = piped.env("PAGER", &pager).output().unwrap();
    assert!(!is_paged(&String::from_utf8_lossy(&piped.stdout)));
}

#[test]
fn pager_of_the_configuration_wins_over_the_environment() {
    let home = Home::with_articles();
    let pager = pager(&home);
    home.write(".config/dixit/dixit.toml", format!("pager = {pager:?}\n"));
    let set = [("PAGER", "cat")];
    assert!(is_paged(&on_terminal(&home, &["timeline"], &set, 100)));
    home.write(".config/dixit/dixit.toml", "pager = false\n");
    let set = [("PAGER", &*pager)];
    assert!(!is_paged(&on_terminal(&home, &["timeline"], &set, 100)));
}

/// The longest line, in characters.
fn widest(shown: &str) -> usize {
    shown.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

#[test]
fn listing_is_as_wide_as_the_terminal_that_shows_it() {
    let home = Home::with_articles();
    let rule = |shown: &str| shown.lines().any(|line| line.contains("──"));
    let args = ["timeline", "--no-pager", "--color", "never"];
    let shown = on_terminal(&home, &args, &[], 88);
    assert!((80..=88).contains(&widest(&shown)) && rule(&shown), "{shown}");
    let shown = on_terminal(&home, &args, &[("COLUMNS", "82")], 140);
    assert!(widest(&shown) <= 82 && rule(&shown), "{shown}");
    // Into a pipe that ends on a terminal: the terminal of stderr.
    let piped = |columns: u16, stdout: Stdio| {
        let terminal = Terminal::new(columns);
        let mut command = home.command(&args);
        command.stdin(Stdio::null()).stdout(stdout).stderr(terminal.end());
        output_beside(command, terminal)
    };
    let narrow = piped(88, Stdio::piped());
    assert!((80..=88).contains(&widest(&narrow)) && rule(&narrow), "{narrow}");
    assert!(widest(&home.stdout(&args)) > 88, "the default is no wider");
    // Into a file: always the same.
    let written = |columns: u16| {
        let path = home.path().join("out.txt");
        piped(columns, std::fs::File::create(&path).unwrap().into());
        std::fs::read_to_string(&path).unwrap()
    };
    assert_eq!(written(72), written(150));
    assert_eq!(written(72), home.stdout(&args));
}

/// What `command` writes to stdout, while its stderr is `terminal`.
fn output_beside(mut command: Command, terminal: Terminal) -> String {
    let output = command.spawn().unwrap().wait_with_output().unwrap();
    drop(terminal);
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_listing_fits_its_terminal() {
    let home = Home::with_articles();
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
            assert!(widest(&shown) <= max, "{command} at {columns}:\n{shown}");
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
    let home = Home::with_articles();
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
