//! Which thing an id, its beginning, or a name means.

use super::former::{FormerItem, find_former_items};
use crate::domain::{ArticleId, SpeakerId, StatementId};
use crate::query::resolve::{self, is_id_prefix};
use crate::query::{IdCandidate, QueryError, speaker_names};
use rusqlite::Connection;

/// A thing by its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::query) enum ResolvedRow {
    /// A statement.
    Statement(i64),
    /// An article.
    Article(i64),
    /// A speaker.
    Speaker(i64),
    /// A topic.
    Topic(i64),
}

/// A kind of thing: its letter in ids, its name, and where its rows are.
struct KindLookup {
    letter: Option<char>,
    noun: &'static str,
    resolved: fn(i64) -> ResolvedRow,
    /// Takes the beginning of an id.
    sql_by_id_prefix: &'static str,
    /// Takes a row.
    sql_by_row: &'static str,
}

const KIND_LOOKUPS: [KindLookup; 4] = [
    KindLookup {
        letter: Some(StatementId::LETTER),
        noun: "statement",
        resolved: ResolvedRow::Statement,
        sql_by_id_prefix: "SELECT row, id, words FROM statement_of_any_reader WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id LIMIT 10",
        sql_by_row: "SELECT row, id, words FROM statement_of_any_reader WHERE row = ?1",
    },
    KindLookup {
        letter: Some(ArticleId::LETTER),
        noun: "article",
        resolved: ResolvedRow::Article,
        sql_by_id_prefix: "SELECT ingested_pos, id, coalesce(title, url, '') FROM article
            WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id LIMIT 10",
        sql_by_row: "SELECT ingested_pos, id, coalesce(title, url, '') FROM article WHERE ingested_pos = ?1",
    },
    KindLookup {
        letter: Some(SpeakerId::LETTER),
        noun: "speaker",
        resolved: ResolvedRow::Speaker,
        sql_by_id_prefix: "SELECT c.row, c.id, coalesce(c.name, b.name) FROM named_speaker AS c
                LEFT JOIN canonical_speaker AS w ON w.speaker = c.row LEFT JOIN named_speaker AS b ON b.row = w.canonical
            WHERE c.id >= ?1 AND c.id < ?1 || '~' AND coalesce(c.name, b.name) IS NOT NULL ORDER BY c.id LIMIT 10",
        sql_by_row: "SELECT row, id, coalesce(name, '') FROM named_speaker WHERE row = ?1",
    },
    KindLookup {
        letter: None,
        noun: "topic",
        resolved: ResolvedRow::Topic,
        sql_by_id_prefix: "SELECT row, id, label_en FROM topic WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id LIMIT 10",
        sql_by_row: "SELECT row, id, label_en FROM topic WHERE row = ?1",
    },
];

/// The one thing that `text` means: by id first, then by name.
pub(in crate::query) fn resolve(conn: &Connection, text: &str) -> Result<ResolvedRow, QueryError> {
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
        let speaker = speaker_names::resolve_speaker(conn, typed);
        if let Ok(row) = &speaker {
            collect_candidates(
                conn,
                &KIND_LOOKUPS[2],
                KIND_LOOKUPS[2].sql_by_row,
                row,
                &mut found,
            )?;
        }
        for row in resolve::find_topics(conn, typed)? {
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
    // A whole id can be the beginning of another one's: `own:wind` of `own:wind-power`.
    if let Some((thing, _)) = found.iter().find(|(_, candidate)| candidate.id == typed) {
        return Ok(*thing);
    }
    if let [(thing, _)] = found.as_slice() {
        return Ok(*thing);
    }
    // What no longer counts is listed too, and marked.
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

/// That there is nothing, with the names that are near.
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
    found: &mut Vec<(ResolvedRow, IdCandidate)>,
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
