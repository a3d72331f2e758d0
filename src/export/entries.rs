use super::{Tabular, cell};
use crate::query::{SearchHits, StatementEntry, StatementList};

/// What of a statement stands in columns.
const COLUMNS: &[&str] = &[
    "said",
    "speaker",
    "capacity",
    "for",
    "report",
    "act",
    "mode",
    "words",
    "points",
    "cue",
    "event",
    "place",
    "topics",
    "title",
    "publisher",
    "published",
    "url",
    "lang",
    "confidence",
    "doubts",
    "reviewed",
    "flags",
    "for_id",
    "reader",
    "statement",
    "speaker_id",
    "article",
];

/// The columns of a statement, and `more` behind them.
pub(super) fn columns(more: &[&'static str]) -> Vec<&'static str> {
    [COLUMNS, more].concat()
}

/// The cells of a statement, and `more` behind them.
pub(super) fn row(entry: &StatementEntry, more: impl IntoIterator<Item = String>) -> Vec<String> {
    let StatementEntry { speaker, article, .. } = entry;
    let doubts: Vec<&str> = entry.doubts.iter().map(|doubt| doubt.as_str()).collect();
    let cells = [
        entry.said.to_string(),
        cell(entry.who().as_ref()),
        cell(entry.capacity.as_ref()),
        cell(entry.side.as_ref().map(|side| &side.name)),
        cell(entry.report.as_ref()),
        entry.act.to_string(),
        entry.mode.to_string(),
        entry.words.clone(),
        entry.points.join("; "),
        cell(entry.cue.as_ref()),
        cell(entry.event.as_ref()),
        cell(entry.place.as_ref()),
        entry.topics.join("; "),
        cell(article.title.as_ref()),
        cell(article.publisher.as_ref()),
        cell(article.published.as_ref()),
        cell(article.url.as_ref()),
        article.lang.to_string(),
        format!("{:.2}", entry.confidence),
        doubts.join("; "),
        reviewed(entry),
        flags(entry),
        cell(entry.side.as_ref().map(|side| &side.id)),
        cell(entry.reader.as_ref()),
        entry.id.to_string(),
        cell(speaker.as_ref().map(|speaker| &speaker.id)),
        article.id.to_string(),
    ];
    cells.into_iter().chain(more).collect()
}

/// What a person did to check a statement: `confirmed`, `corrected: speaker, said`, both, or nothing.
pub(super) fn reviewed(entry: &StatementEntry) -> String {
    let Some(review) = &entry.review else {
        return String::new();
    };
    let corrected =
        (!review.corrected.is_empty()).then(|| format!("corrected: {}", review.corrected.join(", ")));
    let confirmed = review.confirmed.then(|| "confirmed".to_owned());
    let told: Vec<String> = confirmed.into_iter().chain(corrected).collect();
    told.join("; ")
}

/// What to know of a statement before one relies on it.
pub(super) fn flags(entry: &StatementEntry) -> String {
    let flags: Vec<&str> = entry.flags.iter().map(|flag| flag.as_str()).collect();
    flags.join("; ")
}

impl Tabular for StatementList {
    fn columns(&self) -> Vec<&'static str> {
        columns(&[])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.0.iter().map(|entry| row(entry, [])).collect()
    }
}

impl Tabular for SearchHits {
    fn columns(&self) -> Vec<&'static str> {
        columns(&[])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.0.iter().map(|hit| row(&hit.entry, [])).collect()
    }
}
