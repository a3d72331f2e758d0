//! What the questions of an analyst print of the example articles.

use crate::common::home::Home;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Every question with something to show, in the order of the help. ID is the first statement with the words behind it.
const ASKED: [&[&str]; 18] = [
    &["proposals", "--speaker", "varangeot"],
    &["similar", "ID:créer un registre public"],
    &["first", "--text", "registre public des systèmes d'IA"],
    &[
        "first",
        "--topic",
        "artificial intelligence",
        "--act",
        "proposal",
        "--limit",
        "1",
    ],
    &["changes", "--speaker", "varangeot"],
    &["silent", "--for", "30d"],
    &["due"],
    &["due", "--act", "any", "--before", "2026-09"],
    &["new", "--since", "140"],
    &["sources", "ID:publier, d'ici à la fin de 2026"],
    &["conflicts"],
    &["brief", "--speaker", "aubrelac", "--until", "2025"],
    &[
        "brief",
        "--speaker",
        "aubrelac",
        "--until",
        "2025",
        "--format",
        "csl",
    ],
    &["matrix", "--speaker", "varangeot"],
    &["matrix", "--by", "all"],
    &["check"],
    &["check", "ID:créer un registre public"],
    &[
        "matrix",
        "--by",
        "month",
        "--speaker",
        "aubrelac",
        "--format",
        "csv",
    ],
];

fn examples() -> Home {
    let home = Home::new();
    home.stdout(&[
        "ingest",
        concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles"),
    ]);
    home
}

/// The command with ids for words.
fn command(home: &Home, asked: &[&str]) -> Vec<String> {
    let listed = home.stdout(&["timeline", "--format", "json"]);
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let id = |words: &str| {
        let entries = listed.as_array().unwrap().iter();
        let mut found = entries.filter(|entry| entry["words"].as_str().unwrap().starts_with(words));
        found.next().unwrap()["id"].as_str().unwrap().to_owned()
    };
    let argument = |argument: &&str| match argument.strip_prefix("ID:") {
        Some(words) => id(words),
        None => (*argument).to_owned(),
    };
    asked.iter().map(argument).collect()
}

fn printed(home: &Home, args: &[String], columns: usize) -> String {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let output = home
        .command(&args)
        .env("COLUMNS", columns.to_string())
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}");
    let mut said = String::from_utf8(output.stdout).unwrap();
    said.push_str(std::str::from_utf8(&output.stderr).unwrap());
    said
}

#[test]
fn every_question_has_an_answer_in_the_examples() {
    let home = examples();
    let mut told = String::new();
    for asked in ASKED {
        let args = command(&home, asked);
        let said = printed(&home, &args, 100);
        assert!(said.lines().count() > 0, "{args:?} says nothing");
        writeln!(told, "$ dixit {}\n{said}", args.join(" ")).unwrap();
    }
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("examples_questions", told);
    });
}

#[test]
fn no_answer_is_wider_than_the_terminal() {
    let home = examples();
    for asked in ASKED {
        if asked[0] == "brief" || asked.contains(&"--format") {
            continue;
        }
        let args = command(&home, asked);
        for columns in [44, 80, 120] {
            let said = printed(
                &home,
                &[args.clone(), vec!["--quiet".to_owned()]].concat(),
                columns,
            );
            for line in said.lines() {
                assert!(line.width() <= columns, "{args:?} at {columns}: {line}");
            }
        }
    }
}
