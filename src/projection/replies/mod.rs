//! The projection of replies: who answers whom, by the cues of `replies.toml`.

mod reply_cues;

use super::ProjectionError;
use super::code_version::code_version;
use super::fold::Fold;
use super::position::OPEN_END_POS;
use super::projection::{Projection, Table};
use super::statement_version::{StatementVersion, reader_name};
use rusqlite::{OptionalExtension, params};

/// The projection of replies. A statement with such a cue answers the last statement before it, in the same article, of
/// another speaker.
pub(super) struct Replies;

const TABLES: &[Table] = &[Table::new("reply", "reading_row")];

impl Projection for Replies {
    fn name(&self) -> &'static str {
        "replies"
    }

    fn code_version(&self) -> String {
        code_version(3, include_str!("replies.toml"))
    }

    fn schema(&self) -> &'static str {
        include_str!("../../../schema/read/replies.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_statement_version(
        &self,
        &Fold { conn, .. }: &Fold<'_>,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let Some(cue) = &version.statement.cue else {
            return Ok(());
        };
        if version.reading_row != version.row || !reply_cues::is_reply_cue(version.article.lang, &cue.lemma) {
            return Ok(());
        }
        let own = &version.statement.speaker.reference;
        let other: Option<String> = conn
            .prepare_cached(
                "SELECT id FROM statement_version
                 WHERE article = ?1 AND valid_to_pos = ?2 AND recorded_pos < ?3 AND reference IS NOT NULL
                     AND reference IS NOT ?4
                     AND reader = ?5
                 ORDER BY recorded_pos DESC LIMIT 1",
            )?
            .query_row(
                params![
                    version.article.ingested_pos,
                    OPEN_END_POS,
                    version.origin.recorded_pos,
                    own,
                    reader_name(version.statement)
                ],
                |row| row.get(0),
            )
            .optional()?;
        if let Some(other) = other {
            conn.prepare_cached("INSERT INTO reply(reading_row, answered_id) VALUES (?1, ?2)")?
                .execute(params![version.reading_row, other])?;
        }
        Ok(())
    }
}
