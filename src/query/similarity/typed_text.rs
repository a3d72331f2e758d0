//! Finds the wordings similar to a text that a user typed.

use super::wording_similarity::{SharedWords, WordingSimilarity, load_identical_wordings};
use crate::domain::similarity::{
    ComparableWords, Difference, POSTINGS_MAX, block_row, decode_block, posting_key,
};
use crate::domain::{Lang, fold};
use crate::query::QueryError;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// Finds the wordings similar to a typed text, in any supported language.
pub(in crate::query) fn find_wordings_like_text(
    conn: &Connection,
    text: &str,
) -> Result<BTreeMap<i64, WordingSimilarity>, QueryError> {
    let mut words = conn.prepare_cached("SELECT words FROM statement_version WHERE row = ?1")?;
    let folded = fold(text);
    let mut found = BTreeMap::new();
    for lang in Lang::EXTRACTED {
        let typed = ComparableWords::new(lang, text);
        for wording in load_wordings_with_grams(conn, &typed.grams())? {
            let known: String = words.query_row([wording], |row| row.get(0))?;
            let similarity = typed.similarity_to(&ComparableWords::new(lang, &known));
            let same = fold(&known) == folded;
            let similarity = if same {
                Some(WordingSimilarity {
                    percent: 100,
                    is_rounded: false,
                    is_identical: same,
                    shared: SharedWords::Known(text.into()),
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
                    shared: SharedWords::Known(similarity.shared.join("\n").into()),
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

/// The wordings that have one of these grams, as the projection of similarities indexed them. A gram that too many
/// wordings have is not followed.
fn load_wordings_with_grams(conn: &Connection, grams: &[i64]) -> Result<BTreeSet<i64>, QueryError> {
    let mut runs = conn.prepare_cached("SELECT run, block_bits FROM wording_gram_run")?;
    let runs: Vec<(i64, u32)> = runs
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut select = conn.prepare_cached("SELECT content FROM wording_gram_block WHERE block = ?1")?;
    let mut found = BTreeSet::new();
    for key in grams.iter().map(|gram| posting_key(*gram)) {
        let mut wordings = Vec::new();
        for (run, block_bits) in &runs {
            let mut rows = select.query([block_row(*run, *block_bits, key)])?;
            let Some(row) = rows.next()? else { continue };
            decode_block(
                row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?,
                |posting| {
                    if posting.key == key {
                        wordings.push(i64::from(posting.number));
                    }
                    posting.key <= key
                },
            )?;
        }
        if wordings.len() < POSTINGS_MAX {
            found.extend(wordings);
        }
    }
    Ok(found)
}
