//! How answers write domain values in JSON: as text that users can type, with a matching JSON Schema.
//!
//! The functions are used by name in `serialize_with` and `schema_with` attributes.

use crate::domain::{Act, DateRule, Doubt, Lang, Mode, Report, SpeakerKind, Status};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::Serializer;
use std::fmt::Display;

/// Serialises a value as its text.
pub(super) fn text<T: Display, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(value)
}

/// Serialises a value as its text, or as null.
#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
pub(super) fn text_or_null<T: Display, S: Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => to.collect_str(value),
        None => to.serialize_none(),
    }
}

/// Serialises values as a list of their texts.
pub(super) fn texts<T: Display, S: Serializer>(values: &[T], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(values.iter().map(ToString::to_string))
}

macro_rules! word_schemas {
    ($($name:ident: $type:ty,)+) => { $(
        pub(super) fn $name(_: &mut SchemaGenerator) -> Schema {
            let words: Vec<&str> = <$type>::ALL.iter().map(|word| word.as_str()).collect();
            json_schema!({ "type": "string", "enum": words })
        }
    )+ };
}

word_schemas! {
    act: Act,
    mode: Mode,
    date_rule: DateRule,
    speaker_kind: SpeakerKind,
}

pub(super) fn status_or_null(_: &mut SchemaGenerator) -> Schema {
    let words = Status::ALL.iter().map(|word| Some(word.as_str())).chain([None]);
    json_schema!({ "enum": words.collect::<Vec<_>>() })
}

pub(super) fn report_or_null(_: &mut SchemaGenerator) -> Schema {
    let words = Report::ALL.iter().map(|word| Some(word.as_str())).chain([None]);
    json_schema!({ "enum": words.collect::<Vec<_>>() })
}

pub(super) fn doubts(_: &mut SchemaGenerator) -> Schema {
    let words: Vec<&str> = Doubt::ALL.iter().map(|word| word.as_str()).collect();
    json_schema!({ "type": "array", "items": { "type": "string", "enum": words } })
}

pub(super) fn lang(_: &mut SchemaGenerator) -> Schema {
    let words: Vec<&str> = Lang::EXTRACTED
        .iter()
        .chain([&Lang::Und])
        .map(|lang| lang.as_str())
        .collect();
    json_schema!({ "type": "string", "enum": words })
}

/// Pattern of the EDTF dates that statements have.
const EDTF: &str = r"^(\.\.|\d{4}(-\d{2}(-\d{2})?)?~?|\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2})$";

pub(super) fn edtf(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": EDTF })
}

pub(super) fn edtf_or_null(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "pattern": EDTF })
}

pub(super) fn edtf_or_interval(_: &mut SchemaGenerator) -> Schema {
    let date = r"\d{4}(-\d{2}(-\d{2})?)?~?";
    json_schema!({ "type": "string", "pattern": format!("^{date}(/{date})?$") })
}

pub(super) fn date(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$" })
}

pub(super) fn date_or_null(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$" })
}

pub(super) fn timestamp(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$" })
}

pub(super) fn timestamp_or_null(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$" })
}

pub(super) fn statement_id(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": "^s[0-9a-z]{12}$" })
}

pub(super) fn statement_ids(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "type": "string", "pattern": "^s[0-9a-z]{12}$" } })
}

pub(super) fn article_id(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": "^a[0-9a-z]{12}$" })
}

pub(super) fn speaker_id(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": "^p[0-9a-z]{12}$" })
}
