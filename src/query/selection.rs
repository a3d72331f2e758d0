//! Which statements a question is about: its filters as SQL, over the tables `statement AS s`,
//! `article AS a` and `whole AS w`.

use super::people::{self, CANONICAL_SPEAKER_SQL};
use super::{
    Flag, QueryError, StatementEntry, StatementFilter, StatementList, StatementReview, days, resolve, row,
    speaker_names,
};
use crate::domain::{Confidence, Report, Status};
use rusqlite::types::{FromSql, Value};
use rusqlite::{Connection, Row, params_from_iter};
use std::sync::LazyLock;

/// The filters of a question, resolved to rows.
#[derive(Debug, Clone)]
pub(super) struct Selection {
    /// Where the rows come from; every driver brings them in the order of saying or needs a sort of few.
    from: String,
    conditions: Vec<String>,
    values: Vec<Value>,
}

/// The cells of an entry, as [`entry`] reads them.
static ENTRY_COLUMNS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "s.id, s.said, s.said_rule, (SELECT id FROM speaker WHERE row = {CANONICAL_SPEAKER_SQL}), {name}, s.mention, s.capacity, s.cue, s.mode,
    s.act, s.words,
    (SELECT json_group_array(text) FROM (SELECT text FROM point WHERE reading_row = s.reading_row ORDER BY number)),
    s.occasion_event, s.occasion_place,
    (SELECT json_group_array(id) FROM (SELECT t.id FROM statement_topic AS st CROSS JOIN topic AS t
        ON t.row = st.topic WHERE st.statement = s.row ORDER BY t.first_row)),
    a.id, a.title, a.publisher, a.url, a.published, a.lang, s.confidence_percent, s.doubts, s.is_confirmed, s.corrected_fields,
    s.status, EXISTS (SELECT 1 FROM dispute AS d WHERE d.statement_id = s.id), s.report, s.side,
    (SELECT id FROM speaker WHERE row = {0}), {1}, CASE s.reader WHEN '' THEN NULL ELSE s.extractor END",
        people::canonical_speaker_sql("s.side_speaker"),
        people::canonical_name_sql(&people::canonical_speaker_sql("s.side_speaker")),
        name = people::canonical_name_sql(CANONICAL_SPEAKER_SQL),
    )
});

/// What a newer extractor reads of `statement AS s` otherwise than was decided, as SQL; null where nothing.
pub(super) const DISPUTE_SQL: &str =
    "(SELECT d.extractor || ' reads ' || d.differences FROM dispute AS d WHERE d.statement_id = s.id)";

/// How many cells an entry has; what a question selects beyond comes after them.
pub(super) const ENTRY_COLUMN_COUNT: usize = 32;

/// The article and the speaker of each statement.
const ENTRY_JOINS: &str = "CROSS JOIN article AS a ON a.ingested_pos = s.article LEFT JOIN canonical_speaker AS w ON w.speaker = s.speaker";

impl Selection {
    /// The order of saying; unknown dates sort last.
    pub(super) const ORDER: &str = "s.said_from, s.published_day, s.recorded_pos";

    /// Resolves the filters of `question`.
    pub(super) fn from_filter(question: &StatementFilter, conn: &Connection) -> Result<Self, QueryError> {
        let mut selection = Self {
            from: "statement AS s".to_owned(),
            conditions: Vec::new(),
            values: Vec::new(),
        };
        let topics = match &question.topic {
            Some(topic) => Some(resolve::resolve_topics(conn, topic)?),
            None => None,
        };
        if let Some(speaker) = &question.speaker {
            let speakers = speaker_names::resolve_speakers(conn, speaker)?;
            selection.add_speaker_condition(conn, &speakers)?;
            if let Some(topics) = topics {
                let condition = format!(
                    "EXISTS (SELECT 1 FROM statement_topic AS st WHERE st.statement = s.row AND st.topic IN ({}))",
                    sql_list(&topics)
                );
                selection.conditions.push(condition);
            }
        } else if let Some(topics) = topics {
            let condition = format!(
                "s.row IN (SELECT statement FROM statement_topic WHERE topic IN ({}))",
                sql_list(&topics)
            );
            selection.conditions.push(condition);
        }
        selection.add_filter_conditions(question, conn)?;
        Ok(selection)
    }

    /// Also demands that one of `resolve_speakers` says it, or that it is said for one of them.
    fn add_speaker_condition(&mut self, conn: &Connection, speakers: &[i64]) -> Result<(), QueryError> {
        let rows = sql_list(speakers);
        // Nobody speaks for most of them, and then the index of speakers alone has the order of saying.
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
        question: &StatementFilter,
        conn: &Connection,
    ) -> Result<(), QueryError> {
        if let Some(act) = question.act {
            self.push_equal("s.act", act.as_str().to_owned());
        }
        if let Some(report) = question.report {
            self.push_equal("s.report", report.as_str().to_owned());
        }
        if let Some(mode) = question.mode {
            self.push_equal("s.mode", mode.as_str().to_owned());
        }
        if let Some(lang) = question.lang {
            self.push_equal("a.lang", lang.as_str().to_owned());
        }
        if let Some(publisher) = &question.publisher {
            self.push_equal("a.publisher_folded", resolve::resolve_publisher(conn, publisher)?);
        }
        self.conditions.extend(question.reliability.sql_conditions());
        days::check_range(question.since, question.until)?;
        if let Some(since) = question.since {
            self.conditions.push("s.said_to >= ?".to_owned());
            self.values.push(days::first_day_of(since)?.into());
        }
        if let Some(until) = question.until {
            self.conditions.push("s.said_from <= ?".to_owned());
            self.values.push(days::last_day_of(until)?.into());
        }
        Ok(())
    }

    /// Only the statements of one article, in reading order as recorded.
    pub(super) fn of_article(article: i64) -> Self {
        Self {
            from: "statement AS s".to_owned(),
            conditions: vec!["s.article = ?".to_owned()],
            values: vec![article.into()],
        }
    }

    /// Only the statement with this row.
    pub(super) fn of_row(row: i64) -> Self {
        Self {
            from: "statement AS s".to_owned(),
            conditions: vec!["s.row = ?".to_owned()],
            values: vec![row.into()],
        }
    }

    /// Only those that persons decided on and that a revision of their article no longer has, as they were last.
    pub(super) fn from_vanished(mut self) -> Self {
        "vanished_statement AS v CROSS JOIN statement_version AS s
            ON s.id = v.statement_id AND s.valid_to_pos = v.valid_from_pos AND s.valid_from_pos < s.valid_to_pos
                AND s.reader = (SELECT reader FROM as_of)"
            .clone_into(&mut self.from);
        self
    }

    /// All statements.
    pub(super) fn all() -> Self {
        Self {
            from: "statement AS s".to_owned(),
            conditions: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Only the statements with these rows.
    pub(super) fn of_rows(for_each_row: &[i64]) -> Self {
        Self {
            from: "statement AS s".to_owned(),
            conditions: vec![format!("s.row IN ({})", sql_list(for_each_row))],
            values: Vec::new(),
        }
    }

    /// Only the statements with this wording.
    pub(super) fn of_wording(wording: i64) -> Self {
        Self {
            from: "statement AS s".to_owned(),
            conditions: vec!["s.wording_row = ?".to_owned()],
            values: vec![wording.into()],
        }
    }

    /// Also demands one of these wordings.
    pub(super) fn and_wording_in(mut self, wordings: &[i64]) -> Self {
        self.among("s.wording_row", wordings);
        self
    }

    /// Also demands `condition`, which takes no value.
    pub(super) fn and_where(mut self, condition: &str) -> Self {
        self.conditions.push(condition.to_owned());
        self
    }

    /// The least of `column` among those that also fulfil `condition`.
    pub(super) fn minimum(
        self,
        conn: &Connection,
        column: &str,
        condition: &str,
    ) -> Result<Option<i64>, QueryError> {
        self.and_where(condition)
            .select_value(conn, &format!("min({column})"))
    }

    /// How many there are.
    pub(super) fn count(self, conn: &Connection) -> Result<u64, QueryError> {
        let count: i64 = self.select_value(conn, "count(*)")?;
        Ok(count.try_into().unwrap_or_default())
    }

    /// What `expression` comes to over all statements.
    fn select_value<T: FromSql>(self, conn: &Connection, expression: &str) -> Result<T, QueryError> {
        let (from, conditions) = (&self.from, self.conditions());
        let sql = format!(
            "SELECT {expression} FROM {from} CROSS JOIN article AS a ON a.ingested_pos = s.article {conditions}"
        );
        let mut select = conn.prepare_cached(&sql)?;
        Ok(select.query_row(params_from_iter(self.values), |row| row.get(0))?)
    }

    /// Also demands that `table`, driving the question, has in `column` what the statement has in `own`.
    pub(super) fn driven_by(mut self, table: &str, own: &str, column: &str) -> Self {
        self.from = format!("{table} CROSS JOIN statement AS s ON {own} = {column}");
        self
    }

    /// Also demands `condition`, which has one `?`, before all others.
    pub(super) fn and_match_first(mut self, condition: &str, value: Value) -> Self {
        self.conditions.insert(0, condition.to_owned());
        self.values.insert(0, value);
        self
    }

    fn among(&mut self, column: &str, rows: &[i64]) {
        self.conditions.push(format!("{column} IN ({})", sql_list(rows)));
    }

    fn push_equal(&mut self, column: &str, value: String) {
        self.conditions.push(format!("{column} = ?"));
        self.values.push(value.into());
    }

    /// The statements in the order in which the article has them.
    pub(super) fn load_in_reading_order(self, conn: &Connection) -> Result<Vec<StatementEntry>, QueryError> {
        let mut entries = Vec::new();
        let order = "json_extract(s.detail, '$.evidence[0][0]'), s.recorded_pos";
        self.for_each_entry_row(conn, "", order, None, |row| {
            entries.push(read_entry(row)?);
            Ok(())
        })?;
        Ok(entries)
    }

    /// The statements in the order of saying.
    pub(super) fn load_chronologically(
        self,
        conn: &Connection,
        limit: Option<usize>,
    ) -> Result<StatementList, QueryError> {
        let mut entries = Vec::new();
        self.for_each_entry_row(conn, "", Self::ORDER, limit, |row| {
            entries.push(read_entry(row)?);
            Ok(())
        })?;
        Ok(StatementList(entries))
    }

    /// Hands `tell` the `cells` of each statement in `order`, with what `joins` bring, where `condition` holds too.
    pub(super) fn rows(
        self,
        conn: &Connection,
        (cells, joins, condition, order): (&str, &str, &str, &str),
        mut tell: impl FnMut(&Row<'_>) -> Result<(), QueryError>,
    ) -> Result<(), QueryError> {
        let selection = self.and_where(condition);
        let (from, conditions) = (&selection.from, selection.conditions());
        let sql = format!(
            "SELECT {cells} FROM {from} CROSS JOIN article AS a ON a.ingested_pos = s.article {joins} {conditions}
             ORDER BY {order}"
        );
        let mut select = conn.prepare_cached(&sql)?;
        let mut rows = select.query(params_from_iter(selection.values))?;
        while let Some(row) = rows.next()? {
            tell(row)?;
        }
        Ok(())
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

    /// Reads the statements in `order`; the cells `more` (each led by a comma) follow those of the entry.
    pub(super) fn for_each_entry_row(
        self,
        conn: &Connection,
        more: &str,
        order: &str,
        limit: Option<usize>,
        mut tell: impl FnMut(&Row<'_>) -> Result<(), QueryError>,
    ) -> Result<(), QueryError> {
        let sql = self.entry_sql(more, order);
        let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        let values = self.values.into_iter().chain([Value::Integer(limit)]);
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            tell(row)?;
        }
        Ok(())
    }
}

/// Row numbers as SQL takes them: they are ours, not a user's.
pub(super) fn sql_list(rows: &[i64]) -> String {
    let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
    rows.join(", ")
}

/// The entry in the first cells of `row`.
pub(super) fn read_entry(row: &Row<'_>) -> Result<StatementEntry, QueryError> {
    let speaker: (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
    let speaker = match speaker {
        (Some(id), Some(name)) => Some(super::SpeakerRef {
            id: row::parse_text(&id, "a speaker id")?,
            name,
        }),
        // No article that counts names the speaker any more: the statement is one that no longer counts.
        _ => None,
    };
    let doubts = row.get_ref(22)?.as_str().map_err(rusqlite::Error::from)?;
    let doubts: Vec<_> = doubts
        .split_whitespace()
        .map(|word| row::parse_text(word, "a doubt"))
        .collect::<Result<_, _>>()?;
    let confidence = Confidence::from_percent(row.get(21)?);
    let review = read_review(row)?;
    let said = row::parse_cell(row, 1, "an EDTF date")?;
    Ok(StatementEntry {
        id: row::parse_cell(row, 0, "a statement id")?,
        said,
        said_rule: row::parse_cell(row, 2, "a date rule")?,
        speaker,
        mention: row.get(5)?,
        capacity: row.get(6)?,
        side: read_side(row)?,
        cue: row.get(7)?,
        mode: row::parse_cell(row, 8, "a mode")?,
        report: read_report(row)?,
        act: row::parse_cell(row, 9, "an act")?,
        words: row.get(10)?,
        points: read_texts(row, 11)?,
        event: row.get(12)?,
        place: row.get(13)?,
        topics: read_texts(row, 14)?,
        article: super::ArticleRef {
            id: row::parse_cell(row, 15, "an article id")?,
            title: row.get(16)?,
            publisher: row.get(17)?,
            url: row.get(18)?,
            published: row::date_cell(row, 19)?,
            lang: row::parse_cell(row, 20, "a language")?,
        },
        flags: Flag::of((confidence, &doubts), (review.as_ref(), row.get(26)?), said),
        confidence: confidence.fraction(),
        doubts,
        review,
        status: Some(row::parse_cell(row, 25, "a status")?).filter(|status| *status != Status::Open),
        reader: row.get(31)?,
    })
}

/// How the statement came to be known, where that was told.
fn read_report(row: &Row<'_>) -> Result<Option<Report>, QueryError> {
    let word = row.get_ref(27)?.as_str_or_null().map_err(rusqlite::Error::from)?;
    word.map(|word| row::parse_text(word, "a kind of report"))
        .transpose()
}

/// The side that the statement was said for.
fn read_side(row: &Row<'_>) -> Result<Option<super::SpeakerRef>, QueryError> {
    let (said, id, name): (Option<String>, Option<String>, Option<String>) =
        (row.get(28)?, row.get(29)?, row.get(30)?);
    let (Some(said), Some(id)) = (said, id) else {
        return Ok(None);
    };
    Ok(Some(super::SpeakerRef {
        id: row::parse_text(&id, "a speaker id")?,
        name: name.unwrap_or(said),
    }))
}

/// What a person made of the statement.
fn read_review(row: &Row<'_>) -> Result<Option<StatementReview>, QueryError> {
    let corrected = row.get_ref(24)?.as_str().map_err(rusqlite::Error::from)?;
    let review = StatementReview {
        confirmed: row.get(23)?,
        corrected: corrected.split_whitespace().map(str::to_owned).collect(),
    };
    Ok((review.confirmed || !review.corrected.is_empty()).then_some(review))
}

/// A cell that holds a JSON list of texts.
fn read_texts(row: &Row<'_>, column: usize) -> Result<Vec<String>, QueryError> {
    let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    if text == "[]" {
        return Ok(Vec::new());
    }
    row::parse_json(text, "a list of texts")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How SQLite goes about `question`, without the lookups that every entry takes.
    fn plan(question: &StatementFilter) -> String {
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
             INSERT INTO speaker_name_version VALUES (1, 'reference', 'Li', 'person', 1, 9223372036854775807, 'li', 1, '');
             INSERT INTO topic_version VALUES (1, 0, 9223372036854775807, 1, 'medtop:1', NULL, 'health', NULL, NULL, NULL, 0);",
        )
        .unwrap();
        crate::query::set_as_of(&conn, None).unwrap();
        let selection = Selection::from_filter(question, &conn).unwrap();
        let mut explain = conn
            .prepare(&format!(
                "EXPLAIN QUERY PLAN {}",
                selection.entry_sql("", Selection::ORDER)
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
    fn a_timeline_is_indexed_lookups_in_order() {
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
