//! The query `dixit review`.

use super::ambiguous_surnames;
use super::copies::{self, CopyComparison, CopyReadings};
use super::expected_harm::{self, DOUBT_POINTS_MIN, ExpectedHarm};
use super::open_readings::{self, OpenReading};
use super::queue::{OutsideQueueCounts, ReviewItem, ReviewQueue, StatementCopy};
use super::sign_detector;
use super::vanished;
use crate::domain::Doubt;
use crate::query::selection::Selection;
use crate::query::statement_headers::load_entries;
use crate::query::{Query, QueryError, SpeakerRef, StatementFilter, canonical_speakers};
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};

/// Lists the statements that a person should check, by expected harm: the doubt about the reading times the cost of an
/// error. A statement that was confirmed, corrected or skipped is not listed again unless its reading changes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReviewQuery {
    /// Which statements. Its limit applies to the whole queue.
    pub within: StatementFilter,
    /// Only statements with this sign of doubt, one of [`ReviewQuery::doubt_names`].
    pub doubt: Option<String>,
    /// Include statements with few points of doubt, and copies of confirmed ones.
    pub all: bool,
}

/// An item of the queue before its statement is loaded.
struct Item {
    reading: OpenReading,
    harm: ExpectedHarm,
    copies: Vec<i64>,
}

impl ReviewQuery {
    /// The names of all signs of doubt.
    pub fn doubt_names() -> impl Iterator<Item = &'static str> {
        expected_harm::doubt_names()
    }

    /// Whether the query asks for this reading; if not, counts it in `left_out`.
    fn wants(
        &self,
        reading: &OpenReading,
        harm: &ExpectedHarm,
        compared: &CopyComparison,
        left_out: &mut OutsideQueueCounts,
    ) -> bool {
        if let Some(wanted) = &self.doubt {
            return harm.has_sign(wanted);
        }
        let left = if self.all || harm.has_sign(expected_harm::DISPUTE.name) {
            return true;
        } else if compared.confirmed {
            &mut left_out.confirmed_copies
        } else if harm.doubt_points() >= DOUBT_POINTS_MIN {
            return true;
        } else if reading.doubts == Doubt::DateApproximate.as_str() {
            &mut left_out.date_only
        } else {
            &mut left_out.few_doubts
        };
        *left += 1;
        false
    }
}

impl Query for ReviewQuery {
    type Answer = ReviewQueue;

    fn answer(&self, conn: &Connection) -> Result<ReviewQueue, QueryError> {
        let surnames = ambiguous_surnames::load_ambiguous_surnames(conn)?;
        let mut left_out = OutsideQueueCounts::default();
        let mut asked = Vec::new();
        for (reading, harm, compared) in
            load_judged_readings(conn, Selection::from_filter(&self.within, conn)?, &surnames)?
        {
            if self.wants(&reading, &harm, &compared, &mut left_out) {
                asked.push((reading, harm));
            }
        }
        // The reading with the greatest expected harm represents its copies; of equal ones, the earliest.
        asked.sort_by_key(|(reading, harm)| {
            let order = (reading.said_from, reading.published_day, reading.position);
            (-harm.total(), order)
        });
        let items = copies::collapse_copies(asked).into_iter();
        let items = items.map(|(reading, harm, copies)| Item {
            reading,
            harm,
            copies,
        });
        let mut items = load_items(conn, items.collect(), &surnames)?;
        let mut vanished = vanished::load_vanished(conn, &self.within)?;
        vanished.retain(|gone| self.doubt.as_deref().is_none_or(|wanted| gone.has_sign(wanted)));
        items.extend(vanished);
        items.sort_by_key(|item| -item.weight);
        items.truncate(self.within.limit.unwrap_or(usize::MAX));
        Ok(ReviewQueue { items, left_out })
    }
}

/// Loads the readings that a person may be asked about, with their signs and how copies differ.
fn load_judged_readings(
    conn: &Connection,
    selection: Selection,
    surnames: &BTreeMap<i64, Vec<SpeakerRef>>,
) -> Result<Vec<(OpenReading, ExpectedHarm, CopyComparison)>, QueryError> {
    let siblings = CopyReadings::load(conn)?;
    let depended_on = count_dependents(conn)?;
    let mut signs = sign_detector::SignDetector::new(conn)?;
    let mut found = Vec::new();
    for reading in open_readings::load_open_readings(conn, selection)? {
        let mut harm = signs.detect(&reading)?;
        let compared = siblings.compare(&reading);
        let others: Vec<i64> = compared.speakers.iter().copied().collect();
        let others = canonical_speakers::load_speaker_refs(conn, &others)?;
        let others: Vec<String> = others.into_iter().map(|speaker| speaker.name).collect();
        sign_detector::add_copy_signs(&mut harm, &compared, &others);
        if let Some(bearers) = reading.speaker.and_then(|speaker| surnames.get(&speaker)) {
            let names: Vec<&str> = bearers.iter().map(|bearer| bearer.name.as_str()).collect();
            harm.add_doubt(expected_harm::SURNAME, &names.join(" or "));
        }
        harm.add_dependents(depended_on.get(&reading.wording).copied().unwrap_or_default());
        found.push((reading, harm, compared));
    }
    Ok(found)
}

/// Counts the current statements that depend on each wording: their own wording was found similar to it when they were
/// ingested later.
fn count_dependents(conn: &Connection) -> Result<HashMap<i64, i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT e.wording_b, count(*) FROM similarity AS e
                 CROSS JOIN statement AS s ON s.wording_row = e.wording_a GROUP BY e.wording_b",
    )?;
    let counts = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counts.collect::<Result<_, _>>()?)
}

/// Loads the statements of the items.
fn load_items(
    conn: &Connection,
    items: Vec<Item>,
    surnames: &BTreeMap<i64, Vec<SpeakerRef>>,
) -> Result<Vec<ReviewItem>, QueryError> {
    let rows = items
        .iter()
        .flat_map(|item| std::iter::once(item.reading.row).chain(item.copies.iter().copied()));
    let mut entries = load_entries(conn, &rows.collect::<Vec<_>>())?;
    let mut found = Vec::new();
    for Item {
        reading,
        harm,
        copies,
    } in items
    {
        let Some(entry) = entries.remove(&reading.row) else {
            continue;
        };
        let bearers = reading.speaker.and_then(|speaker| surnames.get(&speaker));
        let copies = copies.iter().filter_map(|row| entries.remove(row));
        found.push(ReviewItem {
            entry,
            weight: harm.total(),
            doubt: harm.doubt_points(),
            cost: harm.cost_percent(),
            dispute: reading.dispute,
            may_be: bearers.cloned().unwrap_or_default(),
            copies: copies
                .map(|copy| StatementCopy {
                    statement: copy.id,
                    article: copy.article,
                })
                .collect(),
            gone: false,
            reasons: harm.into_doubts(),
        });
    }
    Ok(found)
}
