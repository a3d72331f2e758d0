//! Deadlines: how they are worded ([`grammar`], `deadlines.toml`), what that means in the calendar ([`period`]).

mod find;
mod grammar;
mod pattern;
mod period;

use super::ProjectionError;
use super::code::version;
use super::facts::{Days, Version, date};
use super::projection::{Projection, Table};
use rusqlite::{Connection, params};

/// The deadlines that statements set, counted from the day on which they were said, else from publication.
pub(super) struct Deadlines;

const TABLES: &[Table] = &[Table::new("deadline", "statement")];

impl Projection for Deadlines {
    fn name(&self) -> &'static str {
        "deadlines"
    }

    fn code_version(&self) -> String {
        version(1, include_str!("deadlines.toml"))
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
        let anchor = date(version.said.from).or_else(|| date(version.article.published_day));
        if let Some(found) = find::find(version.article.lang, version.words, anchor) {
            conn.prepare_cached(
                "INSERT INTO deadline(statement, day, date, expression) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                version.row,
                Days::from(found.date).to,
                found.date.to_string(),
                found.expression
            ])?;
        }
        Ok(())
    }
}
