//! Groups articles into independent sources: copies of one another and articles of one publisher are one source.

use super::QueryError;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};

/// Maps each article to its source. `articles` are pairs of article row and story; a source is identified by the
/// lowest story number in it.
pub(super) fn group_by_source(
    conn: &Connection,
    articles: impl IntoIterator<Item = (i64, i64)>,
) -> Result<BTreeMap<i64, i64>, QueryError> {
    let articles: BTreeSet<(i64, i64)> = articles.into_iter().collect();
    let mut first: BTreeMap<i64, i64> = articles.iter().map(|(_, story)| (*story, *story)).collect();
    let mut by_publisher: BTreeMap<String, i64> = BTreeMap::new();
    for (article, story) in &articles {
        let Some(publisher) = load_publisher(conn, *article)? else {
            continue;
        };
        let known = *by_publisher.entry(publisher).or_insert(*story);
        let (one, other) = (source_root(&first, known), source_root(&first, *story));
        first.insert(one.max(other), one.min(other));
    }
    Ok(articles
        .iter()
        .map(|(article, story)| (*article, source_root(&first, *story)))
        .collect())
}

/// Returns the number of different articles and the number of independent sources among them.
pub(super) fn count_articles_and_sources(
    conn: &Connection,
    articles: impl IntoIterator<Item = (i64, i64)>,
) -> Result<(u64, u64), QueryError> {
    let sources = group_by_source(conn, articles)?;
    let independent: BTreeSet<i64> = sources.values().copied().collect();
    Ok((sources.len() as u64, independent.len() as u64))
}

fn source_root(first: &BTreeMap<i64, i64>, mut story: i64) -> i64 {
    while let Some(before) = first.get(&story).filter(|before| **before != story) {
        story = *before;
    }
    story
}

fn load_publisher(conn: &Connection, article: i64) -> Result<Option<String>, QueryError> {
    let mut select = conn.prepare_cached("SELECT publisher_folded FROM article WHERE ingested_pos = ?1")?;
    let found: Option<Option<String>> = select.query_row([article], |row| row.get(0)).optional()?;
    Ok(found.flatten())
}
