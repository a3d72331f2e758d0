use super::ProjectionError;
use super::article_version::lang_cell;
use super::code_version::code_version;
use super::fold::{Fold, PreparedWording, WORDING_GRAMS};
use super::posting_index::PostingTables;
use super::projection::{Projection, Table};
use super::statement_version::StatementVersion;
use crate::domain::fold as fold_text;
use crate::domain::similarity::{ComparableWords, DIFFERENCE_LEXICONS, Difference};
use rusqlite::params;
use std::cmp::Reverse;
use std::sync::Arc;

/// The projection that finds wordings which say the same. Who said it first or repeated it is not stored: that
/// depends on dates and on which speakers are merged, and both can be corrected.
///
/// Its published name is `alike`: checkpoints store this name and `dixit verify` prints it, so it stays as it is.
pub(super) struct Similarities;

const TABLES: &[Table] = &[Table::new("similarity", "wording_a, wording_b")];

/// Maximum number of pairs that are stored for a new wording: the most similar ones.
const SIMILAR_MAX: usize = 8;

impl Projection for Similarities {
    fn name(&self) -> &'static str {
        "alike"
    }

    fn code_version(&self) -> String {
        code_version(6, DIFFERENCE_LEXICONS)
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/similarity.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn indexes(&self) -> &'static [PostingTables] {
        &[WORDING_GRAMS]
    }

    fn on_statement_version(
        &self,
        fold: &Fold<'_>,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        if !version.is_new_wording() {
            return Ok(());
        }
        let conn = fold.conn;
        let own = own_row(version)?;
        let mut found = compare_candidates(fold, version)?;
        found.sort_by_key(|similar| (Reverse(similar.percent), similar.row));
        found.truncate(SIMILAR_MAX);
        // Only the first of several identical wordings is indexed; the others are found through it. Otherwise a story
        // that many papers print would make its own words too common to be used.
        let is_first = found.iter().all(|similar| !similar.is_identical);
        for similar in found {
            let difference = similar.difference.filter(|_| !similar.is_identical);
            conn.prepare_cached(
                "INSERT INTO similarity(wording_a, wording_b, containment_percent, is_identical, difference)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                version.wording_row,
                similar.row,
                similar.percent,
                similar.is_identical,
                difference.map(Difference::as_str)
            ])?;
        }
        if is_first {
            remember_wording(fold, version);
            let mut index = fold.memory.wording_grams.borrow_mut();
            for key in &version.derived.gram_keys {
                index.add(conn, *key, own)?;
            }
        }
        Ok(())
    }
}

/// The row of the wording as the index stores it.
fn own_row(version: &StatementVersion<'_>) -> Result<u32, ProjectionError> {
    u32::try_from(version.wording_row).map_err(|_| ProjectionError::Damaged("a row number of a statement"))
}

/// A wording that is similar to a new one.
struct SimilarWording {
    row: i64,
    /// How much of the shorter one the longer one has.
    percent: u8,
    /// How they differ nevertheless.
    difference: Option<Difference>,
    /// Whether the folded words are identical.
    is_identical: bool,
}

/// The wordings that share most grams with the version and are similar to it.
fn compare_candidates(
    fold: &Fold<'_>,
    version: &StatementVersion<'_>,
) -> Result<Vec<SimilarWording>, ProjectionError> {
    let derived = version.derived;
    let mut memory = fold.memory.known_words.borrow_mut();
    let known = memory.words(version.article.lang, &derived.words);
    let mut index = fold.memory.wording_grams.borrow_mut();
    let mut found = Vec::new();
    for row in known.candidates(fold.conn, &mut index, &derived.gram_keys)? {
        let row = i64::from(row);
        let Some(other) = prepared_wording(fold, row)? else {
            continue;
        };
        if other.statement_id == version.statement.id.as_str() {
            continue;
        }
        let compared = known.compare(row, || {
            derived.comparable.percent_and_difference(&other.comparable)
        });
        found.extend(compared.map(|(percent, difference)| SimilarWording {
            row,
            percent,
            difference,
            is_identical: other.folded == derived.folded,
        }));
    }
    Ok(found)
}

/// The wording with this row, from memory or from its row.
fn prepared_wording(fold: &Fold<'_>, row: i64) -> Result<Option<Arc<PreparedWording>>, ProjectionError> {
    if let Some(known) = fold.memory.wordings.borrow_mut().get(&row) {
        return Ok(Some(known.clone()));
    }
    let mut select = fold
        .conn
        .prepare_cached("SELECT id, lang, words FROM statement_version WHERE row = ?1")?;
    let mut rows = select.query([row])?;
    let Some(cells) = rows.next()? else {
        return Ok(None);
    };
    let words = cells.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
    let prepared = Arc::new(PreparedWording {
        statement_id: cells.get(0)?,
        comparable: ComparableWords::new(lang_cell(cells, 1)?, words).into(),
        folded: fold_text(words),
    });
    fold.memory.wordings.borrow_mut().insert(row, prepared.clone());
    Ok(Some(prepared))
}

/// Keeps the wording of `version` in memory: a later one may be compared with it soon.
fn remember_wording(fold: &Fold<'_>, version: &StatementVersion<'_>) {
    let prepared = PreparedWording {
        statement_id: version.statement.id.to_string(),
        folded: version.derived.folded.clone(),
        comparable: version.derived.comparable.clone(),
    };
    fold.memory
        .wordings
        .borrow_mut()
        .insert(version.wording_row, Arc::new(prepared));
}
