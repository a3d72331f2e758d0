//! Finds the statements that say the same as a statement or nearly the same, through wordings similar to its own.

use super::cache::SimilarityCache;
use super::relation::{Relation, relation_between};
use super::wording_similarity::{
    SIMILAR_WORDINGS_MAX, SharedWords, WordingSimilarity, first_identical_wording, load_edges,
    load_identical_wordings,
};
use crate::domain::fold;
use crate::domain::similarity::Difference;
use crate::query::selection::Selection;
use crate::query::statement_headers::{StatementHeader, load_headers};
use crate::query::{QueryError, sql};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// From this similarity on, in per cent, two wordings say the same: only the cut of the quotation differs.
pub(in crate::query) const SAME_PERCENT_MIN: u8 = 80;

/// Statements of up to this many characters may be too short to measure their similarity.
const SHORT_CHARS_MAX: i64 = 60;

/// A statement similar to another one, with its similarity and its relation to that one.
pub(in crate::query) type RelatedStatement = (StatementHeader, WordingSimilarity, Relation);

/// Finds the current statements similar to `of`, with their relation to it, in chronological order.
pub(in crate::query) fn find_related(
    conn: &Connection,
    of: &StatementHeader,
) -> Result<Vec<RelatedStatement>, QueryError> {
    find_related_cached(&mut SimilarityCache::new(conn), of)
}

/// Like [`find_related`], with the cache of the query.
pub(in crate::query) fn find_related_cached(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
) -> Result<Vec<RelatedStatement>, QueryError> {
    find_related_where(cache, of, 0, |_| true)
}

/// Like [`find_related`], only for statements with a similarity of at least `least` per cent and a relation that is
/// `wanted`.
pub(super) fn find_related_where(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
    least: u8,
    wanted: impl Fn(Relation) -> bool,
) -> Result<Vec<RelatedStatement>, QueryError> {
    let similarity = find_similar_wordings(cache, of.wording)?;
    let mut found = Vec::new();
    let mut take = |others: &[StatementHeader], similarity: &WordingSimilarity| {
        for other in others.iter().filter(|other| other.row != of.row) {
            let relation = relation_between(other, of);
            if wanted(relation) {
                found.push((other.clone(), similarity.clone(), relation));
            }
        }
    };
    for (wording, similarity) in similarity
        .iter()
        .filter(|(_, similarity)| similarity.percent >= least)
    {
        take(&cache.headers_with_wording(*wording)?, similarity);
    }
    if of.characters <= SHORT_CHARS_MAX
        && let Some((short, same)) = find_short_wordings_in_copies(cache, of)?
    {
        for wording in short.iter().filter(|wording| !similarity.contains_key(wording)) {
            take(&cache.headers_with_wording(*wording)?, &same);
        }
    }
    found.sort_by_key(|(other, ..)| other.chronological_key());
    Ok(found)
}

/// Finds the wordings similar to `wording`.
///
/// Of identical wordings, only the first one ingested is compared with all others. So this also returns what is similar
/// to that first one, and what is identical to a similar one.
fn find_similar_wordings(
    cache: &mut SimilarityCache<'_>,
    wording: i64,
) -> Result<BTreeMap<i64, WordingSimilarity>, QueryError> {
    let mut edges_here = load_edges(
        cache.conn,
        wording,
        WordingSimilarity::COLUMNS,
        WordingSimilarity::read_after_first_column,
    )?;
    if let Some(first) = first_identical_wording(wording, &edges_here, |similarity| similarity.is_identical) {
        edges_here.extend_from_slice(&cache.edges_of_first(first)?);
    }
    let mut found: BTreeMap<i64, WordingSimilarity> = BTreeMap::new();
    for (other, similarity) in &edges_here {
        if !similarity.is_identical {
            for same in cache.identical_wordings(*other)?.iter() {
                found.entry(*same).or_insert_with(|| similarity.clone());
            }
        }
    }
    for (other, similarity) in edges_here {
        found.entry(other).or_insert(similarity);
    }
    found.remove(&wording);
    Ok(found)
}

/// Finds the wordings of a short statement in copies of its article. Sharing a few words does not mean that two
/// statements say the same, unless the words are identical and in the same story.
fn find_short_wordings_in_copies(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
) -> Result<Option<(Vec<i64>, WordingSimilarity)>, QueryError> {
    let in_story = cache.short_statements(of.story, SHORT_CHARS_MAX + 8)?;
    if in_story.is_empty() {
        return Ok(None);
    }
    let (own, folded) = load_words(cache.conn, of.wording)?;
    let same = in_story.get(&folded).into_iter().flatten();
    let others = same.filter(|(article, _)| *article != of.article);
    let wordings = others.map(|(_, wording)| *wording).collect();
    let similarity = WordingSimilarity {
        percent: 100,
        is_rounded: false,
        is_identical: true,
        shared: SharedWords::Known(own.into()),
    };
    Ok(Some((wordings, similarity)))
}

/// The words of a wording, original and folded.
fn load_words(conn: &Connection, wording: i64) -> Result<(String, String), QueryError> {
    let mut select = conn.prepare_cached("SELECT words FROM statement_version WHERE row = ?1")?;
    let words: String = select.query_row([wording], |row| row.get(0))?;
    let folded = fold(&words);
    Ok((words, folded))
}

/// Finds the statements in nearly the same words that differ: in a figure, in a date, or by a negation.
pub(in crate::query) fn find_differing(
    conn: &Connection,
    of: &StatementHeader,
) -> Result<Vec<(StatementHeader, Difference)>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT wording_b, difference FROM similarity WHERE wording_a = ?1 AND difference <> 'rounding'
         UNION ALL SELECT wording_a, difference FROM similarity
             WHERE wording_b = ?1 AND difference <> 'rounding' ORDER BY 1 LIMIT ?2",
    )?;
    let mut wordings = BTreeMap::new();
    // Of identical wordings, only the first one was compared with all others.
    let first = load_identical_wordings(conn, of.wording)?.into_iter().min();
    for wording in std::iter::once(of.wording).chain(first) {
        let mut rows = select.query([wording, SIMILAR_WORDINGS_MAX])?;
        while let Some(row) = rows.next()? {
            let differs: Difference = sql::parse_cell(row, 1, "a difference")?;
            wordings.insert(row.get(0)?, differs);
        }
    }
    let mut found = Vec::new();
    for (wording, differs) in wordings {
        for header in load_headers(conn, Selection::of_wording(wording), None)? {
            found.push((header, differs));
        }
    }
    Ok(found)
}
