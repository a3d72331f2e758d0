use super::{QueryError, Question, wire};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// What is spoken about, in the order of the taxonomy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topics {
    /// Also those that nobody speaks about.
    pub all: bool,
}

/// What a topic is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Labels {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: Option<String>,
    /// In Chinese.
    pub zh: Option<String>,
}

/// One topic as the listing shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TopicLine {
    /// The id: `medtop:` and a number where it is one of IPTC's Media Topics.
    pub id: String,
    /// What it is called.
    pub label: Labels,
    /// The topic that it belongs to.
    pub broader: Option<String>,
    /// How many statements are about it or a topic below it.
    pub statements: u64,
    /// The first day on which one of them can have been said.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub first: Option<NaiveDate>,
    /// The last day on which one of them can have been said.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub last: Option<NaiveDate>,
}

/// Topics, in the order of the taxonomy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct TopicLines(pub Vec<TopicLine>);

impl Question for Topics {
    type Answer = TopicLines;

    fn answer(&self, conn: &Connection) -> Result<TopicLines, QueryError> {
        let _ = conn;
        Ok(TopicLines(Vec::new()))
    }
}
