use super::statement_columns::{statement_cells, statement_columns};
use crate::domain::Status;
use crate::export::cells::{join_ids, optional_cell};
use crate::export::tabular::Tabular;
use crate::query::{LedgerEntry, ProposalLedger};

impl Tabular for ProposalLedger {
    fn columns(&self) -> Vec<&'static str> {
        statement_columns(&[
            "status",
            "reported",
            "restates",
            "restated",
            "taken_up",
            "echoes",
            "echoed",
            "answered",
            "articles",
            "independent_sources",
            "last_mention",
        ])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |line: &LedgerEntry| {
            statement_cells(
                &line.entry,
                [
                    line.entry.status.unwrap_or(Status::Open).to_string(),
                    join_ids(&line.reported),
                    join_ids(&line.restates),
                    join_ids(&line.restated),
                    join_ids(line.taken_up.iter().map(|taken_up| &taken_up.statement)),
                    join_ids(&line.echoes),
                    join_ids(&line.echoed),
                    join_ids(&line.answered),
                    line.articles.to_string(),
                    line.independent_sources.to_string(),
                    optional_cell(line.last_mention.as_ref()),
                ],
            )
        };
        self.0.iter().map(row).collect()
    }
}
