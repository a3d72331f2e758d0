//! Turns the filters of a query into SQL over `statement AS s`, `article AS a` and `canonical_speaker AS w`, and runs
//! it.

use super::entry_columns::{ENTRY_COLUMNS, read_entry};
use super::sql::row_list;
use super::{QueryError, StatementEntry, StatementFilter, StatementList, days, resolve};
use rusqlite::types::{FromSql, Value};
use rusqlite::{Connection, Row, params_from_iter};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// A set of statements as SQL: a source and conditions. Names of speakers, topics and publishers are resolved to rows.
#[derive(Debug, Clone)]
pub(super) struct Selection {
    /// The FROM clause. SQLite reads its first table first. Each constructor chooses this table so that an index
    /// returns the statements in chronological order, or so that only few statements remain to be sorted.
    from: String,
    conditions: Vec<String>,
    values: Vec<Value>,
}

/// Joins the article and the canonical speaker of each statement.
const ENTRY_JOINS: &str = "CROSS JOIN article AS a ON a.ingested_pos = s.article
         LEFT JOIN canonical_speaker AS w ON w.speaker = s.speaker";

impl Selection {
    /// Chronological order; unknown dates come last.
    pub(super) const CHRONOLOGICAL: &str = "s.said_from, s.published_day, s.recorded_pos";

    /// Selects the statements that pass `filter`. Errors if a name is unknown or ambiguous, or a date range is invalid.
    pub(super) fn from_filter(filter: &StatementFilter, conn: &Connection) -> Result<Self, QueryError> {
        let mut selection = Self {
            from: "statement AS s".to_owned(),
            conditions: Vec::new(),
            values: Vec::new(),
        };
        let topics = match &filter.topic {
            Some(topic) => Some(resolve::resolve_topics(conn, topic)?),
            None => None,
        };
        if let Some(speaker) = &filter.speaker {
            let speakers = resolve::resolve_speakers(conn, speaker)?;
            selection.add_speaker_condition(conn, &speakers)?;
            if let Some(topics) = topics {
                let condition = format!(
                    "EXISTS (SELECT 1 FROM statement_topic AS st
                             WHERE st.statement = s.row AND st.topic IN ({}))",
                    row_list(&topics)
                );
                selection.conditions.push(condition);
            }
        } else if let Some(topics) = topics {
            let condition = format!(
                "s.row IN (SELECT statement FROM statement_topic WHERE topic IN ({}))",
                row_list(&topics)
            );
            selection.conditions.push(condition);
        }
        selection.add_filter_conditions(filter, conn)?;
        Ok(selection)
    }

    /// Adds the condition that one of `speakers` says it, or that it is said for one of them.
    fn add_speaker_condition(&mut self, conn: &Connection, speakers: &[i64]) -> Result<(), QueryError> {
        let rows = row_list(speakers);
        // Most speakers are no side for whom others speak. Without the second condition, SQLite can read the index on
        // speakers, which is in chronological order.
        let is_side: bool = conn.query_row(
            &format!("SELECT EXISTS (SELECT 1 FROM statement WHERE side_speaker IN ({rows}))"),
            [],
            |row| row.get(0),
        )?;
        self.conditions.push(if is_side {
            format!("(s.speaker IN ({rows}) OR s.side_speaker IN ({rows}))")
        } else {
            format!("s.speaker IN ({rows})")
        });
        Ok(())
    }

    fn add_filter_conditions(
        &mut self,
        filter: &StatementFilter,
        conn: &Connection,
    ) -> Result<(), QueryError> {
        if let Some(act) = filter.act {
            self.push_equal("s.act", act.as_str().to_owned());
        }
        if let Some(report) = filter.report {
            self.push_equal("s.report", report.as_str().to_owned());
        }
        if let Some(mode) = filter.mode {
            self.push_equal("s.mode", mode.as_str().to_owned());
        }
        if let Some(lang) = filter.lang {
            self.push_equal("a.lang", lang.as_str().to_owned());
        }
        if let Some(publisher) = &filter.publisher {
            self.push_equal("a.publisher_folded", resolve::resolve_publisher(conn, publisher)?);
        }
        self.conditions.extend(filter.reliability.sql_conditions());
        days::check_range(filter.since, filter.until)?;
        if let Some(since) = filter.since {
            self.conditions.push("s.said_to >= ?".to_owned());
            self.values.push(days::first_day_of(since)?.into());
        }
        if let Some(until) = filter.until {
            self.conditions.push("s.said_from <= ?".to_owned());
            self.values.push(days::last_day_of(until)?.into());
        }
        Ok(())
    }

    /// Selects the statements of one article.
    pub(super) fn of_article(article: i64) -> Self {
        Self {
            from: "statement AS s".to_owned(),
            conditions: vec!["s.article = ?".to_owned()],
            values: vec![article.into()],
        }
    }

    /// Selects the statement with this row.
    pub(super) fn of_row(row: i64) -> Self {
        Self {
            from: "statement AS s".to_owned(),
            conditions: vec!["s.row = ?".to_owned()],
            values: vec![row.into()],
        }
    }

    /// Selects, instead of current statements, the last versions of those that persons decided on and that a revision
    /// removed from their article.
    pub(super) fn of_vanished(mut self) -> Self {
        "vanished_statement AS v CROSS JOIN statement_version AS s
            ON s.id = v.statement_id AND s.valid_to_pos = v.valid_from_pos AND s.valid_from_pos < s.valid_to_pos
                AND s.reader = (SELECT reader FROM as_of)"
            .clone_into(&mut self.from);
        self
    }

    /// Selects all current statements.
    pub(super) fn all() -> Self {
        Self {
            from: "statement AS s".to_owned(),
            conditions: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Selects the statements with these rows.
    pub(super) fn of_rows(for_each_row: &[i64]) -> Self {
        Self {
            // One text for any number of rows, so that SQLite compiles it once.
            conditions: vec!["s.row IN (SELECT value FROM json_each(?))".to_owned()],
            values: vec![format!("[{}]", row_list(for_each_row)).into()],
            ..Self::all()
        }
    }

    /// Selects the statements with this wording.
    pub(super) fn of_wording(wording: i64) -> Self {
        Self {
            from: "statement AS s".to_owned(),
            conditions: vec!["s.wording_row = ?".to_owned()],
            values: vec![wording.into()],
        }
    }

    /// Adds `condition`, which takes no value.
    pub(super) fn and_where(mut self, condition: &str) -> Self {
        self.conditions.push(condition.to_owned());
        self
    }

    /// Number of selected statements.
    pub(super) fn count(self, conn: &Connection) -> Result<u64, QueryError> {
        let count: i64 = self.select_value(conn, "count(*)")?;
        Ok(count.try_into().unwrap_or_default())
    }

    /// The value of an aggregate `expression` over the selected statements.
    fn select_value<T: FromSql>(self, conn: &Connection, expression: &str) -> Result<T, QueryError> {
        let (from, conditions) = (&self.from, self.conditions());
        let sql = format!(
            "SELECT {expression} FROM {from} CROSS JOIN article AS a ON a.ingested_pos = s.article {conditions}"
        );
        let mut select = conn.prepare_cached(&sql)?;
        Ok(select.query_row(params_from_iter(self.values), |row| row.get(0))?)
    }

    /// Makes SQLite read `table` first and look up, for each of its rows, the statements whose column `own` equals its
    /// `column`. For a table that leaves few statements: full-text matches or deadlines, as in
    /// `driven_by("deadline AS d", "s.row", "d.statement")`. Replaces the previous source.
    pub(super) fn driven_by(mut self, table: &str, own: &str, column: &str) -> Self {
        self.from = format!("{table} CROSS JOIN statement AS s ON {own} = {column}");
        self
    }

    /// Puts `condition`, which has one `?`, before all others.
    pub(super) fn and_match_first(mut self, condition: &str, value: Value) -> Self {
        self.conditions.insert(0, condition.to_owned());
        self.values.insert(0, value);
        self
    }

    fn push_equal(&mut self, column: &str, value: String) {
        self.conditions.push(format!("{column} = ?"));
        self.values.push(value.into());
    }

    /// Loads the statements in the order in which the article contains them.
    pub(super) fn load_in_reading_order(self, conn: &Connection) -> Result<Vec<StatementEntry>, QueryError> {
        let mut entries = Vec::new();
        let order = "json_extract(s.detail, '$.evidence[0][0]'), s.recorded_pos";
        self.for_each_entry_row(conn, "", order, None, |row| {
            entries.push(read_entry(row)?);
            Ok(())
        })?;
        Ok(entries)
    }

    /// Loads the statements in chronological order.
    pub(super) fn load_chronologically(
        self,
        conn: &Connection,
        limit: Option<usize>,
    ) -> Result<StatementList, QueryError> {
        let mut entries = Vec::new();
        self.for_each_entry_row(conn, "", Self::CHRONOLOGICAL, limit, |row| {
            entries.push(read_entry(row)?);
            Ok(())
        })?;
        Ok(StatementList(entries))
    }

    /// Calls `visit` with the columns `cells` of each selected statement that satisfies `condition`, in `order`.
    /// `joins` are further joins that these need.
    pub(super) fn rows(
        self,
        conn: &Connection,
        columns: (&str, &str, &str, &str),
        mut visit: impl FnMut(&Row<'_>) -> Result<(), QueryError>,
    ) -> Result<(), QueryError> {
        let visit = |row: &Row<'_>| visit(row).map(ControlFlow::Continue);
        self.rows_until(conn, columns, visit).map(|_| ())
    }

    /// As [`rows`](Self::rows), until `visit` breaks; returns whether it did. With an empty order, rows come as SQLite
    /// finds them, and none is kept to be sorted.
    pub(super) fn rows_until(
        self,
        conn: &Connection,
        (cells, joins, condition, order): (&str, &str, &str, &str),
        mut visit: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, QueryError>,
    ) -> Result<ControlFlow<()>, QueryError> {
        let selection = self.and_where(condition);
        let (from, conditions) = (&selection.from, selection.conditions());
        let order = if order.is_empty() {
            String::new()
        } else {
            format!("ORDER BY {order}")
        };
        let sql = format!(
            "SELECT {cells} FROM {from} CROSS JOIN article AS a
             ON a.ingested_pos = s.article {joins} {conditions} {order}"
        );
        let mut select = conn.prepare_cached(&sql)?;
        let mut rows = select.query(params_from_iter(selection.values))?;
        while let Some(row) = rows.next()? {
            if visit(row)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Selects those of the selected statements that have one of these rows.
    pub(super) fn among_rows(self, rows: &[i64]) -> Self {
        self.among_values("s.row", rows)
    }

    /// Selects those of the selected statements that have one of these wordings.
    pub(super) fn among_wordings(self, wordings: &BTreeSet<i64>) -> Self {
        let wordings: Vec<i64> = wordings.iter().copied().collect();
        self.among_values("s.wording_row", &wordings)
    }

    fn among_values(mut self, column: &str, values: &[i64]) -> Self {
        self.values.insert(0, format!("[{}]", row_list(values)).into());
        self.driven_by("json_each(?) AS chosen", column, "chosen.value")
    }

    fn conditions(&self) -> String {
        match self.conditions.as_slice() {
            [] => String::new(),
            some => format!("WHERE {}", some.join(" AND ")),
        }
    }

    fn entry_sql(&self, more: &str, order: &str) -> String {
        let conditions = self.conditions();
        let from = &self.from;
        let cells = &*ENTRY_COLUMNS;
        format!("SELECT {cells}{more} FROM {from} {ENTRY_JOINS} {conditions} ORDER BY {order} LIMIT ?")
    }

    /// Calls `visit` with each selected statement in `order`. A row contains [`ENTRY_COLUMNS`], then the columns
    /// `more`, each preceded by a comma.
    pub(super) fn for_each_entry_row(
        self,
        conn: &Connection,
        more: &str,
        order: &str,
        limit: Option<usize>,
        mut visit: impl FnMut(&Row<'_>) -> Result<(), QueryError>,
    ) -> Result<(), QueryError> {
        let sql = self.entry_sql(more, order);
        let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        let values = self.values.into_iter().chain([Value::Integer(limit)]);
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            visit(row)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SQLite's query plan for `filter`, without the subqueries that load each entry.
    fn plan(filter: &StatementFilter) -> String {
        let conn = Connection::open_in_memory().unwrap();
        for schema in [
            include_str!("../../schema/read/articles.sql"),
            include_str!("../../schema/read/speakers.sql"),
            include_str!("../../schema/read/timeline.sql"),
            include_str!("../../schema/read/topics.sql"),
            include_str!("../../schema/read/points.sql"),
            include_str!("../../schema/read/links.sql"),
        ] {
            conn.execute_batch(schema).unwrap();
        }
        conn.execute_batch(
            "INSERT INTO speaker VALUES (1, 'p');
             INSERT INTO speaker_name_version
                 VALUES (1, 'reference', 'Li', 'person', '', 1, 9223372036854775807, 'li', 1);
             INSERT INTO topic_version VALUES (1, 0, 9223372036854775807, 1, 'medtop:1', NULL, 'health', NULL,
                 NULL, NULL, 0);",
        )
        .unwrap();
        crate::query::set_as_of(&conn, None).unwrap();
        let selection = Selection::from_filter(filter, &conn).unwrap();
        let mut explain = conn
            .prepare(&format!(
                "EXPLAIN QUERY PLAN {}",
                selection.entry_sql("", Selection::CHRONOLOGICAL)
            ))
            .unwrap();
        let values = selection.values.into_iter().chain([Value::Integer(-1)]);
        let steps = explain.query_map(params_from_iter(values), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(3)?))
        });
        let steps: Vec<(i64, i64, String)> = steps.unwrap().collect::<Result<_, _>>().unwrap();
        let top = steps
            .iter()
            .filter(|(_, parent, step)| *parent == 0 && !step.contains("SCALAR SUBQUERY"));
        top.map(|(_, _, step)| step.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn timeline_uses_indexes_in_order() {
        let by = StatementFilter {
            speaker: Some("li".to_owned()),
            ..StatementFilter::default()
        };
        insta::assert_snapshot!(plan(&by), @"
        SEARCH main.statement_version USING INDEX statement_speaker (speaker=?)
        SEARCH main.article_version USING INDEX article_ingested (ingested_pos=? AND rowid<?)
        SEARCH main.canonical_speaker_version USING PRIMARY KEY (speaker=? AND valid_from_pos<?) LEFT-JOIN
        ");
        insta::assert_snapshot!(plan(&StatementFilter::default()), @"
        SCAN main.statement_version USING INDEX statement_said
        SEARCH main.article_version USING INDEX article_ingested (ingested_pos=? AND rowid<?)
        SEARCH main.canonical_speaker_version USING PRIMARY KEY (speaker=? AND valid_from_pos<?) LEFT-JOIN
        ");
        let both = StatementFilter {
            topic: Some("health".to_owned()),
            ..by
        };
        insta::assert_snapshot!(plan(&both), @"
        SEARCH main.statement_version USING INDEX statement_speaker (speaker=?)
        SEARCH main.article_version USING INDEX article_ingested (ingested_pos=? AND rowid<?)
        SEARCH st EXISTS USING PRIMARY KEY (statement=? AND topic=?)
        SEARCH main.canonical_speaker_version USING PRIMARY KEY (speaker=? AND valid_from_pos<?) LEFT-JOIN
        ");
        let about = StatementFilter {
            topic: Some("health".to_owned()),
            ..StatementFilter::default()
        };
        insta::assert_snapshot!(plan(&about), @"
        SEARCH main.statement_version USING INTEGER PRIMARY KEY (rowid=?)
        LIST SUBQUERY 21
        SEARCH main.article_version USING INDEX article_ingested (ingested_pos=? AND rowid<?)
        SEARCH main.canonical_speaker_version USING PRIMARY KEY (speaker=? AND valid_from_pos<?) LEFT-JOIN
        USE TEMP B-TREE FOR ORDER BY
        ");
    }
}
