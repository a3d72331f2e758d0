use super::{Tabular, cell, entries};
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
            let by = if pair.suggested {
                "suggested".to_owned()
            } else {
                cell(pair.actor.as_ref())
            };
            let mut row = vec![
                by,
                pair.differs.unwrap_or_default().to_owned(),
                pair.topics.join("; "),
                pair.why.join("; "),
            ];
            row.extend(half(&pair.one));
            row.extend(half(&pair.other));
            row
        };
        self.0.iter().map(row).collect()
    }
}

fn half(entry: &StatementEntry) -> [String; 8] {
    [
        entry.said.to_string(),
        cell(entry.speaker.as_ref().map(|speaker| &speaker.name)),
        entry.words.clone(),
        cell(entry.article.url.as_ref()),
        entry.id.to_string(),
        format!("{:.2}", entry.confidence),
        entries::reviewed(entry),
        entries::flags(entry),
    ]
}
