//! The bodies of the two kinds of events of which nearly all of a log consists, as types.
#![expect(
    dead_code,
    reason = "decoding them is what is measured; the fields that nobody reads are part of it"
)]

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(crate) struct StatementBody {
    pub(crate) statement: Statement,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ArticleBody {
    pub(crate) article: String,
    pub(crate) source: Source,
    pub(crate) text: TextReference,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Source {
    pub(crate) title: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) url: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct TextReference {
    pub(crate) chars: u32,
    pub(crate) sha256: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Statement {
    pub(crate) act: String,
    pub(crate) confidence: u8,
    pub(crate) cue: Option<Cue>,
    #[serde(default)]
    pub(crate) doubts: Vec<String>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) id: String,
    pub(crate) mode: String,
    pub(crate) report: Option<String>,
    #[serde(default)]
    pub(crate) rules: Vec<String>,
    pub(crate) said: Said,
    pub(crate) speaker: Speaker,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Cue {
    pub(crate) lemma: String,
    pub(crate) words: Slice,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Evidence {
    pub(crate) prefix: Option<String>,
    pub(crate) quote: Slice,
    pub(crate) suffix: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Slice {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) text: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Said {
    pub(crate) date: String,
    pub(crate) expression: Option<Slice>,
    pub(crate) rule: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Speaker {
    pub(crate) capacity: Option<String>,
    pub(crate) kind: String,
    pub(crate) mention: Option<Slice>,
    pub(crate) reference: Option<String>,
}
