use super::{Tabular, entries};
use crate::query::FirstStatements;

impl Tabular for FirstStatements {
    fn columns(&self) -> Vec<&'static str> {
        entries::columns(&["place"])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        // Which of several was first is not told by their order.
        let place = match (self.certain, self.first.len()) {
            (true, _) | (false, 1) => "first",
            (false, _) => "possibly first",
        };
        let first = self
            .first
            .iter()
            .map(|entry| entries::row(entry, [place.to_owned()]));
        let after = self
            .after
            .iter()
            .map(|entry| entries::row(entry, ["after".to_owned()]));
        first.chain(after).collect()
    }
}
