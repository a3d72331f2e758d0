//! What the questions of an analyst print of the example articles.

use crate::common::home::Home;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Every question with something to show, in the order of the help. ID is the first statement with the words behind it.
const ASKED: [&[&str]; 22] = [
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
    &["due", "--act", "any", "--format", "csv", "--limit", "3"],
    &["replies", "ID:créer un registre public"],
    &["since", "ID:créer un registre public", "--limit", "6"],
    &["search", "--in", "articles", "gendarmes", "--limit", "3"],
    &["new", "--since", "@140"],
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
        let typed = args.iter().map(|arg| {
            if arg.contains(' ') {
                format!("\"{arg}\"")
            } else {
                arg.clone()
            }
        });
        writeln!(told, "$ dixit {}\n{said}", typed.collect::<Vec<_>>().join(" ")).unwrap();
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

/// How many records a CSV text has; the reader refuses one that has not as many cells as the others.
fn records(csv: &str) -> usize {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.records().map(Result::unwrap).count()
}

#[test]
fn every_answer_has_every_form_and_is_as_its_schema_says() {
    let home = examples();
    for asked in ASKED {
        if asked.contains(&"--format") {
            continue;
        }
        let args = command(&home, asked);
        let form = |form: &str| {
            let form = ["--format", form, "--quiet"].map(str::to_owned);
            printed(&home, &[args.clone(), form.to_vec()].concat(), 100)
        };
        let name = if asked.contains(&"articles") {
            "search-articles"
        } else {
            asked[0]
        };
        let path = format!("{}/schema/output/{name}.json", env!("CARGO_MANIFEST_DIR"));
        check(&form("json"), &path);
        let rows = records(&form("csv"));
        assert!(rows > 0, "{args:?}");
        if asked[0] != "brief" {
            assert_eq!(form("md").lines().count(), rows + 2, "{args:?}");
        }
        for line in form("jsonl").lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap();
        }
    }
    let csl = home.stdout(&["brief", "--speaker", "aubrelac", "--format", "csl"]);
    check(
        &csl,
        concat!(env!("CARGO_MANIFEST_DIR"), "/schema/output/brief-csl.json"),
    );
}

/// Fails where `json` is not as the schema at `path` says, or where that allows anything.
fn check(json: &str, path: &str) {
    let schema = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{path}: {errors:?}");
    assert!(
        !validator.is_valid(&serde_json::json!([{ "id": 3 }])),
        "{path} allows anything"
    );
}

#[test]
fn what_a_command_line_cannot_mean_is_refused() {
    let home = examples();
    let run = |args: &[&str]| home.run(args);
    insta::assert_snapshot!(run(&["timeline", "--format", "csl"]), @"
    -- stderr --
    error: this command has no CSL output
    hint: only `dixit brief` has it
    -- exit 2 --
    ");
    insta::assert_snapshot!(run(&["brief"]), @"
    -- stderr --
    error: a dossier needs a topic or a speaker
    hint: add --topic or --speaker
    -- exit 2 --
    ");
    insta::assert_snapshot!(run(&["silent", "--for", "6 months"]), @r#"
    -- stderr --
    error: invalid value '6 months' for '--for <TIME>': "6 months" is not a length of time (write 180d, 26w, 6m or 1y)

    For more information, try '--help'.
    -- exit 2 --
    "#);
    insta::assert_snapshot!(run(&["new", "--since", "@9999"]), @"
    -- stderr --
    error: there is no position @9999; the log ends at @143
    -- exit 3 --
    ");
    insta::assert_snapshot!(run(&["new", "--since", "hier"]), @r#"
    -- stderr --
    error: invalid value 'hier' for '--since <WHEN>': "hier" is not a moment of the log (write a position as @1200, a time as 2026-03, 2026-03-12 or 2026-03-12T08:00:00Z, or yesterday, 30d, last monday, last month)

    For more information, try '--help'.
    -- exit 2 --
    "#);
    insta::assert_snapshot!(run(&["due", "--act", "promise"]), @"
    -- stderr --
    error: invalid value 'promise' for '--act <ACT>'
      [possible values: proposal, commitment, call, announcement, position, warning, claim, forecast, denial, expressive, any]

    For more information, try '--help'.
    -- exit 2 --
    ");
    insta::assert_snapshot!(run(&["similar", "s000"]), @r#"
    -- stderr --
    error: there is no statement "s000"
    -- exit 3 --
    "#);
    let overlapping = [
        "changes",
        "--speaker",
        "aubrelac",
        "--before",
        "2026",
        "--after",
        "2025",
    ];
    insta::assert_snapshot!(run(&overlapping), @"
    -- stderr --
    error: the periods overlap: the earlier one ends on 2026-12-31, the later one begins on 2025-01-01
    -- exit 2 --
    ");
}

#[test]
fn an_empty_answer_is_told_on_stderr() {
    let home = examples();
    let run = |args: &[&str]| home.run(args);
    insta::assert_snapshot!(run(&["changes", "--speaker", "pennywick"]), @"
    -- stderr --
    fewer than two periods to compare (set them with --before or --after)
    ");
    insta::assert_snapshot!(run(&["due", "--before", "2020"]), @"
    -- stderr --
    no deadlines found
    ");
    insta::assert_snapshot!(run(&["search", "reporters"]), @"
    -- stderr --
    no matches
    note: the words stand in no statement, but in the text of 1 article: `dixit search --in articles` shows where
    ");
    insta::assert_snapshot!(run(&["search", "--in", "articles", "--topic", "health", "reporters"]), @"
    -- stderr --
    error: --topic filters statements, not articles
    hint: leave it out, or search without --in articles
    -- exit 2 --
    ");
    insta::assert_snapshot!(run(&["due", "--after", "2027", "--before", "2026"]), @"
    -- stderr --
    error: the range is reversed: it begins with 2027 and ends with 2026
    -- exit 2 --
    ");
    insta::assert_snapshot!(run(&["conflicts", "--speaker", "pennywick"]), @"
    -- stderr --
    no conflicts found
    ");
    insta::assert_snapshot!(run(&["first", "--text", "une taxe sur les vélos"]), @"
    -- stderr --
    no statements match
    ");
    insta::assert_snapshot!(run(&["silent", "--for", "9y"]), @"
    the log covers articles up to 2026-06-10
    -- stderr --
    nothing was silent for that long
    ");
    insta::assert_snapshot!(run(&["matrix", "--until", "2001"]), @"
    -- stderr --
    nobody speaks about anything
    ");
    insta::assert_snapshot!(run(&["new", "--since", "@2100"]), @"
    -- stderr --
    error: there is no position @2100; the log ends at @143
    -- exit 3 --
    ");
    insta::assert_snapshot!(run(&["brief", "--speaker", "aubrelac", "--until", "2001"]), @"
    -- stderr --
    no statements match
    ");
}

#[test]
fn a_check_fails_loudly_where_words_are_gone() {
    let home = Home::with_articles();
    home.write(
        "articles/charter.md",
        crate::common::home::CHARTER.replace("leur propre fonds", "leur fonds"),
    );
    home.stdout(&["ingest", "articles"]);
    insta::assert_snapshot!(home.run(&["check"]), @"
    found  words                                                                  source
    ─────  ─────────────────────────────────────────────────────────────────────  ──────────────────────
    gone   Les universités auront leur propre fonds                               Le Courrier du Lac,
           gone with a revision of its article on 2026-03-15T08:00:00Z by tester  2026-03-12
           at @7: the revised article no longer says so                           scvwab5my

    4 statements checked: 3 unchanged, 1 gone
    -- stderr --
    error: 1 statement no longer is current or found in the articles
    hint: `dixit show ID` shows the last state of a statement
    -- exit 1 --
    ");
    assert_eq!(home.output(&["check", "--format", "csv"]).status.code(), Some(1));
    let news = home.stdout(&["new", "--since", "@5"]);
    assert!(
        news.contains("no longer current: 1") && news.contains("new statements: "),
        "{news}"
    );
}
