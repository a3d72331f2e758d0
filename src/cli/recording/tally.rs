//! Counts of what happened to the articles of one `ingest`.

use crate::cli::views::phrases::count_statements;
use crate::export::{Ingestion, IngestionChange};
use std::fmt;

/// Totals of one `ingest`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct IngestTally {
    recorded: usize,
    revised: usize,
    unchanged: usize,
    /// External readings that recorded something.
    read: usize,
    refused: usize,
    /// Articles that their source has taken back.
    articles_withdrawn: usize,
    /// Articles that wait for the origin of a copy.
    queued: usize,
    statements: usize,
    withdrawn: usize,
    /// Statements of external readings that were refused.
    statements_refused: usize,
    /// External readings that were refused as a whole.
    readings_refused: usize,
    /// Files and lines that could not be read.
    pub(crate) bad: usize,
}

impl IngestTally {
    /// Counts one line.
    pub(crate) const fn count(&mut self, line: &Ingestion) {
        match line.change {
            IngestionChange::Recorded => self.recorded += 1,
            IngestionChange::Revised => self.revised += 1,
            IngestionChange::Read => self.read += 1,
            IngestionChange::Unchanged => self.unchanged += 1,
            IngestionChange::Refused => self.refused += 1,
            IngestionChange::Withdrawn => self.articles_withdrawn += 1,
            IngestionChange::Queued => self.queued += 1,
        }
        self.statements_refused += line.refused.len();
        if line.is_reading_refused() {
            self.readings_refused += 1;
        }
        self.statements += line.statements;
        self.withdrawn += line.withdrawn;
    }

    /// Whether an external reading, or a statement of one, was refused.
    pub(crate) const fn has_refused(&self) -> bool {
        self.statements_refused + self.readings_refused > 0
    }

    /// Returns the number of lines counted.
    pub(crate) const fn articles(&self) -> usize {
        self.recorded
            + self.revised
            + self.read
            + self.unchanged
            + self.refused
            + self.articles_withdrawn
            + self.queued
    }
}

impl fmt::Display for IngestTally {
    /// Formats the totals, without zeros: `articles: 2 recorded, 1 unchanged; 14 statements recorded`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let articles = [
            (self.recorded, "recorded"),
            (self.revised, "revised"),
            (self.read, "read by other readers"),
            (self.unchanged, "unchanged"),
            (self.refused, "refused"),
            (self.articles_withdrawn, "withdrawn"),
            (self.queued, "queued"),
            (self.bad, "could not be read"),
        ];
        let articles = articles.into_iter().filter(|(count, _)| *count > 0);
        let articles = articles.map(|(count, what)| format!("{count} {what}"));
        let articles = articles.collect::<Vec<_>>().join(", ");
        let changes = [
            (self.statements, "recorded"),
            (self.withdrawn, "withdrawn"),
            (self.statements_refused, "refused"),
        ];
        let changes = changes.into_iter().filter(|(count, _)| *count > 0);
        let statements = changes.map(|(number, what)| format!("{} {what}", count_statements(number)));
        let statements = statements.collect::<Vec<_>>().join(", ");
        match (articles.as_str(), statements.as_str()) {
            ("", _) => f.write_str("no articles"),
            (articles, "") => write!(f, "articles: {articles}"),
            (articles, statements) => write!(f, "articles: {articles}; {statements}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tally_leaves_out_zeros() {
        assert_eq!(IngestTally::default().to_string(), "no articles");
        let tally = IngestTally {
            recorded: 2,
            unchanged: 1,
            statements: 14,
            ..IngestTally::default()
        };
        insta::assert_snapshot!(tally, @"articles: 2 recorded, 1 unchanged; 14 statements recorded");
        let tally = IngestTally {
            bad: 1,
            ..IngestTally::default()
        };
        insta::assert_snapshot!(tally, @"articles: 1 could not be read");
    }
}
