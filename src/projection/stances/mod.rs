//! The projection of stances: whether a statement is for or against what it speaks about.
//!
//! Read the files in this order: `find_stance` (a text in, a stance out), `stance_words` (matches the word lists of
//! `stances.toml`), `stance`.

mod find_stance;
mod stance;
mod stance_words;

use super::ProjectionError;
use super::code_version::code_version;
use super::projection::{Projection, Table};
use super::statement_version::StatementVersion;
use rusqlite::{Connection, params};

/// The projection of stances. A wording gets one only where its words are clear.
pub(super) struct Stances;

const TABLES: &[Table] = &[Table::new("stance", "wording_row")];

impl Projection for Stances {
    fn name(&self) -> &'static str {
        "stances"
    }

    fn code_version(&self) -> String {
        code_version(2, include_str!("stances.toml"))
    }

    fn schema(&self) -> &'static str {
        include_str!("../../../schema/read/stances.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_statement_version(
        &self,
        conn: &Connection,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        if !version.is_new_wording() {
            return Ok(());
        }
        let cue = version.statement.cue.as_ref().map(|cue| cue.lemma.as_str());
        if let Some((stance, word)) = find_stance::find_stance(version.article.lang, version.words, cue) {
            conn.prepare_cached("INSERT INTO stance(wording_row, stance, word) VALUES (?1, ?2, ?3)")?
                .execute(params![version.wording_row, stance.as_str(), word])?;
        }
        Ok(())
    }
}
