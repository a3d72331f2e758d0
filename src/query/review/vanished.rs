//! Statements that persons decided on and that a revision removed from their article.

use super::queue::{HarmReason, ReviewItem};
use crate::domain::harm::{ExpectedHarm, GONE};
use crate::domain::{SpeakerId, Status};
use crate::query::entry_columns::ENTRY_COLUMN_COUNT;
use crate::query::selection::Selection;
use crate::query::{QueryError, SpeakerRef, StatementEntry, StatementFilter};
use rusqlite::Connection;

/// Loads the vanished statements that no person has acknowledged yet, each in its last version.
pub(super) fn load_vanished(
    conn: &Connection,
    within: &StatementFilter,
) -> Result<Vec<ReviewItem>, QueryError> {
    let mut found = Vec::new();
    let selection = Selection::from_filter(within, conn)?.of_vanished();
    selection.for_each_entry_row(
        conn,
        ", s.reference",
        Selection::CHRONOLOGICAL,
        None,
        |cells, reader| {
            let mut entry = reader.read(cells)?;
            let reference: Option<String> = cells.get(ENTRY_COLUMN_COUNT)?;
            if entry.speaker.is_none() {
                // The speaker has no row if no current article names it.
                entry.speaker = reference.map(|name| SpeakerRef {
                    id: SpeakerId::from_name(&name),
                    name,
                });
            }
            found.push(to_review_item(entry));
            Ok(())
        },
    )?;
    Ok(found)
}

fn to_review_item(entry: StatementEntry) -> ReviewItem {
    let mut harm = ExpectedHarm::explained();
    harm.add_doubt(GONE, &describe_decisions(&entry));
    ReviewItem {
        weight: harm.total(),
        doubt: harm.doubt_points(),
        cost: harm.cost_percent(),
        reasons: harm.into_doubts().into_iter().map(HarmReason::from).collect(),
        dispute: None,
        may_be: Vec::new(),
        copies: Vec::new(),
        gone: true,
        entry,
    }
}

/// What persons decided on a statement: "confirmed, marked adopted".
fn describe_decisions(entry: &StatementEntry) -> String {
    let mut decisions = Vec::new();
    if let Some(review) = &entry.review {
        if review.confirmed {
            decisions.push("confirmed".to_owned());
        }
        if !review.corrected.is_empty() {
            decisions.push(format!("corrected ({})", review.corrected.join(", ")));
        }
    }
    if let Some(status) = entry.status.filter(|status| *status != Status::Open) {
        decisions.push(format!("marked {status}"));
    }
    if decisions.is_empty() {
        decisions.push("tagged or linked".to_owned());
    }
    decisions.join(", ")
}
