//! Deadlines: how they are worded ([`grammar`], `deadlines.toml`), what that means in the calendar ([`period`],
//! [`window`]).

mod feasts;
mod find;
mod grammar;
mod kind;
mod pattern;
mod period;
mod tense;
mod window;

use super::ProjectionError;
use super::code::version;
use super::facts::{Days, Version, date};
use super::projection::{Projection, Table};
use crate::domain::{Act, Doubt, Edtf};
use chrono::NaiveDate;
use find::{Deadline, Words};
use rusqlite::{Connection, params};

/// The deadlines that statements set, counted from the day on which they were said, else from publication.
pub(super) struct Deadlines;

const TABLES: &[Table] = &[Table::new("deadline", "statement, number")];

impl Projection for Deadlines {
    fn name(&self) -> &'static str {
        "deadlines"
    }

    fn code_version(&self) -> String {
        version(2, concat!(include_str!("deadlines.toml"), include_str!("lunar.txt")))
    }

    fn schema(&self) -> &'static str {
        include_str!("../../../schema/read/deadlines.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn statement_read(&self, conn: &Connection, version: &mut Version<'_>) -> Result<(), ProjectionError> {
        if !version.counts() {
            return Ok(());
        }
        let words = Words {
            lang: version.article.lang,
            text: version.words,
            prospective: is_prospective(version.statement.act),
        };
        let anchor = Anchor::of(version);
        for (number, (found, is_sure)) in (1..).zip(anchor.count(words)) {
            let window = if is_sure { found.window } else { found.window.about() };
            let days = |day: NaiveDate| Days::from(Edtf::day(day)).from;
            conn.prepare_cached(
                "INSERT INTO deadline(statement, number, kind, first, last, date, expression, counted_from, own)
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
                find::is_own(words),
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
    /// Whether a doubt hangs over that date.
    is_doubtful: bool,
}

impl Anchor {
    fn of(version: &Version<'_>) -> Self {
        let said = version.statement.said.date;
        let published = || date(version.article.published_day).map_or(Edtf::Unknown, Edtf::about);
        let date = if said == Edtf::Unknown { published() } else { said };
        let doubts = &version.statement.doubts;
        let is_doubtful = matches!(
            date,
            Edtf::Unknown
                | Edtf::Day { approximate: true, .. }
                | Edtf::Month { approximate: true, .. }
                | Edtf::Year { approximate: true, .. }
        ) || doubts.contains(&Doubt::DateApproximate)
            || doubts.contains(&Doubt::DateUnresolved);
        Self { date, is_doubtful }
    }

    /// The deadlines, and whether the days of each are sure: they are not counted, or from a day that is known, or
    /// whichever day it was that is only known as a month, they come to the same.
    fn count(&self, words: Words<'_>) -> Vec<(Deadline, bool)> {
        let found = find::find(words, self.date.earliest());
        if found.is_empty() {
            return Vec::new();
        }
        let otherwise = (!self.date.is_exact()).then(|| find::find(words, self.date.latest()));
        let is_sure = |deadline: &Deadline| {
            let agrees = || otherwise.as_ref().is_none_or(|other| other.contains(deadline));
            !deadline.is_counted || !self.is_doubtful && agrees()
        };
        found
            .into_iter()
            .map(|deadline| {
                let sure = is_sure(&deadline);
                (deadline, sure)
            })
            .collect()
    }
}
