//! Counts statements by period and act: the numbers of the chart of a timeline.

use super::current_rows::CurrentRows;
use super::months::{format_month, format_year, month_of_day, year_of_month};
use super::selection::Selection;
use super::word_enum::word_enum;
use super::{Query, QueryError, StatementFilter, answer_json, sql};
use crate::domain::Act;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// Counts the statements that pass a filter by the period in which they were made, and by act.
///
/// A statement that may belong to several periods counts in the first, as in `dixit matrix`. The limit of the filter is
/// ignored: a count of some statements would be no count.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TimelineCountsQuery {
    /// Which statements.
    pub within: StatementFilter,
    /// The length of the periods.
    pub by: TimelineStep,
}

/// The length of the periods that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimelineStep {
    /// Months where the statements were made within five years, else years.
    #[default]
    Auto,
    /// Months.
    Month,
    /// Years.
    Year,
}

word_enum! {
    /// The length of the periods that are counted.
    PeriodUnit {
        /// A month.
        Month = "month",
        /// A year.
        Year = "year",
    }
}

/// The number of statements of each period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TimelineCounts {
    /// The length of the periods.
    pub by: PeriodUnit,
    /// The periods that have statements, in order. A period between the first and the last that is not listed has none.
    pub periods: Vec<PeriodCount>,
    /// The statements without a date; their period is `..`.
    pub undated: PeriodCount,
    /// Number of counted statements that may belong to several periods. Each is counted in the first of them.
    pub spanning: u64,
}

/// The number of statements of one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PeriodCount {
    /// The period as EDTF: `2026` or `2026-03`; `..` for statements without a date.
    #[schemars(schema_with = "answer_json::edtf")]
    pub period: String,
    /// Number of statements.
    pub statements: u64,
    /// The same by act, in the order of the acts. Acts without statements are left out.
    pub acts: Vec<ActCount>,
}

/// The number of statements with one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ActCount {
    /// The act.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::act")]
    pub act: Act,
    /// Number of statements.
    pub statements: u64,
}

/// The greatest number of months that are counted by month where the length of periods is not given.
const MONTHS_MAX: i32 = 60;

impl Query for TimelineCountsQuery {
    type Answer = TimelineCounts;

    fn answer(&self, conn: &Connection) -> Result<TimelineCounts, QueryError> {
        let counts = self.count(conn)?;
        let unit = self.unit(&counts);
        let mut periods: BTreeMap<i32, ActNumbers> = BTreeMap::new();
        for (month, numbers) in &counts.by_month {
            let period = match unit {
                PeriodUnit::Month => *month,
                PeriodUnit::Year => year_of_month(*month),
            };
            let sums = periods.entry(period).or_default();
            for (sum, number) in sums.iter_mut().zip(numbers) {
                *sum += number;
            }
        }
        let format = match unit {
            PeriodUnit::Month => format_month,
            PeriodUnit::Year => format_year,
        };
        Ok(TimelineCounts {
            by: unit,
            spanning: counts.count_spanning(unit),
            periods: periods
                .into_iter()
                .map(|(period, numbers)| PeriodCount::new(format(period), &numbers))
                .filter(|period| period.statements > 0)
                .collect(),
            undated: PeriodCount::new("..".to_owned(), &counts.undated),
        })
    }
}

impl TimelineCountsQuery {
    /// The length of the periods: as asked for, else by the time between the first and the last statement.
    fn unit(&self, counts: &MonthlyCounts) -> PeriodUnit {
        let mut months = counts
            .by_month
            .iter()
            .filter(|(_, numbers)| numbers.iter().any(|number| *number > 0))
            .map(|(month, _)| *month);
        let first = months.next();
        let last = months.next_back().or(first);
        match (self.by, first.zip(last)) {
            (TimelineStep::Month, _) | (TimelineStep::Auto, None) => PeriodUnit::Month,
            (TimelineStep::Auto, Some((first, last))) if last - first < MONTHS_MAX => PeriodUnit::Month,
            (TimelineStep::Auto | TimelineStep::Year, _) => PeriodUnit::Year,
        }
    }

    fn count(&self, conn: &Connection) -> Result<MonthlyCounts, QueryError> {
        let mut counts = MonthlyCounts::default();
        let everything = StatementFilter {
            limit: self.within.limit,
            ..StatementFilter::default()
        };
        if self.within == everything
            && let CurrentRows::AllBut { last, others } = CurrentRows::load(conn)?
        {
            counts.add_everything(conn, last, &others)?;
            return Ok(counts);
        }
        let cells = ("s.act, s.said_from, s.said_to", "", "1", "");
        Selection::from_filter(&self.within, conn)?.rows(conn, cells, |row| {
            let days = (row.get(1)?, row.get(2)?);
            counts.add(sql::parse_cell(row, 0, "an act")?, days.0, 1);
            counts.add_span(days);
            Ok(())
        })?;
        Ok(counts)
    }
}

/// Number of acts.
const ACTS: usize = Act::ALL.len();

/// A number for each act, in the order of [`Act::ALL`].
type ActNumbers = [i64; ACTS];

/// Statements counted by month and act.
#[derive(Debug, Default)]
struct MonthlyCounts {
    by_month: BTreeMap<i32, ActNumbers>,
    undated: ActNumbers,
    /// The first and the last month of each statement that may have been made in several.
    spans: Vec<(i32, i32)>,
}

impl MonthlyCounts {
    /// Counts the statements that are current: those in all rows up to `last`, except those in the rows `others`.
    /// Reads indexes, and of the long rows only `others`, which are few.
    fn add_everything(
        &mut self,
        conn: &Connection,
        last: i64,
        others: &HashSet<i64>,
    ) -> Result<(), QueryError> {
        let mut select = conn.prepare_cached(
            "SELECT act, said_from, count(*) FROM statement_version WHERE row <= ?1 GROUP BY act, said_from",
        )?;
        let mut rows = select.query([last])?;
        while let Some(row) = rows.next()? {
            self.add(sql::parse_cell(row, 0, "an act")?, row.get(1)?, row.get(2)?);
        }
        let mut select =
            conn.prepare_cached("SELECT act, said_from FROM statement_version WHERE row = ?1")?;
        for other in others.iter().filter(|row| **row <= last) {
            let mut rows = select.query([other])?;
            while let Some(row) = rows.next()? {
                self.add(sql::parse_cell(row, 0, "an act")?, row.get(1)?, -1);
            }
        }
        let mut select = conn.prepare_cached(
            "SELECT row, said_from, said_to FROM statement_version WHERE said_to > said_from",
        )?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            if number <= last && !others.contains(&number) {
                self.add_span((row.get(1)?, row.get(2)?));
            }
        }
        Ok(())
    }

    /// Adds to the number of statements with this act that may have been made from the day `from` on.
    fn add(&mut self, act: Act, from: i64, statements: i64) {
        let numbers = match month_of_day(from) {
            Some(month) => self.by_month.entry(month).or_default(),
            None => &mut self.undated,
        };
        numbers[act as usize] += statements;
    }

    /// Adds a statement that may have been made on the days from the first to the last of these.
    fn add_span(&mut self, (from, to): (i64, i64)) {
        if to > from
            && let Some((first, last)) = month_of_day(from).zip(month_of_day(to))
            && first != last
        {
            self.spans.push((first, last));
        }
    }

    /// Number of statements that may belong to several periods of this length.
    fn count_spanning(&self, unit: PeriodUnit) -> u64 {
        let spanning = self.spans.iter().filter(|(first, last)| match unit {
            PeriodUnit::Month => true,
            PeriodUnit::Year => year_of_month(*first) != year_of_month(*last),
        });
        spanning.count() as u64
    }
}

impl PeriodCount {
    fn new(period: String, numbers: &ActNumbers) -> Self {
        let acts = Act::ALL.iter().zip(numbers).filter(|(_, number)| **number > 0);
        let acts: Vec<ActCount> = acts
            .map(|(act, number)| ActCount {
                act: *act,
                statements: number.unsigned_abs(),
            })
            .collect();
        Self {
            period,
            statements: acts.iter().map(|count| count.statements).sum(),
            acts,
        }
    }
}
