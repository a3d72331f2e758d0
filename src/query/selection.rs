//! Turns the filters of a query into SQL over `statement AS s`, `article AS a` and `canonical_speaker AS w`, and runs
//! it.

use super::entry_columns::{ENTRY_COLUMNS, EntryReader};
use super::sql::row_list;
use super::{QueryError, StatementEntry, StatementFilter, days, resolve};
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
    /// Topics, one of which the statements are about; `None` if any topic will do. Kept apart from the conditions,
    /// because the index on topics lists the statements of a topic in chronological order.
    topics: Option<Vec<i64>>,
    /// Speakers, one of whom says it or for one of whom it is said; `None` if anybody will do.
    speakers: Option<SpeakersWanted>,
    /// The first and the last day of the range in which the statements may have been said.
    since: Option<i64>,
    until: Option<i64>,
    conditions: Vec<String>,
    values: Vec<Value>,
}

/// The speakers of a selection.
#[derive(Debug, Clone)]
struct SpeakersWanted {
    rows: Vec<i64>,
    /// Whether others speak for one of them. Most speakers are no side for whom others speak.
    are_sides: bool,
}

/// From this number of topics on, their statements are sorted instead of merged from the index.
const MERGED_TOPICS_MAX: usize = 64;
/// Number of speakers whose statements are merged from the index; those of all others are sorted together.
const SPEAKERS_ALONE_MAX: usize = 16;

/// The FROM clause of current statements, in the order that SQLite chooses.
const CURRENT_STATEMENTS: &str = "statement AS s";

/// Joins the article and the canonical speaker of each statement.
const ENTRY_JOINS: &str = "CROSS JOIN article AS a ON a.ingested_pos = s.article
         LEFT JOIN canonical_speaker AS w ON w.speaker = s.speaker";

/// The condition on the act of a statement, which has one value.
const ACT_CONDITION: &str = "s.act = ?";

/// The greatest limit that SQL has.
const ALL_ROWS: usize = isize::MAX.unsigned_abs();

/// Maximum number of statements loaded by one SQL statement.
pub(super) const ROWS_PER_QUERY: usize = 256;

impl Selection {
    /// Chronological order; unknown dates come last.
    pub(super) const CHRONOLOGICAL: &str = "s.said_from, s.published_day, s.recorded_pos";

    /// Selects the statements that pass `filter`. Errors if a name is unknown or ambiguous, or a date range is invalid.
    pub(super) fn from_filter(filter: &StatementFilter, conn: &Connection) -> Result<Self, QueryError> {
        let mut selection = Self::all();
        let topics = match &filter.topic {
            Some(topic) => Some(resolve::resolve_topics(conn, topic)?),
            None => None,
        };
        if let Some(speaker) = &filter.speaker {
            let speakers = resolve::resolve_speakers(conn, speaker)?;
            selection.add_speaker_condition(conn, &speakers)?;
            if let Some(topics) = topics {
                selection.conditions.push(on_topics_sql(&topics));
            }
        } else {
            selection.topics = topics;
        }
        selection.add_filter_conditions(filter, conn)?;
        Ok(selection)
    }

    /// Adds the condition that one of `speakers` says it, or that it is said for one of them.
    fn add_speaker_condition(&mut self, conn: &Connection, speakers: &[i64]) -> Result<(), QueryError> {
        let rows = row_list(speakers);
        let are_sides = conn.query_row(
            &format!("SELECT EXISTS (SELECT 1 FROM statement WHERE side_speaker IN ({rows}))"),
            [],
            |row| row.get(0),
        )?;
        self.speakers = Some(SpeakersWanted {
            rows: speakers.to_vec(),
            are_sides,
        });
        Ok(())
    }

    fn add_filter_conditions(
        &mut self,
        filter: &StatementFilter,
        conn: &Connection,
    ) -> Result<(), QueryError> {
        if let Some(act) = filter.act {
            self.push_equal("s.act", act.as_str());
        }
        if let Some(report) = filter.report {
            self.push_equal("s.report", report.as_str());
        }
        if let Some(mode) = filter.mode {
            self.push_equal("s.mode", mode.as_str());
        }
        if let Some(lang) = filter.lang {
            self.push_equal("a.lang", lang.as_str());
        }
        if let Some(publisher) = &filter.publisher {
            self.push_equal(
                "a.publisher_folded",
                &resolve::resolve_publisher(conn, publisher)?,
            );
        }
        self.conditions.extend(filter.reliability.sql_conditions());
        days::check_range(filter.since, filter.until)?;
        self.since = filter.since.map(days::first_day_of).transpose()?;
        self.until = filter.until.map(days::last_day_of).transpose()?;
        Ok(())
    }

    /// Selects the statements of one article.
    pub(super) fn of_article(article: i64) -> Self {
        Self {
            conditions: vec!["s.article = ?".to_owned()],
            values: vec![article.into()],
            ..Self::all()
        }
    }

    /// Selects the statement with this row.
    pub(super) fn of_row(row: i64) -> Self {
        Self {
            conditions: vec!["s.row = ?".to_owned()],
            values: vec![row.into()],
            ..Self::all()
        }
    }

    /// Selects, instead of current statements, the last versions of those that persons decided on and that a revision
    /// removed from their article.
    pub(super) fn of_vanished(mut self) -> Self {
        "vanished_statement AS v CROSS JOIN every_statement_version AS s
            ON s.id = v.statement_id AND s.valid_to_pos = v.valid_from_pos AND s.valid_from_pos < s.valid_to_pos
                AND s.reader = (SELECT reader FROM as_of)"
            .clone_into(&mut self.from);
        self
    }

    /// Selects all current statements.
    pub(super) fn all() -> Self {
        Self {
            from: CURRENT_STATEMENTS.to_owned(),
            topics: None,
            speakers: None,
            since: None,
            until: None,
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
            conditions: vec!["s.wording_row = ?".to_owned()],
            values: vec![wording.into()],
            ..Self::all()
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
        // As a list of rows, SQLite would go through all of it for each row of `table`.
        self.conditions
            .extend(self.topics.take().map(|topics| on_topics_sql(&topics)));
        self
    }

    /// Puts `condition`, which has one `?`, before all others.
    pub(super) fn and_match_first(mut self, condition: &str, value: Value) -> Self {
        self.conditions.insert(0, condition.to_owned());
        self.values.insert(0, value);
        self
    }

    fn push_equal(&mut self, column: &str, value: &str) {
        self.conditions.push(format!("{column} = ?"));
        self.values.push(value.to_owned().into());
    }

    /// Loads the statements in the order in which the article contains them.
    pub(super) fn load_in_reading_order(self, conn: &Connection) -> Result<Vec<StatementEntry>, QueryError> {
        let mut entries = Vec::new();
        let order = "s.quote_start, s.recorded_pos";
        self.for_each_entry_row(conn, "", order, None, |row, reader| {
            entries.push(reader.read(row)?);
            Ok(())
        })?;
        Ok(entries)
    }

    /// Calls `visit` with each selected statement in chronological order, as [`Self::for_each_entry_row`] does, until
    /// it returns `false`. The statements come from an index in this order, and none is read that is not visited.
    pub(super) fn for_each_chronologically(
        mut self,
        conn: &Connection,
        more: &str,
        limit: Option<usize>,
        mut visit: impl FnMut(&Row<'_>, &mut EntryReader<'_>) -> Result<bool, QueryError>,
    ) -> Result<(), QueryError> {
        let mut reader = EntryReader::new(conn)?;
        if self
            .topics
            .as_ref()
            .is_some_and(|topics| topics.len() <= MERGED_TOPICS_MAX)
        {
            let merged = self.rows_on_topics();
            return visit_merged(conn, merged, (more, limit), &mut reader, &mut visit);
        }
        let is_in_order_of_index =
            |speakers: &SpeakersWanted| speakers.rows.len() == 1 && !speakers.are_sides;
        if self.from == CURRENT_STATEMENTS
            && let Some(speakers) = self.speakers.take_if(|speakers| !is_in_order_of_index(speakers))
        {
            let merged = self.rows_of_speakers(&speakers);
            return visit_merged(conn, merged, (more, limit), &mut reader, &mut visit);
        }
        let mut remaining = limit;
        for part in self.split_at_since() {
            let order = (more, Self::CHRONOLOGICAL);
            let Some(visited) = part.visit_entries(conn, order, remaining, &mut reader, &mut visit)? else {
                break;
            };
            remaining = remaining.map(|remaining| remaining.saturating_sub(visited));
        }
        Ok(())
    }

    /// Splits a selection with a first day into parts that can be listed one after the other: statements that may have
    /// been said before that day, of which only those with a span of days reach it, and statements that were not. Each
    /// part is a range of an index, so that what was said long before is not read.
    pub(super) fn split_at_since(mut self) -> Vec<Self> {
        let Some(since) = self.since else {
            return vec![self];
        };
        let mut before = self.clone();
        for condition in &mut before.conditions {
            // The index on acts has all statements before that day; the index on spans has few.
            if condition == ACT_CONDITION {
                condition.insert(0, '+');
            }
        }
        before
            .conditions
            .push(format!("s.said_from < {since} AND s.said_to > s.said_from"));
        self.since = None;
        self.conditions
            .push(format!("s.said_from >= {since} AND s.said_to >= {since}"));
        vec![before, self]
    }

    /// The SQL that selects the key of the chronological order and the row of each statement about the topics, each
    /// once, in this order, and its values. SQLite merges the parts of such a query row by row.
    fn rows_on_topics(mut self) -> (String, Vec<Value>) {
        let topics = self.topics.take().unwrap_or_default();
        let mut conditions = std::mem::take(&mut self.conditions);
        conditions.extend(self.since.map(|since| format!("st.said_to >= {since}")));
        conditions.extend(self.until.map(|until| format!("st.said_from <= {until}")));
        let conditions: String = conditions.iter().flat_map(|one| [" AND ", one]).collect();
        let parts: Vec<String> = topics
            .iter()
            .map(|topic| {
                format!(
                    "SELECT st.said_from, st.published_day, st.recorded_pos, st.statement
                     FROM statement_topic AS st CROSS JOIN statement AS s ON s.row = st.statement
                     CROSS JOIN article AS a ON a.ingested_pos = s.article
                     WHERE st.topic = {topic}{conditions}"
                )
            })
            .collect();
        let sql = format!("{} ORDER BY 1, 2, 3, 4", parts.join(" UNION "));
        let values = parts.iter().flat_map(|_| self.values.iter().cloned()).collect();
        (sql, values)
    }

    /// Like [`Self::rows_on_topics`], of each selected statement that one of `speakers` says or that is said for one.
    /// The index on speakers has those of one speaker in this order.
    fn rows_of_speakers(self, speakers: &SpeakersWanted) -> (String, Vec<Value>) {
        // The speakers themselves come first, then the many groups in which they spoke, each of which said little.
        let (alone, together) = speakers
            .rows
            .split_at(speakers.rows.len().min(SPEAKERS_ALONE_MAX));
        let mut parts: Vec<String> = alone
            .iter()
            .map(|speaker| format!("s.speaker = {speaker}"))
            .collect();
        if !together.is_empty() {
            parts.push(format!("s.speaker IN ({})", row_list(together)));
        }
        if speakers.are_sides {
            parts.push(format!("s.side_speaker IN ({})", row_list(&speakers.rows)));
        }
        let conditions = match self.conditions() {
            // The index on acts has the statements of everybody.
            some if !some.is_empty() => {
                some.replacen(ACT_CONDITION, &format!("+{ACT_CONDITION}"), 1) + " AND"
            }
            none => none + "WHERE",
        };
        // A current statement has a current article, so the join leaves nothing out.
        let article = if conditions.contains("a.") {
            "CROSS JOIN article AS a ON a.ingested_pos = s.article"
        } else {
            ""
        };
        let select = |part: &String| {
            format!(
                "SELECT s.said_from, s.published_day, s.recorded_pos, s.row
                 FROM {CURRENT_STATEMENTS} {article} {conditions} {part}"
            )
        };
        let selects: Vec<String> = parts.iter().map(select).collect();
        let sql = format!("{} ORDER BY 1, 2, 3, 4", selects.join(" UNION "));
        let values = parts.iter().flat_map(|_| self.values.iter().cloned()).collect();
        (sql, values)
    }

    /// Calls `visit` with the columns `cells` of each selected statement that satisfies `condition`, in `order`.
    /// `joins` are further joins that these need.
    pub(super) fn rows(
        self,
        conn: &Connection,
        wanted: (&str, &str, &str, &str),
        mut visit: impl FnMut(&Row<'_>) -> Result<(), QueryError>,
    ) -> Result<(), QueryError> {
        let visit = |row: &Row<'_>| visit(row).map(ControlFlow::Continue);
        self.rows_until(conn, wanted, visit).map(|_| ())
    }

    /// Like [`Self::rows`], until `visit` returns `false`.
    pub(super) fn rows_while(
        self,
        conn: &Connection,
        wanted: (&str, &str, &str, &str),
        mut visit: impl FnMut(&Row<'_>) -> Result<bool, QueryError>,
    ) -> Result<(), QueryError> {
        let visit = |row: &Row<'_>| {
            let goes_on = visit(row)?;
            Ok(if goes_on {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            })
        };
        self.rows_until(conn, wanted, visit).map(|_| ())
    }

    /// Like [`Self::rows`], until `visit` breaks; returns whether it did. With an empty order, rows come as SQLite
    /// finds them, and none is kept to be sorted.
    pub(super) fn rows_until(
        self,
        conn: &Connection,
        (cells, joins, condition, order): (&str, &str, &str, &str),
        mut visit: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, QueryError>,
    ) -> Result<ControlFlow<()>, QueryError> {
        let selection = self.and_where(condition);
        let (from, conditions) = (&selection.from, selection.conditions());
        // A current statement has a current article, so the join leaves nothing out.
        let reads_article = [cells, joins, &conditions, order]
            .iter()
            .any(|text| text.contains("a."));
        let article = if reads_article {
            "CROSS JOIN article AS a ON a.ingested_pos = s.article"
        } else {
            ""
        };
        let order = if order.is_empty() {
            String::new()
        } else {
            format!("ORDER BY {order}")
        };
        let sql = format!("SELECT {cells} FROM {from} {article} {joins} {conditions} {order}");
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

    /// The rows of the selected statements in an `order` that no index has. Sorting rows and loading the entries of
    /// those that are shown afterwards costs less than sorting entries.
    pub(super) fn find_rows(
        self,
        conn: &Connection,
        order: &str,
        limit: Option<usize>,
    ) -> Result<Vec<i64>, QueryError> {
        self.find_rows_from(conn, order, 0, limit.unwrap_or(ALL_ROWS))
    }

    /// Like [`Self::find_rows`], at most `limit` of them, without the first `skipped`.
    pub(super) fn find_rows_from(
        self,
        conn: &Connection,
        order: &str,
        skipped: usize,
        limit: usize,
    ) -> Result<Vec<i64>, QueryError> {
        let order = format!("{order} LIMIT {limit} OFFSET {skipped}");
        let mut found = Vec::new();
        self.rows(conn, ("s.row", "", "1", &order), |row| {
            found.push(row.get(0)?);
            Ok(())
        })?;
        Ok(found)
    }

    fn conditions(&self) -> String {
        let mut conditions = self.conditions.clone();
        conditions.extend(self.topics.as_ref().map(|topics| {
            format!(
                "s.row IN (SELECT statement FROM statement_topic WHERE topic IN ({}))",
                row_list(topics)
            )
        }));
        conditions.extend(self.speakers.as_ref().map(|speakers| {
            let rows = row_list(&speakers.rows);
            // Without the second condition, SQLite can read the index on speakers, which is in chronological order.
            if speakers.are_sides {
                format!("(s.speaker IN ({rows}) OR s.side_speaker IN ({rows}))")
            } else {
                format!("s.speaker IN ({rows})")
            }
        }));
        conditions.extend(self.since.map(|since| format!("s.said_to >= {since}")));
        conditions.extend(self.until.map(|until| format!("s.said_from <= {until}")));
        match conditions.as_slice() {
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

    /// Calls `visit` with each selected statement in `order`. A row contains [`ENTRY_COLUMNS`], which the reader reads,
    /// then the columns `more`, each preceded by a comma.
    pub(super) fn for_each_entry_row(
        self,
        conn: &Connection,
        more: &str,
        order: &str,
        limit: Option<usize>,
        mut visit: impl FnMut(&Row<'_>, &mut EntryReader<'_>) -> Result<(), QueryError>,
    ) -> Result<(), QueryError> {
        let mut reader = EntryReader::new(conn)?;
        let mut visit_all = |row: &Row<'_>, reader: &mut EntryReader<'_>| visit(row, reader).map(|()| true);
        self.visit_entries(conn, (more, order), limit, &mut reader, &mut visit_all)?;
        Ok(())
    }

    /// [`Self::for_each_entry_row`] with a reader that may have read other rows before, until `visit` returns `false`.
    /// Returns the number of rows; `None` if `visit` ended it.
    pub(super) fn visit_entries(
        self,
        conn: &Connection,
        (more, order): (&str, &str),
        limit: Option<usize>,
        reader: &mut EntryReader<'_>,
        visit: &mut impl FnMut(&Row<'_>, &mut EntryReader<'_>) -> Result<bool, QueryError>,
    ) -> Result<Option<usize>, QueryError> {
        let sql = self.entry_sql(more, order);
        let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        let values = self.values.into_iter().chain([Value::Integer(limit)]);
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut visited = 0;
        while let Some(row) = rows.next()? {
            if !visit(row, reader)? {
                return Ok(None);
            }
            visited += 1;
        }
        Ok(Some(visited))
    }
}

/// Calls `visit` with each statement that the query `merged` selects, in its order, as
/// [`Selection::for_each_chronologically`] does. The query selects the key of the chronological order and the row;
/// SQLite merges its parts row by row. The entries of some are loaded at a time.
fn visit_merged(
    conn: &Connection,
    (sql, values): (String, Vec<Value>),
    (more, limit): (&str, Option<usize>),
    reader: &mut EntryReader<'_>,
    visit: &mut impl FnMut(&Row<'_>, &mut EntryReader<'_>) -> Result<bool, QueryError>,
) -> Result<(), QueryError> {
    let mut select = conn.prepare_cached(&sql)?;
    let mut found = select.query(params_from_iter(values))?;
    let mut remaining = limit.unwrap_or(usize::MAX);
    while remaining > 0 {
        let mut rows: Vec<i64> = Vec::new();
        while rows.len() < remaining.min(ROWS_PER_QUERY)
            && let Some(row) = found.next()?
        {
            rows.push(row.get(3)?);
        }
        if rows.is_empty() {
            break;
        }
        remaining -= rows.len();
        let order = (more, Selection::CHRONOLOGICAL);
        if Selection::of_rows(&rows)
            .visit_entries(conn, order, None, reader, visit)?
            .is_none()
        {
            break;
        }
    }
    Ok(())
}

/// SQL: whether `statement AS s` is about one of these topics.
fn on_topics_sql(topics: &[i64]) -> String {
    format!(
        "EXISTS (SELECT 1 FROM statement_topic AS st WHERE st.statement = s.row AND st.topic IN ({}))",
        row_list(topics)
    )
}

#[cfg(test)]
mod tests;
