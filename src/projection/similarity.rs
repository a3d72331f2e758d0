use super::ProjectionError;
use super::code_version::code_version;
use super::facts::{StatementVersion, lang_cell, reader_name};
use super::projection::{Projection, Table};
use crate::domain::fold;
use crate::domain::similarity::{
    DIFFERENCES, Difference, Matcher, POSTINGS_FULL, SameLanguage, Similarity, most_shared, posting, postings,
};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// Which statements say the same. Who said it first, again or after whom is for the question: it depends on dates
/// and on who is the same person, and both can be corrected.
pub(super) struct Similarities;

const TABLES: &[Table] = &[
    Table::new("similarity", "wording_a, wording_b"),
    Table::new("wording_gram", "hash"),
];

/// What finds and compares statements. One that knows two languages takes its place here.
const MATCHER: &dyn Matcher = &SameLanguage;

/// How many wordings are compared with a new one: those that share most grams.
const CANDIDATES_MAX: usize = 12;
/// Statements with fewer grams than these are compared with whatever shares one.
const FEW_GRAMS_MAX: usize = 6;
/// How many wordings a new one is noted to be like: the likest.
const SIMILAR_MAX: usize = 8;

impl Projection for Similarities {
    fn name(&self) -> &'static str {
        "alike"
    }

    fn code_version(&self) -> String {
        code_version(4, DIFFERENCES)
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
        // What says the very same is found by way of the first that says it: a story that many papers print must
        // not make its own words too common to tell anything.
        let is_first = found.iter().all(|(.., same)| !same);
        for (other, likeness, same) in found {
            conn.prepare_cached(
                "INSERT INTO similarity(wording_a, wording_b, containment_percent, is_identical, shared_words, difference) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                version.wording_row,
                other,
                likeness.percent,
                same,
                likeness.shared.join("\n"),
                likeness.differs.filter(|_| !same).map(Difference::as_str)
            ])?;
        }
        if is_first {
            index_wording(conn, &grams, version.wording_row)
        } else {
            Ok(())
        }
    }
}

/// What keeps the grams of each other reader apart: statements are compared with those that the same reader reads, for
/// two readings of the same words are one statement.
fn reader_salt(version: &StatementVersion<'_>) -> i64 {
    let digest = match reader_name(version.statement) {
        "" => return 0,
        reader => Sha256::digest(reader),
    };
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(bytes)
}

/// The wordings that share grams with these, the ones with most first.
fn candidate_wordings(conn: &Connection, grams: &[i64]) -> Result<Vec<i64>, ProjectionError> {
    let mut select = conn.prepare_cached("SELECT wordings FROM wording_gram WHERE hash = ?1")?;
    let mut sharing = Vec::new();
    for gram in grams {
        let list: Option<Vec<u8>> = select.query_row([gram], |row| row.get(0)).optional()?;
        sharing.extend(postings(&list.unwrap_or_default()));
    }
    // One gram of many is a word that both happen to have.
    let least = if grams.len() < FEW_GRAMS_MAX { 1 } else { 2 };
    Ok(most_shared(sharing, least, CANDIDATES_MAX))
}

/// Those that are like the version, how much, and whether they say the very same.
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
    let likenesses = MATCHER.likenesses((version.article.lang, version.words), &others);
    let found = rows_of.into_iter().zip(others).zip(likenesses);
    Ok(found
        .filter_map(|((row, (_, words)), likeness)| Some((row, likeness?, fold(&words) == version.folded)))
        .collect())
}

/// Lets the wording be found by these grams.
fn index_wording(conn: &Connection, grams: &[i64], wording: i64) -> Result<(), ProjectionError> {
    let mut insert = conn.prepare_cached(&format!(
        "INSERT INTO wording_gram(hash, wordings) VALUES (?1, ?2)
         ON CONFLICT(hash) DO UPDATE SET wordings = CAST(wordings || excluded.wordings AS BLOB)
             WHERE length(wordings) < {POSTINGS_FULL}"
    ))?;
    for gram in grams {
        insert.execute(params![gram, posting(wording)])?;
    }
    Ok(())
}
