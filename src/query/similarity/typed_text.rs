//! Finds the wordings similar to a text that a user typed.

use super::wording_similarity::{WordingSimilarity, load_identical_wordings};
use crate::domain::similarity::{Difference, SameLanguageMatcher, StatementMatcher, decode_postings};
use crate::domain::{Lang, fold};
use crate::query::QueryError;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};

/// Finds the wordings similar to a typed text, in any supported language.
pub(in crate::query) fn find_wordings_like_text(
    conn: &Connection,
    text: &str,
) -> Result<BTreeMap<i64, WordingSimilarity>, QueryError> {
    let mut grams = conn.prepare_cached("SELECT wordings FROM wording_gram WHERE hash = ?1")?;
    let mut words = conn.prepare_cached("SELECT words FROM statement_version WHERE row = ?1")?;
    let folded = fold(text);
    let mut found = BTreeMap::new();
    for lang in Lang::EXTRACTED {
        let mut candidates = BTreeSet::new();
        for gram in SameLanguageMatcher.grams(lang, text) {
            let list: Option<Vec<u8>> = grams.query_row([gram], |row| row.get(0)).optional()?;
            candidates.extend(decode_postings(&list.unwrap_or_default()));
        }
        let known = candidates
            .iter()
            .map(|wording| Ok((lang, words.query_row([wording], |row| row.get(0))?)));
        let known: Vec<(Lang, String)> = known.collect::<Result<_, rusqlite::Error>>()?;
        let similarities = SameLanguageMatcher.similarities((lang, text), &known);
        for ((wording, (_, words)), similarity) in candidates.into_iter().zip(&known).zip(similarities) {
            let same = fold(words) == folded;
            let similarity = if same {
                Some(WordingSimilarity {
                    percent: 100,
                    is_rounded: false,
                    is_identical: same,
                    shared: text.into(),
                })
            } else {
                let same_statement = similarity.filter(|similarity| {
                    !similarity
                        .difference
                        .is_some_and(Difference::separates_statements)
                });
                same_statement.map(|similarity| WordingSimilarity {
                    percent: similarity.percent,
                    is_rounded: similarity.difference.is_some(),
                    is_identical: same,
                    shared: similarity.shared.join("\n").into(),
                })
            };
            if let Some(similarity) = similarity {
                for same in load_identical_wordings(conn, wording)? {
                    found.insert(same, similarity.clone());
                }
                found.insert(wording, similarity);
            }
        }
    }
    Ok(found)
}
