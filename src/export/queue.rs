use super::{Listing, cell, entries};
use crate::query::{Doubtful, Queue};

impl Listing for Queue {
    fn columns(&self) -> Vec<&'static str> {
        entries::columns(&["weight", "doubt", "dispute", "may_be"])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |line: &Doubtful| {
            let doubts: Vec<&str> = line.doubts().collect();
            let names: Vec<&str> = line.may_be.iter().map(|speaker| speaker.name.as_str()).collect();
            entries::row(
                &line.entry,
                [
                    line.weight.to_string(),
                    doubts.join("; "),
                    cell(line.dispute.as_ref()),
                    names.join("; "),
                ],
            )
        };
        self.0.iter().map(row).collect()
    }
}
