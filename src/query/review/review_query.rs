//! The query `dixit review`.

use super::archive_readings::ArchiveReadings;
use super::collapsed_copies::{CollapsedCopies, CollapsedItem, JudgedReading};
use super::judge::{Judge, count_dependents};
use super::open_readings::{self, OpenReading};
use super::queue::{HarmReason, ReviewItem, ReviewQueue, StatementCopy};
use super::recorded_queue::queue_candidates;
use super::vanished;
use super::wanted_readings::WantedReadings;
use crate::domain::harm::{ExpectedHarm, doubt_names};
use crate::query::selection::Selection;
use crate::query::statement_headers::load_entries;
use crate::query::{Query, QueryError, StatementFilter};
use rusqlite::Connection;
use std::collections::HashMap;

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

/// From this number of statements on, they are judged by their records and not by their rows: all records of an archive
/// of a million statements take as long to read as a few thousand rows.
const JUDGED_BY_ROW_MAX: usize = 4096;

impl ReviewQuery {
    /// The names of all signs of doubt.
    pub fn doubt_names() -> impl Iterator<Item = &'static str> {
        doubt_names()
    }
}

impl Query for ReviewQuery {
    type Answer = ReviewQueue;

    fn answer(&self, conn: &Connection) -> Result<ReviewQueue, QueryError> {
        let mut judge = Judge::new(conn)?;
        let mut wanted = WantedReadings::new(self.doubt.as_deref(), self.all);
        let limit = self.within.limit.unwrap_or(usize::MAX);
        let rows = self.find_selected_rows(conn)?;
        let queue = match rows {
            Some(rows) if rows.len() <= JUDGED_BY_ROW_MAX => {
                queue_by_row(conn, &rows, &mut judge, &mut wanted, limit)?
            }
            rows => {
                let readings = ArchiveReadings::load(conn, &mut judge, rows.as_deref())?;
                queue_candidates(conn, &readings.find_candidates(conn, &mut wanted)?, limit)?
            }
        };
        let mut items = load_items(conn, &mut judge, queue)?;
        let mut vanished = vanished::load_vanished(conn, &self.within)?;
        vanished.retain(|gone| self.doubt.as_deref().is_none_or(|wanted| gone.has_sign(wanted)));
        items.extend(vanished);
        items.sort_by_key(|item| -item.weight);
        items.truncate(limit);
        Ok(ReviewQueue {
            items,
            left_out: wanted.left_out,
        })
    }
}

impl ReviewQuery {
    /// The rows of the statements within the filter, in order; `None` if the filter leaves none out.
    fn find_selected_rows(&self, conn: &Connection) -> Result<Option<Vec<i64>>, QueryError> {
        let unlimited = StatementFilter {
            limit: None,
            ..self.within.clone()
        };
        if unlimited == StatementFilter::default() {
            return Ok(None);
        }
        let mut rows = Vec::new();
        let selection = Selection::from_filter(&unlimited, conn)?;
        selection.rows(conn, ("s.row", "", "1", ""), |cells| {
            rows.push(cells.get(0)?);
            Ok(())
        })?;
        rows.sort_unstable();
        Ok(Some(rows))
    }
}

/// The first `limit` items of the queue of the readings in `rows`, each judged by its row.
fn queue_by_row(
    conn: &Connection,
    rows: &[i64],
    judge: &mut Judge<'_>,
    wanted: &mut WantedReadings<'_>,
    limit: usize,
) -> Result<Vec<CollapsedItem>, QueryError> {
    let mut asked = Vec::new();
    open_readings::for_each_open_reading_in(conn, rows, |reading| {
        let (mut harm, compared) = judge.judge(&reading, ExpectedHarm::default())?;
        let is_wanted = wanted.wants(
            harm.doubt_points(),
            |sign| harm.has_sign(sign),
            compared.confirmed,
            reading.has_only_approximate_date(),
        );
        if is_wanted {
            harm.add_dependents(count_dependents(conn, reading.wording)?);
            let (in_story, act) = (reading.in_story.clone(), reading.act);
            asked.push(JudgedReading {
                row: reading.row,
                article: reading.article,
                harm: harm.total(),
                order: reading.order(),
                is_disputed: reading.dispute.is_some(),
                copy_key: compared
                    .folded_words
                    .map(|words| (reading.story, words, in_story, act)),
            });
        }
        Ok(())
    })?;
    // The reading with the greatest expected harm represents its copies; of equal ones, the earliest.
    asked.sort_by_key(|reading| (-reading.harm, reading.order));
    let mut items = CollapsedCopies::new();
    for reading in asked {
        items.push(reading);
    }
    Ok(items.into_items(limit))
}

/// Loads what is shown of the items.
fn load_items(
    conn: &Connection,
    judge: &mut Judge<'_>,
    items: Vec<CollapsedItem>,
) -> Result<Vec<ReviewItem>, QueryError> {
    let mut readings: HashMap<i64, OpenReading> = HashMap::new();
    let shown: Vec<i64> = items.iter().map(|item| item.row).collect();
    open_readings::for_each_open_reading_in(conn, &shown, |reading| {
        readings.insert(reading.row, reading);
        Ok(())
    })?;
    let rows = items
        .iter()
        .flat_map(|item| std::iter::once(item.row).chain(item.copies.iter().copied()));
    let mut entries = load_entries(conn, &rows.collect::<Vec<_>>())?;
    let mut found = Vec::new();
    for item in items {
        let (Some(entry), Some(reading)) = (entries.remove(&item.row), readings.remove(&item.row)) else {
            continue;
        };
        let (mut harm, _) = judge.judge(&reading, ExpectedHarm::explained())?;
        harm.add_dependents(count_dependents(conn, reading.wording)?);
        debug_assert_eq!(harm.total(), item.harm, "the record of row {} is wrong", item.row);
        let copies = item.copies.iter().filter_map(|row| entries.remove(row));
        found.push(ReviewItem {
            entry,
            weight: harm.total(),
            doubt: harm.doubt_points(),
            cost: harm.cost_percent(),
            may_be: judge.bearers(reading.speaker).unwrap_or_default().to_vec(),
            dispute: reading.dispute,
            copies: copies
                .map(|copy| StatementCopy {
                    statement: copy.id,
                    article: copy.article,
                })
                .collect(),
            gone: false,
            reasons: harm.into_doubts().into_iter().map(HarmReason::from).collect(),
        });
    }
    Ok(found)
}
