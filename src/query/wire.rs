//! How domain values are written in answers: as the text that people type, with a schema that says so.

use crate::domain::{Act, DateRule, Doubt, Lang, Mode, Report, SpeakerKind, Status};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::Serializer;
use std::fmt::Display;

/// Writes a value as its text.
pub(super) fn text<T: Display, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(value)
}

/// Writes a value as its text, or null.
#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
pub(super) fn text_or_null<T: Display, S: Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => to.collect_str(value),
        None => to.serialize_none(),
    }
}

/// Writes values as a list of their texts.
pub(super) fn texts<T: Display, S: Serializer>(values: &[T], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(values.iter().map(ToString::to_string))
}

macro_rules! vocabulary {
    ($($name:ident: $type:ty,)+) => { $(
        pub(super) fn $name(_: &mut SchemaGenerator) -> Schema {
            let words: Vec<&str> = <$type>::ALL.iter().map(|word| word.as_str()).collect();
            json_schema!({ "type": "string", "enum": words })
        }
    )+ };
}

vocabulary! {
    act: Act,
    mode: Mode,
    rule: DateRule,
    kind: SpeakerKind,
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
    let words: Vec<&str> = Lang::READ
        .iter()
        .chain([&Lang::Und])
        .map(|lang| lang.as_str())
        .collect();
    json_schema!({ "type": "string", "enum": words })
}

/// An EDTF date, as statements have them.
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

pub(super) fn day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$" })
}

pub(super) fn date(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$" })
}

pub(super) fn moment(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$" })
}

pub(super) fn moment_or_null(_: &mut SchemaGenerator) -> Schema {
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
