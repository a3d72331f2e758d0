use super::ProjectionError;
use super::article_version::ArticleVersion;
use super::code_version::code_version;
use super::projection::{Projection, Table};
use super::statement_search::distinct_han_characters;
use crate::domain::similarity::inflection_stem;
use crate::domain::{Lang, fold, han_pairs, is_han};
use rusqlite::{Connection, params};
use std::borrow::Cow;
use std::collections::HashSet;

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
    let has_han = folded.chars().any(is_han);
    let pairs = if has_han { han_pairs(folded) } else { String::new() };
    let text = if has_han { pairs.as_str() } else { folded };
    // A word has about six bytes with its space, and half of the words of a text are not new.
    let words = text.len() / 12;
    let mut seen: HashSet<&str> = HashSet::with_capacity(words);
    let mut stems: HashSet<Cow<'_, str>> = HashSet::with_capacity(words);
    for word in text
        .split(|c: char| !is_alphanumeric(c))
        .filter(|word| !word.is_empty())
    {
        if seen.insert(word) && !stems.contains(word) {
            stems.insert(inflection_stem(lang, word));
        }
    }
    let stems = stems.into_iter().map(|stem| (first_bytes(&stem), stem));
    let mut stems: Vec<(u64, Cow<'_, str>)> = stems.collect();
    stems.sort_unstable();
    let mut all = distinct_han_characters(if has_han { folded } else { "" });
    for (_, word) in stems {
        all.push_str(&word);
        all.push(' ');
    }
    all
}

/// Whether `c` is a letter or digit, quick for Han characters.
fn is_alphanumeric(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

/// The first eight bytes of a word as a number with the order of the words, which decides nearly every comparison.
fn first_bytes(word: &str) -> u64 {
    let start = word.bytes().chain(std::iter::repeat(0)).take(size_of::<u64>());
    start.fold(0, |number, byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quick_test_of_letters_equals_that_of_the_standard_library() {
        assert!(('\0'..=char::MAX).all(|c| is_alphanumeric(c) == c.is_alphanumeric()));
    }

    #[test]
    fn words_are_in_the_order_of_their_bytes() {
        let text = "abcdefgh abcdefghi b abcdefg abcdefghh 治 abc é a";
        let mut words: Vec<&str> = text.split(' ').collect();
        words.sort_unstable();
        words.retain(|word| *word != "治");
        assert_eq!(
            index_words(Lang::Und, text),
            format!("治 {} 治 ", words.join(" "))
        );
    }

    #[test]
    fn each_word_is_indexed_once() {
        assert_eq!(index_words(Lang::En, "labels, and a label"), "a and label ");
        assert_eq!(index_words(Lang::Zh, "治理ai治理"), "治 理 ai 治理 ");
    }
}
