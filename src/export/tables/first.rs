use super::statement_columns::{statement_cells, statement_columns};
use crate::export::tabular::Tabular;
use crate::query::FirstStatements;

impl Tabular for FirstStatements {
    fn columns(&self) -> Vec<&'static str> {
        statement_columns(&["place"])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        // If several may be the first, their order does not show which one was.
        let place = match (self.certain, self.first.len()) {
            (true, _) | (false, 1) => "first",
            (false, _) => "possibly first",
        };
        let first = self
            .first
            .iter()
            .map(|entry| statement_cells(entry, [place.to_owned()]));
        let after = self
            .after
            .iter()
            .map(|entry| statement_cells(entry, ["after".to_owned()]));
        first.chain(after).collect()
    }
}
