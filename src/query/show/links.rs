//! Loads the links of a statement to other statements.

use super::details::StatementLink;
use crate::query::similarity::{PreparedWordings, find_related};
use crate::query::statement_headers::{LoadedStatement, load_entries, load_entries_in_order};
use crate::query::{QueryError, StatementRef};
use rusqlite::Connection;

/// Loads the links of a statement to others: by similar words, by cue, and by decisions of persons.
pub(super) fn load_links(conn: &Connection, of: &LoadedStatement) -> Result<Vec<StatementLink>, QueryError> {
    let mut lines = Vec::new();
    let related = find_related(conn, &of.header)?;
    let others = load_entries_in_order(conn, related.iter().map(|(other, ..)| other))?;
    let mut prepared = PreparedWordings::new(conn);
    for (other, (_, similarity, relation)) in others.into_iter().zip(&related) {
        lines.push(StatementLink {
            link: relation.inverse().to_string(),
            statement: StatementRef::from_entry(&other),
            words: other.words,
            by: "words".to_owned(),
            why: Some(format!(
                "{} %: {}",
                similarity.percent,
                similarity.shared(&mut prepared)?.join(", ")
            )),
        });
    }
    let id = of.entry.id.as_str();
    let answers =
        "SELECT s.row, 'answers', 'cue', NULL FROM reply AS r CROSS JOIN statement AS s ON s.id = r.answered_id
        WHERE r.reading_row = (SELECT reading_row FROM statement WHERE id = ?1)
        UNION ALL SELECT s.row, 'answered-by', 'cue', NULL FROM reply AS r
            CROSS JOIN statement AS s ON s.reading_row = r.reading_row WHERE r.answered_id = ?1
        UNION ALL SELECT s.row, l.link, l.actor, l.reason FROM link AS l
            CROSS JOIN statement AS s ON s.id = l.target_id WHERE l.source_id = ?1
        UNION ALL SELECT s.row, l.link || ' (of this one)', l.actor, l.reason FROM link AS l
            CROSS JOIN statement AS s ON s.id = l.source_id WHERE l.target_id = ?1";
    let mut select = conn.prepare_cached(answers)?;
    let linked: Vec<(i64, String, String, Option<String>)> = select
        .query_map([id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<Result<_, _>>()?;
    let rows: Vec<i64> = linked.iter().map(|(row, ..)| *row).collect();
    let others = load_entries(conn, &rows)?;
    for (row, link, by, why) in linked {
        if let Some(other) = others.get(&row) {
            lines.push(StatementLink {
                link,
                statement: StatementRef::from_entry(other),
                words: other.words.clone(),
                by,
                why,
            });
        }
    }
    Ok(lines)
}
