use super::ProjectionError;
use super::article_version::ArticleVersion;
use super::code_version::code_version;
use super::projection::{Projection, Table};
use super::statement_search::distinct_han_characters;
use crate::domain::similarity::inflection_stem;
use crate::domain::{Lang, fold, han_pairs, is_han};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// The projection of the full-text index of articles' texts.
pub(super) struct ArticleSearch;

const TABLES: &[Table] = &[Table::new("article_search", "")];

impl Projection for ArticleSearch {
    fn name(&self) -> &'static str {
        "article-search"
    }

    fn code_version(&self) -> String {
        code_version(
            1,
            concat!(
                include_str!("../domain/similarity/invariable.fr.txt"),
                include_str!("../domain/similarity/invariable.en.txt")
            ),
        )
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/article_search.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_article_version(
        &self,
        conn: &Connection,
        article: &ArticleVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let Some(text) = article.text.and_then(|text| text.as_str()) else {
            return Ok(());
        };
        conn.prepare_cached("INSERT INTO article_search(rowid, words) VALUES (?1, ?2)")?
            .execute(params![article.text_pos, index_words(article.lang, &fold(text))])?;
        Ok(())
    }
}

/// What the index stores of a folded text: single Chinese characters, then the stem of every word and every pair of
/// Chinese characters, each once.
fn index_words(lang: Lang, folded: &str) -> String {
    let mut words: BTreeSet<String> = BTreeSet::new();
    let has_han = folded.chars().any(is_han);
    let pairs = if has_han { han_pairs(folded) } else { String::new() };
    let text = if has_han { pairs.as_str() } else { folded };
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if !words.contains(word) {
            words.insert(inflection_stem(lang, word));
        }
    }
    let mut all = distinct_han_characters(if has_han { folded } else { "" });
    for word in words {
        all.push_str(&word);
        all.push(' ');
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_indexed_once() {
        assert_eq!(index_words(Lang::En, "labels, and a label"), "a and label ");
        assert_eq!(index_words(Lang::Zh, "治理ai治理"), "治 理 ai 治理 ");
    }
}
