use super::ledger::ids;
use super::{Tabular, entries};
use crate::domain::Status;
use crate::query::{DueStatement, DueStatements};

impl Tabular for DueStatements {
    fn columns(&self) -> Vec<&'static str> {
        entries::columns(&[
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
            entries::row(
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
                    ids(&line.reported),
                ],
            )
        };
        self.0.iter().map(row).collect()
    }
}
