use crate::export::cells::optional_cell;
use crate::export::tabular::{TableRow, Tabular};
use crate::query::{SearchHit, SearchHits, StatementEntry, StatementList};

/// The columns of a statement.
const STATEMENT_COLUMNS: &[&str] = &[
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

/// The columns of a statement, followed by `more`.
pub(super) fn statement_columns(more: &[&'static str]) -> Vec<&'static str> {
    [STATEMENT_COLUMNS, more].concat()
}

/// The cells of a statement, followed by `more`.
pub(super) fn statement_cells(entry: &StatementEntry, more: impl IntoIterator<Item = String>) -> Vec<String> {
    let StatementEntry { speaker, article, .. } = entry;
    let doubts: Vec<&str> = entry.doubts.iter().map(|doubt| doubt.as_str()).collect();
    let cells = [
        entry.said.to_string(),
        optional_cell(entry.speaker_or_mention().as_ref()),
        optional_cell(entry.capacity.as_ref()),
        optional_cell(entry.side.as_ref().map(|side| &side.name)),
        optional_cell(entry.report.as_ref()),
        entry.act.to_string(),
        entry.mode.to_string(),
        entry.words.clone(),
        entry.points.join("; "),
        optional_cell(entry.cue.as_ref()),
        optional_cell(entry.event.as_ref()),
        optional_cell(entry.place.as_ref()),
        entry.topics.join("; "),
        optional_cell(article.title.as_ref()),
        optional_cell(article.publisher.as_ref()),
        optional_cell(article.published.as_ref()),
        optional_cell(article.url.as_ref()),
        article.lang.to_string(),
        format!("{:.2}", entry.confidence),
        doubts.join("; "),
        review_cell(entry),
        flags_cell(entry),
        optional_cell(entry.side.as_ref().map(|side| &side.id)),
        optional_cell(entry.reader.as_ref()),
        entry.id.to_string(),
        optional_cell(speaker.as_ref().map(|speaker| &speaker.id)),
        article.id.to_string(),
    ];
    cells.into_iter().chain(more).collect()
}

/// The review of a statement by a person: `confirmed`, `corrected: speaker, said`, both, or empty.
pub(super) fn review_cell(entry: &StatementEntry) -> String {
    let Some(review) = &entry.review else {
        return String::new();
    };
    let corrected =
        (!review.corrected.is_empty()).then(|| format!("corrected: {}", review.corrected.join(", ")));
    let confirmed = review.confirmed.then(|| "confirmed".to_owned());
    let parts: Vec<String> = confirmed.into_iter().chain(corrected).collect();
    parts.join("; ")
}

/// The flags on the reliability of a statement.
pub(super) fn flags_cell(entry: &StatementEntry) -> String {
    let flags: Vec<&str> = entry.flags.iter().map(|flag| flag.as_str()).collect();
    flags.join("; ")
}

impl TableRow for StatementEntry {
    fn columns() -> Vec<&'static str> {
        statement_columns(&[])
    }

    fn cells(&self) -> Vec<String> {
        statement_cells(self, [])
    }
}

impl TableRow for SearchHit {
    fn columns() -> Vec<&'static str> {
        statement_columns(&[])
    }

    fn cells(&self) -> Vec<String> {
        statement_cells(&self.entry, [])
    }
}

impl Tabular for StatementList {
    fn columns(&self) -> Vec<&'static str> {
        StatementEntry::columns()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.0.iter().map(TableRow::cells).collect()
    }
}

impl Tabular for SearchHits {
    fn columns(&self) -> Vec<&'static str> {
        SearchHit::columns()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.0.iter().map(TableRow::cells).collect()
    }
}
