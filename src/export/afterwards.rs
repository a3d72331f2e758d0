use super::ledger::ids;
use super::{Tabular, entries};
use crate::query::{Follower, Followers};

impl Tabular for Followers {
    fn columns(&self) -> Vec<&'static str> {
        entries::columns(&["sure", "reasons", "certainly_later", "reported"])
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |one: &Follower| {
            let reasons: Vec<String> = one
                .reasons
                .iter()
                .map(|reason| format!("{} ({})", reason.why, reason.detail))
                .collect();
            let certainly_later = if one.certainly_later { "yes" } else { "no" };
            entries::row(
                &one.entry,
                [
                    one.sure.to_string(),
                    reasons.join("; "),
                    certainly_later.to_owned(),
                    ids(&one.reported),
                ],
            )
        };
        self.statements.iter().map(row).collect()
    }
}
