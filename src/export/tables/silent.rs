use super::statement_columns::{statement_cells, statement_columns};
use crate::export::cells::{join_ids, optional_cell};
use crate::export::tabular::Tabular;
use crate::query::{SilentStatement, SilentStatements};

impl Tabular for SilentStatements {
    fn columns(&self) -> Vec<&'static str> {
        statement_columns(&[
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
            statement_cells(
                &line.entry,
                [
                    optional_cell(line.last_mention.as_ref()),
                    line.days.to_string(),
                    optional_cell(self.covered_until.as_ref()),
                    line.articles_since.to_string(),
                    line.articles_on_topic_since.to_string(),
                    join_ids(line.otherwise.iter().map(|other| &other.statement)),
                ],
            )
        };
        self.silent.iter().map(row).collect()
    }
}
