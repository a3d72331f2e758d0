use super::{Tabular, cell, entries};
use crate::domain::Status;
use crate::query::{LedgerEntry, ProposalLedger, StatementRef};

impl Tabular for ProposalLedger {
    fn columns(&self) -> Vec<&'static str> {
        entries::columns(&[
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
            entries::row(
                &line.entry,
                [
                    line.entry.status.unwrap_or(Status::Open).to_string(),
                    ids(&line.reported),
                    ids(&line.restates),
                    ids(&line.restated),
                    ids(line.taken_up.iter().map(|list| &list.statement)),
                    ids(&line.echoes),
                    ids(&line.echoed),
                    ids(&line.answered),
                    line.articles.to_string(),
                    line.independent_sources.to_string(),
                    cell(line.last_mention.as_ref()),
                ],
            )
        };
        self.0.iter().map(row).collect()
    }
}

/// The ids of statements in one cell.
pub(super) fn ids<'a>(mentions: impl IntoIterator<Item = &'a StatementRef>) -> String {
    let ids: Vec<&str> = mentions.into_iter().map(|mention| mention.id.as_str()).collect();
    ids.join("; ")
}
