use super::statement_columns::{flags_cell, review_cell};
use crate::export::cells::optional_cell;
use crate::export::tabular::Tabular;
use crate::query::{Conflict, ConflictList, StatementEntry};

impl Tabular for ConflictList {
    fn columns(&self) -> Vec<&'static str> {
        vec![
            "told_by",
            "differs",
            "topics",
            "why",
            "said",
            "speaker",
            "words",
            "url",
            "statement",
            "confidence",
            "reviewed",
            "flags",
            "other_said",
            "other_speaker",
            "other_words",
            "other_url",
            "other_statement",
            "other_confidence",
            "other_reviewed",
            "other_flags",
        ]
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |pair: &Conflict| {
            let source = if pair.suggested {
                "suggested".to_owned()
            } else {
                optional_cell(pair.actor.as_ref())
            };
            let mut row = vec![
                source,
                pair.differs.unwrap_or_default().to_owned(),
                pair.topics.join("; "),
                pair.why.join("; "),
            ];
            row.extend(statement_half(&pair.one));
            row.extend(statement_half(&pair.other));
            row
        };
        self.0.iter().map(row).collect()
    }
}

/// The cells of one of the two statements of a conflict.
fn statement_half(entry: &StatementEntry) -> [String; 8] {
    [
        entry.said.to_string(),
        optional_cell(entry.speaker.as_ref().map(|speaker| &speaker.name)),
        entry.words.clone(),
        optional_cell(entry.article.url.as_ref()),
        entry.id.to_string(),
        format!("{:.2}", entry.confidence),
        review_cell(entry),
        flags_cell(entry),
    ]
}
