//! The projection of deadlines that statements set: "by 2030", "d'ici la fin de l'année", "三年内".
//!
//! Read the files in this order: `find_deadlines` (a text in, deadlines out), `window` and `period` (what the words
//! mean in the calendar), `feasts`, `tense`, `grammar` (matches the forms of `deadlines.toml`), `pattern`,
//! `element_set`, `deadline_kind`.

pub(super) mod dated_deadline;
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
use super::fold::Fold;
use super::projection::{Projection, Table};
use super::statement_version::StatementVersion;
use rusqlite::params;

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
        &Fold { conn, .. }: &Fold<'_>,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        if !version.is_current() {
            return Ok(());
        }
        for (number, deadline) in (1..).zip(&version.derived.deadlines) {
            conn.prepare_cached(
                "INSERT INTO deadline(statement, number, kind, first_day, last_day, due, expression,
                 counted_from, is_own)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                version.row,
                number,
                deadline.kind.as_str(),
                deadline.first_day,
                deadline.last_day,
                deadline.due,
                deadline.expression,
                deadline.counted_from,
                deadline.is_own,
            ])?;
        }
        Ok(())
    }
}
