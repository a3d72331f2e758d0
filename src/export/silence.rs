use super::ledger::ids;
use super::{Tabular, cell, entries};
use crate::query::{SilentStatement, SilentStatements};

impl Tabular for SilentStatements {
    fn columns(&self) -> Vec<&'static str> {
        entries::columns(&[
            "last_mention",
            "silent_days",
            "covered_until",
            "articles_since",
            "articles_on_topic_since",
            "said_otherwise",
        ])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |line: &SilentStatement| {
            entries::row(
                &line.entry,
                [
                    cell(line.last_mention.as_ref()),
                    line.days.to_string(),
                    cell(self.covered_until.as_ref()),
                    line.articles_since.to_string(),
                    line.articles_on_topic_since.to_string(),
                    ids(line.otherwise.iter().map(|other| &other.statement)),
                ],
            )
        };
        self.silent.iter().map(row).collect()
    }
}
