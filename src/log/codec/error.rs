use std::fmt;

/// Why an event cannot be decoded from its stored form, or be encoded.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// This program does not know the event type.
    #[error("{kind} is an event that this dixit does not know: a newer one has written it, and can read it")]
    UnknownType {
        /// The stored type.
        kind: String,
    },
    /// This program knows the event type, but not this version.
    #[error(
        "{kind} is stored in version {version}, and this dixit knows version {known}: a newer one has written \
         it, and can read it"
    )]
    UnknownVersion {
        /// The event type.
        kind: String,
        /// The stored version.
        version: i64,
        /// The newest known version.
        known: i64,
    },
    /// The body does not have the form of its type and version.
    #[error("its body is no {kind} of version {version}: {source}")]
    Malformed {
        /// The event type.
        kind: String,
        /// The version.
        version: i64,
        /// The error of the JSON parser.
        source: serde_json::Error,
    },
    /// A value of the body is invalid.
    #[error("the {field} in its body is none: {why}")]
    Value {
        /// The name of the value.
        field: &'static str,
        /// Why it is invalid.
        why: String,
    },
    /// A division must name either an article or a capacity.
    #[error("its body names neither an article nor a capacity, or both: a division is by one of them")]
    Division,
    /// The event has a header but no body.
    #[error("its body is missing")]
    BodyMissing,
    /// The event carries a text, and there is no row for it, not even the empty one of a redacted text.
    #[error("the text that it carries is missing")]
    TextMissing,
    /// An event whose text was redacted cannot be appended.
    #[error("an event whose text was taken down cannot be recorded")]
    TextRedacted,
    /// The body cannot be written as JSON.
    #[error("its body cannot be written: {0}")]
    Unwritable(serde_json::Error),
}

impl CodecError {
    /// The error for an invalid value of `field`.
    pub(in crate::log) fn value(field: &'static str, why: &impl fmt::Display) -> Self {
        Self::Value {
            field,
            why: why.to_string(),
        }
    }
}
