//! Queries on the command line, and the layout of their answers.

use crate::common::output_schema::assert_matches_schema;
use crate::common::test_home::TestHome;
use serde_json::Value;

#[test]
fn timeline_is_a_table() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["timeline"]), @"
    said        speaker            words                                                source
    ──────────  ─────────────────  ───────────────────────────────────────────────────  ────────────────
    2026-03-12  Claire Aubert      « Nous publierons les règles de chaque modèle        Le Courrier du
    commitment  ministre du        ouvert »                                             Lac, 2026-03-12
                Numérique                                                               s2r4zkc1h

    2026-03-12  Claire Aubert      « Les universités auront leur propre fonds »         Le Courrier du
    forecast    ministre du                                                             Lac, 2026-03-12
                Numérique                                                               scvwab5my

    2026-03-13  Nora Lindqvist     “We will publish every audit of a public model”      The Harbour
    commitment  head of the                                                             Post, 2026-03-14
                Office for                                                              s6wh10x45
                Algorithms
    ");
}

#[test]
fn narrow_terminal_gets_blocks() {
    let home = TestHome::with_articles();
    let output = home
        .command(&["timeline", "--limit", "1"])
        .env("COLUMNS", "60")
        .output()
        .unwrap();
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @r#"
    said     2026-03-12
             commitment
    speaker  Claire Aubert
             ministre du Numérique
    words    « Nous publierons les règles de chaque modèle
             ouvert »
    source   Le Courrier du Lac, 2026-03-12
             s2r4zkc1h
    "#);
}

#[test]
fn speakers_are_found_by_any_name() {
    let home = TestHome::with_articles();
    let by = |name: &str| {
        home.stdout(&["timeline", "--speaker", name, "--format", "jsonl"])
            .lines()
            .count()
    };
    assert_eq!(by("claire aubert"), 2);
    assert_eq!(by("CLAIRE AUBERT"), 2);
    insta::assert_snapshot!(home.run(&["timeline", "--speaker", "clair aubert"]), @r#"
    -- stderr --
    error: there is no speaker "clair aubert"
    hint: did you mean Claire Aubert?
    -- exit 3 --
    "#);
}

#[test]
fn filters_leave_out_what_does_not_match() {
    let home = TestHome::with_articles();
    let count = |args: &[&str]| {
        let args: Vec<&str> = ["timeline", "--format", "jsonl", "-q"]
            .iter()
            .chain(args)
            .copied()
            .collect();
        home.stdout(&args).lines().count()
    };
    assert_eq!(count(&[]), 3);
    assert_eq!(count(&["--lang", "en"]), 1);
    assert_eq!(count(&["--publisher", "le courrier du lac"]), 2);
    assert_eq!(count(&["--since", "2026-03-13"]), 1);
    assert_eq!(count(&["--until", "2026-03-12"]), 2);
    assert_eq!(count(&["--until", "2025"]), 0);
    assert_eq!(count(&["--limit", "2"]), 2);
    insta::assert_snapshot!(home.run(&["timeline", "--until", "2025"]), @r#"
    -- stderr --
    no statements match
    "#);
}

#[test]
fn statement_is_shown_in_its_context() {
    let home = TestHome::with_articles();
    let id = statement_id_of(&home, "Nora Lindqvist");
    insta::assert_snapshot!(home.run(&["show", &id]), @r#"
    s6wh10x45wq29  commitment, direct

      "⟦We will publish every audit of a public model⟧," said Nora Lindqvist, head of the Office for
      Algorithms, on Friday.

    ⟦ ⟧ enclose the statement; these marks are not in the article

    speaker    Nora Lindqvist
               pt6v76myk3vh9
    named      Nora Lindqvist, head of the Office for Algorithms
    capacity   head of the Office for Algorithms
    cue        said (say)
    report     speech: it was said or written
    said       2026-03-13, from “Friday”: the last such day up to the day of publication
    topics     regulation of industry (medtop:20000636; “regulators” in the title)
    source     The Harbour Post, 2026-03-14
               Regulators want audits
               ayrjdsnfwx7x9
    evidence   characters 1 to 46, revision 0: exactly there in the stored text
    certainty  89 %
    read by    dixit-rules/4 (quote-incise)
    history    2026-03-15T08:00:00Z  statement.recorded by tester at @2
    "#);
    insta::assert_snapshot!(home.run(&["show", "zz"]), @r#"
    -- stderr --
    error: there is no statement, article, speaker or topic "zz"
    -- exit 3 --
    "#);
}

/// The id of the first statement by `speaker`.
fn statement_id_of(home: &TestHome, speaker: &str) -> String {
    let entries = home.json_lines(&["timeline", "--speaker", speaker]);
    entries[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn article_speaker_and_topic_are_shown_in_full() {
    let home = TestHome::with_articles();
    let entries: Value = serde_json::from_str(&home.stdout(&["timeline", "--format", "json"])).unwrap();
    insta::assert_snapshot!(home.run(&["show", entries[0]["article"]["id"].as_str().unwrap()]), @"
    Une charte pour les modèles ouverts

    id         ayb7h4ps1zj9f
    publisher  Le Courrier du Lac
    published  2026-03-12
    url        https://courrier.example/charte
    language   fr
    read by    dixit-rules/4
    history    2026-03-15T08:00:00Z  article.ingested by tester at @3

      « Nous publierons les règles de chaque modèle ouvert », a déclaré jeudi Claire Aubert, ministre du
      Numérique.
      « Les universités auront leur propre fonds », a-t-elle ajouté.

    said        speaker            words                                                source
    ──────────  ─────────────────  ───────────────────────────────────────────────────  ────────────────
    2026-03-12  Claire Aubert      « Nous publierons les règles de chaque modèle        Le Courrier du
    commitment  ministre du        ouvert »                                             Lac, 2026-03-12
                Numérique                                                               s2r4zkc1h

    2026-03-12  Claire Aubert      « Les universités auront leur propre fonds »         Le Courrier du
    forecast    ministre du                                                             Lac, 2026-03-12
                Numérique                                                               scvwab5my
    ");
    insta::assert_snapshot!(home.run(&["show", entries[0]["speaker"]["id"].as_str().unwrap()]), @"
    Claire Aubert

    id           p9bm52tvagmm1
    kind         person
    statements   2
    first        2026-03-12
    last         2026-03-12
    names        Claire Aubert (reference, 2×)
                 Claire Aubert, ministre du Numérique (mention, 1×)

    capacity               statements  first       last
    ─────────────────────  ──────────  ──────────  ──────────
    ministre du Numérique           2  2026-03-12  2026-03-12

    topic      français   中文  statements  first       last        id
    ─────────  ─────────  ────  ──────────  ──────────  ──────────  ───────────────
    education  Éducation  教育           1  2026-03-12  2026-03-12  medtop:05000000
    ");
    assert!(home.stdout(&["show", "medtop:20001298"]).contains("人工智能"));
}

#[test]
fn ambiguous_id_lists_its_candidates() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["show", "p"]), @r#"
    -- stderr --
    error: the id "p" is ambiguous
    hint: p9bm52tvagmm1 is the speaker Claire Aubert
    hint: pt6v76myk3vh9 is the speaker Nora Lindqvist
    -- exit 3 --
    "#);
}

#[test]
fn search_ignores_accents() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["search", "modele", "regles"]), @r#"
    said        speaker            words                                                source
    ──────────  ─────────────────  ───────────────────────────────────────────────────  ────────────────
    2026-03-12  Claire Aubert      « Nous publierons les règles de chaque modèle        Le Courrier du
    commitment  ministre du        ouvert »                                             Lac, 2026-03-12
                Numérique                                                               s2r4zkc1h
    "#);
    insta::assert_snapshot!(home.run(&["search", "-"]), @r#"
    -- stderr --
    error: the search text contains no word (write words, "a phrase", prefix*, -without, or OR)
    -- exit 2 --
    "#);
}

#[test]
fn speakers_and_articles_are_listed() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["speakers"]), @"
    speaker                                        kind    statements  first       last        id
    ─────────────────────────────────────────────  ──────  ──────────  ──────────  ──────────  ─────────
    Claire Aubert                                  person           2  2026-03-12  2026-03-12  p9bm52tva
    Claire Aubert, ministre du Numérique

    Nora Lindqvist                                 person           1  2026-03-13  2026-03-13  pt6v76myk
    Nora Lindqvist, head of the Office for
    Algorithms
    ");
    insta::assert_snapshot!(home.run(&["articles"]), @r#"
    published   title                                publisher           lang  statements  id
    ──────────  ───────────────────────────────────  ──────────────────  ────  ──────────  ─────────
    2026-03-12  Une charte pour les modèles ouverts  Le Courrier du Lac  fr             2  ayb7h4ps1
    2026-03-14  Regulators want audits               The Harbour Post    en             1  ayrjdsnfw
    "#);
}

#[test]
fn every_listing_has_every_output_format() {
    let home = TestHome::with_articles();
    for command in ["timeline", "speakers", "topics", "articles", "proposals", "log"] {
        let rows = home.stdout(&[command, "--format", "jsonl", "-q"]).lines().count();
        let json: Value = serde_json::from_str(&home.stdout(&[command, "--format", "json", "-q"])).unwrap();
        assert_eq!(json.as_array().unwrap().len(), rows, "{command}");
        let md = home.stdout(&[command, "--format", "md", "-q"]);
        assert_eq!(md.lines().count(), rows + 2, "{command}");
        let csv = home.stdout(&[command, "--format", "csv", "-q"]);
        assert_eq!(
            csv::Reader::from_reader(csv.as_bytes())
                .records()
                .flatten()
                .count(),
            rows,
            "{command}"
        );
    }
}

#[test]
fn json_output_matches_its_schema() {
    let home = TestHome::with_articles();
    let id = statement_id_of(&home, "Nora Lindqvist");
    let cases: [(&str, Vec<&str>); 10] = [
        ("timeline", vec!["timeline"]),
        ("search", vec!["search", "audit"]),
        ("show", vec!["show", &id]),
        ("speakers", vec!["speakers"]),
        ("topics", vec!["topics", "--all"]),
        ("articles", vec!["articles"]),
        ("proposals", vec!["proposals"]),
        ("log", vec!["log"]),
        ("verify", vec!["verify"]),
        ("ingest", vec!["ingest", "articles", "-q"]),
    ];
    for (name, mut args) in cases {
        args.extend(["--format", "json"]);
        assert_matches_schema(&home.stdout(&args), name);
    }
}

#[test]
fn colour_is_used_only_on_request() {
    let home = TestHome::with_articles();
    let escaped = |args: &[&str]| home.stdout(args).contains('\u{1b}');
    assert!(!escaped(&["timeline"]), "a pipe takes no colour");
    assert!(escaped(&["timeline", "--color", "always"]));
    assert!(
        !escaped(&["timeline", "--color", "always", "--format", "csv"]),
        "data is data"
    );
}

#[test]
fn han_name_finds_speaker_written_in_latin_letters() {
    let home = TestHome::new();
    home.write_file(
        "visit.txt",
        "Le ministre Lin Yuan a déclaré que les deux pays poursuivront le dialogue.",
    );
    home.stdout(&["ingest", "visit.txt", "--lang", "fr"]);
    let found: Value =
        serde_json::from_str(&home.stdout(&["timeline", "--speaker", "林远", "--format", "json"])).unwrap();
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    let other = home.run(&["timeline", "--speaker", "林强"]);
    assert!(other.contains("there is no speaker"), "{other}");
}
