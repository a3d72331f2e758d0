//! Decisions are reported as sentences, and `show` marks the statement in its context, so that users see what changed
//! and which words are meant.

use crate::common::test_home::TestHome;

#[test]
fn merger_prints_both_names() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["merge", "Nora Lindqvist", "Claire Aubert"]), @"merged Nora Lindqvist (pt6v76myk) into Claire Aubert (p9bm52tva); undo with `dixit undo @6`");
    insta::assert_snapshot!(home.run(&["split", "Nora Lindqvist"]), @"split Nora Lindqvist (pt6v76myk) from Claire Aubert (p9bm52tva); undo with `dixit undo @7`");
}

#[test]
fn repeated_merger_says_since_when_it_holds() {
    let home = TestHome::with_articles();
    home.stdout(&["merge", "Nora Lindqvist", "Claire Aubert"]);
    insta::assert_snapshot!(home.run(&["merge", "Nora Lindqvist", "Claire Aubert"]), @"
    -- stderr --
    error: Nora Lindqvist is already Claire Aubert: merged at @6 by you on 2026-03-15
    hint: to undo this, use `dixit undo @6`
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["merge", "Claire Aubert", "Nora Lindqvist", "--actor", "ada"]), @"
    -- stderr --
    error: Nora Lindqvist is already Claire Aubert: merged at @6 by tester on 2026-03-15
    hint: to undo this, use `dixit undo @6`
    -- exit 3 --
    ");
    home.stdout(&["alias", "Claire Aubert", "La Ministre"]);
    insta::assert_snapshot!(home.run(&["merge", "la ministre", "Claire Aubert"]), @"
    -- stderr --
    error: la ministre is already Claire Aubert: the name was added at @7 by you on 2026-03-15
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["merge", "aubert", "Claire Aubert"]), @"
    -- stderr --
    error: aubert and Claire Aubert already name the same speaker: Claire Aubert (p9bm52tva)
    hint: use ids instead; `dixit speakers` lists them
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["merge", "Claire Aubert", "Claire Aubert"]), @"
    -- stderr --
    error: Claire Aubert is one speaker, Claire Aubert (p9bm52tva); a merge needs two speakers
    hint: use ids instead; `dixit speakers` lists them
    -- exit 3 --
    ");
    // After the merger is undone, merging again works.
    home.stdout(&["undo", "@6"]);
    assert!(
        home.stdout(&["merge", "Nora Lindqvist", "Claire Aubert"])
            .starts_with("merged ")
    );
}

#[test]
fn correction_prints_old_and_new_value() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["correct", "s6wh", "--speaker", "Claire Aubert", "--said", "2026-03"]), @"corrected s6wh10x45: speaker Nora Lindqvist → Claire Aubert, said 2026-03-13 → 2026-03: Claire Aubert, “We will publish every audit of a public model”; undo with `dixit undo @6`");
    insta::assert_snapshot!(home.run(&["undo", "@6"]), @"undid @6: corrected s6wh10x45: speaker Claire Aubert → Nora Lindqvist, said 2026-03 → 2026-03-13: Nora Lindqvist, “We will publish every audit of a public model”; undo with `dixit undo @7`");
    // The corrected words go beyond the quotation in the article, so they are printed without quotation marks.
    let said = home.stdout(&[
        "correct",
        "s6wh",
        "--text",
        "every audit of a public model,\" said Nora",
    ]);
    assert!(
        said.contains("words “We will publish every audit of a public model” → every audit of a public model,\" said Nora"),
        "{said}"
    );
}

#[test]
fn decisions_on_topics_and_articles_are_sentences() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["topic", "add", "rules", "--label", "fr=règles", "--term", "fr=règles"]), @"added topic règles (own:rules); undo with `dixit undo @6`");
    insta::assert_snapshot!(home.run(&["tag", "s6wh", "règles"]), @"tagged s6wh10x45 as about règles (own:rules): Nora Lindqvist, “We will publish every audit of a public model”; undo with `dixit undo @7`");
    insta::assert_snapshot!(home.run(&["withdraw", "ayb7", "--reason", "retracted"]), @"withdrew ayb7h4ps1: Une charte pour les modèles ouverts (Le Courrier du Lac, 2026-03-12), and all its statements (reason: retracted); undo with `dixit undo @8`");
    insta::assert_snapshot!(home.run(&["undo", "@8"]), @"undid @8: restored ayb7h4ps1: Une charte pour les modèles ouverts (Le Courrier du Lac, 2026-03-12), and its statements; undo with `dixit undo @9`");
}

#[test]
fn statement_has_marks_that_no_article_contains() {
    let home = TestHome::new();
    home.write_file(
        "story.md",
        "---\npublisher: The Harbour Post\npublished: 2026-03-14\n---\n\
         Nora Lindqvist said that the “public” register ⟦draft⟧ must be opened to everybody.\n",
    );
    home.stdout(&["ingest", "story.md"]);
    let said = home.stdout(&["timeline", "--format", "jsonl"]);
    let id = said
        .split("\"id\":\"")
        .nth(1)
        .unwrap()
        .get(..13)
        .unwrap()
        .to_owned();
    let shown = home.stdout(&["show", &id]);
    assert!(!shown.contains('«') && !shown.contains('»'), "{shown}");
    assert!(shown.contains("“public”") && shown.contains("⟦draft⟧"), "{shown}");
    assert!(
        shown.contains("▸ ◂ enclose the statement; these marks are not in the article"),
        "{shown}"
    );
    let marked = shown
        .split_once('▸')
        .and_then(|(_, rest)| rest.split_once('◂'))
        .unwrap()
        .0;
    assert!(marked.contains("must be opened to everybody"), "{shown}");
    // With colour, the statement is highlighted by style and no marks are inserted.
    let colored = home.stdout(&["show", &id, "--color", "always"]);
    assert!(
        !colored.contains('▸') && !colored.contains("enclose") && colored.contains("⟦draft⟧"),
        "{colored}"
    );
}
