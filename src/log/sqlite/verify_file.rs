//! Verifies a log in an SQLite database, with what only SQLite has: its definitions and its trees.

use super::schema_check::{SchemaObjects, verify_schema};
use super::structure_check::verify_structure;
use crate::log::verify::{EventPass, VerifiedLog, verify_each_event, verify_order};
use crate::log::{Findings, LogError};
use rusqlite::Connection;

/// Verifies the whole log: positions and versions without gaps, time that does not run backwards, every header
/// against its leaf hash and its id, every body and text against its salted hash, that every event can be decoded and
/// that its words are those of its article, the definitions of the tables, and SQLite's own structures.
///
/// Where others may write, `conn` must be in a transaction, so that everything is read at one moment. Errors:
/// [`LogError::Damaged`] with the first damaged position and part, among others.
pub fn verify(conn: &Connection) -> Result<VerifiedLog, LogError> {
    let mut findings = Findings::default();
    let verified = verify_each_event(conn, &mut findings, EventPass::default(), &mut |_| {})?;
    verify_order(conn, &mut findings)?;
    let expected = SchemaObjects::of_same_format(conn)?;
    verify_schema(conn, &expected, None, &mut findings)?;
    verify_structure(conn, &expected, &mut findings)?;
    findings.sort();
    findings.check_undamaged()?;
    Ok(verified)
}
