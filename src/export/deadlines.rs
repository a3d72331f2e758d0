use super::ledger::ids;
use super::{Listing, entries};
use crate::domain::Status;
use crate::query::{Deadlines, DueLine};

impl Listing for Deadlines {
    fn columns(&self) -> Vec<&'static str> {
        entries::columns(&["due", "deadline", "status", "reported"])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |line: &DueLine| {
            entries::row(
                &line.entry,
                [
                    line.due.to_string(),
                    line.deadline.clone(),
                    line.entry.status.unwrap_or(Status::Open).to_string(),
                    ids(&line.reported),
                ],
            )
        };
        self.0.iter().map(row).collect()
    }
}
