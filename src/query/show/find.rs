//! Which thing an id, its beginning, or a name means.

use super::former::{Former, formers};
use crate::domain::{ArticleId, SpeakerId, StatementId};
use crate::query::resolve::{self, is_id_prefix};
use crate::query::{Candidate, QueryError, speaker_names};
use rusqlite::Connection;

/// A thing by its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::query) enum Thing {
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
struct Kind {
    letter: Option<char>,
    what: &'static str,
    thing: fn(i64) -> Thing,
    /// Takes the beginning of an id.
    by_id: &'static str,
    /// Takes a row.
    by_row: &'static str,
}

const KINDS: [Kind; 4] = [
    Kind {
        letter: Some(StatementId::LETTER),
        what: "statement",
        thing: Thing::Statement,
        by_id: "SELECT row, id, words FROM anybodys_statement WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id LIMIT 10",
        by_row: "SELECT row, id, words FROM anybodys_statement WHERE row = ?1",
    },
    Kind {
        letter: Some(ArticleId::LETTER),
        what: "article",
        thing: Thing::Article,
        by_id: "SELECT row, id, coalesce(title, url, '') FROM article
            WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id LIMIT 10",
        by_row: "SELECT row, id, coalesce(title, url, '') FROM article WHERE row = ?1",
    },
    Kind {
        letter: Some(SpeakerId::LETTER),
        what: "speaker",
        thing: Thing::Speaker,
        by_id: "SELECT c.row, c.id, coalesce(c.name, b.name) FROM called AS c
                LEFT JOIN whole AS w ON w.speaker = c.row LEFT JOIN called AS b ON b.row = w.whole
            WHERE c.id >= ?1 AND c.id < ?1 || '~' AND coalesce(c.name, b.name) IS NOT NULL ORDER BY c.id LIMIT 10",
        by_row: "SELECT row, id, coalesce(name, '') FROM called WHERE row = ?1",
    },
    Kind {
        letter: None,
        what: "topic",
        thing: Thing::Topic,
        by_id: "SELECT row, id, label_en FROM topic WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id LIMIT 10",
        by_row: "SELECT row, id, label_en FROM topic WHERE row = ?1",
    },
];

/// The one thing that `text` means: by id first, then by name.
pub(in crate::query) fn find(conn: &Connection, text: &str) -> Result<Thing, QueryError> {
    let typed = text.trim();
    let mut found = Vec::new();
    for kind in &KINDS {
        let prefix = typed.to_lowercase();
        let fits = kind
            .letter
            .map_or(!prefix.is_empty(), |letter| is_id_prefix(&prefix, letter));
        if fits {
            collect(conn, kind, kind.by_id, &prefix, &mut found)?;
        }
    }
    if found.is_empty() {
        let speaker = speaker_names::speaker(conn, typed);
        if let Ok(row) = &speaker {
            collect(conn, &KINDS[2], KINDS[2].by_row, row, &mut found)?;
        }
        for row in resolve::topics_named(conn, typed)? {
            collect(conn, &KINDS[3], KINDS[3].by_row, row, &mut found)?;
        }
        if let (Err(error), true) = (speaker, found.is_empty()) {
            return Err(nothing(text, error));
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
    let former = formers(conn, typed)?;
    let former = former.iter().map(Former::candidate);
    Err(QueryError::Ambiguous {
        prefix: text.to_owned(),
        candidates: found
            .into_iter()
            .map(|(_, candidate)| candidate)
            .chain(former)
            .collect(),
    })
}

/// That there is nothing, with the names that are near.
fn nothing(text: &str, error: QueryError) -> QueryError {
    match error {
        QueryError::NoSuch { suggestions, .. } => QueryError::NoSuch {
            what: "statement, article, speaker or topic",
            name: text.to_owned(),
            suggestions,
        },
        other => other,
    }
}

fn collect(
    conn: &Connection,
    kind: &Kind,
    sql: &str,
    value: impl rusqlite::ToSql,
    found: &mut Vec<(Thing, Candidate)>,
) -> Result<(), QueryError> {
    let mut select = conn.prepare_cached(sql)?;
    let mut rows = select.query([value])?;
    while let Some(row) = rows.next()? {
        let candidate = Candidate {
            id: row.get(1)?,
            what: kind.what,
            summary: row.get(2)?,
        };
        found.push(((kind.thing)(row.get(0)?), candidate));
    }
    Ok(())
}
