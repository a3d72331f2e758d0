//! Who answers whom, by the cues of `replies.toml`.

mod cues;

use super::ProjectionError;
use super::code::version;
use super::facts::{FOREVER, Version, reader_name};
use super::projection::{Projection, Table};
use rusqlite::{Connection, OptionalExtension, params};

/// What is said in reply to the last that somebody else was reported to say, further up in the same article.
pub(super) struct Replies;

const TABLES: &[Table] = &[Table::new("reply", "reading")];

impl Projection for Replies {
    fn name(&self) -> &'static str {
        "replies"
    }

    fn code_version(&self) -> String {
        version(2, include_str!("replies.toml"))
    }

    fn schema(&self) -> &'static str {
        include_str!("../../../schema/read/replies.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn statement_read(&self, conn: &Connection, version: &mut Version<'_>) -> Result<(), ProjectionError> {
        let Some(cue) = &version.statement.cue else {
            return Ok(());
        };
        if version.reading != version.row || !cues::is_reply(version.article.lang, &cue.lemma) {
            return Ok(());
        }
        let own = &version.statement.speaker.reference;
        let other: Option<String> = conn
            .prepare_cached(
                "SELECT id FROM statement_version
                 WHERE article = ?1 AND until = ?2 AND position < ?3 AND reference IS NOT NULL AND reference IS NOT ?4
                     AND reader = ?5
                 ORDER BY position DESC LIMIT 1",
            )?
            .query_row(
                params![
                    version.article.row,
                    FOREVER,
                    version.read.position,
                    own,
                    reader_name(version.statement)
                ],
                |row| row.get(0),
            )
            .optional()?;
        if let Some(other) = other {
            conn.prepare_cached("INSERT INTO reply(reading, other) VALUES (?1, ?2)")?
                .execute(params![version.reading, other])?;
        }
        Ok(())
    }
}
