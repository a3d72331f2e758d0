//! Answers in every output format, and the JSON Schemas of `schema/output/`.

use crate::common::history::{History, article, example_history};
use dixit::domain::{DateRule, Mode};
use dixit::export::{self, Tabular};
use dixit::query::{
    ArticlesQuery, BriefQuery, CoverageQuery, ProposalsQuery, SearchQuery, ShowQuery, SpeakersQuery,
    StatementFilter, TimelineCountsQuery, TopicsQuery,
};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The committed schemas equal those generated from the code; `DIXIT_WRITE_SCHEMAS=1` writes them.
#[test]
fn committed_schemas_match_the_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/output");
    let write = std::env::var_os("DIXIT_WRITE_SCHEMAS").is_some();
    for (name, schema) in export::output_schemas() {
        let file = folder.join(format!("{name}.json"));
        let generated = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if write {
            fs::write(&file, &generated).unwrap();
        }
        let committed = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            committed == generated,
            "{} differs: run the tests with DIXIT_WRITE_SCHEMAS=1",
            file.display()
        );
    }
}

#[test]
fn answers_match_their_schemas() {
    let models = example_history().to_read_models();
    let search = SearchQuery {
        query: "de OR 中 OR est".to_owned(),
        within: StatementFilter::default(),
    };
    let coverage = CoverageQuery {
        topic: Some("health".to_owned()),
        ..CoverageQuery::default()
    };
    let value = |answer: &dyn erased::Answer| answer.value();
    let mut answers = vec![
        ("articles", value(&models.ask(&ArticlesQuery::default()))),
        ("coverage", value(&models.ask(&coverage))),
        ("proposals", value(&models.ask(&ProposalsQuery::default()))),
        ("search", value(&models.ask(&search))),
        ("speakers", value(&models.ask(&SpeakersQuery::default()))),
        ("timeline", value(&models.ask(&StatementFilter::default()))),
        (
            "timeline-counts",
            value(&models.ask(&TimelineCountsQuery::default())),
        ),
        ("topics", value(&models.ask(&TopicsQuery { all: true }))),
    ];
    let mut ids = vec!["medtop:20001298".to_owned()];
    for entry in models.ask(&StatementFilter::default()).0 {
        ids.extend([entry.id.to_string(), entry.article.id.to_string()]);
        ids.extend(entry.speaker.map(|speaker| speaker.id.to_string()));
    }
    for id in ids {
        answers.push(("show", value(&models.ask(&ShowQuery { id, around: 10 }))));
    }
    let schemas: Vec<(&str, Value)> = export::output_schemas()
        .into_iter()
        .map(|(name, schema)| (name, serde_json::to_value(schema).unwrap()))
        .collect();
    let mut seen = Vec::new();
    for (name, answer) in answers {
        let (_, schema) = schemas.iter().find(|(known, _)| *known == name).unwrap();
        let validator = jsonschema::validator_for(schema).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&answer)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        if let Some(items) = answer.as_array() {
            assert!(!items.is_empty(), "{name} is empty: it proves nothing");
        }
        let wrong = json!([{ "id": 1 }]);
        assert!(!validator.is_valid(&wrong), "{name} accepts anything");
        seen.push(name);
    }
    // These are tested where the program prints them: `cli_listings`, `cli_extract`, `cli_pull`, `cli_reread`,
    // `cli_topics`, `cli_review`, `cli_verify`, `examples_questions`, `redaction`.
    seen.extend([
        "extract",
        "extract-text",
        "feed-list",
        "ingest",
        "log",
        "redact",
        "reread",
        "review",
        "topic-list",
        "verify",
        "verify-quick",
    ]);
    seen.extend([
        "brief",
        "brief-csl",
        "changes",
        "check",
        "config",
        "conflicts",
        "due",
        "first",
        "matrix",
    ]);
    // In `exchange`, `backups`, `cli_copies` and `cli_checkpoint`.
    seen.extend(["clone", "origin", "origin-verify", "share", "sync"]);
    seen.extend(["backup", "export-events", "import", "restore"]);
    seen.extend(["checkpoint", "prove", "prove-check", "prove-since"]);
    seen.extend(["replies", "search-articles", "since"]);
    seen.extend(["new", "silent", "similar", "sources"]);
    for (name, _) in schemas {
        assert!(seen.contains(&name), "{name} is not tried");
    }
}

#[test]
fn brief_is_valid_markdown_whatever_the_words() {
    let paper = article(
        "a_b",
        "1. *Tout* va [bien] &amp; <b>mieux</b>, dit Li_Qiang. Rien.",
    )
    .title("# Un *titre*")
    .publisher("Le [Courrier]")
    .published("2026-03-08");
    let said = paper
        .says(&["1. *Tout* va [bien] &amp; <b>mieux</b>"])
        .speaker("Li_Qiang")
        .mode(Mode::Direct)
        .said("2026-03-07~", DateRule::Weekday, None);
    let undated = paper.says(&["Rien"]).speaker("Li_Qiang").cue("dit", "dire");
    let models = History::default()
        .ingested(&paper, &[said, undated])
        .to_read_models();
    let dossier = models.ask(&BriefQuery {
        within: StatementFilter {
            speaker: Some("Li_Qiang".to_owned()),
            ..StatementFilter::default()
        },
    });
    let form = |write: &dyn Fn(&mut Vec<u8>)| {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    };
    insta::assert_snapshot!(form(&|out| export::write_brief(&dossier, out).unwrap()), @r"
    # Li\_Qiang

    2 statements from 1 article; independent sources: 1.

    No person has checked these statements: each is as the program read it.

    ## 2026

    - 2026-03-07\~, **Li\_Qiang**: « 1\. \*Tout\* va \[bien\] \&amp; \<b\>mieux\</b\> »[^1] *(unreviewed)*

    ## Without a date

    - **Li\_Qiang**: Rien (as reported: dit)[^1] *(unreviewed)*

    [^1]: Le \[Courrier\], “\# Un \*titre\*”, 2026-03-08, <https://example.org/a_b>, statements s9rbwp4x7tjx5 spmyj0psk1chy, archived text sha256 cb6a0a52bdb23a9bcc140e841712b220d314e7109703ce8edac36c4fc5b0f86e
    ");
    insta::assert_snapshot!(form(&|out| export::write_csl(&dossier, out).unwrap()), @r##"
    [
      {
        "id": "aj8b3sns4bhab",
        "type": "article-newspaper",
        "title": "# Un *titre*",
        "container-title": "Le [Courrier]",
        "issued": {
          "date-parts": [
            [
              2026,
              3,
              8
            ]
          ]
        },
        "URL": "https://example.org/a_b",
        "language": "fr",
        "note": "archived text sha256 cb6a0a52bdb23a9bcc140e841712b220d314e7109703ce8edac36c4fc5b0f86e"
      }
    ]
    "##);
}

/// Any answer as a JSON value.
mod erased {
    pub(super) trait Answer {
        fn value(&self) -> serde_json::Value;
    }

    impl<T: serde::Serialize> Answer for T {
        fn value(&self) -> serde_json::Value {
            serde_json::to_value(self).unwrap()
        }
    }
}

#[test]
fn every_table_has_as_many_cells_as_columns() {
    #[track_caller]
    fn check(listing: &impl Tabular) {
        let rows = listing.rows();
        assert!(!rows.is_empty());
        assert!(rows.iter().all(|row| row.len() == listing.columns().len()));
    }
    let models = example_history().to_read_models();
    check(&models.ask(&ArticlesQuery::default()));
    check(&models.ask(&SpeakersQuery::default()));
    check(&models.ask(&StatementFilter::default()));
    check(&models.ask(&TopicsQuery::default()));
    check(&models.ask(&SearchQuery {
        query: "le".to_owned(),
        within: StatementFilter::default(),
    }));
}

#[test]
fn table_is_written_in_every_form() {
    let speakers = example_history().to_read_models().ask(&SpeakersQuery {
        limit: Some(2),
        ..SpeakersQuery::default()
    });
    let form = |write: &dyn Fn(&mut Vec<u8>)| {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    };
    insta::assert_snapshot!(form(&|out| export::write_csv(&speakers, out).unwrap()).replace("\r\n", "\n"), @r#"
    name,kind,aliases,statements,first,last,id
    Odile Carré,person,La ministre Odile Carré; Mme Carré,2,2026-03-07,2026-03-07,pvekqg94m73ej
    Paul Nédélec,person,,1,2026-03-01,2026-03-31,ps7zw4kh07y72
    "#);
    insta::assert_snapshot!(form(&|out| export::write_markdown(&speakers, out).unwrap()), @r#"
    | name | kind | aliases | statements | first | last | id |
    | --- | --- | --- | --- | --- | --- | --- |
    | Odile Carré | person | La ministre Odile Carré; Mme Carré | 2 | 2026-03-07 | 2026-03-07 | pvekqg94m73ej |
    | Paul Nédélec | person |  | 1 | 2026-03-01 | 2026-03-31 | ps7zw4kh07y72 |
    "#);
    insta::assert_snapshot!(form(&|out| export::write_jsonl(&speakers, out).unwrap()), @r#"
    {"id":"pvekqg94m73ej","name":"Odile Carré","described":false,"kind":"person","aliases":["La ministre Odile Carré","Mme Carré"],"statements":2,"first":"2026-03-07","last":"2026-03-07"}
    {"id":"ps7zw4kh07y72","name":"Paul Nédélec","described":false,"kind":"person","aliases":[],"statements":1,"first":"2026-03-01","last":"2026-03-31"}
    "#);
    let json = form(&|out| export::write_json(&speakers, out).unwrap());
    assert!(json.starts_with("[\n  {\n    \"id\": \"p") && json.ends_with("]\n"));
}
