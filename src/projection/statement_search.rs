use super::ProjectionError;
use super::code_version::code_version;
use super::fold::Fold;
use super::projection::{Projection, Table};
use super::search_words::SearchWords;
use super::statement_version::StatementVersion;
use rusqlite::params;

/// The projection of the full-text index of statements' words.
///
/// Three columns: `words` has the folded text with runs of Chinese characters as overlapping pairs, for words,
/// phrases and two or more Chinese characters; `han` has single Chinese characters, for a search for one; `stems` has
/// the stem of each word with a mark of its language, for other forms of a word.
pub(super) struct StatementSearch;

const TABLES: &[Table] = &[Table::new("statement_search", "")];

impl Projection for StatementSearch {
    fn name(&self) -> &'static str {
        "search"
    }

    fn code_version(&self) -> String {
        code_version(
            5,
            concat!(
                include_str!("../domain/similarity/invariable.fr.txt"),
                include_str!("../domain/similarity/invariable.en.txt")
            ),
        )
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/search.sql")
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
        let SearchWords { words, han, stems } = &version.derived.search;
        conn.prepare_cached(
            "INSERT INTO statement_search(rowid, words, han, stems) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            version.wording_row,
            words.as_deref().unwrap_or(version.folded),
            han,
            stems
        ])?;
        Ok(())
    }
}
