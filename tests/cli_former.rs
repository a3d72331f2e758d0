//! Former articles, statements, speakers and topics: `show` prints their last state, and `check` refers to it.

use crate::common::test_home::{AUDITS, CHARTER, TestHome};
use dixit::domain::Position;
use dixit::query::{Details, ShowQuery, StatementFilter};
use dixit::tracker::Tracker;
use serde_json::Value;

/// The first `lines` lines of `shown`.
fn first_lines(shown: &str, lines: usize) -> String {
    shown
        .lines()
        .take(lines)
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n")
}

fn json_output(home: &TestHome, args: &[&str]) -> Value {
    serde_json::from_str(&home.stdout(&[args, &["--format", "json"]].concat())).unwrap()
}

#[test]
fn withdrawn_statement_is_shown_struck_out_with_time_and_reason() {
    let home = TestHome::with_articles();
    home.stdout(&["withdraw", "scvw", "--reason", "she said it of another fund"]);
    // Listings print the short id.
    insta::assert_snapshot!(first_lines(&home.stdout(&["show", "scvwab5my"]), 9), @"
    WITHDRAWN on 2026-03-15T08:00:00Z by tester at @6: she said it of another fund
    This is no longer current; the last state is shown.

    scvwab5myck1c  forecast, direct

    ✗ « Nous publierons les règles de chaque modèle ouvert », a déclaré jeudi Claire Aubert, ministre du
    ✗ Numérique.
    ✗ « ⟦Les universités auront leur propre fonds⟧ », a-t-elle ajouté.
    ");
    let ended = &json_output(&home, &["show", "scvw"])["ended"];
    assert_eq!(ended["what"], "withdrawn");
    assert_eq!(ended["actor"], "tester");
    assert_eq!(ended["reason"], "she said it of another fund");
    assert_eq!(ended["recorded_at"], "2026-03-15T08:00:00Z");
    let colored = home.stdout(&["show", "scvw", "--color", "always"]);
    assert!(colored.contains("\u{1b}[9m"), "struck out: {colored:?}");
}

#[test]
fn statement_is_current_before_its_withdrawal() {
    let home = TestHome::with_articles();
    home.stdout(&["withdraw", "scvw", "--reason", "misread"]);
    let tracker = Tracker::open_read_only(&home.path().join("dixit.db")).unwrap();
    let ended = |at: u64| {
        tracker.set_as_of(Some(Position::new(at))).unwrap();
        let show = ShowQuery {
            id: "scvw".to_owned(),
            around: 20,
        };
        match tracker.ask(&show) {
            Ok(Details::Statement(sheet)) => Some(sheet.ended.map(|ended| ended.position)),
            _ => None,
        }
    };
    assert_eq!(ended(6), Some(Some(6)));
    assert_eq!(ended(5), Some(None));
    assert_eq!(ended(1), None, "it was not read yet");
    // Showing a former statement must not change the position that later queries are answered as of.
    assert_eq!(ended(6), Some(Some(6)));
    assert_eq!(tracker.ask(&StatementFilter::default()).unwrap().0.len(), 2);
}

#[test]
fn words_removed_by_a_revision_are_shown_in_the_earlier_text() {
    let home = TestHome::with_articles();
    home.write_file(
        "articles/charter.md",
        CHARTER.replace("leur propre fonds", "un fonds commun"),
    );
    home.stdout(&["ingest", "articles/charter.md"]);
    let shown = home.stdout(&["show", "scvw"]);
    insta::assert_snapshot!(first_lines(&shown, 9), @"
    WITHDRAWN: gone with a revision of its article on 2026-03-15T08:00:00Z by tester at @7: the revised
    article no longer says so
    This is no longer current; the last state is shown.

    scvwab5myck1c  forecast, direct

    ✗ « Nous publierons les règles de chaque modèle ouvert », a déclaré jeudi Claire Aubert, ministre du
    ✗ Numérique.
    ✗ « ⟦Les universités auront leur propre fonds⟧ », a-t-elle ajouté.
    ");
    assert!(shown.contains("exactly there in the stored text"), "{shown}");
    assert_eq!(json_output(&home, &["show", "scvw"])["ended"]["what"], "revised");
}

#[test]
fn withdrawn_article_is_shown_with_text_and_statements() {
    let home = TestHome::with_articles();
    home.stdout(&["withdraw", "ayb7", "--reason", "a hoax"]);
    let shown = json_output(&home, &["show", "ayb7"]);
    assert_eq!(shown["ended"]["what"], "article-withdrawn");
    assert!(shown["text"].as_str().unwrap().contains("leur propre fonds"));
    assert_eq!(shown["reported"].as_array().unwrap().len(), 2);
    let statement = json_output(&home, &["show", "scvw"]);
    assert_eq!(statement["ended"]["what"], "article-withdrawn");
    let printed = home.stdout(&["show", "ayb7"]);
    assert!(printed.starts_with("WITHDRAWN"), "{printed}");
    // A speaker who has statements in this article only is shown too.
    let speaker = statement["speaker"]["id"].as_str().unwrap();
    assert_eq!(
        json_output(&home, &["show", speaker])["ended"]["what"],
        "article-withdrawn"
    );
}

#[test]
fn merged_speaker_leads_to_canonical_speaker() {
    let home = TestHome::with_articles();
    home.stdout(&["merge", "pt6v", "p9bm", "--reason", "one person"]);
    let shown = json_output(&home, &["show", "pt6v"]);
    assert!(shown["id"].as_str().unwrap().starts_with("p9bm"), "{shown}");
    assert!(shown["merged"]["id"].as_str().unwrap().starts_with("pt6v"));
    assert_eq!(shown["merged"]["reason"], "one person");
    assert!(json_output(&home, &["show", "p9bm"])["merged"].is_null());
    insta::assert_snapshot!(first_lines(&home.stdout(&["show", "pt6v"]), 3), @"
    Nora Lindqvist (pt6v76myk3vh9) is now Claire Aubert: merged on 2026-03-15T08:00:00Z by tester at @6:
    one person
    ");
}

#[test]
fn retired_topic_is_shown_in_its_last_state() {
    let home = TestHome::with_articles();
    home.stdout(&["topic", "retire", "education", "--reason", "too wide"]);
    let shown = json_output(&home, &["show", "medtop:05000000"]);
    assert_eq!(shown["ended"]["what"], "retired");
    assert_eq!(shown["label"]["en"], "education");
}

#[test]
fn id_prefix_prefers_a_current_item_and_is_ambiguous_otherwise() {
    let home = TestHome::new();
    home.write_file("audits.md", AUDITS);
    home.write_file("charter.md", CHARTER);
    home.stdout(&["ingest", "."]);
    home.stdout(&["withdraw", "scvw"]);
    // Two of the three statements are current.
    let several = home.run(&["show", "s"]);
    insta::assert_snapshot!(several, @r#"
    -- stderr --
    error: the id "s" is ambiguous
    hint: s2r4zkc1h8bme is the statement Nous publierons les règles de chaque modèle ouvert
    hint: s6wh10x45wq29 is the statement We will publish every audit of a public model
    hint: scvwab5myck1c is the former statement Les universités auront leur propre fonds
    -- exit 3 --
    "#);
    home.stdout(&["withdraw", "s6wh"]);
    let shown = json_output(&home, &["show", "s"]);
    assert!(shown["ended"].is_null(), "{shown}");
    home.stdout(&["withdraw", "s2r4"]);
    insta::assert_snapshot!(home.run(&["show", "s"]), @r#"
    -- stderr --
    error: the id "s" is ambiguous
    hint: s2r4zkc1h8bme is the former statement Nous publierons les règles de chaque modèle ouvert
    hint: s6wh10x45wq29 is the former statement We will publish every audit of a public model
    hint: scvwab5myck1c is the former statement Les universités auront leur propre fonds
    -- exit 3 --
    "#);
}

#[test]
fn check_reports_a_withdrawal_and_exits_1() {
    let home = TestHome::with_articles();
    home.stdout(&["withdraw", "scvw", "--reason", "misread"]);
    insta::assert_snapshot!(home.run(&["check", "scvw"]), @"
    found      words                                                       source
    ─────────  ──────────────────────────────────────────────────────────  ────────────────────────
    withdrawn  Les universités auront leur propre fonds                    Le Courrier du Lac,
               withdrawn on 2026-03-15T08:00:00Z by tester at @6: misread  2026-03-12
                                                                           scvwab5my

    1 statement checked: 0 unchanged, 1 withdrawn
    -- stderr --
    error: 1 statement no longer is current or found in the articles
    hint: `dixit show ID` shows the last state of a statement
    -- exit 1 --
    ");
    insta::assert_snapshot!(home.run(&["check", "leur propre fonds"]), @"
    found      words                                                       source
    ─────────  ──────────────────────────────────────────────────────────  ────────────────────────
    withdrawn  Les universités auront leur propre fonds                    Le Courrier du Lac,
               withdrawn on 2026-03-15T08:00:00Z by tester at @6: misread  2026-03-12
                                                                           scvwab5my

    1 statement checked: 0 unchanged, 1 withdrawn
    -- stderr --
    error: 1 statement no longer is current or found in the articles
    hint: `dixit show ID` shows the last state of a statement
    -- exit 1 --
    ");
    insta::assert_snapshot!(home.run(&["check", "Nous publierons les règles"]), @"
    found   words                                               source
    ──────  ──────────────────────────────────────────────────  ────────────────────────
    stands  Nous publierons les règles de chaque modèle ouvert  Le Courrier du Lac,
                                                                2026-03-12
                                                                s2r4zkc1h

    1 statement checked: 1 unchanged
    ");
    assert_eq!(
        home.output(&["check"]).status.code(),
        Some(0),
        "nobody asked for it"
    );
    assert_eq!(home.output(&["check", "nobody said this"]).status.code(), Some(3));
}

#[test]
fn decisions_and_comparisons_say_that_a_statement_is_not_current() {
    let home = TestHome::with_articles();
    home.stdout(&["withdraw", "scvw", "--reason", "misread"]);
    insta::assert_snapshot!(home.run(&["similar", "scvw"]), @"
    -- stderr --
    error: the statement scvwab5myck1c is no longer current: withdrawn on 2026-03-15T08:00:00Z by tester at @6: misread
    hint: `dixit show scvwab5myck1c` shows its last state
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["confirm", "scvw"]), @"
    -- stderr --
    error: the statement scvwab5myck1c is no longer current: withdrawn on 2026-03-15T08:00:00Z by tester at @6: misread
    hint: `dixit show scvwab5myck1c` shows its last state
    -- exit 3 --
    ");
    let history = home.stdout(&["show", "scvw", "--history"]);
    assert!(history.contains("statement.withdrawn"), "{history}");
}
