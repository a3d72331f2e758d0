//! How SQLite finds the rows of each question: the steps of its query plans that touch the large tables are a snapshot,
//! so that a question that begins to read a whole table is seen. A step that reads all statements needs a reason.

use crate::common::history::{ReadModels, example_history};
use dixit::domain::{Act, Position};
use dixit::query::{
    self, CoverageQuery, DueQuery, MatrixPeriod, MatrixQuery, NewRecordsQuery, Query, SearchQuery,
    SilentQuery, SpeakersQuery, StatementFilter, TimelineCountsQuery, TimelineStep, TopicsQuery,
};
use rusqlite::Connection;
use rusqlite::trace::{TraceEvent, TraceEventCodes};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

/// Tables with a row or more for each statement, speaker or article.
const LARGE_TABLES: [&str; 6] = [
    "speaker_count",
    "article_topic_count",
    "statement_version",
    "statement_topic",
    "similarity",
    "speaker_name_version",
];

/// The steps that read all statements, or all of an index of them: question, step and reason.
const FULL_SCANS: &[(&str, &str, &str)] = &[
    (
        "timeline",
        "SCAN main.statement_version USING INDEX statement_said",
        "in the order of the answer, ended by its limit",
    ),
    (
        "speakers",
        "SCAN speaker_count USING INDEX speaker_count_statements",
        "in the order of the answer, ended by its limit",
    ),
    (
        "topics as of an earlier position",
        "SCAN statement_topic",
        "counts every statement of every topic",
    ),
    (
        "topics as of an earlier position",
        "SCAN statement_version USING COVERING INDEX statement_reader",
        "has only what other readers read",
    ),
    (
        "matrix",
        "SCAN statement_topic",
        "counts every statement of every topic",
    ),
    (
        "timeline counts",
        "SCAN statement_version USING COVERING INDEX statement_act",
        "counts every statement",
    ),
    (
        "timeline counts",
        "SCAN statement_version USING COVERING INDEX statement_span",
        "has only what may have been said on several days",
    ),
    (
        "timeline counts",
        "SCAN statement_version USING COVERING INDEX statement_reader",
        "has only what other readers read",
    ),
    (
        "silent as of an earlier position",
        "SCAN statement_version USING COVERING INDEX statement_article",
        "counts the articles that have statements",
    ),
    (
        "silent as of an earlier position",
        "SCAN statement_version USING COVERING INDEX statement_reader",
        "has only what other readers read",
    ),
];

type Ask = Box<dyn Fn(&Connection)>;

fn ask<Q: Query + 'static>(question: Q) -> Ask {
    Box::new(move |conn| {
        // What is not found is an answer, too: its suggestions have plans of their own.
        let _ = question.answer(conn);
    })
}

fn some(change: impl FnOnce(&mut StatementFilter)) -> StatementFilter {
    let mut filter = StatementFilter {
        limit: Some(50),
        ..StatementFilter::default()
    };
    change(&mut filter);
    filter
}

fn coverage_of_health() -> CoverageQuery {
    CoverageQuery {
        topic: Some("health".into()),
        ..CoverageQuery::default()
    }
}

/// The questions whose cost must follow what they show, or, where everything is counted, the narrowest index.
fn questions() -> Vec<(&'static str, Ask)> {
    let day = Some("2026-03-07".parse().unwrap());
    vec![
        ("timeline", ask(some(|_| ()))),
        (
            "timeline of a day",
            ask(some(|filter| (filter.since, filter.until) = (day, day))),
        ),
        (
            "timeline of an act",
            ask(some(|filter| filter.act = Some(Act::Call))),
        ),
        (
            "timeline of a speaker",
            ask(some(|filter| filter.speaker = Some("odile carré".into()))),
        ),
        (
            "timeline of a topic",
            ask(some(|filter| filter.topic = Some("health".into()))),
        ),
        (
            "timeline of an unknown name",
            ask(some(|filter| filter.speaker = Some("odile carrée".into()))),
        ),
        (
            "search",
            ask(SearchQuery {
                query: "taxe".into(),
                within: some(|_| ()),
            }),
        ),
        ("speakers", ask(SpeakersQuery::default())),
        (
            "speakers as of an earlier position",
            ask(SpeakersQuery::default()),
        ),
        ("topics", ask(TopicsQuery::default())),
        ("topics as of an earlier position", ask(TopicsQuery::default())),
        (
            "matrix",
            ask(MatrixQuery {
                within: StatementFilter::default(),
                by: MatrixPeriod::Year,
            }),
        ),
        ("timeline counts", ask(TimelineCountsQuery::default())),
        (
            "timeline counts of a topic",
            ask(TimelineCountsQuery {
                within: some(|filter| filter.topic = Some("health".into())),
                by: TimelineStep::Auto,
            }),
        ),
        ("coverage", ask(CoverageQuery::default())),
        ("coverage of a topic", ask(coverage_of_health())),
        (
            "coverage of a topic as of an earlier position",
            ask(coverage_of_health()),
        ),
        (
            "new",
            ask(NewRecordsQuery {
                since: Position::new(3),
                ..NewRecordsQuery::default()
            }),
        ),
        (
            "due",
            ask(DueQuery {
                within: some(|_| ()),
                ..DueQuery::default()
            }),
        ),
        (
            "silent",
            ask(SilentQuery {
                within: some(|filter| filter.act = Some(Act::Proposal)),
                days: 1,
            }),
        ),
        (
            "silent as of an earlier position",
            ask(SilentQuery {
                within: some(|filter| filter.act = Some(Act::Proposal)),
                days: 1,
            }),
        ),
    ]
}

/// The SQL that `question` runs.
fn sql_of(models: &mut ReadModels, question: &Ask) -> BTreeSet<String> {
    let collected = Arc::new(Mutex::new(BTreeSet::new()));
    let sink = Arc::clone(&collected);
    let collect = move |event: TraceEvent<'_>| {
        if let TraceEvent::Stmt(statement, _) = event {
            sink.lock().unwrap().insert(statement.sql().into_owned());
        }
    };
    models
        .0
        .trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(collect))
        .unwrap();
    question(&models.0);
    models
        .0
        .trace_v2(TraceEventCodes::empty(), None::<fn(TraceEvent<'_>)>)
        .unwrap();
    let sql = std::mem::take(&mut *collected.lock().unwrap());
    sql.into_iter().filter(|sql| !sql.starts_with("--")).collect()
}

/// The steps of the plan of `sql`.
fn plan(conn: &Connection, sql: &str) -> Vec<String> {
    let mut explain = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let steps = explain
        .raw_query()
        .mapped(|row| row.get(3))
        .collect::<Result<_, _>>();
    steps.unwrap()
}

#[test]
fn questions_use_the_indexes_of_the_large_tables() {
    let mut models = example_history().to_read_models();
    let mut report = String::new();
    let mut unexplained = Vec::new();
    for (name, question) in questions() {
        let is_earlier = name.ends_with("as of an earlier position");
        query::set_as_of(&models.0, is_earlier.then(|| Position::new(6))).unwrap();
        let mut steps = BTreeSet::new();
        for sql in sql_of(&mut models, &question) {
            steps.extend(plan(&models.0, &sql));
        }
        writeln!(report, "{name}").unwrap();
        for step in &steps {
            if !LARGE_TABLES.iter().any(|table| step.contains(table)) {
                continue;
            }
            let reason = FULL_SCANS
                .iter()
                .find(|(of, known, _)| *of == name && known == step);
            let reason = reason.map_or(String::new(), |(.., reason)| format!("  ({reason})"));
            if step.starts_with("SCAN") && step.contains("statement") && reason.is_empty() {
                unexplained.push(format!("{name}: {step}"));
            }
            writeln!(report, "    {step}{reason}").unwrap();
        }
    }
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("query-plans", report) });
    assert!(
        unexplained.is_empty(),
        "without a reason:\n{}",
        unexplained.join("\n")
    );
}
