use super::ProjectionError;
use super::code_version::code_version;
use super::facts::StatementVersion;
use super::projection::{Projection, Table};
use crate::domain::similarity::{inflection_stem, stem_mark};
use crate::domain::{Lang, han_pairs, is_han};
use rusqlite::{Connection, params};

/// The full-text index of the words of statements.
///
/// Three columns: `words` has the folded text with Han runs as overlapping pairs, which answers for words,
/// phrases and any two or more Han characters; `han` has single Han characters, which answers for one; `stems` has
/// what all forms of each word have in common, led by its language, which answers for the other forms.
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
                include_str!("../domain/likeness/invariable.fr.txt"),
                include_str!("../domain/likeness/invariable.en.txt")
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

/// Every Han character of `text` once, in order of its first occurrence, separated by spaces: which ones there
/// are is all that a search for one asks.
pub(super) fn distinct_han_characters(text: &str) -> String {
    let mut singles = String::new();
    for c in text.chars().filter(|c| is_han(*c)) {
        if !singles.contains(c) {
            singles.extend([c, ' ']);
        }
    }
    singles
}

/// What all forms of each word of a folded `text` have in common, in the order of the words, each led by the mark of
/// its language, so that it is no word that anybody looks for. Nothing, where words have but one form.
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
    fn stems_are_led_by_their_language() {
        assert_eq!(stems(Lang::Fr, "l'etat, les labels"), "1l 1etat 1les 1label ");
        assert_eq!(stems(Lang::Zh, "labels"), "");
    }

    #[test]
    fn single_characters_stand_once() {
        assert_eq!(distinct_han_characters("中国 2025 人中"), "中 国 人 ");
    }
}
