//! Statements that persons decided on and that a revision of their article no longer has.

use super::Doubtful;
use super::harm::{self, Harm};
use crate::domain::Status;
use crate::query::selection::{Selection, entry};
use crate::query::{Entry, QueryError, Timeline};
use rusqlite::Connection;

/// Those of which nobody took note yet, as they were when they went.
pub(super) fn vanished(conn: &Connection, within: &Timeline) -> Result<Vec<Doubtful>, QueryError> {
    let mut found = Vec::new();
    let selection = Selection::of(within, conn)?.of_vanished();
    selection.each(conn, "", Selection::ORDER, None, |cells| {
        found.push(doubtful(entry(cells)?));
        Ok(())
    })?;
    Ok(found)
}

fn doubtful(entry: Entry) -> Doubtful {
    let mut harm = Harm::default();
    harm.doubt(harm::GONE, &decided(&entry));
    Doubtful {
        weight: harm.expected(),
        doubt: harm.points(),
        cost: harm.cost(),
        reasons: harm.reasons(),
        dispute: None,
        may_be: Vec::new(),
        copies: Vec::new(),
        gone: true,
        entry,
    }
}

/// What was decided on a statement, in words.
fn decided(entry: &Entry) -> String {
    let mut told = Vec::new();
    if let Some(review) = &entry.review {
        if review.confirmed {
            told.push("confirmed".to_owned());
        }
        if !review.corrected.is_empty() {
            told.push(format!("corrected ({})", review.corrected.join(", ")));
        }
    }
    if let Some(status) = entry.status.filter(|status| *status != Status::Open) {
        told.push(format!("marked {status}"));
    }
    if told.is_empty() {
        told.push("tagged or linked".to_owned());
    }
    told.join(", ")
}
