//! Statements that persons decided on and that a revision of their article no longer has.

use super::ReviewItem;
use super::harm::{self, Harm};
use crate::domain::{SpeakerId, Status};
use crate::query::selection::{ENTRY_COLUMN_COUNT, Selection, read_entry};
use crate::query::{QueryError, SpeakerRef, StatementEntry, StatementFilter};
use rusqlite::Connection;

/// Those of which nobody took note yet, as they were when they went.
pub(super) fn vanished(conn: &Connection, within: &StatementFilter) -> Result<Vec<ReviewItem>, QueryError> {
    let mut found = Vec::new();
    let selection = Selection::from_filter(within, conn)?.from_vanished();
    selection.for_each_entry_row(conn, ", s.reference", Selection::ORDER, None, |cells| {
        let mut entry = read_entry(cells)?;
        let reference: Option<String> = cells.get(ENTRY_COLUMN_COUNT)?;
        if entry.speaker.is_none() {
            // Nothing that counts may name the speaker any more.
            entry.speaker = reference.map(|name| SpeakerRef {
                id: SpeakerId::of(&name),
                name,
            });
        }
        found.push(doubtful(entry));
        Ok(())
    })?;
    Ok(found)
}

fn doubtful(entry: StatementEntry) -> ReviewItem {
    let mut harm = Harm::default();
    harm.doubt(harm::GONE, &decided(&entry));
    ReviewItem {
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
fn decided(entry: &StatementEntry) -> String {
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
