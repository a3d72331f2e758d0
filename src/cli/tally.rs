use super::statements::count;
use crate::export::{Ingestion, IngestionChange};
use std::fmt;

/// What became of all articles of one `ingest`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    recorded: usize,
    revised: usize,
    unchanged: usize,
    /// Readings of other readers that brought something.
    read: usize,
    refused: usize,
    statements: usize,
    withdrawn: usize,
    /// Statements of other readers that were refused.
    statements_refused: usize,
    /// Readings of other readers that were refused whole.
    readings_refused: usize,
    /// Files and lines that could not be read.
    pub(crate) bad: usize,
}

impl Tally {
    /// Counts one more.
    pub(crate) const fn count(&mut self, line: &Ingestion) {
        match line.change {
            IngestionChange::Recorded => self.recorded += 1,
            IngestionChange::Revised => self.revised += 1,
            IngestionChange::Read => self.read += 1,
            IngestionChange::Unchanged => self.unchanged += 1,
            IngestionChange::Refused => self.refused += 1,
        }
        self.statements_refused += line.refused.len();
        if line.is_reading_refused() {
            self.readings_refused += 1;
        }
        self.statements += line.statements;
        self.withdrawn += line.withdrawn;
    }

    /// Whether a reading, or a statement of one, was refused.
    pub(crate) const fn has_refused(&self) -> bool {
        self.statements_refused + self.readings_refused > 0
    }

    /// How many articles were told of.
    pub(crate) const fn told(&self) -> usize {
        self.recorded + self.revised + self.read + self.unchanged + self.refused
    }
}

impl fmt::Display for Tally {
    /// `3 articles: 2 recorded, 1 unchanged; 14 statements recorded`, without what did not occur.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let articles = [
            (self.recorded, "recorded"),
            (self.revised, "revised"),
            (self.read, "read by others"),
            (self.unchanged, "unchanged"),
            (self.refused, "refused"),
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
        let statements = changes.map(|(number, what)| format!("{} {what}", count(number)));
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
    fn only_what_occurred_is_told() {
        assert_eq!(Tally::default().to_string(), "no articles");
        let tally = Tally {
            recorded: 2,
            unchanged: 1,
            statements: 14,
            ..Tally::default()
        };
        insta::assert_snapshot!(tally, @"articles: 2 recorded, 1 unchanged; 14 statements recorded");
        let tally = Tally {
            bad: 1,
            ..Tally::default()
        };
        insta::assert_snapshot!(tally, @"articles: 1 could not be read");
    }
}
