//! Statements that persons decided on and that a revision of their article no longer has.

use super::Doubtful;
use super::harm::{self, Harm};
use crate::domain::{SpeakerId, Status};
use crate::query::selection::{CELL_COUNT, Selection, entry};
use crate::query::{Entry, QueryError, SpeakerName, Timeline};
use rusqlite::Connection;

/// Those of which nobody took note yet, as they were when they went.
pub(super) fn vanished(conn: &Connection, within: &Timeline) -> Result<Vec<Doubtful>, QueryError> {
    let mut found = Vec::new();
    let selection = Selection::of(within, conn)?.of_vanished();
    selection.each(conn, ", s.reference", Selection::ORDER, None, |cells| {
        let mut entry = entry(cells)?;
        let reference: Option<String> = cells.get(CELL_COUNT)?;
        if entry.speaker.is_none() {
            // Nothing that counts may name the speaker any more.
            entry.speaker = reference.map(|name| SpeakerName {
                id: SpeakerId::of(&name),
                name,
            });
        }
        found.push(doubtful(entry));
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
