use super::ProjectionError;
use super::fold::Fold;
use super::projection::{Projection, Table};
use super::statement_version::StatementVersion;
use rusqlite::params;

/// The projection of the numbered points of statements, as they were read.
pub(super) struct Points;

const TABLES: &[Table] = &[Table::new("point", "reading_row, number")];

impl Projection for Points {
    fn name(&self) -> &'static str {
        "points"
    }

    fn code_version(&self) -> String {
        "2".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/points.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_statement_version(
        &self,
        &Fold { conn, .. }: &Fold<'_>,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        if version.reading_row != version.row {
            return Ok(());
        }
        for (number, point) in (1_i64..).zip(&version.statement.points) {
            conn.prepare_cached(
                "INSERT INTO point(reading_row, number, start_offset, end_offset, text)
                         VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                version.reading_row,
                number,
                point.span.start,
                point.span.end,
                point.text
            ])?;
        }
        Ok(())
    }
}
