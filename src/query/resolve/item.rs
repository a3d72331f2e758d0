//! Finds what an id, the beginning of an id, or a name refers to.

use super::former_item::{FormerItem, find_former_items};
use super::matching::is_id_prefix;
use super::speaker::resolve_speaker;
use super::topic::find_topics;
use crate::domain::{ArticleId, SpeakerId, StatementId};
use crate::query::{IdCandidate, QueryError};
use rusqlite::Connection;

/// What was found, by its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::query) enum ItemRow {
    /// A statement.
    Statement(i64),
    /// An article.
    Article(i64),
    /// A speaker.
    Speaker(i64),
    /// A topic.
    Topic(i64),
}

/// How to look up one kind of thing.
struct KindLookup {
    letter: Option<char>,
    noun: &'static str,
    resolved: fn(i64) -> ItemRow,
    /// Selects row, id and summary by the beginning of an id.
    sql_by_id_prefix: &'static str,
    /// Selects row, id and summary by row.
    sql_by_row: &'static str,
}

const KIND_LOOKUPS: [KindLookup; 4] = [
    KindLookup {
        letter: Some(StatementId::LETTER),
        noun: "statement",
        resolved: ItemRow::Statement,
        sql_by_id_prefix: "SELECT row, id, words FROM statement_of_any_reader
                 WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id LIMIT 10",
        sql_by_row: "SELECT row, id, words FROM statement_of_any_reader WHERE row = ?1",
    },
    KindLookup {
        letter: Some(ArticleId::LETTER),
        noun: "article",
        resolved: ItemRow::Article,
        sql_by_id_prefix: "SELECT ingested_pos, id, coalesce(title, url, '') FROM article
            WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id LIMIT 10",
        sql_by_row: "SELECT ingested_pos, id, coalesce(title, url, '') FROM article WHERE ingested_pos = ?1",
    },
    KindLookup {
        letter: Some(SpeakerId::LETTER),
        noun: "speaker",
        resolved: ItemRow::Speaker,
        sql_by_id_prefix: "SELECT c.row, c.id, coalesce(c.name, b.name) FROM named_speaker AS c
                LEFT JOIN canonical_speaker AS w ON w.speaker = c.row
                    LEFT JOIN named_speaker AS b ON b.row = w.canonical
            WHERE c.id >= ?1 AND c.id < ?1 || '~' AND coalesce(c.name, b.name) IS NOT NULL
                ORDER BY c.id LIMIT 10",
        sql_by_row: "SELECT row, id, coalesce(name, '') FROM named_speaker WHERE row = ?1",
    },
    KindLookup {
        letter: None,
        noun: "topic",
        resolved: ItemRow::Topic,
        sql_by_id_prefix: "SELECT row, id, label_en FROM topic WHERE id >= ?1 AND id < ?1 || '~'
                 ORDER BY id LIMIT 10",
        sql_by_row: "SELECT row, id, label_en FROM topic WHERE row = ?1",
    },
];

/// Finds the one thing that `text` refers to: by id first, then by name of a speaker or topic.
///
/// Errors if there is none or several; the candidates then include former items.
pub(in crate::query) fn find_item(conn: &Connection, text: &str) -> Result<ItemRow, QueryError> {
    let typed = text.trim();
    let mut found = Vec::new();
    for kind in &KIND_LOOKUPS {
        let prefix = typed.to_lowercase();
        let fits = kind
            .letter
            .map_or(!prefix.is_empty(), |letter| is_id_prefix(&prefix, letter));
        if fits {
            collect_candidates(conn, kind, kind.sql_by_id_prefix, &prefix, &mut found)?;
        }
    }
    if found.is_empty() {
        let speaker = resolve_speaker(conn, typed);
        if let Ok(row) = &speaker {
            collect_candidates(
                conn,
                &KIND_LOOKUPS[2],
                KIND_LOOKUPS[2].sql_by_row,
                row,
                &mut found,
            )?;
        }
        for row in find_topics(conn, typed)? {
            collect_candidates(
                conn,
                &KIND_LOOKUPS[3],
                KIND_LOOKUPS[3].sql_by_row,
                row,
                &mut found,
            )?;
        }
        if let (Err(error), true) = (speaker, found.is_empty()) {
            return Err(widen_not_found(text, error));
        }
    }
    // A full id can be the beginning of another one: `own:wind` and `own:wind-power`.
    if let Some((thing, _)) = found.iter().find(|(_, candidate)| candidate.id == typed) {
        return Ok(*thing);
    }
    if let [(thing, _)] = found.as_slice() {
        return Ok(*thing);
    }
    // Items that are no longer current are listed too, and marked as former.
    let former = find_former_items(conn, typed)?;
    let former = former.iter().map(FormerItem::candidate);
    Err(QueryError::AmbiguousId {
        prefix: text.to_owned(),
        candidates: found
            .into_iter()
            .map(|(_, candidate)| candidate)
            .chain(former)
            .collect(),
    })
}

/// Turns "no such speaker" into an error about any kind of thing.
fn widen_not_found(text: &str, error: QueryError) -> QueryError {
    match error {
        QueryError::NotFound { suggestions, .. } => QueryError::NotFound {
            what: "statement, article, speaker or topic",
            name: text.to_owned(),
            suggestions,
        },
        other => other,
    }
}

fn collect_candidates(
    conn: &Connection,
    kind: &KindLookup,
    sql: &str,
    value: impl rusqlite::ToSql,
    found: &mut Vec<(ItemRow, IdCandidate)>,
) -> Result<(), QueryError> {
    let mut select = conn.prepare_cached(sql)?;
    let mut rows = select.query([value])?;
    while let Some(row) = rows.next()? {
        let candidate = IdCandidate {
            id: row.get(1)?,
            what: kind.noun,
            summary: row.get(2)?,
        };
        found.push(((kind.resolved)(row.get(0)?), candidate));
    }
    Ok(())
}
