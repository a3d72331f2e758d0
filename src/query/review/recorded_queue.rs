//! Orders all readings of an archive by their records, and looks up what records do not have only for those that can
//! come next: each statement that depends on a reading adds to its harm, up to a known maximum.

use super::collapsed_copies::{CollapsedCopies, CollapsedItem, JudgedReading};
use super::current_records::RecordCopyKey;
use super::judge::count_dependents;
use crate::domain::harm::{DEPENDENTS_MAX, PRONOUN_FAR, dependents_cost, expected_harm};
use crate::query::QueryError;
use rusqlite::Connection;

/// A reading that is asked for, before its dependents are counted.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The row of the statement.
    pub(super) row: i64,
    /// The row of its article.
    pub(super) article: i64,
    /// The row of its wording.
    pub(super) wording: i64,
    /// Points of doubt.
    pub(super) doubt_points: i64,
    /// The cost of an error without dependents, in per cent of the base cost.
    pub(super) cost_percent: i64,
    /// Its chronological key.
    pub(super) order: (i64, i64, i64),
    /// Whether it is in dispute.
    pub(super) is_disputed: bool,
    /// Whether the points of a pronoun that is far from its name are among the points of doubt: they count only as long
    /// as the text of the article is there.
    pub(super) may_be_far: bool,
    /// What it shares with its copies, if its article has any.
    pub(super) copy_key: Option<RecordCopyKey>,
}

impl Candidate {
    /// The greatest harm that it can have, whatever depends on it.
    fn harm_max(&self) -> i64 {
        expected_harm(
            self.doubt_points,
            self.cost_percent + dependents_cost(DEPENDENTS_MAX),
        )
    }

    fn harm(&self, conn: &Connection) -> Result<i64, QueryError> {
        let far = if self.may_be_far && is_redacted(conn, self.article)? {
            PRONOUN_FAR.points
        } else {
            0
        };
        let dependents = count_dependents(conn, self.wording)?;
        Ok(expected_harm(
            self.doubt_points - far,
            self.cost_percent + dependents_cost(dependents),
        ))
    }

    const fn judged(&self, harm: i64) -> JudgedReading<RecordCopyKey> {
        JudgedReading {
            row: self.row,
            article: self.article,
            harm,
            order: self.order,
            is_disputed: self.is_disputed,
            copy_key: self.copy_key,
        }
    }
}

/// Readings by the harm that they have, or can have at most.
struct ByHarm<T>(Vec<Vec<T>>);

impl<T> ByHarm<T> {
    /// Takes those with this harm.
    fn take(&mut self, harm: usize) -> Vec<T> {
        self.0.get_mut(harm).map(std::mem::take).unwrap_or_default()
    }

    fn push(&mut self, harm: i64, reading: T) {
        let place = usize::try_from(harm).unwrap_or_default();
        if self.0.len() <= place {
            self.0.resize_with(place + 1, Vec::new);
        }
        self.0[place].push(reading);
    }
}

/// The first `limit` items of the queue of `candidates`: the greatest harm first, of equal ones the earliest.
///
/// Candidates are taken in the order of the harm that they can have at most. One whose harm turns out to be less waits
/// until none is left that can have more, so the order is exact, and the rest is never looked at.
pub(super) fn queue_candidates(
    conn: &Connection,
    candidates: &[Candidate],
    limit: usize,
) -> Result<Vec<CollapsedItem>, QueryError> {
    let (mut possible, mut waiting) = (ByHarm(Vec::new()), ByHarm(Vec::new()));
    for (number, candidate) in candidates.iter().enumerate() {
        possible.push(candidate.harm_max(), number);
    }
    let by_order = |number: &usize| candidates[*number].order;
    let mut is_queued = vec![false; candidates.len()];
    let mut items = CollapsedCopies::new();
    'harms: for harm in (0..possible.0.len()).rev() {
        let mut certain: Vec<usize> = waiting.take(harm);
        let mut uncertain: Vec<usize> = possible.take(harm);
        certain.sort_unstable_by_key(by_order);
        uncertain.sort_unstable_by_key(by_order);
        let mut certain = certain.into_iter().peekable();
        let mut uncertain = uncertain.into_iter().peekable();
        loop {
            let from_certain = match (certain.peek(), uncertain.peek()) {
                (None, None) => break,
                (one, None) => one.is_some(),
                (None, _) => false,
                (Some(one), Some(other)) => by_order(one) <= by_order(other),
            };
            let next = if from_certain {
                certain.next()
            } else {
                uncertain.next()
            };
            let Some(number) = next else { break };
            if items.len() >= limit {
                break 'harms;
            }
            let candidate = &candidates[number];
            let exact = if from_certain {
                i64::try_from(harm).unwrap_or(i64::MAX)
            } else {
                candidate.harm(conn)?
            };
            if usize::try_from(exact).is_ok_and(|exact| exact == harm) {
                is_queued[number] = true;
                items.push(candidate.judged(exact));
            } else {
                waiting.push(exact, number);
            }
        }
    }
    add_later_copies(conn, candidates, &is_queued, &mut items)?;
    Ok(items.into_items(limit))
}

/// Adds the readings that are copies of items and come after the last of them.
fn add_later_copies(
    conn: &Connection,
    candidates: &[Candidate],
    is_queued: &[bool],
    items: &mut CollapsedCopies<RecordCopyKey>,
) -> Result<(), QueryError> {
    let mut later = Vec::new();
    for (candidate, _) in candidates.iter().zip(is_queued).filter(|(_, queued)| !**queued) {
        if candidate.copy_key.is_some_and(|key| items.has_key(&key)) {
            later.push(candidate.judged(candidate.harm(conn)?));
        }
    }
    later.sort_unstable_by_key(|reading| (-reading.harm, reading.order));
    for reading in later {
        items.push(reading);
    }
    Ok(())
}

/// Whether the text with which an article was ingested was redacted.
pub(super) fn is_redacted(conn: &Connection, article: i64) -> Result<bool, QueryError> {
    let mut select =
        conn.prepare_cached("SELECT 1 FROM article_text WHERE text_pos = ?1 AND content IS NOT NULL")?;
    Ok(!select.exists([article])?)
}
