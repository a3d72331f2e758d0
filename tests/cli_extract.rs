//! `extract`: articles in, readings as JSON Lines out, nothing recorded.

use crate::common::output_schema::{assert_matches_schema, output_validator};
use crate::common::test_home::{AUDITS, CHARTER, TestHome};
use serde_json::{Value, json};

/// The body of an article, without its front matter.
fn article_body(article: &str) -> &str {
    article.rsplit("---\n").next().unwrap()
}

/// JSON Lines with four articles, one of them without a statement, and two lines that are not articles.
fn article_lines() -> String {
    let articles = [
        json!({ "id": "charter", "lang": "fr", "published": "2026-03-12", "text": article_body(CHARTER) }),
        json!({ "id": 7, "text": "Rain fell on the harbour all day long, and nobody was out." }),
        json!({ "text": article_body(AUDITS), "published": "2026-03-14" }),
        // The text stays as given: the byte order mark, unusual spaces and line ends count in offsets.
        json!({ "id": "odd", "lang": "fr", "text": format!("\u{feff}A\u{a0}B\r\n\r\n{}", article_body(CHARTER)) }),
    ];
    let mut lines: Vec<String> = articles.iter().map(Value::to_string).collect();
    lines.insert(2, "{\"id\": \"cut".to_owned());
    lines.insert(4, "{\"id\": \"no-text\"}".to_owned());
    lines.join("\n") + "\n"
}

#[test]
fn extract_prints_one_line_per_article() {
    let home = TestHome::new();
    home.write_file("in.jsonl", article_lines());
    let output = home.output(&["extract", "--format", "jsonl", "in.jsonl"]);
    let stdout = String::from_utf8(output.stdout).unwrap();
    let ids: Vec<Value> = stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone())
        .collect();
    assert_eq!(ids, [json!("charter"), json!(7), Value::Null, json!("odd")]);
    assert_eq!(output.status.code(), Some(3), "two lines were bad");
    insta::assert_snapshot!(String::from_utf8(output.stderr).unwrap(), @r#"
    error: in.jsonl:3: broken JSON: EOF while parsing a string in column 11 (each article must be one object)
    error: in.jsonl:5: no "text" in the object (an article is {"text": "…", "title": "…", "published": "2025-07-26", …})
    "#);
}

#[test]
fn every_span_is_the_exact_slice_of_the_given_text() {
    let home = TestHome::new();
    home.write_file("in.jsonl", article_lines());
    let output = home.output(&["extract", "--format", "jsonl", "in.jsonl"]);
    let texts: Vec<Value> = article_lines()
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|article| article.get("text").is_some())
        .collect();
    let mut checked = 0;
    for (line, article) in String::from_utf8(output.stdout).unwrap().lines().zip(&texts) {
        let read: Value = serde_json::from_str(line).unwrap();
        let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
        for statement in read["statements"].as_array().unwrap() {
            let points = statement["points"].as_array().unwrap().iter();
            for span in points.chain([&statement["quote"], &statement["cue"], &statement["speaker"]]) {
                if span.is_null() {
                    continue;
                }
                let bound = |name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
                let slice: String = text[bound("start")..bound("end")].iter().collect();
                assert_eq!(slice, span["text"].as_str().unwrap());
                checked += 1;
            }
        }
    }
    assert!(checked >= 9, "only {checked} spans were read");
}

#[test]
fn extract_output_matches_its_schema() {
    let home = TestHome::new();
    home.write_file("in.jsonl", article_lines());
    let output = home.output(&["extract", "--explain", "--format", "json", "in.jsonl"]);
    let json = String::from_utf8(output.stdout).unwrap();
    assert_matches_schema(&json, "extract");
    let read: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read.as_array().unwrap().len(), 4);
    assert!(
        !output_validator("extract").is_valid(&json!([{ "id": [], "statements": [] }])),
        "an id is a scalar"
    );
}

#[test]
fn extract_prints_a_table_for_people() {
    let home = TestHome::new();
    home.write_file("charter.md", CHARTER);
    insta::assert_snapshot!(home.run(&["extract", "charter.md"]), @"
    Une charte pour les modèles ouverts (fr, 2 statements)

    said        speaker              cue              words
    ──────────  ───────────────────  ───────────────  ──────────────────────────────────────────────────
    2026-03-12  Claire Aubert        a déclaré        Nous publierons les règles de chaque modèle ouvert
    commitment  “Claire Aubert,      direct
    speech      ministre du
                Numérique”
                ministre du
                Numérique

    2026-03-12  Claire Aubert        a-t-elle ajouté  Les universités auront leur propre fonds
    forecast    “elle”               direct
    speech      ministre du
                Numérique
    ");
    assert!(!home.path().join("dixit.db").exists(), "nothing is recorded");
}

/// `--explain` names the rules and lexicon entries behind a reading, so that a wrong reading can be traced.
#[test]
fn explain_names_rules_and_lexicon_entries() {
    let home = TestHome::new();
    home.write_file("charter.md", CHARTER);
    insta::assert_snapshot!(home.run(&["extract", "--explain", "charter.md"]), @"
    Une charte pour les modèles ouverts (fr, 2 statements)

    said        speaker            cue              words
    ──────────  ─────────────────  ───────────────  ────────────────────────────────────────────────────
    2026-03-12  Claire Aubert      a déclaré        Nous publierons les règles de chaque modèle ouvert
    commitment  “Claire Aubert,    direct           report: quote-incise “a déclaré” (déclarer)
    speech      ministre du                         speaker: name
                Numérique”                          act: clause-commits “publierons”
                ministre du                         said: weekday “jeudi”
                Numérique                           certainty 89 %: words 97 %, speaker 93 %, rule
                                                    quote-incise +0.21/+0.28, mode direct +0.29/+0.04,
                                                    speaker kind person +0.27/+0.58, length 6 to 9 words
                                                    +0.21/-0.33, reference named here -0.12/+0.44,
                                                    ground a quotation before its cue +0.21/+0.28

    2026-03-12  Claire Aubert      a-t-elle ajouté  Les universités auront leur propre fonds
    forecast    “elle”             direct           report: quote-incise “a-t-elle ajouté” (ajouter)
    speech      ministre du                         speaker: pronoun-of-the-speaker-before
                Numérique                           act: clause-foretells “auront”
                                                    said: occasion
                                                    certainty 89 %: words 98 %, speaker 92 %, rule
                                                    quote-incise +0.21/+0.28, mode direct +0.29/+0.04,
                                                    speaker kind person +0.27/+0.58, length 6 to 9 words
                                                    +0.21/-0.33, reference named elsewhere +0.27/+0.32,
                                                    ground a quotation before its cue +0.21/+0.28
    ");
    let explained = home.stdout(&["extract", "--explain", "--format", "jsonl", "charter.md"]);
    let read: Value = serde_json::from_str(&explained).unwrap();
    let steps = &read["statements"][0]["steps"];
    assert_eq!(steps[0]["part"], "report");
    assert_eq!(steps[0]["entry"], "déclarer");
}

#[test]
fn stdin_is_extracted_like_a_file() {
    let home = TestHome::new();
    home.write_file("in.jsonl", article_lines());
    let from_file = home.run(&["extract", "--format", "jsonl", "in.jsonl"]);
    let from_stream = home.run_with_stdin(&["extract", "--format", "jsonl", "-"], &article_lines());
    assert_eq!(from_file.replace("in.jsonl", "standard input"), from_stream);
    assert_eq!(
        home.run_with_stdin(
            &["extract", "--format", "json", "-"],
            "{\"title\": \"x\"}\n{\"title\": \"y\"}\n"
        )
        .lines()
        .next(),
        Some("[]")
    );
}

#[test]
fn text_only_prints_the_text_and_the_source_of_each_article() {
    let home = TestHome::new();
    home.write_file("in/charter.md", CHARTER);
    home.write_file(
        "in/lines.jsonl",
        "{\"id\": 7, \"text\": \"Rain fell on the harbour all day.\"}\n",
    );
    insta::assert_snapshot!(home.run(&["extract", "--text-only", "--format", "jsonl", "in"]), @r#"
    {"id":"in/charter.md","title":"Une charte pour les modèles ouverts","published":"2026-03-12","publisher":"Le Courrier du Lac","author":null,"lang":"fr","url":"https://courrier.example/charte","text":"« Nous publierons les règles de chaque modèle ouvert », a déclaré jeudi Claire Aubert, ministre du Numérique.\n\n« Les universités auront leur propre fonds », a-t-elle ajouté."}
    {"id":"7","title":null,"published":null,"publisher":null,"author":null,"lang":"en","url":null,"text":"Rain fell on the harbour all day."}
    "#);
    insta::assert_snapshot!(home.run(&["extract", "--text-only", "in/charter.md"]), @"
    Une charte pour les modèles ouverts
    Le Courrier du Lac · 2026-03-12 · https://courrier.example/charte · fr

    « Nous publierons les règles de chaque modèle ouvert », a déclaré jeudi Claire Aubert, ministre du
    Numérique.

    « Les universités auront leur propre fonds », a-t-elle ajouté.
    ");
    let json = home.stdout(&["extract", "--text-only", "--format", "json", "in"]);
    assert_matches_schema(&json, "extract-text");
    assert!(!home.path().join("dixit.db").exists());
}
