//! Walks through the statements of a filter in chronological order and stops as soon as the query has seen enough, so
//! that a query costs what it looks at and not what the archive contains.

use super::selection::Selection;
use super::sql::row_list;
use super::statement_headers::{StatementHeader, header_columns};
use super::{QueryError, StatementFilter, days, resolve};
use rusqlite::{Connection, Row};
use std::collections::BTreeSet;
use std::ops::{ControlFlow, RangeInclusive};

/// Maximum number of topics whose statements are merged; those of a filter with more are sorted as a whole.
const TOPICS_MERGED_MAX: usize = 128;
/// Number of statements about topics that are loaded at once: at first, and at most.
const CHUNK_ROWS: RangeInclusive<usize> = 64..=2048;

/// Joins the canonical speaker, which the columns of a header need.
const HEADER_JOINS: &str = "LEFT JOIN canonical_speaker AS w ON w.speaker = s.speaker";

/// The statements of a filter, in chronological order.
#[derive(Debug, Clone)]
pub(super) struct Chronology {
    /// The statements, those about other topics included if `topics` is there.
    selection: Selection,
    topics: Option<TopicRange>,
}

/// The statements about some topics that may have been said within some days, in the order of the index on topics.
#[derive(Debug, Clone)]
struct TopicRange {
    topics: Vec<i64>,
    since: Option<i64>,
    until: Option<i64>,
}

impl Chronology {
    /// The statements that pass `filter`. Errors if a name is unknown or ambiguous, or a date range is invalid.
    pub(super) fn from_filter(filter: &StatementFilter, conn: &Connection) -> Result<Self, QueryError> {
        // Few statements are by one speaker, and the index on speakers is in chronological order too.
        let topic = filter.topic.as_ref().filter(|_| filter.speaker.is_none());
        let topics = match topic {
            Some(topic) => find_used_topics(conn, &resolve::resolve_topics(conn, topic)?)?,
            None => Vec::new(),
        };
        if topics.is_empty() || topics.len() > TOPICS_MERGED_MAX {
            return Ok(Self {
                selection: Selection::from_filter(filter, conn)?,
                topics: None,
            });
        }
        let of_any_topic = StatementFilter {
            topic: None,
            ..filter.clone()
        };
        Ok(Self {
            selection: Selection::from_filter(&of_any_topic, conn)?,
            topics: Some(TopicRange {
                topics,
                since: filter.since.map(days::first_day_of).transpose()?,
                until: filter.until.map(days::last_day_of).transpose()?,
            }),
        })
    }

    /// Calls `visit` with the header of each statement, until it breaks. The row contains the columns of the header,
    /// then the columns `more`, each preceded by a comma.
    pub(super) fn for_each_header(
        self,
        conn: &Connection,
        more: &str,
        mut visit: impl FnMut(StatementHeader, &Row<'_>) -> Result<ControlFlow<()>, QueryError>,
    ) -> Result<(), QueryError> {
        let cells = format!("{}{more}", header_columns());
        let columns = (cells.as_str(), HEADER_JOINS, "1", Selection::CHRONOLOGICAL);
        let mut visit = |cells: &Row<'_>| visit(StatementHeader::read(cells, 0)?, cells);
        let Self { selection, topics } = self;
        match topics {
            None => {
                for part in selection.split_at_since() {
                    if part.rows_until(conn, columns, &mut visit)?.is_break() {
                        break;
                    }
                }
                Ok(())
            }
            Some(range) => range.for_each_chunk(conn, |rows| {
                selection
                    .clone()
                    .among_rows(rows)
                    .rows_until(conn, columns, &mut visit)
            }),
        }
    }

    /// Number of statements whose date is unknown.
    pub(super) fn count_undated(&self, conn: &Connection) -> Result<u64, QueryError> {
        let unknown = days::UNKNOWN_DAY;
        let selection = self.selection.clone();
        let selection = match &self.topics {
            None => selection.and_where(&format!("s.said_from = {unknown}")),
            Some(range) => selection.and_where(&format!(
                "s.row IN (SELECT statement FROM statement_topic WHERE topic IN ({}) AND said_from = {unknown})",
                row_list(&range.topics)
            )),
        };
        selection.count(conn)
    }

    /// Calls `visit` with each statement that has one of these wordings, in any order: its row, the first and the last
    /// day on which it may have been said, and the day of publication and position, which order those of one first day.
    pub(super) fn for_each_day_among(
        &self,
        conn: &Connection,
        wordings: &BTreeSet<i64>,
        mut visit: impl FnMut(i64, (i64, i64), (i64, i64)),
    ) -> Result<(), QueryError> {
        let mut selection = self.selection.clone().among_wordings(wordings);
        if let Some(range) = &self.topics {
            selection = selection.and_where(&format!(
                "EXISTS (SELECT 1 FROM statement_topic AS st WHERE st.statement = s.row AND st.topic IN ({}))",
                row_list(&range.topics)
            ));
        }
        let cells = "s.row, s.said_from, s.said_to, s.published_day, s.recorded_pos";
        selection.rows(conn, (cells, "", "1", ""), |cells| {
            let days = (cells.get(1)?, cells.get(2)?);
            visit(cells.get(0)?, days, (cells.get(3)?, cells.get(4)?));
            Ok(())
        })
    }
}

/// Those of `topics` that some statement is or was about.
fn find_used_topics(conn: &Connection, topics: &[i64]) -> Result<Vec<i64>, QueryError> {
    let mut is_used =
        conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM statement_topic WHERE topic = ?1)")?;
    let mut used = Vec::new();
    for topic in topics {
        if is_used.query_row([topic], |row| row.get(0))? {
            used.push(*topic);
        }
    }
    Ok(used)
}

impl TopicRange {
    /// Calls `visit` with the rows of some versions of statements at a time, in chronological order, until it breaks.
    fn for_each_chunk(
        &self,
        conn: &Connection,
        mut visit: impl FnMut(&[i64]) -> Result<ControlFlow<()>, QueryError>,
    ) -> Result<(), QueryError> {
        let mut select = conn.prepare(&self.merge_sql())?;
        let mut found = select.query([])?;
        let (mut rows, mut wanted) = (Vec::new(), *CHUNK_ROWS.start());
        while let Some(cells) = found.next()? {
            rows.push(cells.get(3)?);
            if rows.len() == wanted {
                if visit(&rows)?.is_break() {
                    return Ok(());
                }
                rows.clear();
                wanted = (2 * wanted).min(*CHUNK_ROWS.end());
            }
        }
        visit(&rows).map(|_| ())
    }

    /// SQL that selects the chronological key and the row of each version of these statements, once and in this order.
    /// SQLite merges the topics row by row.
    fn merge_sql(&self) -> String {
        let since = self.since.map(|day| format!(" AND said_to >= {day}"));
        let until = self.until.map(|day| format!(" AND said_from <= {day}"));
        let days = since.unwrap_or_default() + &until.unwrap_or_default();
        let select = |topic: &i64| {
            format!(
                "SELECT said_from, published_day, recorded_pos, statement FROM statement_topic
                 WHERE topic = {topic}{days}"
            )
        };
        let all: Vec<String> = self.topics.iter().map(select).collect();
        format!("{} ORDER BY 1, 2, 3, 4", all.join(" UNION "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::statement_headers::load_headers;

    /// Inserts a row into `table`: `cells`, and nothing in the other columns.
    fn insert(conn: &Connection, table: &str, cells: &[(&str, i64)]) {
        let mut info = conn
            .prepare("SELECT name, type FROM pragma_table_info(?1)")
            .unwrap();
        let columns = info
            .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        let columns: Vec<(String, String)> = columns.collect::<Result<_, _>>().unwrap();
        let values = columns.iter().map(|(name, kind)| {
            let given = cells.iter().find(|(column, _)| column == name);
            match given {
                Some((_, value)) => value.to_string(),
                None if kind == "TEXT" => "'open'".to_owned(),
                None => "0".to_owned(),
            }
        });
        let values = values.collect::<Vec<_>>().join(", ");
        conn.execute(&format!("INSERT INTO {table} VALUES ({values})"), [])
            .unwrap();
    }

    /// Statements about one of two topics or both, on few days, whose order by row is not the one by position.
    fn statements_about_two_topics() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        for schema in [
            include_str!("../../schema/read/articles.sql"),
            include_str!("../../schema/read/speakers.sql"),
            include_str!("../../schema/read/timeline.sql"),
            include_str!("../../schema/read/topics.sql"),
            include_str!("../../schema/read/copies.sql"),
        ] {
            conn.execute_batch(schema).unwrap();
        }
        crate::query::set_as_of(&conn, None).unwrap();
        conn.execute_batch(
            "INSERT INTO topic_version
                 VALUES (1, 0, 9223372036854775807, 1, 'own:one', NULL, 'one', NULL, NULL, NULL, 1),
                     (2, 0, 9223372036854775807, 2, 'own:two', 'own:one', 'two', NULL, NULL, NULL, 1)",
        )
        .unwrap();
        insert(&conn, "article_version", &[("valid_to_pos", i64::MAX)]);
        for row in 1..=300 {
            let valid_to = if row % 7 == 0 { 1 } else { i64::MAX };
            let (from, to) = if row % 11 == 0 {
                (days::UNKNOWN_DAY, 0)
            } else {
                (row * 5 % 8, row * 5 % 8 + row % 3)
            };
            let order = [
                ("said_from", from),
                ("said_to", to),
                ("published_day", row % 2),
                ("recorded_pos", 1000 - row),
            ];
            let version = [("row", row), ("valid_to_pos", valid_to)];
            insert(&conn, "statement_version", &[&order[..], &version[..]].concat());
            for topic in [1, 2]
                .into_iter()
                .filter(|topic| row % 5 != 0 && (row % topic == 0 || row % 3 == 0))
            {
                insert(
                    &conn,
                    "statement_topic",
                    &[&order[..], &[("statement", row), ("topic", topic)]].concat(),
                );
            }
        }
        conn.execute("UPDATE statement_version SET reader = ''", [])
            .unwrap();
        conn
    }

    #[test]
    fn topics_are_merged_in_chronological_order() {
        let conn = statements_about_two_topics();
        let day = |day: &str| Some(day.parse().unwrap());
        for (since, until) in [(None, None), (day("0001-01-04"), None), (None, day("0001-01-03"))] {
            let filter = StatementFilter {
                topic: Some("one".to_owned()),
                since,
                until,
                ..StatementFilter::default()
            };
            let selection = Selection::from_filter(&filter, &conn).unwrap();
            let sorted: Vec<i64> = load_headers(&conn, selection.clone(), None)
                .unwrap()
                .iter()
                .map(|header| header.row)
                .collect();
            assert!(sorted.len() > *CHUNK_ROWS.start(), "{}", sorted.len());
            let statements = Chronology::from_filter(&filter, &conn).unwrap();
            assert!(statements.topics.is_some());
            let undated = selection
                .and_where("s.said_from > s.said_to")
                .count(&conn)
                .unwrap();
            assert_eq!(statements.count_undated(&conn).unwrap(), undated);
            for limit in [1, 70, usize::MAX] {
                let mut walked = Vec::new();
                let visit = |header: StatementHeader, _: &Row<'_>| {
                    walked.push(header.row);
                    Ok(if walked.len() < limit {
                        ControlFlow::Continue(())
                    } else {
                        ControlFlow::Break(())
                    })
                };
                statements.clone().for_each_header(&conn, "", visit).unwrap();
                assert_eq!(walked, sorted[..limit.min(sorted.len())]);
            }
        }
    }
}
