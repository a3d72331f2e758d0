//! The forms of an answer besides HTML.

/// A form of an answer besides HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// One JSON value.
    Json,
    /// One JSON value a line.
    JsonLines,
    /// A table, comma-separated.
    Csv,
    /// A table in Markdown.
    Markdown,
    /// References for reference managers.
    Csl,
    /// A W3C Web Annotation.
    Annotation,
    /// A feed of the latest statements.
    Atom,
    /// The chart alone.
    Svg,
}

impl Form {
    const ALL: [Self; 8] = [
        Self::Json,
        Self::JsonLines,
        Self::Csv,
        Self::Markdown,
        Self::Csl,
        Self::Annotation,
        Self::Atom,
        Self::Svg,
    ];

    /// The forms that every list has.
    pub(super) const OF_LISTS: [Self; 4] = [Self::Json, Self::JsonLines, Self::Csv, Self::Markdown];

    /// Its name in addresses: that of the command line.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::Csl => "csl",
            Self::Annotation => "annotation",
            Self::Atom => "atom",
            Self::Svg => "svg",
        }
    }

    /// Its media type, as the header `Content-Type` has it.
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::JsonLines => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Csl => "application/vnd.citationstyles.csl+json",
            Self::Annotation => "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Svg => "image/svg+xml",
        }
    }

    /// The form with this name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.as_str() == name)
    }
}
