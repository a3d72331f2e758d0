//! Which side somebody takes, by the words of `stances.toml`.

mod side;
mod words;

use super::ProjectionError;
use super::code_version::code_version;
use super::facts::StatementVersion;
use super::projection::{Projection, Table};
use rusqlite::{Connection, params};
use side::Stance;

/// Whether statements speak for or against what they are about, where their words tell.
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
        if let Some((stance, word)) = side::find_stance(version.article.lang, version.words, cue) {
            let stance = match stance {
                Stance::For => "for",
                Stance::Against => "against",
            };
            conn.prepare_cached("INSERT INTO stance(wording_row, stance, word) VALUES (?1, ?2, ?3)")?
                .execute(params![version.wording_row, stance, word])?;
        }
        Ok(())
    }
}
