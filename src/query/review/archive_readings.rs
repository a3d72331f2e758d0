//! Judges all readings of an archive by their records; by their rows only the few whose records do not decide.

use super::current_records::{CurrentRecord, load_current_records};
use super::judge::Judge;
use super::open_readings::for_each_open_reading_in;
use super::recorded_queue::{Candidate, is_redacted};
use super::wanted_readings::WantedReadings;
use crate::domain::harm::{
    DATE_APPROXIMATE, DOUBT_POINTS_MIN, DOUBT_SIGNS, DoubtSign, ExpectedHarm, PRONOUN_FAR, READER_DOUBTS,
    RecordFlags, SignSet,
};
use crate::query::QueryError;
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};

/// All current readings, with those among them that were judged by their rows.
pub(super) struct ArchiveReadings {
    records: Vec<CurrentRecord>,
    /// The rows of readings that records do not decide on.
    uncertain: HashSet<i64>,
    /// Those among them that are open, by row.
    judged: HashMap<i64, RowJudgement>,
    /// The rows that are asked for, in order; `None` for all.
    selected: Option<Vec<i64>>,
}

/// What is known of a reading that was judged by its row.
struct RowJudgement {
    harm: ExpectedHarm,
    is_confirmed_in_copy: bool,
    is_disputed: bool,
    has_only_approximate_date: bool,
}

impl ArchiveReadings {
    /// Loads the records, and judges the readings that are disputed or were skipped, and those of other texts than
    /// their records. `selected` are the rows that are asked for, in order; `None` for all.
    pub(super) fn load(
        conn: &Connection,
        judge: &mut Judge<'_>,
        selected: Option<&[i64]>,
    ) -> Result<Self, QueryError> {
        let records = load_current_records(conn, |speaker| judge.bearers(speaker).is_some())?;
        let mut uncertain = HashSet::new();
        for table in ["dispute", "skipped_reading"] {
            let mut select = conn.prepare_cached(&format!(
                "SELECT s.row FROM {table} AS d CROSS JOIN statement AS s ON s.id = d.statement_id"
            ))?;
            for row in select.query_map([], |row| row.get::<_, i64>(0))? {
                uncertain.insert(row?);
            }
        }
        let by_record = records.iter().filter(|current| current.is_uncertain);
        uncertain.extend(by_record.map(|current| current.record.row));
        let mut readings = Self {
            records,
            uncertain,
            judged: HashMap::new(),
            selected: selected.map(<[i64]>::to_vec),
        };
        readings.judge_uncertain(conn, judge)?;
        Ok(readings)
    }

    fn judge_uncertain(&mut self, conn: &Connection, judge: &mut Judge<'_>) -> Result<(), QueryError> {
        let mut rows: Vec<i64> = self.uncertain.iter().copied().collect();
        rows.retain(|row| self.is_selected(*row));
        rows.sort_unstable();
        for_each_open_reading_in(conn, &rows, |reading| {
            let (harm, compared) = judge.judge(&reading, ExpectedHarm::default())?;
            let judgement = RowJudgement {
                harm,
                is_confirmed_in_copy: compared.confirmed,
                is_disputed: reading.dispute.is_some(),
                has_only_approximate_date: reading.has_only_approximate_date(),
            };
            self.judged.insert(reading.row, judgement);
            Ok(())
        })
    }

    fn is_selected(&self, row: i64) -> bool {
        self.selected
            .as_ref()
            .is_none_or(|rows| rows.binary_search(&row).is_ok())
    }

    /// The open readings that are `wanted`.
    pub(super) fn find_candidates(
        &self,
        conn: &Connection,
        wanted: &mut WantedReadings<'_>,
    ) -> Result<Vec<Candidate>, QueryError> {
        let sign = DOUBT_SIGNS.iter().find(|sign| Some(sign.name) == wanted.doubt());
        let mut found = Vec::new();
        for current in self
            .records
            .iter()
            .filter(|current| self.is_selected(current.record.row))
        {
            let judged = if self.uncertain.contains(&current.record.row) {
                let Some(judged) = self.judged.get(&current.record.row) else {
                    continue;
                };
                Some(judged)
            } else if current.record.flags.has(RecordFlags::UNDECIDED) {
                None
            } else {
                continue;
            };
            let candidate = match judged {
                Some(judged) => judged.candidate(current, wanted),
                None => candidate_of_record(conn, current, sign, wanted)?,
            };
            found.extend(candidate);
        }
        Ok(found)
    }
}

impl RowJudgement {
    fn candidate(&self, current: &CurrentRecord, wanted: &mut WantedReadings<'_>) -> Option<Candidate> {
        let doubt_points = self.harm.doubt_points();
        let is_wanted = wanted.wants(
            doubt_points,
            |sign| self.harm.has_sign(sign),
            self.is_confirmed_in_copy,
            self.has_only_approximate_date,
        );
        is_wanted.then(|| new_candidate(current, doubt_points, self.is_disputed))
    }
}

/// The candidate that an open reading is by its record, if it is wanted. `wanted_sign` is the only sign that is asked
/// for.
fn candidate_of_record(
    conn: &Connection,
    current: &CurrentRecord,
    wanted_sign: Option<&DoubtSign>,
    wanted: &mut WantedReadings<'_>,
) -> Result<Option<Candidate>, QueryError> {
    let record = &current.record;
    let mut signs = record.signs;
    let points = |signs: SignSet| 100 - i64::from(record.certainty_percent) + signs.points();
    let mut may_be_far = signs.contains(PRONOUN_FAR);
    let decides = wanted_sign.is_some()
        || points(signs) >= DOUBT_POINTS_MIN && points(signs) < DOUBT_POINTS_MIN + PRONOUN_FAR.points;
    if may_be_far && decides {
        may_be_far = false;
        if is_redacted(conn, record.article)? {
            signs.remove(PRONOUN_FAR);
        }
    }
    let is_wanted = wanted.wants(
        points(signs),
        |_| wanted_sign.is_some_and(|sign| signs.contains(*sign)),
        current.is_confirmed_in_copy,
        signs.and(READER_DOUBTS) == SignSet::of(DATE_APPROXIMATE),
    );
    Ok(is_wanted.then(|| Candidate {
        may_be_far,
        ..new_candidate(current, points(signs), false)
    }))
}

fn new_candidate(current: &CurrentRecord, doubt_points: i64, is_disputed: bool) -> Candidate {
    let record = &current.record;
    Candidate {
        row: record.row,
        article: record.article,
        wording: record.wording,
        doubt_points,
        cost_percent: record.cost_percent(),
        order: (record.said_from, record.published_day, record.recorded_pos),
        is_disputed,
        may_be_far: false,
        copy_key: current.copy_key,
    }
}
