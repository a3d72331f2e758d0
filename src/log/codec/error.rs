use std::fmt;

/// Why an event cannot be read from its stored form, or be stored.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// This program knows no such event.
    #[error("{kind} is an event that this dixit does not know: a newer one has written it, and can read it")]
    UnknownType {
        /// The type that is stored.
        kind: String,
    },
    /// This program knows the event, though not in this form.
    #[error(
        "{kind} is stored in version {version}, and this dixit knows version {known}: a newer one has written \
         it, and can read it"
    )]
    UnknownVersion {
        /// The type of the event.
        kind: String,
        /// The version that is stored.
        version: i64,
        /// The newest that is known.
        known: i64,
    },
    /// The body is not what its type and version say.
    #[error("its body is no {kind} of version {version}: {source}")]
    Malformed {
        /// The type of the event.
        kind: String,
        /// Its version.
        version: i64,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A value of the body is outside its domain.
    #[error("the {field} in its body is none: {why}")]
    Value {
        /// Which value.
        field: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// A division of a speaker's statements is by an article or by a capacity.
    #[error("its body names neither an article nor a capacity, or both: a division is by one of them")]
    Division,
    /// There is a header without a body.
    #[error("its body is missing")]
    BodyMissing,
    /// The event carries a text, and none was given, not even the note that it was taken down.
    #[error("the text that it carries is missing")]
    TextMissing,
    /// An event is to be recorded whose text was taken down.
    #[error("an event whose text was taken down cannot be recorded")]
    TextRedacted,
    /// The body cannot be written as JSON.
    #[error("its body cannot be written: {0}")]
    Unwritable(serde_json::Error),
}

impl CodecError {
    /// What is wrong with `field`.
    pub(in crate::log) fn value(field: &'static str, why: &impl fmt::Display) -> Self {
        Self::Value {
            field,
            why: why.to_string(),
        }
    }

    /// The error for a body whose type or version is not known.
    pub(super) fn unknown(kind: &str, version: i64) -> Self {
        let known = super::schemas()
            .filter(|schema| schema.kind == kind)
            .map(|schema| schema.version);
        match known.max() {
            Some(known) => Self::UnknownVersion {
                kind: kind.to_owned(),
                version,
                known,
            },
            None => Self::UnknownType {
                kind: kind.to_owned(),
            },
        }
    }
}
