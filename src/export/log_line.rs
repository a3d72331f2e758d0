use super::tabular::{TableRow, Tabular};
use crate::domain::{Event, RecordedEvent};
use schemars::JsonSchema;
use serde::Serialize;

/// One event of the log, as `dixit log` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LogLine {
    /// Its position in the log, from 1.
    pub position: u64,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// The event type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The stream that it belongs to.
    pub stream: String,
    /// Its position in that stream, from 1.
    pub version: u64,
    /// Its id.
    pub id: String,
    /// Who recorded it.
    pub actor: String,
    /// An id shared by all events that one command recorded.
    pub correlation: String,
    /// The event that caused this one.
    pub causation: Option<String>,
    /// The statement that it concerns.
    pub statement: Option<String>,
    /// A headline, words of a statement, or a reason.
    pub summary: Option<String>,
}

impl From<&RecordedEvent> for LogLine {
    fn from(recorded: &RecordedEvent) -> Self {
        let (statement, summary) = match &recorded.event {
            Event::ArticleIngested { source, .. } | Event::ArticleRevised { source, .. } => {
                (None, source.title.clone().or_else(|| source.url.clone()))
            }
            Event::StatementRecorded { statement, .. } => {
                let by = statement.reader.as_ref();
                let by = by.map_or_else(String::new, |reader| format!("by {reader}: "));
                let words = match statement.evidence.as_slice() {
                    [] => "(redacted)".to_owned(),
                    _ => statement.words(),
                };
                (Some(&statement.id), Some(by + &words))
            }
            event => (event.statement_id(), event.describe()),
        };
        Self {
            position: recorded.position.number(),
            recorded_at: recorded.recorded_at.to_string(),
            kind: recorded.event.type_name().to_owned(),
            stream: recorded.stream.to_string(),
            version: recorded.version,
            id: recorded.id.to_string(),
            actor: recorded.actor.clone(),
            correlation: recorded.correlation.to_string(),
            causation: recorded.causation.map(|id| id.to_string()),
            statement: statement.map(ToString::to_string),
            summary,
        }
    }
}

/// Events, in the order of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct LogLines(pub Vec<LogLine>);

impl TableRow for LogLine {
    fn columns() -> Vec<&'static str> {
        vec![
            "position",
            "recorded_at",
            "type",
            "stream",
            "version",
            "id",
            "actor",
            "correlation",
            "causation",
            "statement",
            "summary",
        ]
    }

    fn cells(&self) -> Vec<String> {
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            self.position.to_string(),
            self.recorded_at.clone(),
            self.kind.clone(),
            self.stream.clone(),
            self.version.to_string(),
            self.id.clone(),
            self.actor.clone(),
            self.correlation.clone(),
            or_empty(&self.causation),
            or_empty(&self.statement),
            or_empty(&self.summary),
        ]
    }
}

impl Tabular for LogLines {
    fn columns(&self) -> Vec<&'static str> {
        LogLine::columns()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.0.iter().map(TableRow::cells).collect()
    }
}
