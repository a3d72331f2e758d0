//! Who a speaker is, as users ask for and decide on one.

use crate::common::home::Home;

/// Two ministers of two articles, one of whom has a title that both have.
fn ministers() -> Home {
    let home = Home::new();
    home.write(
        "a/one.md",
        "---\ntitle: Labels\npublisher: The Quay Herald\npublished: 2026-03-12\nlang: en\n---\n\
         \"The labels will stay,\" said Junior Minister Elodie Marchetaux.\n",
    );
    home.write(
        "a/two.md",
        "---\ntitle: Ferries\npublisher: The Quay Herald\npublished: 2026-03-13\nlang: en\n---\n\
         \"The ferry will be free,\" said the minister, Rowan Ashgrove.\n",
    );
    home.write(
        "a/three.md",
        "---\ntitle: Dams\npublisher: The Dyke Post\npublished: 2026-03-14\nlang: en\n---\n\
         The minister said that the dam would hold.\n",
    );
    home.stdout(&["ingest", "a"]);
    home
}

#[test]
fn a_title_is_no_name_and_its_bearers_are_listed() {
    let home = ministers();
    for asked in [
        ["merge", "minister", "Rowan Ashgrove"].as_slice(),
        &["timeline", "--speaker", "the"],
        &["brief", "--speaker", "minister"],
    ] {
        let output = home.output(asked);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{asked:?}: {told}");
        assert!(told.contains("names nobody by itself"), "{asked:?}: {told}");
        assert!(told.contains("Rowan Ashgrove"), "{asked:?}: {told}");
    }
    insta::assert_snapshot!(home.run(&["timeline", "--speaker", "M"]), @r#"
    -- stderr --
    error: there is no speaker "M"
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["timeline", "--speaker", "minister"]), @r#"
    -- stderr --
    error: "minister" is a role, a title or a description, and names nobody by itself
    hint: pcx7pgtrbcbqm is the speaker Elodie Marchetaux (1 statement)
    hint: pxkbbzfy53caf is the speaker Rowan Ashgrove (1 statement)
    hint: pc4evht6qtv0j is the speaker minister (1 statement, only in The Dyke Post, 2026-03-14)
    hint: some articles call these speakers so; use a name or one of these ids
    -- exit 3 --
    "#);
}

#[test]
fn a_role_belongs_to_its_article_until_a_person_ties_it() {
    let home = ministers();
    home.write(
        "four.md",
        "---\ntitle: Dykes\npublisher: The Dyke Post\npublished: 2026-03-20\nlang: en\n---\n\
         The minister said that the dyke would break.\n",
    );
    home.stdout(&["ingest", "four.md"]);
    insta::assert_snapshot!(home.run(&["speakers"]), @"
    speaker                            kind    statements  first       last        id
    ─────────────────────────────────  ──────  ──────────  ──────────  ──────────  ─────────
    Elodie Marchetaux                  person           1  2026-03-12  2026-03-12  pcx7pgtrb
    Junior Minister Elodie Marchetaux

    Rowan Ashgrove                     person           1  2026-03-13  2026-03-13  pxkbbzfy5
    the minister, Rowan Ashgrove
    ");
    let unnamed = home.stdout(&["speakers", "--unnamed", "--format", "jsonl"]);
    let ids: Vec<String> = unnamed
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 2, "each article has a minister of its own: {unnamed}");
    home.stdout(&[
        "merge",
        &ids[0],
        "Rowan Ashgrove",
        "--reason",
        "the ministry's list",
    ]);
    let said = home.stdout(&["timeline", "--speaker", "ashgrove", "--format", "jsonl"]);
    assert_eq!(said.lines().count(), 2, "{said}");
}

/// Two people of one name, who speak in two capacities.
fn namesakes() -> Home {
    let home = Home::new();
    let article = |number: &str, role: &str, words: &str| {
        format!(
            "---\ntitle: Article {number}\npublisher: La Feuille\npublished: 2026-03-1{number}\nlang: fr\n---\n\
             « {words} », a déclaré Jean Martin, {role}.\n"
        )
    };
    home.write(
        "b/1.md",
        article("1", "député du Rhône", "La loi sera votée en mai"),
    );
    home.write(
        "b/2.md",
        article("2", "entraîneur du club", "Le match sera difficile pour nous"),
    );
    home.stdout(&["ingest", "b"]);
    home
}

#[test]
fn namesakes_are_told_apart_and_stay_so() {
    let home = namesakes();
    let count = |speaker: &str| {
        let said = home.stdout(&["timeline", "--speaker", speaker, "--format", "jsonl"]);
        said.lines().count()
    };
    assert_eq!(count("Jean Martin"), 2);
    home.stdout(&["split", "Jean Martin", "--by", "capacity", "entraîneur"]);
    insta::assert_snapshot!(home.run(&["timeline", "--speaker", "Jean Martin"]), @r#"
    -- stderr --
    error: "Jean Martin" matches 2 speakers
    hint: pmqyk6w9kq8va is the speaker Jean Martin (1 statement)
    hint: p3pabfq460hnd is the speaker Jean Martin (entraîneur) (1 statement)
    hint: use one of these ids, or `dixit merge ID ID` if two are the same speaker
    -- exit 3 --
    "#);
    assert_eq!(count("Jean Martin (entraîneur)"), 1);
    // Also whoever types the common name in a review is asked.
    let told = home.run_with(&["review", "--ask", "--all"], "s Jean Martin\n\nq\n");
    assert!(
        told.contains("did you mean") && told.contains("Jean Martin (entraîneur)"),
        "{told}"
    );
    // What comes in later is told apart too.
    home.write(
        "later.md",
        "---\ntitle: Plus tard\npublished: 2026-03-20\nlang: fr\n---\n\
         « Nous avons gagné avec du courage », a déclaré Jean Martin, entraîneur du club.\n",
    );
    home.stdout(&["ingest", "later.md"]);
    assert_eq!(count("Jean Martin (entraîneur)"), 2);
    assert!(home.output(&["verify"]).status.success());
    assert!(
        home.stdout(&["--as-of", "2026-03-15", "speakers"])
            .contains("Jean Martin")
    );
    home.stdout(&[
        "split",
        "Jean Martin",
        "--by",
        "capacity",
        "entraîneur",
        "--remove",
    ]);
    assert_eq!(count("Jean Martin"), 3);
    assert!(home.output(&["verify"]).status.success());
}

#[test]
fn an_article_of_a_namesake_is_told_apart() {
    let home = namesakes();
    let articles = home.stdout(&["articles", "--format", "jsonl"]);
    let line = articles.lines().find(|line| line.contains("Article 2")).unwrap();
    let id = serde_json::from_str::<serde_json::Value>(line).unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    home.stdout(&[
        "split",
        "Jean Martin",
        "--by",
        "article",
        &id,
        "--as",
        "Jean Martin (club)",
    ]);
    let said = home.stdout(&["timeline", "--speaker", "Jean Martin (club)"]);
    assert!(said.contains("Le match sera difficile"), "{said}");
    let refused = home.output(&[
        "split",
        "Jean Martin",
        "--by",
        "article",
        &id,
        "--as",
        "jean martin",
    ]);
    assert_eq!(refused.status.code(), Some(3));
}

#[test]
fn who_speaks_together_is_found_under_each_name() {
    let home = Home::new();
    home.write(
        "joint.md",
        "---\ntitle: Ensemble\npublished: 2026-03-12\nlang: fr\n---\n\
         « Le pont sera fermé en juin », ont déclaré Ana Lund et Omar Sall.\n",
    );
    home.stdout(&["ingest", "joint.md"]);
    for speaker in ["Ana Lund", "omar sall"] {
        let said = home.stdout(&["timeline", "--speaker", speaker]);
        assert!(said.contains("Le pont sera fermé"), "{speaker}: {said}");
        let shown = home.stdout(&["show", speaker]);
        assert!(shown.contains("statements   1"), "{speaker}: {shown}");
    }
}

#[test]
fn a_correction_takes_the_speaker_who_is_known() {
    let home = ministers();
    let lines = home.stdout(&["timeline", "--format", "jsonl"]);
    let line = lines
        .lines()
        .find(|line| line.contains("dam would hold"))
        .unwrap();
    let id = serde_json::from_str::<serde_json::Value>(line).unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let speaker = |home: &Home| {
        let shown = home.stdout(&["show", &id, "--format", "json"]);
        let value: serde_json::Value = serde_json::from_str(&shown).unwrap();
        value["speaker"]["name"].as_str().unwrap_or_default().to_owned()
    };
    home.stdout(&["correct", &id, "--speaker", "ashgrove"]);
    assert_eq!(speaker(&home), "Rowan Ashgrove");
    let refused = home.output(&["correct", &id, "--speaker", "Rowan Ashgrov"]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(3));
    assert!(told.contains("did you mean Rowan Ashgrove?"), "{told}");
    home.stdout(&["correct", &id, "--speaker", "Rowan Ashgrov", "--new"]);
    assert_eq!(speaker(&home), "Rowan Ashgrov");
    home.stdout(&["correct", &id, "--speaker", "Ines Corvallis"]);
    assert_eq!(speaker(&home), "Ines Corvallis");
}

#[test]
fn an_alias_that_finds_somebody_else_is_refused() {
    let home = ministers();
    insta::assert_snapshot!(home.run(&["alias", "Rowan Ashgrove", "Elodie Marchetaux"]), @r#"
    -- stderr --
    error: "Elodie Marchetaux" is already a name of Elodie Marchetaux (pcx7pgtrbcbqm)
    hint: if both are the same speaker, use `dixit merge`
    -- exit 3 --
    "#);
    home.stdout(&["alias", "Rowan Ashgrove", "R. Ashgrove"]);
}
