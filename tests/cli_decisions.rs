//! Decisions about statements, and their undoing.

use crate::common::line_diff;
use crate::common::output_schema::assert_matches_schema;
use crate::common::test_home::TestHome;
use dixit::export::write_json;
use dixit::query::{ShowQuery, SpeakersQuery, StatementFilter, TopicsQuery};
use dixit::tracker::Tracker;

/// The answers of `timeline`, `speakers`, `topics` and `show`, as JSON.
fn query_answers(home: &TestHome) -> String {
    let tracker = Tracker::open_read_only(&home.path().join("dixit.db")).unwrap();
    let mut out = Vec::new();
    write_json(&tracker.ask(&StatementFilter::default()).unwrap(), &mut out).unwrap();
    write_json(&tracker.ask(&SpeakersQuery::default()).unwrap(), &mut out).unwrap();
    // A topic that is defined again moves to the end and stays there when that is undone, so sort the lines.
    let mut topics = tracker.ask(&TopicsQuery { all: true }).unwrap();
    topics.0.sort_by(|a, b| a.id.cmp(&b.id));
    write_json(&topics, &mut out).unwrap();
    for id in ["s2r4zkc1h", "scvw", "p9bm", "ayb7", "medtop:05000000"] {
        let id = id.to_owned();
        match tracker.ask(&ShowQuery { id, around: 9 }) {
            Ok(shown) => write_json(&shown, &mut out).unwrap(),
            Err(error) => out.extend(error.to_string().bytes()),
        }
    }
    String::from_utf8(out).unwrap()
}

/// Runs the command `line`, undoes it, and asserts that the answers are the same as `before`.
fn assert_undo_restores_answers(home: &TestHome, before: &str, line: &str) {
    let words = line.split(' ').chain(["--format", "jsonl"]);
    let done = home.stdout(&words.collect::<Vec<_>>());
    assert_ne!(query_answers(home), before, "{line} changes nothing");
    for decided in done.lines().rev() {
        let event: serde_json::Value = serde_json::from_str(decided).unwrap();
        home.stdout(&["undo", &format!("@{}", event["position"])]);
    }
    let now = query_answers(home);
    assert!(now == before, "{line}\n{}", line_diff(before, &now));
}

#[test]
fn every_decision_can_be_undone() {
    let home = TestHome::with_articles();
    let before = query_answers(&home);
    assert_undo_restores_answers(&home, &before, "confirm s2r4zkc1h scvw");
    assert_undo_restores_answers(
        &home,
        &before,
        "correct s2r4zkc1h --speaker Lindqvist --capacity ",
    );
    assert_undo_restores_answers(
        &home,
        &before,
        "correct s2r4zkc1h --said 2026-03~ --act claim --text règles",
    );
    assert_undo_restores_answers(&home, &before, "withdraw s6wh");
    assert_undo_restores_answers(&home, &before, "withdraw ayrj");
    assert_undo_restores_answers(&home, &before, "merge pt6v p9bm");
    assert_undo_restores_answers(&home, &before, "alias p9bm Clarté");
    assert_undo_restores_answers(&home, &before, "identify p9bm viaf:1");
    assert_undo_restores_answers(&home, &before, "tag s2r4zkc1h education");
    assert_undo_restores_answers(&home, &before, "untag scvw education");
    assert_undo_restores_answers(&home, &before, "status s2r4zkc1h adopted");
    assert_undo_restores_answers(
        &home,
        &before,
        "topic add rules --label fr=règles --term fr=règles",
    );
    assert_undo_restores_answers(
        &home,
        &before,
        "topic edit education --remove-term fr=universités",
    );
    assert_undo_restores_answers(&home, &before, "topic retire education");
    assert!(home.stdout(&["verify"]).contains("the same"));
}

#[test]
fn statement_is_confirmed_and_corrected() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["confirm", "s6wh", "s2r4", "s6wh", "--reason", "heard it"]), @"
    confirmed s6wh10x45: Nora Lindqvist, “We will publish every audit of a public model” (reason: heard it); undo with `dixit undo @6`
    confirmed s2r4zkc1h: Claire Aubert, « Nous publierons les règles de chaque modèle ouvert » (reason: heard it); undo with `dixit undo @7`
    ");
    insta::assert_snapshot!(home.run(&["confirm", "s6wh", "scvw"]), @"
    confirmed scvwab5my: Claire Aubert, « Les universités auront leur propre fonds »; undo with `dixit undo @8`
    -- stderr --
    unchanged, decided already: 1
    ");
    insta::assert_snapshot!(home.run(&["confirm", "s6wh"]), @"
    -- stderr --
    nothing changed: this was decided already
    ");
    insta::assert_snapshot!(
        home.run(&["correct", "s6wh", "--speaker", "p9bm52tva", "--capacity", "minister", "--said", "2026-03-12"]),
        @"corrected s6wh10x45: speaker Nora Lindqvist → Claire Aubert, capacity head of the Office for Algorithms → minister, said 2026-03-13 → 2026-03-12: Claire Aubert, “We will publish every audit of a public model”; undo with `dixit undo @9`"
    );
    insta::assert_snapshot!(home.run(&["correct", "s6wh", "--speaker", "", "--text", "every audit […] model"]), @"corrected s6wh10x45: speaker Claire Aubert → none, words “We will publish every audit of a public model” → every audit […] model: Nora Lindqvist, head of the Office for Algorithms, every audit […] model; undo with `dixit undo @10`");
    insta::assert_snapshot!(home.run(&["timeline", "--lang", "en"]), @"
    said         speaker                       words                  source
    ───────────  ────────────────────────────  ─────────────────────  ────────────────────────
    2026-03-12   Nora Lindqvist, head of the   every audit […] model  The Harbour Post,
    commitment   Office for Algorithms                                2026-03-14
    ✓ confirmed  minister                                             s6wh10x45
    ✓ corrected

    Marks: ✓ confirmed = a person confirmed it; ✓ corrected = a person corrected it
    ");
    insta::assert_snapshot!(home.run(&["correct", "s6wh", "--text", "every audits"]), @r#"
    -- stderr --
    error: "every audits" does not stand in the article: a statement's words are a slice of its text
    hint: `dixit show ID` shows the words as they are in the article
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["correct", "s6wh", "--speaker", "p9bm52tvx"]), @r#"
    -- stderr --
    error: there is no speaker "p9bm52tvx"
    hint: --new creates a new speaker with this name
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["correct", "s6wh"]), @"
    -- stderr --
    error: the following required arguments were not provided:
      <--speaker <NAME>|--capacity <TEXT>|--said <DATE>|--act <ACT>|--report <REPORT>|--text <WORDS>>

    Usage: dixit correct <--speaker <NAME>|--capacity <TEXT>|--said <DATE>|--act <ACT>|--report <REPORT>|--text <WORDS>> <ID>

    For more information, try '--help'.
    -- exit 2 --
    ");
    insta::assert_snapshot!(home.run(&["confirm", "s6wh", "claire aubert"]), @r#"
    -- stderr --
    error: there is no statement "claire aubert"
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["confirm", "s"]), @r#"
    -- stderr --
    error: the id "s" is ambiguous
    hint: s2r4zkc1h8bme is the statement Nous publierons les règles de chaque modèle ouvert
    hint: s6wh10x45wq29 is the statement every audit […] model
    hint: scvwab5myck1c is the statement Les universités auront leur propre fonds
    -- exit 3 --
    "#);
}

#[test]
fn decisions_have_every_output_format() {
    let home = TestHome::with_articles();
    for _ in 0..2 {
        // The second run changes nothing.
        let json = home.stdout(&["status", "s6wh", "adopted", "-q", "--format", "json"]);
        assert_matches_schema(&json, "log");
    }
    insta::assert_snapshot!(home.run(&["status", "s6wh", "adopted", "--format", "json"]), @"
    []
    -- stderr --
    nothing changed: this was decided already
    ");
    insta::assert_snapshot!(home.run(&["status", "s6wh", "rejected", "--format", "csv"]), @"
    position,recorded_at,type,stream,version,id,actor,correlation,causation,statement,summary
    7,2026-03-15T08:00:00Z,statement.marked,article-ayrjdsnfwx7x9,4,2ed4f139-968e-851a-850b-65f67cbc0629,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,s6wh10x45wq29,rejected
    ");
    let md = home.stdout(&["status", "s6wh", "open", "--format", "md"]);
    assert_eq!(md.lines().count(), 3, "{md}");
}

#[test]
fn withdrawn_statement_is_not_current_and_keeps_its_history() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["withdraw", "scvw", "--reason", "not hers", "--actor", "ada"]), @"withdrew scvwab5my: Claire Aubert, « Les universités auront leur propre fonds » (reason: not hers); undo with `dixit undo @6`");
    insta::assert_snapshot!(home.run(&["show", "scvwab5myck1c", "--history"]), @"
    position  when                  who     what                 statement and reason
    ────────  ────────────────────  ──────  ───────────────────  ───────────────────────────────────────
          @5  2026-03-15T08:00:00Z  tester  statement.recorded   Les universités auront leur propre
                                                                 fonds

          @6  2026-03-15T08:00:00Z  ada     statement.withdrawn  not hers
    ");
    insta::assert_snapshot!(home.run(&["confirm", "scvwab5myck1c"]), @"
    -- stderr --
    error: there is no statement scvwab5myck1c that counts
    hint: `dixit show scvwab5myck1c --history` shows what happened to it
    -- exit 3 --
    ");
    // Withdrawing an article withdraws its statements; it is done after the statements named on the command line.
    insta::assert_snapshot!(home.run(&["withdraw", "ayb7", "s2r4"]), @"
    withdrew s2r4zkc1h: Claire Aubert, « Nous publierons les règles de chaque modèle ouvert »; undo with `dixit undo @7`
    withdrew ayb7h4ps1: Une charte pour les modèles ouverts (Le Courrier du Lac, 2026-03-12), and all its statements; undo with `dixit undo @8`
    ");
    insta::assert_snapshot!(home.run(&["ingest", "articles/charter.md"]), @"
    refused    ayb7h4ps1  the article was withdrawn (no reason given)  Une charte pour les modèles ouverts
    -- stderr --
    articles: 1 refused
    ");
    insta::assert_snapshot!(home.run(&["undo", "7"]), @"
    -- stderr --
    error: the article was withdrawn (no reason given)
    hint: find the position with `dixit log --type article.withdrawn`, then use `dixit undo`
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["undo", "8", "--reason", "read too fast", "--actor", "bo"]), @"undid @8: restored ayb7h4ps1: Une charte pour les modèles ouverts (Le Courrier du Lac, 2026-03-12), and its statements (reason: read too fast); undo with `dixit undo @9`");
    insta::assert_snapshot!(home.run(&["show", "ayb7", "--history"]), @"
    position  when                  who     what                 statement and reason
    ────────  ────────────────────  ──────  ───────────────────  ───────────────────────────────────────
          @3  2026-03-15T08:00:00Z  tester  article.ingested     Une charte pour les modèles ouverts

          @4  2026-03-15T08:00:00Z  tester  statement.recorded   Nous publierons les règles de chaque
                                                                 modèle ouvert
                                                                 s2r4zkc1h

          @5  2026-03-15T08:00:00Z  tester  statement.recorded   Les universités auront leur propre
                                                                 fonds
                                                                 scvwab5my

          @6  2026-03-15T08:00:00Z  ada     statement.withdrawn  not hers
                                                                 scvwab5my

          @7  2026-03-15T08:00:00Z  tester  statement.withdrawn  no reason given
                                                                 s2r4zkc1h

          @8  2026-03-15T08:00:00Z  tester  article.withdrawn    no reason given

          @9  2026-03-15T08:00:00Z  bo      article.restored     read too fast
    ");
    insta::assert_snapshot!(home.run(&["show", "ayb7", "--history", "--as-of", "@6", "--format", "csv"]), @"
    position,recorded_at,type,stream,version,id,actor,correlation,causation,statement,summary
    3,2026-03-15T08:00:00Z,article.ingested,article-ayb7h4ps1zj9f,1,c23d9450-4cda-89e6-abd2-305c97060888,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,Une charte pour les modèles ouverts
    4,2026-03-15T08:00:00Z,statement.recorded,article-ayb7h4ps1zj9f,2,028d5288-0dc9-8d0f-b00a-dbd7c30c4015,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,c23d9450-4cda-89e6-abd2-305c97060888,s2r4zkc1h8bme,Nous publierons les règles de chaque modèle ouvert
    5,2026-03-15T08:00:00Z,statement.recorded,article-ayb7h4ps1zj9f,3,3be89d8c-c613-82e6-89d3-4845268b308d,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,c23d9450-4cda-89e6-abd2-305c97060888,scvwab5myck1c,Les universités auront leur propre fonds
    6,2026-03-15T08:00:00Z,statement.withdrawn,article-ayb7h4ps1zj9f,4,79629807-4032-84d5-a872-99e24c6a1f9e,ada,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,scvwab5myck1c,not hers
    ");
    insta::assert_snapshot!(home.run(&["withdraw", "claire aubert"]), @r#"
    -- stderr --
    error: there is no statement, article, speaker or topic "claire aubert"
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["withdraw", "education"]), @r#"
    -- stderr --
    error: "education" is a topic; only statements and articles can be withdrawn
    hint: to remove a topic, use `dixit topic retire medtop:05000000`
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["show", "s000000000000", "--history"]), @r#"
    -- stderr --
    error: there is no statement, article, speaker or topic "s000000000000"
    -- exit 3 --
    "#);
}

#[test]
fn only_the_latest_decision_on_a_subject_can_be_undone() {
    let home = TestHome::with_articles();
    home.stdout(&["status", "s6wh", "adopted"]);
    home.stdout(&["status", "s6wh", "rejected"]);
    home.stdout(&["confirm", "s6wh"]);
    insta::assert_snapshot!(home.run(&["undo", "6"]), @"
    -- stderr --
    error: @7 decided on the same matter after @6: undo that first
    hint: run `dixit undo @7` first
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["undo", "7"]), @"undid @7: marked s6wh10x45 as adopted: Nora Lindqvist, “We will publish every audit of a public model”; undo with `dixit undo @9`");
    insta::assert_snapshot!(home.run(&["undo", "2"]), @"
    -- stderr --
    error: @2 is statement.recorded, which is no decision of a person and cannot be undone
    hint: `dixit show ID --history` lists the decisions on a statement, article, speaker or topic
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["undo", "99"]), @"
    -- stderr --
    error: no event at @99 in the log
    hint: `dixit log` lists the positions
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["undo", "@6", "--as-of", "@6"]), @"
    -- stderr --
    error: --as-of is only for questions: this command records something now
    -- exit 2 --
    ");
}

#[test]
fn statements_are_linked_and_unlinked() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["link", "scvw", "s2r4", "--as", "follows-up", "--reason", "same day"]), @"linked scvwab5my: Claire Aubert, « Les universités auront leur propre fonds » — follows-up — s2r4zkc1h: Claire Aubert, « Nous publierons les règles de chaque modèle ouvert » (reason: same day); undo with `dixit undo @6`");
    insta::assert_snapshot!(home.run(&["link", "scvw", "s2r4", "--as", "follows-up"]), @"
    -- stderr --
    nothing changed: this was decided already
    ");
    insta::assert_snapshot!(home.run(&["unlink", "scvw", "s2r4", "--as", "follows-up"]), @"unlinked scvwab5my: Claire Aubert, « Les universités auront leur propre fonds » — follows-up — s2r4zkc1h: Claire Aubert, « Nous publierons les règles de chaque modèle ouvert »; undo with `dixit undo @7`");
    insta::assert_snapshot!(home.run(&["link", "scvw", "scvw", "--as", "answers"]), @"
    -- stderr --
    error: scvw and scvw are the same statement, scvwab5myck1c; a link needs two statements
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["link", "scvw", "s000000000000", "--as", "answers"]), @"
    -- stderr --
    error: there is no statement s000000000000 that counts
    hint: `dixit show s000000000000 --history` shows what happened to it
    -- exit 3 --
    ");
}

#[test]
fn decision_without_a_database_fails() {
    let home = TestHome::new();
    insta::assert_snapshot!(home.run(&["confirm", "s000000000000"]), @"
    -- stderr --
    error: there is no database at dixit.db
    hint: create one with `dixit ingest PATH`, or select another with --db or DIXIT_DB
    -- exit 3 --
    ");
    assert!(!home.path().join("dixit.db").exists());
}
