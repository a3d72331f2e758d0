//! The projection of stances: whether a statement is for or against what it speaks about.
//!
//! Read the files in this order: `find_stance` (a text in, a stance out), `stance_words` (matches the word lists of
//! `stances.toml`), `stance`.

pub(super) mod find_stance;
pub(super) mod stance;
mod stance_words;

use super::ProjectionError;
use super::code_version::code_version;
use super::fold::Fold;
use super::projection::{Projection, Table};
use super::statement_version::StatementVersion;
use rusqlite::params;

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
        &Fold { conn, .. }: &Fold<'_>,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        if !version.is_new_wording() {
            return Ok(());
        }
        if let Some((stance, word)) = &version.derived.stance {
            conn.prepare_cached("INSERT INTO stance(wording_row, stance, word) VALUES (?1, ?2, ?3)")?
                .execute(params![version.wording_row, stance.as_str(), word])?;
        }
        Ok(())
    }
}
