//! Conversions of single values between the domain and the stored bodies.

use super::CodecError;
use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

/// Text that is borrowed both when an event is written and when it is read.
pub(super) type Str<'a> = Cow<'a, str>;

/// Parses `text` as a value of the domain: an id, a date. `field` names it in the error.
pub(super) fn parse_value<T: FromStr<Err: Display>>(
    field: &'static str,
    text: &str,
) -> Result<T, CodecError> {
    text.parse().map_err(|error| CodecError::value(field, &error))
}

pub(super) fn borrowed(text: Option<&String>) -> Option<Str<'_>> {
    text.map(|text| Cow::Borrowed(text.as_str()))
}

pub(super) fn owned(text: Option<Str<'_>>) -> Option<String> {
    text.map(Cow::into_owned)
}

/// As [`owned`], without a text that was redacted: that is stored as an empty one.
pub(super) fn owned_unless_redacted(text: Option<Str<'_>>) -> Option<String> {
    owned(text).filter(|text| !text.is_empty())
}
