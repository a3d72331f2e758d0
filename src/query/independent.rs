//! Which articles are independent sources: neither copies of one another, nor of one publisher.

use super::QueryError;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};

/// For each of `articles`, a row and its story, the source that it belongs to; sources have the number of their first
/// story.
pub(super) fn sources(
    conn: &Connection,
    articles: impl IntoIterator<Item = (i64, i64)>,
) -> Result<BTreeMap<i64, i64>, QueryError> {
    let articles: BTreeSet<(i64, i64)> = articles.into_iter().collect();
    let mut first: BTreeMap<i64, i64> = articles.iter().map(|(_, story)| (*story, *story)).collect();
    let mut by_publisher: BTreeMap<String, i64> = BTreeMap::new();
    for (article, story) in &articles {
        let Some(publisher) = publisher(conn, *article)? else {
            continue;
        };
        let known = *by_publisher.entry(publisher).or_insert(*story);
        let (one, other) = (root(&first, known), root(&first, *story));
        first.insert(one.max(other), one.min(other));
    }
    Ok(articles
        .iter()
        .map(|(article, story)| (*article, root(&first, *story)))
        .collect())
}

/// How many articles and how many independent sources these are.
pub(super) fn counts(
    conn: &Connection,
    articles: impl IntoIterator<Item = (i64, i64)>,
) -> Result<(u64, u64), QueryError> {
    let sources = sources(conn, articles)?;
    let independent: BTreeSet<i64> = sources.values().copied().collect();
    Ok((sources.len() as u64, independent.len() as u64))
}

fn root(first: &BTreeMap<i64, i64>, mut story: i64) -> i64 {
    while let Some(before) = first.get(&story).filter(|before| **before != story) {
        story = *before;
    }
    story
}

fn publisher(conn: &Connection, article: i64) -> Result<Option<String>, QueryError> {
    let mut select = conn.prepare_cached("SELECT publisher_folded FROM article WHERE row = ?1")?;
    let found: Option<Option<String>> = select.query_row([article], |row| row.get(0)).optional()?;
    Ok(found.flatten())
}
