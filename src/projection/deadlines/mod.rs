//! The projection of deadlines that statements set: "by 2030", "d'ici la fin de l'année", "三年内".
//!
//! Read the files in this order: `find_deadlines` (a text in, deadlines out), `window` and `period` (what the words
//! mean in the calendar), `feasts`, `tense`, `grammar` (matches the forms of `deadlines.toml`), `pattern`,
//! `element_set`, `deadline_kind`.

mod deadline_kind;
mod element_set;
mod feasts;
mod find_deadlines;
mod grammar;
mod pattern;
mod period;
mod tense;
mod window;

use super::ProjectionError;
use super::code_version::code_version;
use super::day_range::{DayRange, date_of_day};
use super::projection::{Projection, Table};
use super::statement_version::StatementVersion;
use super::token::{Token, tokens};
use crate::domain::{Act, Doubt, Edtf};
use chrono::{Days as CalendarDays, NaiveDate};
use find_deadlines::{Deadline, StatementWords};
use rusqlite::{Connection, params};

/// The projection of deadlines. Relative ones are counted from the day of utterance, else from the day of publication.
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
        let tokens = tokens(words.text);
        let anchor = Anchor::from_version(version);
        for (number, (found, is_sure)) in (1..).zip(anchor.find_deadlines(words, &tokens)) {
            let window = if is_sure {
                found.window
            } else {
                found.window.about()
            };
            let days = |day: NaiveDate| DayRange::from(Edtf::day(day)).from;
            conn.prepare_cached(
                "INSERT INTO deadline(statement, number, kind, first_day, last_day, due, expression,
                 counted_from, is_own)
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
                find_deadlines::speaks_of_own_side(words.lang, &tokens),
            ])?;
        }
        Ok(())
    }
}

/// Whether statements of this act are about the future unless their words say otherwise.
const fn is_prospective(act: Act) -> bool {
    matches!(
        act,
        Act::Proposal | Act::Commitment | Act::Call | Act::Announcement | Act::Forecast
    )
}

/// The date from which relative deadlines are counted.
struct Anchor {
    /// When the words were said; approximately the day of publication where that is unknown.
    date: Edtf,
    /// By how many days the words may have been said before `date`.
    days_earlier: u64,
}

/// `days_earlier` of an approximate date: a paper reports what was said in the last few days.
const APPROXIMATE_DAYS: u64 = 7;
/// `days_earlier` where the words have a date expression that could not be resolved.
const UNRESOLVED_DAYS: u64 = 31;

impl Anchor {
    fn from_version(version: &StatementVersion<'_>) -> Self {
        let said = version.statement.said.date;
        let published =
            || date_of_day(version.article.published_day).map_or(Edtf::Unknown, Edtf::approximate_day);
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

    /// The deadlines, each with whether its days are certain: they are not relative, or the same from every day on
    /// which the words may have been said.
    fn find_deadlines(&self, words: StatementWords<'_>, tokens: &[Token<'_>]) -> Vec<(Deadline, bool)> {
        let first = self.date.earliest();
        let found = find_deadlines::find_deadlines(words, tokens, first);
        if found.iter().all(|deadline| !deadline.is_counted) {
            return found.into_iter().map(|deadline| (deadline, true)).collect();
        }
        let earlier = first.and_then(|day| day.checked_sub_days(CalendarDays::new(self.days_earlier)));
        let mut others = vec![earlier, self.date.latest()];
        others.retain(|day| *day != first);
        let others: Vec<Vec<Deadline>> = others
            .into_iter()
            .map(|day| find_deadlines::find_deadlines(words, tokens, day))
            .collect();
        let is_sure =
            |deadline: &Deadline| !deadline.is_counted || others.iter().all(|other| other.contains(deadline));
        let deadlines = found.into_iter().map(|deadline| {
            let sure = is_sure(&deadline);
            (deadline, sure)
        });
        deadlines.collect()
    }
}

/// Whether a date is approximate, an interval or unknown.
const fn is_approximate(date: Edtf) -> bool {
    match date {
        Edtf::Day { approximate, .. } | Edtf::Month { approximate, .. } | Edtf::Year { approximate, .. } => {
            approximate
        }
        Edtf::Interval { .. } | Edtf::Unknown => true,
    }
}
