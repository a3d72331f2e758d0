//! The query `dixit matrix`: counts by speaker, topic and period.

use super::selection::Selection;
use super::speaker_names::SpeakerNames;
use super::{Query, QueryError, SpeakerRef, StatementFilter, answer_json};
use crate::domain::FastMap;
use chrono::Datelike;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

/// Counts statements by speaker, topic and period.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixQuery {
    /// Which statements.
    pub within: StatementFilter,
    /// The length of the periods.
    pub by: MatrixPeriod,
}

/// The length of the periods of a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MatrixPeriod {
    /// A year.
    #[default]
    Year,
    /// A month.
    Month,
    /// One period for all time.
    All,
}

/// The counts, ordered by speaker name, topic and period. Zero counts are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct MatrixCounts(pub Vec<MatrixCount>);

/// Number of statements by a speaker about a topic in a period. A statement about several topics is counted in each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MatrixCount {
    /// The speaker.
    pub speaker: SpeakerRef,
    /// The id of the topic.
    pub topic: String,
    /// The English label of the topic.
    pub label: String,
    /// The period as EDTF: `2026`, `2026-03`; `..` for undated statements and for one period of all time.
    #[schemars(schema_with = "answer_json::edtf")]
    pub period: String,
    /// Number of statements.
    pub statements: u64,
}

impl Query for MatrixQuery {
    type Answer = MatrixCounts;

    fn answer(&self, conn: &Connection) -> Result<MatrixCounts, QueryError> {
        let names = SpeakerNames::new(conn)?;
        let counts = self.count(conn, &names)?;
        let mut counts: Vec<(MatrixKey, u64)> = counts.into_iter().collect();
        counts.sort_unstable();
        list_counts(conn, names, &counts).map(MatrixCounts)
    }
}

/// The rows of a canonical speaker and of a topic, and a period.
pub(super) type MatrixKey = (i64, i64, MatrixTime);

/// A period as a number: years or months from year 0; `None` for one period of all time.
pub(super) type MatrixTime = Option<i32>;

/// Turns counts into lines, ordered by speaker name, topic and period.
fn list_counts(
    conn: &Connection,
    mut names: SpeakerNames<'_>,
    counts: &[(MatrixKey, u64)],
) -> Result<Vec<MatrixCount>, QueryError> {
    names.prepare_for(counts.chunk_by(|(a, _), (b, _)| a.0 == b.0).count())?;
    let mut labels: HashMap<i64, (String, String)> = HashMap::new();
    let mut select = conn.prepare_cached("SELECT row, id, label_en FROM topic")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        labels.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
    }
    let mut lines = Vec::with_capacity(counts.len());
    for of_speaker in counts.chunk_by(|(a, _), (b, _)| a.0 == b.0) {
        let Some(speaker) = of_speaker.first().map(|((speaker, ..), _)| *speaker) else {
            continue;
        };
        let Some(speaker) = names.reference_to(speaker)? else {
            continue;
        };
        for ((_, topic, time), statements) in of_speaker {
            lines.extend(labels.get(topic).map(|(id, label)| MatrixCount {
                speaker: speaker.clone(),
                topic: id.clone(),
                label: label.clone(),
                period: format_period(*time),
                statements: *statements,
            }));
        }
    }
    lines.sort_by(|a, b| a.order().cmp(&b.order()));
    Ok(lines)
}

/// From this number on, a period is a month, not a year: no year is that great.
const MONTHS_FROM: i32 = 10_000_000;

/// Formats a period as EDTF.
pub(super) fn format_period(time: MatrixTime) -> String {
    match time {
        None => "..".to_owned(),
        Some(month) if month >= MONTHS_FROM / 2 => {
            let month = month - MONTHS_FROM;
            format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
        }
        Some(year) => format!("{year:04}"),
    }
}

impl MatrixCount {
    /// Sort key: speaker name, topic, period.
    fn order(&self) -> (&str, &str, &str) {
        (&self.speaker.name, &self.topic, &self.period)
    }
}

impl MatrixQuery {
    /// Counts the statements.
    pub(super) fn count(
        &self,
        conn: &Connection,
        names: &SpeakerNames<'_>,
    ) -> Result<FastMap<MatrixKey, u64>, QueryError> {
        let mut counts: FastMap<MatrixKey, u64> = FastMap::default();
        let mut add = |(speaker, side): (Option<i64>, Option<i64>), topic: i64, (from, to): (i64, i64)| {
            let speaker = speaker.map(|speaker| names.canonical_of(speaker));
            // A statement made for a side is counted for the speaker and for the side.
            let side = side
                .map(|side| names.canonical_of(side))
                .filter(|side| Some(*side) != speaker);
            for who in [speaker, side].into_iter().flatten() {
                *counts.entry((who, topic, self.period_of(from, to))).or_default() += 1;
            }
        };
        if self.counts_everything() {
            let speakers = SpeakersOfRows::load(conn)?;
            let mut select = conn.prepare_cached(
                "SELECT statement, topic, said_from, said_to FROM statement_topic ORDER BY statement, topic",
            )?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                add(speakers.of(row.get(0)?), row.get(1)?, (row.get(2)?, row.get(3)?));
            }
        } else {
            let wanted = (
                "s.speaker, s.side_speaker, st.topic, s.said_from, s.said_to",
                "CROSS JOIN statement_topic AS st ON st.statement = s.row",
                "(s.speaker IS NOT NULL OR s.side_speaker IS NOT NULL)",
                "s.row",
            );
            Selection::from_filter(&self.within, conn)?.rows(conn, wanted, |row| {
                add(
                    (row.get(0)?, row.get(1)?),
                    row.get(2)?,
                    (row.get(3)?, row.get(4)?),
                );
                Ok(())
            })?;
        }
        Ok(counts)
    }

    /// Whether no filter leaves out any statement.
    fn counts_everything(&self) -> bool {
        let everything = StatementFilter {
            limit: self.within.limit,
            ..StatementFilter::default()
        };
        self.within == everything
    }

    /// The period of a statement that may have been said between the days `from` and `to`: the one of the first day.
    fn period_of(&self, from: i64, to: i64) -> MatrixTime {
        let day = super::days::date_of_day(from).filter(|_| from <= to)?;
        match self.by {
            MatrixPeriod::All => None,
            MatrixPeriod::Year => Some(day.year()),
            MatrixPeriod::Month => {
                let month = i32::try_from(day.month0()).unwrap_or_default();
                Some(MONTHS_FROM + day.year() * 12 + month)
            }
        }
    }
}

/// Who said each current statement, and for which side, by its row. Read from the two indexes on speakers, which are a
/// small part of the statements.
struct SpeakersOfRows {
    /// The speaker of each row; 0 where there is none or the statement is not current.
    speakers: Vec<i64>,
    sides: HashMap<i64, i64>,
}

impl SpeakersOfRows {
    fn load(conn: &Connection) -> Result<Self, QueryError> {
        let mut of_rows = Self {
            speakers: Vec::new(),
            sides: HashMap::new(),
        };
        let mut select =
            conn.prepare_cached("SELECT row, speaker FROM statement WHERE speaker IS NOT NULL")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let at = usize::try_from(row.get::<_, i64>(0)?).unwrap_or_default();
            if at >= of_rows.speakers.len() {
                of_rows.speakers.resize(at + 1, 0);
            }
            of_rows.speakers[at] = row.get(1)?;
        }
        let mut select =
            conn.prepare_cached("SELECT row, side_speaker FROM statement WHERE side_speaker IS NOT NULL")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            of_rows.sides.insert(row.get(0)?, row.get(1)?);
        }
        Ok(of_rows)
    }

    /// The speaker and the side of the statement in `row`.
    fn of(&self, row: i64) -> (Option<i64>, Option<i64>) {
        let at = usize::try_from(row).unwrap_or(usize::MAX);
        let speaker = self.speakers.get(at).copied().filter(|speaker| *speaker != 0);
        (speaker, self.sides.get(&row).copied())
    }
}
