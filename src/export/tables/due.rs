use super::statement_columns::{statement_cells, statement_columns};
use crate::domain::Status;
use crate::export::cells::join_ids;
use crate::export::tabular::Tabular;
use crate::query::{DueStatement, DueStatements};

impl Tabular for DueStatements {
    fn columns(&self) -> Vec<&'static str> {
        statement_columns(&[
            "state",
            "kind",
            "due",
            "first",
            "last",
            "deadline",
            "counted_from",
            "status",
            "reported",
        ])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |line: &DueStatement| {
            statement_cells(
                &line.entry,
                [
                    line.state.to_string(),
                    line.kind.to_string(),
                    line.due.clone(),
                    line.first.to_string(),
                    line.last.to_string(),
                    line.deadline.clone(),
                    line.counted_from.map(|date| date.to_string()).unwrap_or_default(),
                    line.entry.status.unwrap_or(Status::Open).to_string(),
                    join_ids(&line.reported),
                ],
            )
        };
        self.0.iter().map(row).collect()
    }
}
