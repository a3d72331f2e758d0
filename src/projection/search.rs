use super::ProjectionError;
use super::facts::Version;
use super::projection::{Projection, Table};
use crate::domain::{han_pairs, is_han};
use rusqlite::{Connection, params};

/// The full-text index of the words of statements.
///
/// Two columns: `words` has the folded text with Han runs as overlapping pairs, which answers for words,
/// phrases and any two or more Han characters; `han` has single Han characters, which answers for one.
pub(super) struct Search;

const TABLES: &[Table] = &[Table::new("search", "")];

impl Projection for Search {
    fn name(&self) -> &'static str {
        "search"
    }

    fn code_version(&self) -> String {
        "2".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/search.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn statement_read(&self, conn: &Connection, version: &mut Version<'_>) -> Result<(), ProjectionError> {
        if !version.is_new_wording() {
            return Ok(());
        }
        let mut insert = conn.prepare_cached("INSERT INTO search(rowid, words, han) VALUES (?1, ?2, ?3)")?;
        if version.folded.chars().any(is_han) {
            let pairs = han_pairs(version.folded);
            insert.execute(params![version.wording, pairs, single_characters(version.folded)])?;
        } else {
            insert.execute(params![version.wording, version.folded, ""])?;
        }
        Ok(())
    }
}

/// Every Han character of `text` once, in order of its first occurrence, separated by spaces: which ones there
/// are is all that a search for one asks.
fn single_characters(text: &str) -> String {
    let mut singles = String::new();
    for c in text.chars().filter(|c| is_han(*c)) {
        if !singles.contains(c) {
            singles.extend([c, ' ']);
        }
    }
    singles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_characters_stand_once() {
        assert_eq!(single_characters("中国 2025 人中"), "中 国 人 ");
    }
}
