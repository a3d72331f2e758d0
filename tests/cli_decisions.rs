//! What a person decides of statements and speakers.

use crate::common::home::Home;

/// What is known: with the same articles and decisions it is the same.
fn known(home: &Home) -> String {
    let asked = [
        vec!["timeline", "--format", "json"],
        vec!["speakers", "--format", "json"],
        vec!["topics", "--format", "json"],
        vec!["show", "s2r4zkc1h", "--format", "json"],
        vec!["show", "claire aubert", "--format", "json"],
    ];
    asked.iter().map(|args| home.run(args)).collect()
}

/// Does what `args` say, then undoes it: then everything is known as before.
fn undone(home: &Home, args: &[&str]) {
    let before = known(home);
    let done = home.stdout(args);
    assert_ne!(known(home), before, "{args:?} changes nothing");
    for line in done.lines().rev() {
        home.stdout(&["undo", line.split_whitespace().next().unwrap()]);
    }
    let now = known(home);
    assert!(
        now == before,
        "{}",
        similar::TextDiff::from_lines(&before, &now).unified_diff()
    );
}

#[test]
fn every_decision_can_be_undone() {
    let home = Home::with_articles();
    undone(&home, &["confirm", "s2r4zkc1h", "scvw"]);
    undone(
        &home,
        &[
            "correct",
            "s2r4zkc1h",
            "--speaker",
            "Nora Lindqvist",
            "--capacity",
            "",
        ],
    );
    undone(
        &home,
        &[
            "correct",
            "s2r4zkc1h",
            "--said",
            "2026-03~",
            "--act",
            "claim",
            "--text",
            "les règles",
        ],
    );
    undone(&home, &["withdraw", "s6wh"]);
    undone(&home, &["withdraw", "ayrj"]);
    undone(&home, &["merge", "nora lindqvist", "claire aubert"]);
    undone(&home, &["alias", "claire aubert", "C. Aubert"]);
    undone(&home, &["identify", "claire aubert", "viaf:1"]);
    undone(&home, &["tag", "s2r4zkc1h", "education"]);
    undone(&home, &["untag", "scvw", "education"]);
    undone(&home, &["status", "s2r4zkc1h", "adopted"]);
    undone(
        &home,
        &[
            "topic",
            "add",
            "rules",
            "--label",
            "fr=règles",
            "--term",
            "fr=règles",
        ],
    );
    undone(
        &home,
        &["topic", "edit", "education", "--remove-term", "fr=universités"],
    );
    undone(&home, &["topic", "retire", "education"]);
    assert!(home.stdout(&["verify"]).contains("the same"));
}

#[test]
fn a_statement_is_confirmed_and_corrected() {
    let home = Home::with_articles();
    insta::assert_snapshot!(home.run(&["confirm", "s6wh", "s2r4", "s6wh", "--reason", "heard it"]), @"
    6  2026-03-15T08:00:00Z  statement.confirmed  s6wh10x45wq29  heard it
    7  2026-03-15T08:00:00Z  statement.confirmed  s2r4zkc1h8bme  heard it
    ");
    insta::assert_snapshot!(home.run(&["confirm", "s6wh", "scvw"]), @"
          8  2026-03-15T08:00:00Z  statement.confirmed  scvwab5myck1c
    -- stderr --
    so already: 1
    ");
    insta::assert_snapshot!(home.run(&["confirm", "s6wh"]), @"
    -- stderr --
    nothing changed: it is so already
    ");
    insta::assert_snapshot!(
        home.run(&["correct", "s6wh", "--speaker", "p9bm52tva", "--capacity", "minister", "--said", "2026-03-12"]),
        @"      9  2026-03-15T08:00:00Z  statement.corrected  s6wh10x45wq29  speaker: Claire Aubert; capacity…"
    );
    insta::assert_snapshot!(home.run(&["correct", "s6wh", "--speaker", "", "--text", "every audit […] model"]), @"     10  2026-03-15T08:00:00Z  statement.corrected  s6wh10x45wq29  speaker: nobody; capacity: minis…");
    insta::assert_snapshot!(home.run(&["timeline", "--lang", "en"]), @"
    said        speaker         words                    source
    ──────────  ──────────────  ───────────────────────  ────────────────────────
    2026-03-12  Nora Lindqvist  “every audit […] model”  The Harbour Post,
    commitment  minister                                 2026-03-14
                                                         s6wh10x45
    ");
    insta::assert_snapshot!(home.run(&["correct", "s6wh", "--text", "every audits"]), @r#"
    -- stderr --
    error: "every audits" does not stand in the article: a statement's words are a slice of its text
    hint: `dixit show ID` has the words as the article has them
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["correct", "s6wh", "--speaker", "p9bm52tvx"]), @r#"
    -- stderr --
    error: there is no speaker "p9bm52tvx"
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["correct", "s6wh"]), @"
    -- stderr --
    error: the following required arguments were not provided:
      <--speaker <NAME>|--capacity <TEXT>|--said <DATE>|--act <ACT>|--text <WORDS>>

    Usage: dixit correct <--speaker <NAME>|--capacity <TEXT>|--said <DATE>|--act <ACT>|--text <WORDS>> <ID>

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
fn decisions_have_every_form() {
    let home = Home::with_articles();
    let schema =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/output/log.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    for _ in 0..2 {
        // The second time, nothing changes.
        let json = home.stdout(&["status", "s6wh", "adopted", "-q", "--format", "json"]);
        assert!(
            validator.is_valid(&serde_json::from_str(&json).unwrap()),
            "{json}"
        );
    }
    insta::assert_snapshot!(home.run(&["status", "s6wh", "adopted", "--format", "json"]), @"
    []
    -- stderr --
    nothing changed: it is so already
    ");
    insta::assert_snapshot!(home.run(&["status", "s6wh", "rejected", "--format", "csv"]), @"
    position,recorded_at,type,stream,version,id,actor,correlation,causation,statement,summary
    7,2026-03-15T08:00:00Z,statement.marked,article-ayrjdsnfwx7x9,4,2ed4f139-968e-851a-850b-65f67cbc0629,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,s6wh10x45wq29,rejected
    ");
    let md = home.stdout(&["status", "s6wh", "open", "--format", "md"]);
    assert_eq!(md.lines().count(), 3, "{md}");
}

#[test]
fn what_is_withdrawn_no_longer_counts_and_has_a_history() {
    let home = Home::with_articles();
    insta::assert_snapshot!(home.run(&["withdraw", "scvw", "--reason", "not hers", "--actor", "ada"]), @"      6  2026-03-15T08:00:00Z  statement.withdrawn  scvwab5myck1c  not hers");
    insta::assert_snapshot!(home.run(&["show", "scvwab5myck1c", "--history"]), @"
    position  when                  who     what                 which and why
    ────────  ────────────────────  ──────  ───────────────────  ───────────────────────────────────────
           5  2026-03-15T08:00:00Z  tester  statement.recorded   Les universités auront leur propre
                                                                 fonds

           6  2026-03-15T08:00:00Z  ada     statement.withdrawn  not hers
    ");
    insta::assert_snapshot!(home.run(&["confirm", "scvwab5myck1c"]), @"
    -- stderr --
    error: there is no statement scvwab5myck1c that counts
    hint: `dixit show scvwab5myck1c --history` tells what became of it
    -- exit 3 --
    ");
    // The article takes its statements with it, and comes after those that are named.
    insta::assert_snapshot!(home.run(&["withdraw", "ayb7", "s2r4"]), @"
    7  2026-03-15T08:00:00Z  statement.withdrawn  s2r4zkc1h8bme  no reason given
    8  2026-03-15T08:00:00Z  article.withdrawn    article-ayb7h4ps1zj9f  no reason given
    ");
    insta::assert_snapshot!(home.run(&["ingest", "articles/charter.md"]), @"
    refused    ayb7h4ps1  the article was withdrawn (no reason given)  Une charte pour les modèles ouverts
    -- stderr --
    articles: 1 refused
    ");
    insta::assert_snapshot!(home.run(&["undo", "7"]), @"
    -- stderr --
    error: the article was withdrawn (no reason given)
    hint: `dixit log --type article.withdrawn` has the position that `dixit undo` takes
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["undo", "8", "--reason", "read too fast", "--actor", "bo"]), @"      9  2026-03-15T08:00:00Z  article.restored     article-ayb7h4ps1zj9f  read too fast");
    insta::assert_snapshot!(home.run(&["show", "ayb7", "--history"]), @"
    position  when                  who     what                 which and why
    ────────  ────────────────────  ──────  ───────────────────  ───────────────────────────────────────
           3  2026-03-15T08:00:00Z  tester  article.ingested     Une charte pour les modèles ouverts

           4  2026-03-15T08:00:00Z  tester  statement.recorded   Nous publierons les règles de chaque
                                                                 modèle ouvert
                                                                 s2r4zkc1h

           5  2026-03-15T08:00:00Z  tester  statement.recorded   Les universités auront leur propre
                                                                 fonds
                                                                 scvwab5my

           6  2026-03-15T08:00:00Z  ada     statement.withdrawn  not hers
                                                                 scvwab5my

           7  2026-03-15T08:00:00Z  tester  statement.withdrawn  no reason given
                                                                 s2r4zkc1h

           8  2026-03-15T08:00:00Z  tester  article.withdrawn    no reason given

           9  2026-03-15T08:00:00Z  bo      article.restored     read too fast
    ");
    insta::assert_snapshot!(home.run(&["show", "ayb7", "--history", "--as-of", "6", "--format", "csv"]), @"
    position,recorded_at,type,stream,version,id,actor,correlation,causation,statement,summary
    3,2026-03-15T08:00:00Z,article.ingested,article-ayb7h4ps1zj9f,1,e9efa9f4-b40c-88eb-8572-0c2d1cf14a80,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,Une charte pour les modèles ouverts
    4,2026-03-15T08:00:00Z,statement.recorded,article-ayb7h4ps1zj9f,2,3089cf5f-dd42-8296-a78d-0a6ffd52e242,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,e9efa9f4-b40c-88eb-8572-0c2d1cf14a80,s2r4zkc1h8bme,Nous publierons les règles de chaque modèle ouvert
    5,2026-03-15T08:00:00Z,statement.recorded,article-ayb7h4ps1zj9f,3,0c0a5800-a0b5-8f27-8723-6fb1489d6248,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,e9efa9f4-b40c-88eb-8572-0c2d1cf14a80,scvwab5myck1c,Les universités auront leur propre fonds
    6,2026-03-15T08:00:00Z,statement.withdrawn,article-ayb7h4ps1zj9f,4,79629807-4032-84d5-a872-99e24c6a1f9e,ada,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,scvwab5myck1c,not hers
    ");
    insta::assert_snapshot!(home.run(&["withdraw", "claire aubert"]), @r#"
    -- stderr --
    error: there is no statement, article, speaker or topic "claire aubert"
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["withdraw", "education"]), @r#"
    -- stderr --
    error: "education" is a topic: statements and articles can be withdrawn
    hint: `dixit topic retire medtop:05000000` lets nothing be about it
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["show", "s000000000000", "--history"]), @r#"
    -- stderr --
    error: there is no statement, article, speaker or topic "s000000000000"
    -- exit 3 --
    "#);
}

#[test]
fn only_the_last_decision_on_a_matter_is_undone() {
    let home = Home::with_articles();
    home.stdout(&["status", "s6wh", "adopted"]);
    home.stdout(&["status", "s6wh", "rejected"]);
    home.stdout(&["confirm", "s6wh"]);
    insta::assert_snapshot!(home.run(&["undo", "6"]), @"
    -- stderr --
    error: position 7 decided on the same matter after position 6: undo that first
    hint: `dixit undo 7` first
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["undo", "7"]), @"      9  2026-03-15T08:00:00Z  statement.marked     s6wh10x45wq29  adopted");
    insta::assert_snapshot!(home.run(&["undo", "2"]), @"
    -- stderr --
    error: position 2 is statement.recorded, which is no decision of a person and cannot be undone
    hint: `dixit show ID --history` has the decisions on one thing
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["undo", "99"]), @"
    -- stderr --
    error: there is no event at position 99
    hint: `dixit log` has the positions
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["undo", "6", "--as-of", "6"]), @"
    -- stderr --
    error: --as-of is for questions: what is recorded is recorded now
    -- exit 2 --
    ");
}

#[test]
fn statements_are_linked() {
    let home = Home::with_articles();
    insta::assert_snapshot!(home.run(&["link", "scvw", "s2r4", "--as", "follows-up", "--reason", "same day"]), @"      6  2026-03-15T08:00:00Z  statement.linked     scvwab5myck1c  follows-up s2r4zkc1h8bme: same d…");
    insta::assert_snapshot!(home.run(&["link", "scvw", "s2r4", "--as", "follows-up"]), @"
    -- stderr --
    nothing changed: it is so already
    ");
    insta::assert_snapshot!(home.run(&["unlink", "scvw", "s2r4", "--as", "follows-up"]), @"      7  2026-03-15T08:00:00Z  statement.unlinked   scvwab5myck1c  follows-up s2r4zkc1h8bme");
    insta::assert_snapshot!(home.run(&["link", "scvw", "scvw", "--as", "answers"]), @"
    -- stderr --
    error: scvwab5myck1c cannot be related to itself
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["link", "scvw", "s000000000000", "--as", "answers"]), @"
    -- stderr --
    error: there is no statement s000000000000 that counts
    hint: `dixit show s000000000000 --history` tells what became of it
    -- exit 3 --
    ");
}

#[test]
fn speakers_are_merged_and_split() {
    let home = Home::with_articles();
    home.write(
        "third.txt",
        "\"We will count the models,\" said Ines Corvallis, a minister.",
    );
    home.stdout(&["ingest", "third.txt", "--lang", "en"]);
    insta::assert_snapshot!(home.run(&["merge", "nora lindqvist", "claire aubert", "--reason", "one pen"]), @"      8  2026-03-15T08:00:00Z  speaker.merged       speakers  pt6v76myk3vh9 into p9bm52tvagmm1: one…");
    insta::assert_snapshot!(home.run(&["merge", "p9bm", "nora lindqvist"]), @"
    -- stderr --
    error: p9bm52tvagmm1 cannot be related to itself
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["alias", "nora lindqvist", "N. L."]), @"      9  2026-03-15T08:00:00Z  speaker.aliased      speakers  p9bm52tvagmm1 N. L.");
    // Any name will do where only one is merged.
    insta::assert_snapshot!(home.run(&["split", "n. l."]), @"     10  2026-03-15T08:00:00Z  speaker.split        speakers  pt6v76myk3vh9");
    home.stdout(&["merge", "nora lindqvist", "claire aubert"]);
    home.stdout(&["merge", "ines corvallis", "claire aubert"]);
    insta::assert_snapshot!(home.run(&["split", "claire aubert"]), @"
    -- stderr --
    error: 2 speakers are merged into Claire Aubert: say which is to be nobody else
    hint: `dixit split pbbe4kx9zfkhx` parts Ines Corvallis
    hint: `dixit split pt6v76myk3vh9` parts Nora Lindqvist
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["split", "Ines Corvallis"]), @"     13  2026-03-15T08:00:00Z  speaker.split        speakers  pbbe4kx9zfkhx");
    insta::assert_snapshot!(home.run(&["split", "ines corvallis"]), @"
    -- stderr --
    error: pbbe4kx9zfkhx is not merged into another speaker
    hint: `dixit show pbbe4kx9zfkhx --history` tells who was merged
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["show", "ines corvallis", "--history"]), @"
    position  when                  who     what            which and why
    ────────  ────────────────────  ──────  ──────────────  ────────────────────────────────
          12  2026-03-15T08:00:00Z  tester  speaker.merged  pbbe4kx9zfkhx into p9bm52tvagmm1
          13  2026-03-15T08:00:00Z  tester  speaker.split   pbbe4kx9zfkhx
    ");
    insta::assert_snapshot!(home.run(&["show", "claire aubert", "--history", "--format", "csv"]), @"
    position,recorded_at,type,stream,version,id,actor,correlation,causation,statement,summary
    8,2026-03-15T08:00:00Z,speaker.merged,speakers,1,37986686-c9d3-8fad-b5da-f768543c3a2f,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,pt6v76myk3vh9 into p9bm52tvagmm1: one pen
    9,2026-03-15T08:00:00Z,speaker.aliased,speakers,2,3ae58d9c-73ce-8c05-a5dc-d269f5a5c1b2,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,p9bm52tvagmm1 N. L.
    10,2026-03-15T08:00:00Z,speaker.split,speakers,3,8020ad30-507d-852d-8838-eb32ce70fe42,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,pt6v76myk3vh9
    11,2026-03-15T08:00:00Z,speaker.merged,speakers,4,33b54f86-0d03-8a44-868c-59468c466cf3,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,pt6v76myk3vh9 into p9bm52tvagmm1
    12,2026-03-15T08:00:00Z,speaker.merged,speakers,5,01134264-24e8-8407-a863-6a673865f5f7,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,pbbe4kx9zfkhx into p9bm52tvagmm1
    13,2026-03-15T08:00:00Z,speaker.split,speakers,6,7b490ee2-f293-88fd-931e-0f1166e2fcc1,tester,ccb9acc1-b17b-8f52-afb9-bfa44055c5d6,,,pbbe4kx9zfkhx
    ");
    insta::assert_snapshot!(home.run(&["merge", "clair aubert", "nora lindqvist"]), @r#"
    -- stderr --
    error: there is no speaker "clair aubert"
    hint: did you mean Claire Aubert?
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["merge", "p", "ines corvallis"]), @r#"
    -- stderr --
    error: the id "p" is ambiguous
    hint: p9bm52tvagmm1 is the speaker Claire Aubert
    hint: pbbe4kx9zfkhx is the speaker Ines Corvallis
    hint: pt6v76myk3vh9 is the speaker Nora Lindqvist
    -- exit 3 --
    "#);
}

#[test]
fn names_and_identifiers_are_given_and_taken_back() {
    let home = Home::with_articles();
    home.stdout(&["alias", "nora lindqvist", "N. L."]);
    home.stdout(&["identify", "nora lindqvist", "wikidata:Q42"]);
    home.stdout(&["merge", "nora lindqvist", "claire aubert"]);
    insta::assert_snapshot!(home.run(&["alias", "claire aubert", "N. L.", "--remove"]), @"      9  2026-03-15T08:00:00Z  speaker.unaliased    speakers  pt6v76myk3vh9 N. L.");
    insta::assert_snapshot!(home.run(&["identify", "claire aubert", "wikidata:Q42", "--remove"]), @"     10  2026-03-15T08:00:00Z  speaker.unidentified  speakers  pt6v76myk3vh9 wikidata:Q42");
    insta::assert_snapshot!(home.run(&["identify", "claire aubert", "wikidata:Q42", "--remove"]), @"
    -- stderr --
    nothing changed: it is so already
    ");
    insta::assert_snapshot!(home.run(&["alias", "claire aubert", " "]), @"
    -- stderr --
    error: invalid value ' ' for '<NAME>': it is empty

    For more information, try '--help'.
    -- exit 2 --
    ");
    insta::assert_snapshot!(home.run(&["identify", "claire aubert", "wikidata:42"]), @"
    -- stderr --
    error: invalid value 'wikidata:42' for '<IDENTIFIER>': wikidata has ids like wikidata:Q42

    For more information, try '--help'.
    -- exit 2 --
    ");
}

#[test]
fn without_a_database_nothing_is_decided() {
    let home = Home::new();
    insta::assert_snapshot!(home.run(&["confirm", "s000000000000"]), @"
    -- stderr --
    error: there is no database at dixit.db
    hint: `dixit ingest PATH` makes one; --db or DIXIT_DB names another
    -- exit 3 --
    ");
    assert!(!home.path().join("dixit.db").exists());
}
