use super::statement_columns::{statement_cells, statement_columns};
use crate::export::cells::optional_cell;
use crate::export::tabular::Tabular;
use crate::query::{ReviewItem, ReviewQueue};

impl Tabular for ReviewQueue {
    fn columns(&self) -> Vec<&'static str> {
        statement_columns(&["weight", "doubt", "why", "dispute", "may_be", "copies", "gone"])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |line: &ReviewItem| {
            let doubts: Vec<&str> = line.doubt_names().collect();
            let names: Vec<&str> = line.may_be.iter().map(|speaker| speaker.name.as_str()).collect();
            let why: Vec<&str> = line.reasons.iter().map(|reason| reason.why.as_str()).collect();
            let copies: Vec<&str> = line.copies.iter().map(|copy| copy.statement.as_str()).collect();
            statement_cells(
                &line.entry,
                [
                    line.weight.to_string(),
                    doubts.join("; "),
                    why.join("; "),
                    optional_cell(line.dispute.as_ref()),
                    names.join("; "),
                    copies.join("; "),
                    line.gone.to_string(),
                ],
            )
        };
        self.items.iter().map(row).collect()
    }
}
