//! Speaker identity: how users find speakers by name, and decide that two are the same or not.

use crate::common::test_home::TestHome;

/// Three ingested articles: two quote a minister by name, the third says "the minister" only.
fn home_with_ministers() -> TestHome {
    let home = TestHome::new();
    home.write_file(
        "a/one.md",
        "---\ntitle: Labels\npublisher: The Quay Herald\npublished: 2026-03-12\nlang: en\n---\n\
         \"The labels will stay,\" said Junior Minister Elodie Marchetaux.\n",
    );
    home.write_file(
        "a/two.md",
        "---\ntitle: Ferries\npublisher: The Quay Herald\npublished: 2026-03-13\nlang: en\n---\n\
         \"The ferry will be free,\" said the minister, Rowan Ashgrove.\n",
    );
    home.write_file(
        "a/three.md",
        "---\ntitle: Dams\npublisher: The Dyke Post\npublished: 2026-03-14\nlang: en\n---\n\
         The minister said that the dam would hold.\n",
    );
    home.stdout(&["ingest", "a"]);
    home
}

#[test]
fn title_is_not_a_name_and_its_holders_are_listed() {
    let home = home_with_ministers();
    for asked in [
        ["merge", "minister", "Rowan Ashgrove"].as_slice(),
        &["timeline", "--speaker", "the"],
        &["brief", "--speaker", "minister"],
    ] {
        let output = home.output(asked);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{asked:?}: {stderr}");
        assert!(stderr.contains("names nobody by itself"), "{asked:?}: {stderr}");
        assert!(stderr.contains("Rowan Ashgrove"), "{asked:?}: {stderr}");
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
fn role_belongs_to_its_article_until_a_person_merges_it() {
    let home = home_with_ministers();
    home.write_file(
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
    let unnamed = home.json_lines(&["speakers", "--unnamed"]);
    let ids: Vec<&str> = unnamed
        .iter()
        .map(|speaker| speaker["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids.len(),
        2,
        "each article has a minister of its own: {unnamed:?}"
    );
    home.stdout(&[
        "merge",
        ids[0],
        "Rowan Ashgrove",
        "--reason",
        "the ministry's list",
    ]);
    let said = home.stdout(&["timeline", "--speaker", "ashgrove", "--format", "jsonl"]);
    assert_eq!(said.lines().count(), 2, "{said}");
}

/// Articles that quote two people with the same name, in two capacities.
fn home_with_namesakes() -> TestHome {
    let home = TestHome::new();
    let article = |number: &str, role: &str, words: &str| {
        format!(
            "---\ntitle: Article {number}\npublisher: La Feuille\npublished: 2026-03-1{number}\nlang: fr\n---\n\
             « {words} », a déclaré Jean Martin, {role}.\n"
        )
    };
    home.write_file(
        "b/1.md",
        article("1", "député du Rhône", "La loi sera votée en mai"),
    );
    home.write_file(
        "b/2.md",
        article("2", "entraîneur du club", "Le match sera difficile pour nous"),
    );
    home.stdout(&["ingest", "b"]);
    home
}

#[test]
fn namesakes_are_kept_apart_in_later_articles() {
    let home = home_with_namesakes();
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
    // `review` also asks which one is meant when the shared name is typed.
    let output = home.run_with_stdin(&["review", "--ask", "--all"], "s Jean Martin\n\nq\n");
    assert!(
        output.contains("did you mean") && output.contains("Jean Martin (entraîneur)"),
        "{output}"
    );
    // Articles ingested later are attributed to the right one too.
    home.write_file(
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
fn article_of_a_namesake_is_kept_apart() {
    let home = home_with_namesakes();
    let articles = home.json_lines(&["articles"]);
    let article = articles
        .iter()
        .find(|article| article["title"].as_str().unwrap().contains("Article 2"))
        .unwrap();
    let id = article["id"].as_str().unwrap();
    home.stdout(&[
        "split",
        "Jean Martin",
        "--by",
        "article",
        id,
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
        id,
        "--as",
        "jean martin",
    ]);
    assert_eq!(refused.status.code(), Some(3));
}

#[test]
fn joint_speakers_are_found_under_each_name() {
    let home = TestHome::new();
    home.write_file(
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
fn correction_uses_the_known_speaker() {
    let home = home_with_ministers();
    let entries = home.json_lines(&["timeline"]);
    let entry = entries
        .iter()
        .find(|entry| entry["words"].as_str().unwrap().contains("dam would hold"))
        .unwrap();
    let id = entry["id"].as_str().unwrap();
    let speaker = |home: &TestHome| {
        let shown = home.stdout(&["show", id, "--format", "json"]);
        let value: serde_json::Value = serde_json::from_str(&shown).unwrap();
        value["speaker"]["name"].as_str().unwrap_or_default().to_owned()
    };
    home.stdout(&["correct", id, "--speaker", "ashgrove"]);
    assert_eq!(speaker(&home), "Rowan Ashgrove");
    let refused = home.output(&["correct", id, "--speaker", "Rowan Ashgrov"]);
    let stderr = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(3));
    assert!(stderr.contains("did you mean Rowan Ashgrove?"), "{stderr}");
    home.stdout(&["correct", id, "--speaker", "Rowan Ashgrov", "--new"]);
    assert_eq!(speaker(&home), "Rowan Ashgrov");
    home.stdout(&["correct", id, "--speaker", "Ines Corvallis"]);
    assert_eq!(speaker(&home), "Ines Corvallis");
}

#[test]
fn alias_of_another_speaker_is_rejected() {
    let home = home_with_ministers();
    insta::assert_snapshot!(home.run(&["alias", "Rowan Ashgrove", "Elodie Marchetaux"]), @r#"
    -- stderr --
    error: "Elodie Marchetaux" is already a name of Elodie Marchetaux (pcx7pgtrbcbqm)
    hint: if both are the same speaker, use `dixit merge`
    -- exit 3 --
    "#);
    home.stdout(&["alias", "Rowan Ashgrove", "R. Ashgrove"]);
}
