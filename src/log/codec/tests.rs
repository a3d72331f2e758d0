use super::*;
use crate::domain::ArticleText;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn repository_path(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// Every golden body: its file, its event type, its version and the body itself.
fn read_golden_bodies() -> Vec<(String, String, i64, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(repository_path("tests/golden/events")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let mut words = name.split('.');
        let kind = format!("{}.{}", words.next().unwrap(), words.next().unwrap());
        let version = words
            .rev()
            .nth(1)
            .unwrap()
            .trim_start_matches('v')
            .parse()
            .unwrap();
        let body = fs::read_to_string(&path).unwrap().trim_end().to_owned();
        files.push((name, kind, version, body));
    }
    files.sort();
    files
}

/// A text with the number of characters that the body records.
fn text_for(wire: &WireBody<'_>) -> Option<ArticleText> {
    wire.text()
        .map(|text| ArticleText::Kept("字".repeat(usize::try_from(text.chars).unwrap())))
}

#[test]
fn golden_bodies_decode_and_encode_to_the_same_bytes() {
    for (name, kind, version, body) in read_golden_bodies() {
        let wire = WireBody::decode(&kind, version, &body).unwrap_or_else(|e| panic!("{name}: {e}"));
        let hash = wire.text().map(|text| text.sha256.to_string());
        let text = text_for(&wire);
        let event = wire.into_event(text).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(event.type_name(), kind, "{name}");
        let mut again = WireBody::from_event(&event).to_json().unwrap();
        if let Some(hash) = hash {
            replace_text_hash(&mut again, UNSEALED_TEXT_HASH, &hash);
        }
        assert_eq!(again, body, "{name}");
    }
}

#[test]
fn every_version_of_every_type_has_a_golden_body() {
    for schema in schemas() {
        let found = read_golden_bodies()
            .iter()
            .any(|(_, kind, version, _)| kind == schema.kind && *version == schema.version);
        assert!(
            found,
            "tests/golden/events has no body for {}",
            schema.file_name()
        );
    }
}

#[test]
fn golden_bodies_are_canonical() {
    /// The same value with its members sorted by name, written without white space.
    fn canonical(value: &Value) -> String {
        match value {
            Value::Object(members) => {
                let mut names: Vec<&String> = members.keys().collect();
                names.sort_by_key(|name| name.encode_utf16().collect::<Vec<_>>());
                let members = names.iter().map(|name| {
                    format!(
                        "{}:{}",
                        Value::from(name.as_str()),
                        canonical(&members[name.as_str()])
                    )
                });
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
            Value::Array(items) => {
                format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
            }
            Value::Number(number) => {
                assert!(number.is_u64(), "{number} is no whole number");
                number.to_string()
            }
            _ => value.to_string(),
        }
    }
    for (name, _, _, body) in read_golden_bodies() {
        assert_eq!(canonical(&serde_json::from_str(&body).unwrap()), body, "{name}");
    }
}

#[test]
fn committed_schemas_equal_generated_ones() {
    let folder = repository_path("schema/events");
    // `DIXIT_WRITE_SCHEMAS=1 cargo test schemas` writes the file of a new type or version.
    let write = std::env::var_os("DIXIT_WRITE_SCHEMAS").is_some();
    for schema in schemas() {
        let path = folder.join(schema.file_name());
        let generated = serde_json::to_string_pretty(&schema.json()).unwrap() + "\n";
        if write && !path.exists() {
            fs::write(&path, &generated).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(
            committed,
            generated,
            "{} (a form that has landed never changes)",
            path.display()
        );
    }
    let committed = fs::read_dir(&folder).unwrap().count();
    assert_eq!(
        committed,
        schemas().count(),
        "schema/events holds a file of no event"
    );
}

#[test]
fn golden_bodies_match_their_schema_and_unknown_members_do_not() {
    for (name, kind, version, body) in read_golden_bodies() {
        let path = repository_path("schema/events").join(format!("{kind}.v{version}.json"));
        let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let mut body: Value = serde_json::from_str(&body).unwrap();
        let errors: Vec<String> = validator.iter_errors(&body).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        body["stranger"] = Value::Null;
        assert!(!validator.is_valid(&body), "{name}");
    }
}

#[test]
fn undecodable_body_is_explained() {
    let why = |kind: &str, version, body: &str| {
        let event = WireBody::decode(kind, version, body).and_then(|wire| {
            let text = text_for(&wire);
            wire.into_event(text)
        });
        event.unwrap_err().to_string()
    };
    insta::assert_snapshot!(
        why("speaker.renamed", 1, "{}"),
        @"speaker.renamed is an event that this dixit does not know: a newer one has written it, and can read it"
    );
    insta::assert_snapshot!(
        why("article.withdrawn", 2, "{}"),
        @"article.withdrawn is stored in version 2, and this dixit knows version 1: a newer one has written it, and can read it"
    );
    insta::assert_snapshot!(
        why("article.withdrawn", 1, r#"{"article":"a"}"#),
        @"its body is no article.withdrawn of version 1: missing field `reason` at line 1 column 15"
    );
    insta::assert_snapshot!(
        why("article.withdrawn", 1, r#"{"article":"b","reason":{"kind":"revised"}}"#),
        @r#"the article in its body is none: "b" is no article id (those are 'a' and 12 letters or digits)"#
    );
}
