//! The query `dixit matrix`: counts by speaker, topic and period.

use super::selection::Selection;
use super::{Query, QueryError, SpeakerRef, StatementFilter, answer_json, canonical_speakers};
use chrono::Datelike;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

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
        let mut counts: BTreeMap<(i64, i64, String), u64> = BTreeMap::new();
        let (speaker, side) = (
            canonical_speakers::canonical_speaker_sql("s.speaker"),
            canonical_speakers::canonical_speaker_sql("s.side_speaker"),
        );
        let cells = format!("{speaker}, st.topic, s.said_from, s.said_to, {side}");
        let joins = "CROSS JOIN statement_topic AS st ON st.statement = s.row
                 CROSS JOIN topic AS t ON t.row = st.topic";
        let some = "(s.speaker IS NOT NULL OR s.side_speaker IS NOT NULL)";
        let wanted = (cells.as_str(), joins, some, "s.row");
        Selection::from_filter(&self.within, conn)?.rows(conn, wanted, |row| {
            let (from, to): (i64, i64) = (row.get(2)?, row.get(3)?);
            let (speaker, side): (Option<i64>, Option<i64>) = (row.get(0)?, row.get(4)?);
            // A statement made for a side is counted for the speaker and for the side.
            let side = side.filter(|side| Some(*side) != speaker);
            for who in [speaker, side].into_iter().flatten() {
                *counts
                    .entry((who, row.get(1)?, self.period_of(from, to)))
                    .or_default() += 1;
            }
            Ok(())
        })?;
        let mut names = BTreeMap::new();
        let mut labels = BTreeMap::new();
        let mut label = conn.prepare_cached("SELECT id, label_en FROM topic WHERE row = ?1")?;
        let mut lines = Vec::new();
        for ((speaker, topic, period), statements) in counts {
            let speaker = match names.entry(speaker) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(canonical_speakers::load_speaker_ref(conn, speaker)?),
            };
            let (id, label) = match labels.entry(topic) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let cells: (String, String) =
                        label.query_row([topic], |row| Ok((row.get(0)?, row.get(1)?)))?;
                    new.insert(cells)
                }
            };
            lines.extend(speaker.clone().map(|speaker| MatrixCount {
                speaker,
                topic: id.clone(),
                label: label.clone(),
                period,
                statements,
            }));
        }
        lines.sort_by(|a, b| a.order().cmp(&b.order()));
        Ok(MatrixCounts(lines))
    }
}

impl MatrixCount {
    /// Sort key: speaker name, topic, period.
    fn order(&self) -> (&str, &str, &str) {
        (&self.speaker.name, &self.topic, &self.period)
    }
}

impl MatrixQuery {
    /// The period of a statement that may have been said between the days `from` and `to`: the one of the first day.
    fn period_of(&self, from: i64, to: i64) -> String {
        let day = super::days::date_of_day(from).filter(|_| from <= to);
        match (self.by, day) {
            (MatrixPeriod::All, _) | (_, None) => "..".to_owned(),
            (MatrixPeriod::Year, Some(day)) => format!("{:04}", day.year()),
            (MatrixPeriod::Month, Some(day)) => format!("{:04}-{:02}", day.year(), day.month()),
        }
    }
}
