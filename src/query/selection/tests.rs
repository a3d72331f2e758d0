//! The query plans of selections.

use super::*;

/// SQLite's query plan for `filter`, without the subqueries that load each entry.
fn plan(filter: &StatementFilter) -> String {
    let conn = Connection::open_in_memory().unwrap();
    for schema in [
        include_str!("../../../schema/read/articles.sql"),
        include_str!("../../../schema/read/speakers.sql"),
        include_str!("../../../schema/read/timeline.sql"),
        include_str!("../../../schema/read/topics.sql"),
        include_str!("../../../schema/read/points.sql"),
        include_str!("../../../schema/read/links.sql"),
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
    if selection.topics.is_some() {
        let (sql, values) = selection.rows_on_topics();
        return steps(&conn, &sql, values);
    }
    let parts = selection.split_at_since().into_iter().map(|part| {
        let sql = part.entry_sql("", Selection::CHRONOLOGICAL);
        let values = part.values.into_iter().chain([Value::Integer(-1)]).collect();
        steps(&conn, &sql, values)
    });
    parts.collect::<Vec<_>>().join("\n")
}

/// The steps of the plan of `sql`, without those of subqueries.
fn steps(conn: &Connection, sql: &str, values: Vec<Value>) -> String {
    let mut explain = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let mut rows = explain.query(params_from_iter(values)).unwrap();
    let mut steps: Vec<String> = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let (parent, step): (i64, String) = (row.get(1).unwrap(), row.get(3).unwrap());
        if parent == 0 && !step.contains("SCALAR SUBQUERY") {
            steps.push(step);
        }
    }
    steps.join("\n")
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
    SEARCH main.speaker_group_version USING PRIMARY KEY (speaker=? AND valid_from_pos<?) LEFT-JOIN
    ");
    insta::assert_snapshot!(plan(&StatementFilter::default()), @"
    SCAN main.statement_version USING INDEX statement_said
    SEARCH main.article_version USING INDEX article_ingested (ingested_pos=? AND rowid<?)
    SEARCH main.speaker_group_version USING PRIMARY KEY (speaker=? AND valid_from_pos<?) LEFT-JOIN
    ");
    let both = StatementFilter {
        topic: Some("health".to_owned()),
        ..by
    };
    insta::assert_snapshot!(plan(&both), @"
    SEARCH main.statement_version USING INDEX statement_speaker (speaker=?)
    SEARCH main.article_version USING INDEX article_ingested (ingested_pos=? AND rowid<?)
    SEARCH st EXISTS USING PRIMARY KEY (statement=? AND topic=?)
    SEARCH main.speaker_group_version USING PRIMARY KEY (speaker=? AND valid_from_pos<?) LEFT-JOIN
    ");
    let about = StatementFilter {
        topic: Some("health".to_owned()),
        ..StatementFilter::default()
    };
    insta::assert_snapshot!(plan(&about), @"
    SEARCH st USING COVERING INDEX statement_topic_said (topic=?)
    SEARCH main.statement_version USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH main.article_version USING INDEX article_ingested (ingested_pos=? AND rowid<?)
    ");
    let day = Some("2026-03-09".parse().unwrap());
    let of_a_day = StatementFilter {
        since: day,
        until: day,
        ..StatementFilter::default()
    };
    insta::assert_snapshot!(plan(&of_a_day), @"
    SEARCH main.statement_version USING INDEX statement_span (said_from<?)
    SEARCH main.article_version USING INDEX article_ingested (ingested_pos=? AND rowid<?)
    SEARCH main.speaker_group_version USING PRIMARY KEY (speaker=? AND valid_from_pos<?) LEFT-JOIN
    SEARCH main.statement_version USING INDEX statement_said (said_from>? AND said_from<?)
    SEARCH main.article_version USING INDEX article_ingested (ingested_pos=? AND rowid<?)
    SEARCH main.speaker_group_version USING PRIMARY KEY (speaker=? AND valid_from_pos<?) LEFT-JOIN
    ");
}
