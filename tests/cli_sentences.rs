//! Decisions are told as sentences, and statements are marked, so that nobody takes one thing for another.

use crate::common::home::Home;

#[test]
fn merger_echoes_both_names() {
    let home = Home::with_articles();
    insta::assert_snapshot!(home.run(&["merge", "Nora Lindqvist", "Claire Aubert"]), @"");
    insta::assert_snapshot!(home.run(&["split", "Nora Lindqvist"]), @"");
}

#[test]
fn who_is_somebody_already_is_told_since_when() {
    let home = Home::with_articles();
    home.stdout(&["merge", "Nora Lindqvist", "Claire Aubert"]);
    insta::assert_snapshot!(home.run(&["merge", "Nora Lindqvist", "Claire Aubert"]), @"");
    insta::assert_snapshot!(home.run(&["merge", "Claire Aubert", "Nora Lindqvist", "--actor", "ada"]), @"");
    home.stdout(&["alias", "Claire Aubert", "La Ministre"]);
    insta::assert_snapshot!(home.run(&["merge", "la ministre", "Claire Aubert"]), @"");
    insta::assert_snapshot!(home.run(&["merge", "aubert", "Claire Aubert"]), @"");
    insta::assert_snapshot!(home.run(&["merge", "Claire Aubert", "Claire Aubert"]), @"");
    // What was taken back is the reason no longer.
    home.stdout(&["undo", "@6"]);
    assert!(
        home.stdout(&["merge", "Nora Lindqvist", "Claire Aubert"])
            .starts_with("merged ")
    );
}

#[test]
fn correction_says_from_and_to() {
    let home = Home::with_articles();
    insta::assert_snapshot!(home.run(&["correct", "s6wh", "--speaker", "Claire Aubert", "--said", "2026-03"]), @"");
    insta::assert_snapshot!(home.run(&["undo", "@6"]), @"");
    // Corrected words reach beyond what the article quotes: they are in quotation marks no longer.
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
    let home = Home::with_articles();
    insta::assert_snapshot!(home.run(&["topic", "add", "rules", "--label", "fr=règles", "--term", "fr=règles"]), @"");
    insta::assert_snapshot!(home.run(&["tag", "s6wh", "règles"]), @"");
    insta::assert_snapshot!(home.run(&["withdraw", "ayb7", "--reason", "retracted"]), @"");
    insta::assert_snapshot!(home.run(&["undo", "@8"]), @"");
}

#[test]
fn statement_is_marked_as_the_article_cannot_mark_it() {
    let home = Home::new();
    home.write(
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
        shown.contains("▸ ◂ enclose the statement; the article does not have these marks"),
        "{shown}"
    );
    let marked = shown
        .split_once('▸')
        .and_then(|(_, rest)| rest.split_once('◂'))
        .unwrap()
        .0;
    assert!(marked.contains("must be opened to everybody"), "{shown}");
    // With colour, style marks it, and the text stands as it is.
    let colored = home.stdout(&["show", &id, "--color", "always"]);
    assert!(
        !colored.contains('▸') && !colored.contains("enclose") && colored.contains("⟦draft⟧"),
        "{colored}"
    );
}
