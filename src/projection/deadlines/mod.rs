//! Deadlines: how they are worded ([`grammar`], `deadlines.toml`), what that means in the calendar ([`period`],
//! [`window`]).

mod deadline_kind;
mod feasts;
mod find_deadlines;
mod grammar;
mod pattern;
mod period;
mod tense;
mod window;

use super::ProjectionError;
use super::code_version::code_version;
use super::facts::{DayRange, StatementVersion, date_of_day};
use super::projection::{Projection, Table};
use crate::domain::{Act, Doubt, Edtf};
use chrono::{Days as CalendarDays, NaiveDate};
use find_deadlines::{Deadline, StatementWords};
use rusqlite::{Connection, params};

/// The deadlines that statements set, counted from the day on which they were said, else from publication.
pub(super) struct Deadlines;

const TABLES: &[Table] = &[Table::new("deadline", "statement, number")];

impl Projection for Deadlines {
    fn name(&self) -> &'static str {
        "deadlines"
    }

    fn code_version(&self) -> String {
        code_version(
            3,
            concat!(include_str!("deadlines.toml"), include_str!("lunar.txt")),
        )
    }

    fn schema(&self) -> &'static str {
        include_str!("../../../schema/read/deadlines.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_statement_version(
        &self,
        conn: &Connection,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        if !version.is_current() {
            return Ok(());
        }
        let words = StatementWords {
            lang: version.article.lang,
            text: version.words,
            is_prospective: is_prospective(version.statement.act),
        };
        let anchor = Anchor::from_version(version);
        for (number, (found, is_sure)) in (1..).zip(anchor.find_deadlines(words)) {
            let window = if is_sure {
                found.window
            } else {
                found.window.about()
            };
            let days = |day: NaiveDate| DayRange::from(Edtf::day(day)).from;
            conn.prepare_cached(
                "INSERT INTO deadline(statement, number, kind, first_day, last_day, due, expression, counted_from, is_own)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                version.row,
                number,
                found.kind.as_str(),
                days(window.first),
                days(window.last),
                window.edtf(),
                found.expression,
                found.is_counted.then(|| anchor.date.to_string()),
                find_deadlines::speaks_of_own_side(words),
            ])?;
        }
        Ok(())
    }
}

/// Whether what is said so tells, where nothing speaks against it, what is to come.
const fn is_prospective(act: Act) -> bool {
    matches!(
        act,
        Act::Proposal | Act::Commitment | Act::Call | Act::Announcement | Act::Forecast
    )
}

/// The day from which deadlines are counted.
struct Anchor {
    /// When the words were said; the day of publication, about, where that is not known.
    date: Edtf,
    /// How many days earlier that can have been than the date says.
    days_earlier: u64,
}

/// Where the date is about right: a paper tells what was said in the last few days.
const APPROXIMATE_DAYS: u64 = 7;
/// Where the words have a date that nobody could resolve.
const UNRESOLVED_DAYS: u64 = 31;

impl Anchor {
    fn from_version(version: &StatementVersion<'_>) -> Self {
        let said = version.statement.said.date;
        let published = || date_of_day(version.article.published_day).map_or(Edtf::Unknown, Edtf::about);
        let date = if said == Edtf::Unknown { published() } else { said };
        let doubts = &version.statement.doubts;
        let days_earlier = if doubts.contains(&Doubt::DateUnresolved) {
            UNRESOLVED_DAYS
        } else if doubts.contains(&Doubt::DateApproximate) || is_approximate(date) {
            APPROXIMATE_DAYS
        } else {
            0
        };
        Self { date, days_earlier }
    }

    /// The deadlines, and whether the days of each are sure: they are not counted, or come to the same from whichever
    /// day the words can have been said on.
    fn find_deadlines(&self, words: StatementWords<'_>) -> Vec<(Deadline, bool)> {
        let first = self.date.earliest();
        let found = find_deadlines::find_deadlines(words, first);
        if found.iter().all(|deadline| !deadline.is_counted) {
            return found.into_iter().map(|deadline| (deadline, true)).collect();
        }
        let earlier = first.and_then(|day| day.checked_sub_days(CalendarDays::new(self.days_earlier)));
        let mut others = vec![earlier, self.date.latest()];
        others.retain(|day| *day != first);
        let others: Vec<Vec<Deadline>> = others
            .into_iter()
            .map(|day| find_deadlines::find_deadlines(words, day))
            .collect();
        let is_sure =
            |deadline: &Deadline| !deadline.is_counted || others.iter().all(|other| other.contains(deadline));
        let told = found.into_iter().map(|deadline| {
            let sure = is_sure(&deadline);
            (deadline, sure)
        });
        told.collect()
    }
}

/// Whether a date is only known about.
const fn is_approximate(date: Edtf) -> bool {
    match date {
        Edtf::Day { approximate, .. } | Edtf::Month { approximate, .. } | Edtf::Year { approximate, .. } => {
            approximate
        }
        Edtf::Interval { .. } | Edtf::Unknown => true,
    }
}
