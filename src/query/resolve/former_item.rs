//! Finds items that are no longer current by the beginning of an id.

use super::matching::is_id_prefix;
use crate::domain::{ArticleId, SpeakerId, StatementId};
use crate::query::{IdCandidate, QueryError};
use rusqlite::Connection;

/// A statement, article, speaker or topic that is no longer current.
#[derive(Debug, Clone)]
pub(in crate::query) struct FormerItem {
    /// What it was.
    pub(in crate::query) kind: FormerKind,
    /// The id of the item.
    pub(in crate::query) id: String,
    /// The position of the event that ended it.
    pub(in crate::query) ended_pos: i64,
    /// Its words, title, name or label.
    summary: String,
}

/// The kind of a former item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::query) enum FormerKind {
    Statement,
    Article,
    Speaker,
    Topic,
}

/// For each kind the first letter of its ids, and SQL that selects id, end and summary by the beginning of an id.
const KIND_LOOKUPS: [(FormerKind, Option<char>, &str); 4] = [
    (
        FormerKind::Statement,
        Some(StatementId::LETTER),
        "SELECT v.id, max(v.valid_to_pos), v.words FROM as_of AS m CROSS JOIN statement_version AS v
         WHERE v.id >= ?1 AND v.id < ?1 || '~' AND v.valid_from_pos < v.valid_to_pos
             AND v.valid_to_pos <= m.position
             AND NOT EXISTS (SELECT 1 FROM statement_of_any_reader AS s WHERE s.id = v.id)
         GROUP BY v.id ORDER BY v.id LIMIT 10",
    ),
    (
        FormerKind::Article,
        Some(ArticleId::LETTER),
        "SELECT v.id, max(v.valid_to_pos), coalesce(v.title, v.url, '') FROM as_of AS m
         CROSS JOIN article_version AS v
         WHERE v.id >= ?1 AND v.id < ?1 || '~' AND v.valid_to_pos <= m.position
             AND NOT EXISTS (SELECT 1 FROM article AS a WHERE a.id = v.id)
         GROUP BY v.id ORDER BY v.id LIMIT 10",
    ),
    (
        FormerKind::Speaker,
        Some(SpeakerId::LETTER),
        "SELECT p.id, max(n.valid_to_pos), n.name FROM as_of AS m CROSS JOIN speaker AS p
             CROSS JOIN speaker_name_version AS n ON n.speaker = p.row
         WHERE p.id >= ?1 AND p.id < ?1 || '~' AND n.source = 'reference' AND n.valid_from_pos < n.valid_to_pos
             AND n.valid_to_pos <= m.position
             AND NOT EXISTS (SELECT 1 FROM speaker_name AS c WHERE c.speaker = p.row AND c.source = 'reference')
         GROUP BY p.id ORDER BY p.id LIMIT 10",
    ),
    (
        FormerKind::Topic,
        None,
        "SELECT v.id, max(v.valid_to_pos), v.label_en FROM as_of AS m CROSS JOIN topic_version AS v
         WHERE v.id >= ?1 AND v.id < ?1 || '~' AND v.valid_from_pos < v.valid_to_pos
             AND v.valid_to_pos <= m.position
             AND NOT EXISTS (SELECT 1 FROM topic AS t WHERE t.id = v.id)
         GROUP BY v.id ORDER BY v.id LIMIT 10",
    ),
];

/// Finds the former items whose ids begin with `text`; at most 10 of each kind.
pub(in crate::query) fn find_former_items(
    conn: &Connection,
    text: &str,
) -> Result<Vec<FormerItem>, QueryError> {
    let prefix = text.trim().to_lowercase();
    let mut found = Vec::new();
    for (kind, letter, sql) in KIND_LOOKUPS {
        if prefix.is_empty() || letter.is_some_and(|letter| !is_id_prefix(&prefix, letter)) {
            continue;
        }
        let mut select = conn.prepare_cached(sql)?;
        let mut rows = select.query([&prefix])?;
        while let Some(row) = rows.next()? {
            found.push(FormerItem {
                kind,
                id: row.get(0)?,
                ended_pos: row.get(1)?,
                summary: row.get(2)?,
            });
        }
    }
    // A full id can be the beginning of another one: `own:wind` and `own:wind-power`.
    if let Some(exact) = found.iter().position(|former| former.id == prefix) {
        return Ok(vec![found.swap_remove(exact)]);
    }
    Ok(found)
}

impl FormerItem {
    /// The item as a candidate in an error about an ambiguous id.
    pub(in crate::query) fn candidate(&self) -> IdCandidate {
        IdCandidate {
            id: self.id.clone(),
            what: match self.kind {
                FormerKind::Statement => "former statement",
                FormerKind::Article => "former article",
                FormerKind::Speaker => "former speaker",
                FormerKind::Topic => "former topic",
            },
            summary: self.summary.clone(),
        }
    }
}
