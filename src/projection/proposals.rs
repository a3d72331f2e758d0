use super::ProjectionError;
use super::facts::{Gone, Reading, Reported};
use super::projection::{Projection, Table};
use crate::domain::Act;
use rusqlite::{Connection, params};

/// The proposals, and the points of any statement.
pub(super) struct Proposals;

const TABLES: &[Table] = &[
    Table::new("proposal", "statement"),
    Table::new("point", "statement, number"),
];

impl Projection for Proposals {
    fn name(&self) -> &'static str {
        "proposals"
    }

    fn code_version(&self) -> String {
        "1".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/proposals.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn article_read(&self, conn: &Connection, article: &Reported<'_>) -> Result<(), ProjectionError> {
        if article.redated() {
            conn.prepare_cached(
                "UPDATE proposal SET published_day = ?2
                 WHERE statement IN (SELECT row FROM statement WHERE article = ?1)",
            )?
            .execute([article.row, article.published_day()])?;
        }
        Ok(())
    }

    fn statement_read(&self, conn: &Connection, reading: &mut Reading<'_>) -> Result<(), ProjectionError> {
        let statement = reading.statement;
        if statement.act == Act::Proposal {
            conn.prepare_cached(
                "INSERT INTO proposal(statement, said_from, published_day) VALUES (?1, ?2, ?3)",
            )?
            .execute([reading.row, reading.said.from, reading.published_day])?;
        }
        for (number, point) in (1_i64..).zip(&statement.points) {
            conn.prepare_cached(
                "INSERT INTO point(statement, number, first, past, text) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                reading.row,
                number,
                point.span.start,
                point.span.end,
                point.text
            ])?;
        }
        Ok(())
    }

    fn statement_gone(&self, conn: &Connection, gone: &Gone) -> Result<(), ProjectionError> {
        conn.prepare_cached("DELETE FROM proposal WHERE statement = ?1")?
            .execute([gone.row])?;
        conn.prepare_cached("DELETE FROM point WHERE statement = ?1")?
            .execute([gone.row])?;
        Ok(())
    }
}
