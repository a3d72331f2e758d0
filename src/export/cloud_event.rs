use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// One event of the log as a `CloudEvents` 1.0 event in JSON, as `dixit export events` writes it and `dixit import`
/// reads it. It has everything that the log stores of the event, so that a log made of these lines elsewhere is the
/// same.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CloudEvent<'a> {
    /// The version of `CloudEvents`: `1.0`.
    #[serde(borrow)]
    pub specversion: Cow<'a, str>,
    /// The id of the event, a UUID.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// Which log it is from: the name of the leaf hash of its first event (RFC 6920).
    #[serde(borrow)]
    #[schemars(regex(pattern = "^ni:///sha-256;[A-Za-z0-9_-]{43}$"))]
    pub source: Cow<'a, str>,
    /// The event type. With `schemaversion` it names the schema of `data` in `schema/events/`.
    #[serde(borrow, rename = "type")]
    pub kind: Cow<'a, str>,
    /// The stream that it belongs to.
    #[serde(borrow)]
    pub subject: Cow<'a, str>,
    /// When it was recorded (RFC 3339, UTC, to the microsecond).
    #[serde(borrow)]
    pub time: Cow<'a, str>,
    /// The form of `data`: `application/json`.
    #[serde(borrow)]
    pub datacontenttype: Cow<'a, str>,
    /// Its position in the log, from 1.
    pub position: u64,
    /// Its position in its stream, from 1.
    pub streamversion: u64,
    /// The version of the form of `data`.
    pub schemaversion: i64,
    /// Who recorded it.
    #[serde(borrow)]
    pub actor: Cow<'a, str>,
    /// Shared by all events of one operation, a UUID.
    #[serde(borrow)]
    pub correlationid: Cow<'a, str>,
    /// The event that caused it, a UUID.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub causationid: Option<Cow<'a, str>>,
    /// The salt of the body, in hexadecimal; zeros where `data` is what a redaction left of the body.
    #[serde(borrow)]
    #[schemars(regex(pattern = "^[0-9a-f]{32}$"))]
    pub bodysalt: Cow<'a, str>,
    /// SHA-256 of the salt and the body as it was recorded, in hexadecimal.
    #[serde(borrow)]
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub bodyhash: Cow<'a, str>,
    /// The hash over the header, a leaf of the Merkle tree, in hexadecimal.
    #[serde(borrow)]
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub leafhash: Cow<'a, str>,
    /// The salt of the text, in hexadecimal.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^[0-9a-f]{32}$"))]
    pub textsalt: Option<Cow<'a, str>>,
    /// The text of the article in UTF-8, in Base64: an attribute of `CloudEvents` has no line feeds.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    /// Whether the text of the article was redacted, with its salt.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub textredacted: bool,
    /// The body of the event, byte for byte as it is stored.
    #[serde(borrow)]
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    pub data: &'a RawValue,
}
