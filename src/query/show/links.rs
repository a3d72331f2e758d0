use super::sheets::LinkLine;
use crate::query::placed::{Placed, entries, told};
use crate::query::similarity::related;
use crate::query::{Mention, QueryError};
use rusqlite::Connection;

/// What a statement has to do with others: by its words, by its cue, and by what persons say.
pub(super) fn links(conn: &Connection, of: &Placed) -> Result<Vec<LinkLine>, QueryError> {
    let mut lines = Vec::new();
    let related = related(conn, &of.place)?;
    let others = told(conn, related.iter().map(|(other, ..)| other))?;
    for (other, (_, near, relation)) in others.into_iter().zip(&related) {
        lines.push(LinkLine {
            link: relation.turned().to_string(),
            statement: Mention::of(&other),
            words: other.words,
            by: "words".to_owned(),
            why: Some(format!("{} %: {}", near.percent, near.shared().join(", "))),
        });
    }
    let id = of.entry.id.as_str();
    let answers =
        "SELECT s.row, 'answers', 'cue', NULL FROM reply AS r CROSS JOIN statement AS s ON s.id = r.other
        WHERE r.reading = (SELECT reading FROM statement WHERE id = ?1)
        UNION ALL SELECT s.row, 'answered-by', 'cue', NULL FROM reply AS r
            CROSS JOIN statement AS s ON s.reading = r.reading WHERE r.other = ?1
        UNION ALL SELECT s.row, l.link, l.actor, l.reason FROM linked AS l
            CROSS JOIN statement AS s ON s.id = l.other WHERE l.one = ?1
        UNION ALL SELECT s.row, l.link || ' (of this one)', l.actor, l.reason FROM linked AS l
            CROSS JOIN statement AS s ON s.id = l.one WHERE l.other = ?1";
    let mut select = conn.prepare_cached(answers)?;
    let linked: Vec<(i64, String, String, Option<String>)> = select
        .query_map([id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<Result<_, _>>()?;
    let rows: Vec<i64> = linked.iter().map(|(row, ..)| *row).collect();
    let others = entries(conn, &rows)?;
    for (row, link, by, why) in linked {
        if let Some(other) = others.get(&row) {
            lines.push(LinkLine {
                link,
                statement: Mention::of(other),
                words: other.words.clone(),
                by,
                why,
            });
        }
    }
    Ok(lines)
}
