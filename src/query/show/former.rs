//! What no longer counts: found by the beginning of its id, and shown as it last stood.

use super::sheets::Shown;
use super::{article, speaker, statement, topic};
use crate::domain::{ArticleId, SpeakerId, StatementId};
use crate::query::ending::{EndedBy, ending_at};
use crate::query::moment::as_of;
use crate::query::resolve::is_id_prefix;
use crate::query::{Candidate, QueryError};
use rusqlite::{Connection, OptionalExtension};

/// A thing that no longer counts.
#[derive(Debug, Clone)]
pub(in crate::query) struct Former {
    kind: Kind,
    /// Its id.
    pub(in crate::query) id: String,
    /// The position from which on it does not count.
    until: i64,
    /// Its words, title, name or label.
    summary: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Statement,
    Article,
    Speaker,
    Topic,
}

/// The letter that ids of each kind begin with, and what brings the id, the end and the summary of those whose ids
/// begin so.
const KINDS: [(Kind, Option<char>, &str); 4] = [
    (
        Kind::Statement,
        Some(StatementId::LETTER),
        "SELECT v.id, max(v.until), v.words FROM moment AS m CROSS JOIN statement_version AS v
         WHERE v.id >= ?1 AND v.id < ?1 || '~' AND v.since < v.until AND v.until <= m.position
             AND NOT EXISTS (SELECT 1 FROM anybodys_statement AS s WHERE s.id = v.id)
         GROUP BY v.id ORDER BY v.id LIMIT 10",
    ),
    (
        Kind::Article,
        Some(ArticleId::LETTER),
        "SELECT v.id, max(v.until), coalesce(v.title, v.url, '') FROM moment AS m CROSS JOIN article_version AS v
         WHERE v.id >= ?1 AND v.id < ?1 || '~' AND v.until <= m.position
             AND NOT EXISTS (SELECT 1 FROM article AS a WHERE a.id = v.id)
         GROUP BY v.id ORDER BY v.id LIMIT 10",
    ),
    (
        Kind::Speaker,
        Some(SpeakerId::LETTER),
        "SELECT p.id, max(n.until), n.name FROM moment AS m CROSS JOIN speaker AS p
             CROSS JOIN speaker_name AS n ON n.speaker = p.row
         WHERE p.id >= ?1 AND p.id < ?1 || '~' AND n.source = 'reference' AND n.since < n.until
             AND n.until <= m.position
             AND NOT EXISTS (SELECT 1 FROM name AS c WHERE c.speaker = p.row AND c.source = 'reference')
         GROUP BY p.id ORDER BY p.id LIMIT 10",
    ),
    (
        Kind::Topic,
        None,
        "SELECT v.id, max(v.until), v.label_en FROM moment AS m CROSS JOIN topic_version AS v
         WHERE v.id >= ?1 AND v.id < ?1 || '~' AND v.since < v.until AND v.until <= m.position
             AND NOT EXISTS (SELECT 1 FROM topic AS t WHERE t.id = v.id)
         GROUP BY v.id ORDER BY v.id LIMIT 10",
    ),
];

/// The things that no longer count whose ids begin with `text`.
pub(in crate::query) fn formers(conn: &Connection, text: &str) -> Result<Vec<Former>, QueryError> {
    let prefix = text.trim().to_lowercase();
    let mut found = Vec::new();
    for (kind, letter, sql) in KINDS {
        if prefix.is_empty() || letter.is_some_and(|letter| !is_id_prefix(&prefix, letter)) {
            continue;
        }
        let mut select = conn.prepare_cached(sql)?;
        let mut rows = select.query([&prefix])?;
        while let Some(row) = rows.next()? {
            found.push(Former {
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

impl Former {
    /// What it is, as a candidate for what an id means.
    pub(in crate::query) fn candidate(&self) -> Candidate {
        Candidate {
            id: self.id.clone(),
            what: match self.kind {
                Kind::Statement => "former statement",
                Kind::Article => "former article",
                Kind::Speaker => "former speaker",
                Kind::Topic => "former topic",
            },
            summary: self.summary.clone(),
        }
    }

    /// Everything about it as it last stood, with what ended it.
    pub(super) fn sheet(&self, conn: &Connection, around: u32) -> Result<Shown, QueryError> {
        let ended = ending_at(conn, self.until)?;
        let before = match (self.kind, ended.what) {
            (Kind::Statement, EndedBy::Revised) => self.before_the_revision(conn)?,
            _ => self.until - 1,
        };
        let mut shown = as_of(conn, before, || self.sheet_there(conn, around))?;
        let place = match &mut shown {
            Shown::Statement(sheet) => &mut sheet.ended,
            Shown::Article(sheet) => &mut sheet.ended,
            Shown::Speaker(sheet) => &mut sheet.ended,
            Shown::Topic(sheet) => &mut sheet.ended,
        };
        *place = Some(ended);
        Ok(shown)
    }

    /// The moment before the revision that took the words of a statement out of its article: the text had them then.
    fn before_the_revision(&self, conn: &Connection) -> Result<i64, QueryError> {
        let mut select = conn.prepare_cached(
            "SELECT max(a.version) - 1 FROM statement_version AS v
                 CROSS JOIN article_version AS a ON a.row = v.article AND a.version <= ?2
             WHERE v.id = ?1 AND EXISTS (SELECT 1 FROM statement_version AS b
                 WHERE b.id = ?1 AND b.since < a.version AND b.until >= a.version AND b.since < b.until)",
        )?;
        let before: Option<i64> = select
            .query_row((&self.id, self.until), |row| row.get(0))
            .optional()?
            .flatten();
        Ok(before.unwrap_or(self.until - 1))
    }

    /// Everything about it at a moment when it counts.
    fn sheet_there(&self, conn: &Connection, around: u32) -> Result<Shown, QueryError> {
        let row = |sql: &str| -> Result<i64, QueryError> {
            let mut select = conn.prepare(sql)?;
            Ok(select.query_row([&self.id], |row| row.get(0))?)
        };
        Ok(match self.kind {
            Kind::Statement => {
                let row = row("SELECT row FROM anybodys_statement WHERE id = ?1")?;
                Shown::Statement(Box::new(statement::of_anybody(conn, row, around)?))
            }
            Kind::Article => {
                let row = row("SELECT row FROM article WHERE id = ?1")?;
                Shown::Article(Box::new(article::sheet(conn, row)?))
            }
            Kind::Speaker => {
                let row = row("SELECT row FROM speaker WHERE id = ?1")?;
                Shown::Speaker(Box::new(speaker::sheet(conn, row)?))
            }
            Kind::Topic => {
                let row = row("SELECT row FROM topic WHERE id = ?1")?;
                Shown::Topic(Box::new(topic::sheet(conn, row)?))
            }
        })
    }
}
