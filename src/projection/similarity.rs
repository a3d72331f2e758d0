use super::ProjectionError;
use super::article_version::lang_cell;
use super::code_version::code_version;
use super::projection::{Projection, Table};
use super::statement_version::{StatementVersion, reader_name};
use crate::domain::fold;
use crate::domain::similarity::{
    DIFFERENCE_LEXICONS, Difference, POSTINGS_BYTES_MAX, SameLanguageMatcher, Similarity, StatementMatcher,
    decode_postings, encode_posting, rank_by_shared_hashes,
};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// The projection that finds wordings which say the same. Who said it first or repeated it is not stored: that
/// depends on dates and on which speakers are merged, and both can be corrected.
///
/// Its published name is `alike`: checkpoints store this name and `dixit verify` prints it, so it stays as it is.
pub(super) struct Similarities;

const TABLES: &[Table] = &[
    Table::new("similarity", "wording_a, wording_b"),
    Table::new("wording_gram", "hash"),
];

/// Compares statements. A matcher across languages would replace it here.
const MATCHER: &dyn StatementMatcher = &SameLanguageMatcher;

/// Maximum number of wordings that a new one is compared with: those that share most grams with it.
const CANDIDATES_MAX: usize = 12;
/// A statement with fewer grams than this is compared with every wording that shares one; a longer one must share two.
const FEW_GRAMS_MAX: usize = 6;
/// Maximum number of pairs that are stored for a new wording: the most similar ones.
const SIMILAR_MAX: usize = 8;

impl Projection for Similarities {
    fn name(&self) -> &'static str {
        "alike"
    }

    fn code_version(&self) -> String {
        code_version(4, DIFFERENCE_LEXICONS)
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/similarity.sql")
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
        let mut grams = MATCHER.grams(version.article.lang, version.words);
        let salt = reader_salt(version);
        for gram in &mut grams {
            *gram ^= salt;
        }
        let mut found = compare_candidates(conn, version, &candidate_wordings(conn, &grams)?)?;
        found.sort_by_key(|(other, likeness, _)| (std::cmp::Reverse(likeness.percent), *other));
        found.truncate(SIMILAR_MAX);
        // Only the first of several identical wordings is indexed; the others are found through it. Otherwise a story
        // that many papers print would make its own words too common to be used.
        let is_first = found.iter().all(|(.., same)| !same);
        for (other, likeness, same) in found {
            conn.prepare_cached(
                "INSERT INTO similarity(wording_a, wording_b, containment_percent, is_identical, shared_words,
                         difference) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                version.wording_row,
                other,
                likeness.percent,
                same,
                likeness.shared.join("\n"),
                likeness.difference.filter(|_| !same).map(Difference::as_str)
            ])?;
        }
        if is_first {
            index_wording(conn, &grams, version.wording_row)
        } else {
            Ok(())
        }
    }
}

/// A value that keeps the grams of different readers apart; 0 for the extractor. A statement is compared only with
/// statements of the same reader, because two readings of the same words are one statement.
fn reader_salt(version: &StatementVersion<'_>) -> i64 {
    let digest = match reader_name(version.statement) {
        "" => return 0,
        reader => Sha256::digest(reader),
    };
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(bytes)
}

/// The wordings that share most of these grams, the one that shares most first.
fn candidate_wordings(conn: &Connection, grams: &[i64]) -> Result<Vec<i64>, ProjectionError> {
    let mut select = conn.prepare_cached("SELECT wordings FROM wording_gram WHERE hash = ?1")?;
    let mut sharing = Vec::new();
    for gram in grams {
        let list: Option<Vec<u8>> = select.query_row([gram], |row| row.get(0)).optional()?;
        sharing.extend(decode_postings(&list.unwrap_or_default()));
    }
    // A single gram of many may be shared by chance.
    let least = if grams.len() < FEW_GRAMS_MAX { 1 } else { 2 };
    Ok(rank_by_shared_hashes(sharing, least, CANDIDATES_MAX))
}

/// The candidates that are similar to the version, each with the similarity and whether the folded words are identical.
fn compare_candidates(
    conn: &Connection,
    version: &StatementVersion<'_>,
    candidates: &[i64],
) -> Result<Vec<(i64, Similarity, bool)>, ProjectionError> {
    let mut select = conn.prepare_cached("SELECT id, lang, words FROM statement_version WHERE row = ?1")?;
    let (mut rows_of, mut others) = (Vec::new(), Vec::new());
    for other in candidates {
        let mut rows = select.query([other])?;
        let Some(cells) = rows.next()? else { continue };
        let text = |column| Ok::<_, rusqlite::Error>(cells.get_ref(column)?.as_str()?);
        if text(0)? != version.statement.id.as_str() {
            rows_of.push(*other);
            others.push((lang_cell(cells, 1)?, text(2)?.to_owned()));
        }
    }
    let likenesses = MATCHER.similarities((version.article.lang, version.words), &others);
    let found = rows_of.into_iter().zip(others).zip(likenesses);
    Ok(found
        .filter_map(|((row, (_, words)), likeness)| Some((row, likeness?, fold(&words) == version.folded)))
        .collect())
}

/// Adds the wording to the index under these grams, unless the list of a gram is full.
fn index_wording(conn: &Connection, grams: &[i64], wording: i64) -> Result<(), ProjectionError> {
    let mut insert = conn.prepare_cached(&format!(
        "INSERT INTO wording_gram(hash, wordings) VALUES (?1, ?2)
         ON CONFLICT(hash) DO UPDATE SET wordings = CAST(wordings || excluded.wordings AS BLOB)
             WHERE length(wordings) < {POSTINGS_BYTES_MAX}"
    ))?;
    for gram in grams {
        insert.execute(params![gram, encode_posting(wording)])?;
    }
    Ok(())
}
