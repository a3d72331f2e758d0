//! What no longer counts: found by the beginning of its id, and shown as it last stood.

use super::sheets::Details;
use super::{article, speaker, statement, topic};
use crate::domain::{ArticleId, SpeakerId, StatementId};
use crate::query::ending::{EndedBy, load_ending_at};
use crate::query::moment::ask_as_of;
use crate::query::resolve::is_id_prefix;
use crate::query::{IdCandidate, QueryError};
use rusqlite::{Connection, OptionalExtension};

/// A thing that no longer counts.
#[derive(Debug, Clone)]
pub(in crate::query) struct FormerItem {
    kind: FormerKind,
    /// Its id.
    pub(in crate::query) id: String,
    /// The position from which on it does not count.
    until: i64,
    /// Its words, title, name or label.
    summary: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FormerKind {
    Statement,
    Article,
    Speaker,
    Topic,
}

/// The letter that ids of each kind begin with, and what brings the id, the end and the summary of those whose ids
/// begin so.
const KIND_LOOKUPS: [(FormerKind, Option<char>, &str); 4] = [
    (
        FormerKind::Statement,
        Some(StatementId::LETTER),
        "SELECT v.id, max(v.valid_to_pos), v.words FROM as_of AS m CROSS JOIN statement_version AS v
         WHERE v.id >= ?1 AND v.id < ?1 || '~' AND v.valid_from_pos < v.valid_to_pos AND v.valid_to_pos <= m.position
             AND NOT EXISTS (SELECT 1 FROM statement_of_any_reader AS s WHERE s.id = v.id)
         GROUP BY v.id ORDER BY v.id LIMIT 10",
    ),
    (
        FormerKind::Article,
        Some(ArticleId::LETTER),
        "SELECT v.id, max(v.valid_to_pos), coalesce(v.title, v.url, '') FROM as_of AS m CROSS JOIN article_version AS v
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
         WHERE v.id >= ?1 AND v.id < ?1 || '~' AND v.valid_from_pos < v.valid_to_pos AND v.valid_to_pos <= m.position
             AND NOT EXISTS (SELECT 1 FROM topic AS t WHERE t.id = v.id)
         GROUP BY v.id ORDER BY v.id LIMIT 10",
    ),
];

/// The things that no longer count whose ids begin with `text`.
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
                until: row.get(1)?,
                summary: row.get(2)?,
            });
        }
    }
    // A whole id can be the beginning of another one's: `own:wind` of `own:wind-power`.
    if let Some(whole) = found.iter().position(|former| former.id == prefix) {
        return Ok(vec![found.swap_remove(whole)]);
    }
    Ok(found)
}

impl FormerItem {
    /// What it is, as a candidate for what an id means.
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

    /// Everything about it as it last stood, with what ended it.
    pub(super) fn load_details(&self, conn: &Connection, around: u32) -> Result<Details, QueryError> {
        let ended = load_ending_at(conn, self.until)?;
        let before = match (self.kind, ended.what) {
            (FormerKind::Statement, EndedBy::Revised) => self.position_before_revision(conn)?,
            _ => self.until - 1,
        };
        let mut shown = ask_as_of(conn, before, || self.load_current_details(conn, around))?;
        let place = match &mut shown {
            Details::Statement(sheet) => &mut sheet.ended,
            Details::Article(sheet) => &mut sheet.ended,
            Details::Speaker(sheet) => &mut sheet.ended,
            Details::Topic(sheet) => &mut sheet.ended,
        };
        *place = Some(ended);
        Ok(shown)
    }

    /// The moment before the revision that took the words of a statement out of its article: the text had them then.
    fn position_before_revision(&self, conn: &Connection) -> Result<i64, QueryError> {
        let mut select = conn.prepare_cached(
            "SELECT max(a.valid_from_pos) - 1 FROM statement_version AS v
                 CROSS JOIN article_version AS a ON a.ingested_pos = v.article AND a.valid_from_pos <= ?2
             WHERE v.id = ?1 AND EXISTS (SELECT 1 FROM statement_version AS b
                 WHERE b.id = ?1 AND b.valid_from_pos < a.valid_from_pos AND b.valid_to_pos >= a.valid_from_pos AND b.valid_from_pos < b.valid_to_pos)",
        )?;
        let before: Option<i64> = select
            .query_row((&self.id, self.until), |row| row.get(0))
            .optional()?
            .flatten();
        Ok(before.unwrap_or(self.until - 1))
    }

    /// Everything about it at a moment when it counts.
    fn load_current_details(&self, conn: &Connection, around: u32) -> Result<Details, QueryError> {
        let row = |sql: &str| -> Result<i64, QueryError> {
            let mut select = conn.prepare(sql)?;
            Ok(select.query_row([&self.id], |row| row.get(0))?)
        };
        Ok(match self.kind {
            FormerKind::Statement => {
                let row = row("SELECT row FROM statement_of_any_reader WHERE id = ?1")?;
                Details::Statement(Box::new(statement::load_details_as_read(conn, row, around)?))
            }
            FormerKind::Article => {
                let row = row("SELECT ingested_pos FROM article WHERE id = ?1")?;
                Details::Article(Box::new(article::load_details(conn, row)?))
            }
            FormerKind::Speaker => {
                let row = row("SELECT row FROM speaker WHERE id = ?1")?;
                Details::Speaker(Box::new(speaker::load_details(conn, row)?))
            }
            FormerKind::Topic => {
                let row = row("SELECT row FROM topic WHERE id = ?1")?;
                Details::Topic(Box::new(topic::load_details(conn, row)?))
            }
        })
    }
}
