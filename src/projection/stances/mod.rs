//! Which side somebody takes, by the words of `stances.toml`.

mod side;
mod words;

use super::ProjectionError;
use super::code::version;
use super::facts::Version;
use super::projection::{Projection, Table};
use rusqlite::{Connection, params};
use side::Stance;

/// Whether statements speak for or against what they are about, where their words tell.
pub(super) struct Stances;

const TABLES: &[Table] = &[Table::new("stance", "wording")];

impl Projection for Stances {
    fn name(&self) -> &'static str {
        "stances"
    }

    fn code_version(&self) -> String {
        version(1, include_str!("stances.toml"))
    }

    fn schema(&self) -> &'static str {
        include_str!("../../../schema/read/stances.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn statement_read(&self, conn: &Connection, version: &mut Version<'_>) -> Result<(), ProjectionError> {
        if !version.is_new_wording() {
            return Ok(());
        }
        let cue = version.statement.cue.as_ref().map(|cue| cue.lemma.as_str());
        if let Some((stance, word)) = side::of(version.article.lang, version.words, cue) {
            let stance = match stance {
                Stance::For => "for",
                Stance::Against => "against",
            };
            conn.prepare_cached("INSERT INTO stance(wording, stance, word) VALUES (?1, ?2, ?3)")?
                .execute(params![version.wording, stance, word])?;
        }
        Ok(())
    }
}
