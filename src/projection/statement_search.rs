use super::ProjectionError;
use super::code_version::code_version;
use super::projection::{Projection, Table};
use super::statement_version::StatementVersion;
use crate::domain::similarity::{inflection_stem, stem_mark};
use crate::domain::{Lang, han_pairs, is_han};
use rusqlite::{Connection, params};
use std::collections::HashSet;

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
            4,
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
        conn: &Connection,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        if !version.is_new_wording() {
            return Ok(());
        }
        let stems = stems(version.article.lang, version.folded);
        let mut insert = conn.prepare_cached(
            "INSERT INTO statement_search(rowid, words, han, stems) VALUES (?1, ?2, ?3, ?4)",
        )?;
        if version.folded.chars().any(is_han) {
            let pairs = han_pairs(version.folded);
            insert.execute(params![
                version.wording_row,
                pairs,
                distinct_han_characters(version.folded),
                stems
            ])?;
        } else {
            insert.execute(params![version.wording_row, version.folded, "", stems])?;
        }
        Ok(())
    }
}

/// Every Chinese character of `text` once, in order of first occurrence, separated by spaces.
pub(super) fn distinct_han_characters(text: &str) -> String {
    let mut singles = String::new();
    let mut seen = HashSet::new();
    for c in text.chars().filter(|c| is_han(*c)) {
        if seen.insert(c) {
            singles.extend([c, ' ']);
        }
    }
    singles
}

/// The stem of each word of a folded `text`, in the order of the words, each with the mark of its language in front,
/// so that no search for a word matches a stem. Empty for a language without inflection.
fn stems(lang: Lang, text: &str) -> String {
    let Some(mark) = stem_mark(lang) else {
        return String::new();
    };
    let mut stems = String::with_capacity(text.len() + text.len() / 4);
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        stems.push(mark);
        stems.push_str(&inflection_stem(lang, word));
        stems.push(' ');
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_begin_with_language_mark() {
        assert_eq!(stems(Lang::Fr, "l'etat, les labels"), "1l 1etat 1les 1label ");
        assert_eq!(stems(Lang::Zh, "labels"), "");
    }

    #[test]
    fn each_character_is_indexed_once() {
        assert_eq!(distinct_han_characters("中国 2025 人中"), "中 国 人 ");
    }
}
