//! Reliability in listings: the marks, their legend, and the filters by certainty and review.

use crate::common::test_home::TestHome;
use serde_json::Value;

/// An article with one reliable statement, one with a doubtful speaker, one with a low certainty, one with doubtful
/// words, and two with an approximate date.
const LAKE: &str = "\
---
title: Le lac
publisher: Le Courrier du Lac
published: 2026-03-12
url: https://courrier.example/lac
---
« Le lac sera propre avant l'été », a déclaré jeudi Claire Aubert, ministre de l'Eau.

« Les bateaux à moteur paieront une taxe. »

Selon un rapport, les algues ont doublé en dix ans. Le préfet Marc Vidal salue l'annonce du fonds.

« Nous fermerons le port de plaisance, a promis Marc Vidal.
";

fn home_with_lake_article() -> TestHome {
    let home = TestHome::new();
    home.write_file("lake.md", LAKE);
    home.stdout(&["ingest", "lake.md"]);
    home
}

/// The id, words and flags of each statement that the command `args` lists as JSON.
fn listed_statements(home: &TestHome, args: &[&str]) -> Vec<(String, String, String)> {
    let out = home.stdout(&[args, &["--format", "json"]].concat());
    let entries: Vec<Value> = serde_json::from_str(&out).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    entries
        .iter()
        .map(|entry| {
            let flags: Vec<String> = entry["flags"].as_array().unwrap().iter().map(text).collect();
            (text(&entry["id"]), text(&entry["words"]), flags.join(" "))
        })
        .collect()
}

/// The first one or two words of each listed statement, with its flags.
fn listed_flags(home: &TestHome, args: &[&str]) -> String {
    let lines = listed_statements(home, args);
    let lines = lines.iter().map(|(_, words, flags)| {
        let begin: Vec<&str> = words.split_whitespace().take(2).collect();
        format!("{}: {flags}", begin.join(" ")).trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The id of the statement whose words start with `begin`.
fn statement_id(home: &TestHome, begin: &str) -> String {
    let all = listed_statements(home, &["timeline"]);
    all.into_iter()
        .find(|(_, words, _)| words.starts_with(begin))
        .unwrap()
        .0
}

fn stdout_at_width(home: &TestHome, columns: &str, args: &[&str]) -> String {
    let output = home.command(args).env("COLUMNS", columns).output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn statement_is_flagged_with_what_is_in_doubt() {
    insta::assert_snapshot!(listed_flags(&home_with_lake_article(), &["timeline"]), @"
    Le lac:
    Les bateaux: low-certainty who-doubtful
    les algues: low-certainty when-approximate
    l'annonce du: when-approximate
    Nous fermerons: words-doubtful when-approximate
    ");
}

#[test]
fn marks_and_legend_fit_every_width_without_colour() {
    let home = home_with_lake_article();
    for columns in ["60", "80", "120"] {
        let out = stdout_at_width(&home, columns, &["timeline"]);
        let width: usize = columns.parse().unwrap();
        for line in out.lines() {
            assert!(
                unicode_width::UnicodeWidthStr::width(line) <= width,
                "{columns}: {line}"
            );
        }
        assert!(
            out.contains("who?") && out.contains("63\u{a0}%") && out.contains("words?"),
            "{out}"
        );
    }
    insta::assert_snapshot!(stdout_at_width(&home, "80", &["timeline", "--speaker", "Claire Aubert"]), @"
    said        speaker           words                               source
    ──────────  ────────────────  ──────────────────────────────────  ──────────────
    2026-03-12  Claire Aubert     « Le lac sera propre avant l'été »  Le Courrier du
    forecast    ministre de                                           Lac,
                l'Eau                                                 2026-03-12
                                                                      s24qeyqey

    2026-03-12  Claire Aubert     « Les bateaux à moteur paieront     Le Courrier du
    forecast    ministre de       une taxe. »                         Lac,
    63 % who?   l'Eau                                                 2026-03-12
                                                                      s4v6ntqbr

    Marks: N % under a date = certainty below 70 %; who? = the speaker is in doubt
    ");
}

#[test]
fn listing_without_marks_has_no_legend() {
    let home = home_with_lake_article();
    let sure = stdout_at_width(&home, "80", &["timeline", "--limit", "1"]);
    assert!(!sure.contains("Marks:"), "{sure}");
    for args in [["timeline", "--format", "csv"], ["timeline", "--format", "json"]] {
        assert!(!home.stdout(&args).contains("Marks:"));
    }
}

#[test]
fn certainty_and_review_filters_narrow_the_listing() {
    let home = home_with_lake_article();
    home.stdout(&["confirm", &statement_id(&home, "l'annonce")]);
    home.stdout(&[
        "correct",
        &statement_id(&home, "Les bateaux"),
        "--act",
        "position",
    ]);
    insta::assert_snapshot!(listed_flags(&home, &["timeline", "--min-certainty", "80"]), @"
    Le lac:
    l'annonce du: confirmed when-approximate
    Nous fermerons: words-doubtful when-approximate
    ");
    insta::assert_snapshot!(listed_flags(&home, &["timeline", "--min-certainty", ".81", "--unreviewed"]), @"
    Le lac:
    Nous fermerons: words-doubtful when-approximate
    ");
    insta::assert_snapshot!(listed_flags(&home, &["timeline", "--reviewed"]), @"
    Les bateaux: corrected low-certainty who-doubtful
    l'annonce du: confirmed when-approximate
    ");
    insta::assert_snapshot!(home.run(&["timeline", "--reviewed", "--unreviewed"]), @"
    -- stderr --
    error: the argument '--reviewed' cannot be used with '--unreviewed'

    Usage: dixit timeline --reviewed

    For more information, try '--help'.
    -- exit 2 --
    ");
    insta::assert_snapshot!(home.run(&["timeline", "--min-certainty", "high"]), @r#"
    -- stderr --
    error: invalid value 'high' for '--min-certainty <N>': "high" is not a certainty (write 70, 70% or .7)

    For more information, try '--help'.
    -- exit 2 --
    "#);
}

#[test]
fn every_query_that_lists_statements_accepts_the_filters() {
    let home = home_with_lake_article();
    let sure = statement_id(&home, "Le lac");
    for args in [
        vec!["timeline"],
        vec!["search", "lac"],
        vec!["proposals"],
        vec!["similar", &sure],
        vec!["first"],
        vec!["changes", "--speaker", "Claire Aubert"],
        vec!["silent"],
        vec!["due", "--act", "any"],
        vec!["new", "--since", "2026-03-15"],
        vec!["conflicts"],
        vec!["brief", "--speaker", "Claire Aubert"],
        vec!["matrix"],
        vec!["review"],
    ] {
        for filter in [&["--min-certainty", "70"][..], &["--reviewed"], &["--unreviewed"]] {
            home.stdout(&[&args[..], filter].concat());
        }
    }
    let news = home.stdout(&[
        "new",
        "--since",
        "2026-03-15",
        "--min-certainty",
        "85",
        "--format",
        "json",
    ]);
    let news: Value = serde_json::from_str(&news).unwrap();
    assert_eq!(news["statements"].as_array().unwrap().len(), 1);
}

#[test]
fn every_output_format_has_the_flags() {
    let home = home_with_lake_article();
    home.stdout(&[
        "correct",
        &statement_id(&home, "Les bateaux"),
        "--speaker",
        "Marc Vidal",
        "--act",
        "position",
    ]);
    let csv = home.stdout(&["timeline", "--reviewed", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| &row[columns.iter().position(|column| column == name).unwrap()];
    assert_eq!(
        (cell("reviewed"), cell("flags")),
        ("corrected: speaker, act", "corrected; low-certainty")
    );
    let markdown = home.stdout(&["timeline", "--format", "md"]);
    assert!(
        markdown.contains("| reviewed | flags |") && markdown.contains("low-certainty"),
        "{markdown}"
    );
    let news = home.stdout(&["new", "--since", "2026-03-15", "--format", "csv"]);
    assert!(
        news.lines()
            .next()
            .unwrap()
            .ends_with("confidence,reviewed,flags"),
        "{news}"
    );
}

#[test]
fn brief_marks_unchecked_statements_and_names_checkers() {
    let home = home_with_lake_article();
    let brief = |home: &TestHome| {
        let out = home.stdout(&["brief", "--speaker", "Claire Aubert"]);
        out.lines()
            .filter(|line| !line.starts_with("[^"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    insta::assert_snapshot!(brief(&home), @"
    # Claire Aubert

    2 statements from 1 article; independent sources: 1.

    No person has checked these statements: each is as the program read it.

    ## 2026

    - 2026-03-12, **Claire Aubert**, ministre de l'Eau: « Le lac sera propre avant l'été »[^1] *(unreviewed)*
    - 2026-03-12, **Claire Aubert**, ministre de l'Eau: « Les bateaux à moteur paieront une taxe. »[^1] *(unreviewed; 63 % certain; the speaker is in doubt)*
    ");
    home.stdout(&["confirm", &statement_id(&home, "Le lac"), "--actor", "ada"]);
    insta::assert_snapshot!(brief(&home), @"
    # Claire Aubert

    2 statements from 1 article; independent sources: 1.

    1 of 2 statements was checked by ada; the others are as the program read them.

    ## 2026

    - 2026-03-12, **Claire Aubert**, ministre de l'Eau: « Le lac sera propre avant l'été »[^1]
    - 2026-03-12, **Claire Aubert**, ministre de l'Eau: « Les bateaux à moteur paieront une taxe. »[^1] *(unreviewed; 63 % certain; the speaker is in doubt)*
    ");
    home.stdout(&[
        "correct",
        &statement_id(&home, "Les bateaux"),
        "--act",
        "position",
        "--actor",
        "bo",
    ]);
    insta::assert_snapshot!(brief(&home), @"
    # Claire Aubert

    2 statements from 1 article; independent sources: 1.

    Checked: all 2 (1 by ada, 1 by bo).

    ## 2026

    - 2026-03-12, **Claire Aubert**, ministre de l'Eau: « Le lac sera propre avant l'été »[^1]
    - 2026-03-12, **Claire Aubert**, ministre de l'Eau: « Les bateaux à moteur paieront une taxe. »[^1] *(corrected: act; 63 % certain; the speaker is in doubt)*
    ");
    // A decision that was undone does not count as a check.
    home.stdout(&["undo", "7"]);
    let json: Value =
        serde_json::from_str(&home.stdout(&["brief", "--speaker", "Claire Aubert", "--format", "json"]))
            .unwrap();
    assert_eq!(
        json["reviewers"],
        serde_json::json!([{ "actor": "bo", "statements": 1 }])
    );
    assert_eq!(json["cited"][1]["reviewed_by"], serde_json::json!(["bo"]));
}

#[test]
fn first_mentions_doubtful_readings() {
    let home = home_with_lake_article();
    let first = |words: &str| {
        home.stdout(&["first", "--text", words])
            .lines()
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(first("Le lac sera propre"), "first: Claire Aubert, 2026-03-12");
    assert_eq!(
        first("Les bateaux à moteur"),
        "first: Claire Aubert, 2026-03-12 (the reading is in doubt)"
    );
}
