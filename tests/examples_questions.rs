//! The output of the analyst's commands on the example articles.

use crate::common::output_schema::assert_matches_schema;
use crate::common::test_home::TestHome;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Commands that have an answer in the examples, in the order of the help. `ID:words` stands for the id of the first
/// statement that begins with these words.
const QUESTIONS: [&[&str]; 22] = [
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

fn ingest_examples() -> TestHome {
    let home = TestHome::new();
    home.stdout(&[
        "ingest",
        concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles"),
    ]);
    home
}

/// The arguments with each `ID:words` replaced by an id.
fn resolve_ids(home: &TestHome, asked: &[&str]) -> Vec<String> {
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

fn run_and_capture(home: &TestHome, args: &[String], columns: usize) -> String {
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
fn every_question_has_an_answer() {
    let home = ingest_examples();
    let mut transcript = String::new();
    for asked in QUESTIONS {
        let args = resolve_ids(&home, asked);
        let said = run_and_capture(&home, &args, 100);
        assert!(said.lines().count() > 0, "{args:?} says nothing");
        let typed = args.iter().map(|arg| {
            if arg.contains(' ') {
                format!("\"{arg}\"")
            } else {
                arg.clone()
            }
        });
        writeln!(
            transcript,
            "$ dixit {}\n{said}",
            typed.collect::<Vec<_>>().join(" ")
        )
        .unwrap();
    }
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("examples_questions", transcript);
    });
}

#[test]
fn no_answer_is_wider_than_the_terminal() {
    let home = ingest_examples();
    for asked in QUESTIONS {
        if asked[0] == "brief" || asked.contains(&"--format") {
            continue;
        }
        let args = resolve_ids(&home, asked);
        for columns in [44, 80, 120] {
            let said = run_and_capture(
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

/// The number of records of a CSV text. Panics if a record has another number of cells than the header.
fn count_csv_records(csv: &str) -> usize {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.records().map(Result::unwrap).count()
}

#[test]
fn every_answer_has_every_format_and_matches_its_schema() {
    let home = ingest_examples();
    for asked in QUESTIONS {
        if asked.contains(&"--format") {
            continue;
        }
        let args = resolve_ids(&home, asked);
        let form = |form: &str| {
            let form = ["--format", form, "--quiet"].map(str::to_owned);
            run_and_capture(&home, &[args.clone(), form.to_vec()].concat(), 100)
        };
        let name = if asked.contains(&"articles") {
            "search-articles"
        } else {
            asked[0]
        };
        assert_matches_schema(&form("json"), name);
        let rows = count_csv_records(&form("csv"));
        assert!(rows > 0, "{args:?}");
        if asked[0] != "brief" {
            assert_eq!(form("md").lines().count(), rows + 2, "{args:?}");
        }
        for line in form("jsonl").lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap();
        }
    }
    let csl = home.stdout(&["brief", "--speaker", "aubrelac", "--format", "csl"]);
    assert_matches_schema(&csl, "brief-csl");
}

#[test]
fn meaningless_arguments_are_refused() {
    let home = ingest_examples();
    let run = |args: &[&str]| home.run(args);
    for command in ["log", "reread"] {
        let refused = home.output(&[command, "--format", "csl"]);
        assert_eq!(
            refused.status.code(),
            Some(2),
            "{command} prints nothing as CSL-JSON"
        );
    }
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
fn empty_answer_is_explained_on_stderr() {
    let home = ingest_examples();
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
    note: no statement has these words, but 1 article has them: use `dixit search --in articles`
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
    no statements match
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
fn check_exits_with_1_if_words_are_gone() {
    let home = TestHome::with_articles();
    home.write_file(
        "articles/charter.md",
        crate::common::test_home::CHARTER.replace("leur propre fonds", "leur fonds"),
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
