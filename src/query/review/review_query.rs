//! The query `dixit review`.

use super::ambiguous_surnames;
use super::copies::{self, CopyComparison, CopyReadings, JudgedReading};
use super::expected_harm::{self, DEPENDENTS_MAX, DOUBT_POINTS_MIN, ExpectedHarm};
use super::open_readings::{self, OpenReading};
use super::queue::{OutsideQueueCounts, ReviewItem, ReviewQueue, StatementCopy};
use super::sign_detector::{self, SignDetector};
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
        let mut judge = Judge::new(conn)?;
        let mut left_out = OutsideQueueCounts::default();
        let mut asked = Vec::new();
        open_readings::for_each_open_reading(conn, Selection::from_filter(&self.within, conn)?, |reading| {
            let (mut harm, compared) = judge.judge(&reading, ExpectedHarm::default())?;
            if self.wants(&reading, &harm, &compared, &mut left_out) {
                harm.add_dependents(count_dependents(conn, reading.wording, DEPENDENTS_MAX)?);
                asked.push(JudgedReading::new(reading, &harm, compared));
            }
            Ok(())
        })?;
        // The reading with the greatest expected harm represents its copies; of equal ones, the earliest.
        asked.sort_by_key(|reading| (-reading.harm, reading.order));
        let limit = self.within.limit.unwrap_or(usize::MAX);
        let mut items = judge.load_items(copies::collapse_copies(asked, limit))?;
        let mut vanished = vanished::load_vanished(conn, &self.within)?;
        vanished.retain(|gone| self.doubt.as_deref().is_none_or(|wanted| gone.has_sign(wanted)));
        items.extend(vanished);
        items.sort_by_key(|item| -item.weight);
        items.truncate(limit);
        Ok(ReviewQueue { items, left_out })
    }
}

impl JudgedReading {
    fn new(reading: OpenReading, harm: &ExpectedHarm, compared: CopyComparison) -> Self {
        let (story, act) = (reading.story, reading.act);
        let in_story = reading.in_story;
        Self {
            row: reading.row,
            article: reading.article,
            harm: harm.total(),
            order: (reading.said_from, reading.published_day, reading.position),
            is_disputed: reading.dispute.is_some(),
            copy_key: compared.folded_words.map(|words| (story, words, in_story, act)),
        }
    }
}

/// Judges readings: finds their signs, and how copies differ.
struct Judge<'c> {
    conn: &'c Connection,
    signs: SignDetector<'c>,
    copies: CopyReadings<'c>,
    /// The persons whom a bare surname may refer to, by the speaker known by it.
    surnames: BTreeMap<i64, Vec<SpeakerRef>>,
    /// The names of speakers in copies, by row.
    names: HashMap<i64, Option<String>>,
}

impl<'c> Judge<'c> {
    fn new(conn: &'c Connection) -> Result<Self, QueryError> {
        Ok(Self {
            conn,
            signs: SignDetector::new(conn)?,
            copies: CopyReadings::new(conn),
            surnames: ambiguous_surnames::load_ambiguous_surnames(conn)?,
            names: HashMap::new(),
        })
    }

    /// Adds the signs of `reading` to `harm`, except the statements that depend on it.
    fn judge(
        &mut self,
        reading: &OpenReading,
        harm: ExpectedHarm,
    ) -> Result<(ExpectedHarm, CopyComparison), QueryError> {
        let mut harm = self.signs.detect(reading, harm)?;
        let compared = self.copies.compare(reading)?;
        let mut others = Vec::new();
        for speaker in &compared.speakers {
            others.extend(self.load_name(*speaker)?);
        }
        sign_detector::add_copy_signs(&mut harm, &compared, &others);
        if let Some(bearers) = reading.speaker.and_then(|speaker| self.surnames.get(&speaker)) {
            let names: Vec<&str> = bearers.iter().map(|bearer| bearer.name.as_str()).collect();
            harm.add_doubt(expected_harm::SURNAME, &names.join(" or "));
        }
        Ok((harm, compared))
    }

    fn load_name(&mut self, speaker: i64) -> Result<Option<String>, QueryError> {
        if let Some(known) = self.names.get(&speaker) {
            return Ok(known.clone());
        }
        let found = canonical_speakers::load_speaker_ref(self.conn, speaker)?;
        let name = found.map(|speaker| speaker.name);
        self.names.insert(speaker, name.clone());
        Ok(name)
    }

    /// Loads the items of the queue: each a row with those of its copies.
    fn load_items(&mut self, items: Vec<(i64, Vec<i64>)>) -> Result<Vec<ReviewItem>, QueryError> {
        let conn = self.conn;
        let mut readings: HashMap<i64, OpenReading> = HashMap::new();
        let shown: Vec<i64> = items.iter().map(|(row, _)| *row).collect();
        for some in shown.chunks(READINGS_PER_QUERY) {
            open_readings::for_each_open_reading(conn, Selection::of_rows(some), |reading| {
                readings.insert(reading.row, reading);
                Ok(())
            })?;
        }
        let rows = items
            .iter()
            .flat_map(|(row, copies)| std::iter::once(*row).chain(copies.iter().copied()));
        let mut entries = load_entries(conn, &rows.collect::<Vec<_>>())?;
        let mut found = Vec::new();
        for (row, copies) in items {
            let (Some(entry), Some(reading)) = (entries.remove(&row), readings.remove(&row)) else {
                continue;
            };
            let (mut harm, _) = self.judge(&reading, ExpectedHarm::explained())?;
            harm.add_dependents(count_dependents(conn, reading.wording, DEPENDENTS_MAX)?);
            let bearers = reading.speaker.and_then(|speaker| self.surnames.get(&speaker));
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
}

/// Number of readings that are loaded by one SQL statement.
const READINGS_PER_QUERY: usize = 256;

/// Counts the current statements that depend on a wording, up to `most`: their own wording was found similar to it when
/// they were ingested later.
fn count_dependents(conn: &Connection, wording: i64, most: i64) -> Result<i64, QueryError> {
    let mut count = conn.prepare_cached(
        "SELECT count(*) FROM (SELECT 1 FROM similarity AS e
             CROSS JOIN statement AS s ON s.wording_row = e.wording_a WHERE e.wording_b = ?1 LIMIT ?2)",
    )?;
    Ok(count.query_row([wording, most], |row| row.get(0))?)
}
