use super::ProjectionError;
use super::facts::Version;
use super::projection::{Projection, Table};
use rusqlite::{Connection, params};

/// The points of statements, as they were read.
pub(super) struct Points;

const TABLES: &[Table] = &[Table::new("point", "reading, number")];

impl Projection for Points {
    fn name(&self) -> &'static str {
        "points"
    }

    fn code_version(&self) -> String {
        "1".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/points.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn statement_read(&self, conn: &Connection, version: &mut Version<'_>) -> Result<(), ProjectionError> {
        if version.reading != version.row {
            return Ok(());
        }
        for (number, point) in (1_i64..).zip(&version.statement.points) {
            conn.prepare_cached(
                "INSERT INTO point(reading, number, first, past, text) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                version.reading,
                number,
                point.span.start,
                point.span.end,
                point.text
            ])?;
        }
        Ok(())
    }
}
