//! Checks the program's JSON against the published schemas in `schema/output/`.

use jsonschema::Validator;
use serde_json::{Value, json};

/// Fails if `json` does not match the schema `schema/output/NAME.json`, or if that schema allows anything.
pub(crate) fn assert_matches_schema(json: &str, name: &str) {
    let validator = output_validator(name);
    let value: Value = serde_json::from_str(json).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:?}\n{json}");
    assert!(
        !validator.is_valid(&json!([{ "id": 3 }])),
        "{name} allows anything"
    );
}

/// The validator of the schema `schema/output/NAME.json`.
pub(crate) fn output_validator(name: &str) -> Validator {
    let path = format!("{}/schema/output/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let schema = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}
