use super::*;
use crate::domain::{ArticleText, RedactedNames, RedactedWords};
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

/// Every redaction that takes all it can take, for the stream of an article and that of speakers.
fn whole_redactions() -> Vec<Redaction> {
    let statements = ["s0000000000zz", "s7c3n8r1w5t0e"].map(|id| id.parse().unwrap());
    let names = ["Odile Marchetti", "Ana Ruiz", "Jean Martin", "李强", "Port-Neuf"];
    vec![
        Redaction::Article,
        Redaction::Statements(statements.clone().into(), RedactedWords::default()),
        Redaction::Speakers {
            speakers: ["p0123456789ab", "pzzzzzzzzzzzz"]
                .map(|id| id.parse().unwrap())
                .into(),
            statements: statements.into(),
            names: RedactedNames::new(names),
        },
    ]
}

#[test]
fn masked_golden_bodies_decode_and_keep_their_form() {
    /// Checks that `after` is `before` with strings emptied.
    fn assert_emptied(before: &Value, after: &Value, name: &str) {
        match (before, after) {
            (Value::String(before), Value::String(after)) => {
                assert!(after.is_empty() || after == before, "{name}: {after}");
            }
            (Value::Array(before), Value::Array(after)) => {
                assert_eq!(before.len(), after.len(), "{name}");
                before
                    .iter()
                    .zip(after)
                    .for_each(|(before, after)| assert_emptied(before, after, name));
            }
            (Value::Object(before), Value::Object(after)) => {
                assert!(before.keys().eq(after.keys()), "{name}");
                before
                    .iter()
                    .for_each(|(key, before)| assert_emptied(before, &after[key], name));
            }
            (before, after) => assert_eq!(before, after, "{name}"),
        }
    }
    // Topics and feeds are not about an article, nor about a person.
    let bodies = read_golden_bodies().into_iter();
    for (name, kind, version, body) in bodies.filter(|(name, ..)| !name.starts_with(['f', 't'])) {
        for redaction in whole_redactions() {
            let Some(remainder) = mask_body(&kind, &body, &redaction).unwrap() else {
                continue;
            };
            assert_ne!(remainder, body, "{name}");
            let [before, after] = [&body, &remainder].map(|json| serde_json::from_str(json).unwrap());
            assert_emptied(&before, &after, &name);
            let wire = WireBody::decode(&kind, version, &remainder).unwrap_or_else(|e| panic!("{name}: {e}"));
            let text = wire.text().map(|_| ArticleText::Redacted);
            let event = wire.into_event(text).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(event.type_name(), kind, "{name}");
            assert_eq!(
                mask_body(&kind, &remainder, &redaction).unwrap(),
                None,
                "{name}: masked twice"
            );
        }
    }
}

#[test]
fn redaction_of_an_article_leaves_only_harmless_strings() {
    let masked = read_golden_bodies()
        .into_iter()
        .filter_map(|(name, kind, _, body)| {
            let is_of_article = name.starts_with(['a', 's']) && !name.starts_with("speaker");
            is_of_article.then(|| mask_body(&kind, &body, &Redaction::Article).unwrap())?
        });
    let masked: String = masked.collect();
    let words = [
        "registre",
        "Port-Neuf",
        "Odile",
        "présidente",
        "elle",
        "mercredi",
        "a proposé",
        "autorité",
        "登记册",
        "Varga",
        "Littoral",
        "checked",
        "mistake",
        "og:title",
        "assises",
        "Ana Ruiz",
        "free to rea",
    ];
    for word in words {
        // The address stays.
        let found = masked
            .replace("https://courrier.example/registre", "")
            .contains(word);
        assert!(!found, "{word}");
    }
    for kept in [
        "courrier.example/registre",
        "Le Courrier du Port",
        "2026-03-12",
        "s7c3n8r1w5t0e",
    ] {
        assert!(masked.contains(kept), "{kept}");
    }
}

#[test]
fn redaction_of_a_statement_takes_what_shares_its_words_and_all_contexts() {
    let body = |words: &str, prefix: &str| {
        format!(
            r#"{{"article":"a4hd2kq9zv0mx","revision":0,"statement":{{"evidence":[{{"prefix":"{prefix}","quote":{{"end":9,"start":1,"text":"{words}"}},"suffix":""}}],"id":"s7c3n8r1w5t0e","speaker":{{"capacity":"maire","kind":"person"}}}}}}"#
        )
    };
    let words = RedactedWords::new(["the register opens before the summer"]);
    let redaction = Redaction::Statements(["s0000000000zz".parse().unwrap()].into(), words);
    let mask = |json: &str| mask_body("statement.recorded", json, &redaction).unwrap();
    assert_eq!(mask(&body("the hall closes", "")), None);
    assert_eq!(
        mask(&body("the hall closes", "summer. ")).as_deref(),
        Some(&*body("the hall closes", ""))
    );
    let overlapping = mask(&body("opens before the summer, she said", "")).unwrap();
    assert!(
        !overlapping.contains("summer") && !overlapping.contains("maire"),
        "{overlapping}"
    );
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
