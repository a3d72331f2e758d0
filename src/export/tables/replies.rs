use super::statement_columns::{statement_cells, statement_columns};
use crate::export::cells::join_ids;
use crate::export::tabular::Tabular;
use crate::query::{Follower, Followers};

impl Tabular for Followers {
    fn columns(&self) -> Vec<&'static str> {
        statement_columns(&["sure", "reasons", "certainly_later", "reported"])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |follower: &Follower| {
            let reasons: Vec<String> = follower
                .reasons
                .iter()
                .map(|reason| format!("{} ({})", reason.why, reason.detail))
                .collect();
            let certainly_later = if follower.certainly_later { "yes" } else { "no" };
            statement_cells(
                &follower.entry,
                [
                    follower.sure.to_string(),
                    reasons.join("; "),
                    certainly_later.to_owned(),
                    join_ids(&follower.reported),
                ],
            )
        };
        self.statements.iter().map(row).collect()
    }
}
