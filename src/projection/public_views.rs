use super::ProjectionError;
use super::article_version::ArticleVersion;
use super::code_version;
use super::day_range::date_of_day;
use super::fold::Fold;
use super::position::position_number;
use super::projection::{Projection, Table};
use super::statement_version::StatementVersion;
use crate::domain::{RecordedEvent, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

/// The views for other programs, which show what is current in plain columns. The only tables are the days and times
/// that the views show, as text.
pub(super) struct PublicViews;

const SCHEMA: &str = include_str!("../../schema/read/public.sql");

const TABLES: &[Table] = &[
    Table::new("dixit_views", "name"),
    Table::new("dixit_day", "day"),
    Table::new("dixit_timestamp", "micros"),
];

const VIEWS: &[&str] = &[
    "articles",
    "deadlines",
    "former_statements",
    "links",
    "proposals",
    "readings",
    "reviews",
    "speaker_names",
    "speakers",
    "statement_points",
    "statement_topics",
    "statements",
    "topics",
];

impl Projection for PublicViews {
    fn name(&self) -> &'static str {
        "public"
    }

    fn code_version(&self) -> String {
        code_version::code_version(1, SCHEMA)
    }

    fn schema(&self) -> &'static str {
        SCHEMA
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn views(&self) -> &'static [&'static str] {
        VIEWS
    }
    fn on_article_version(
        &self,
        &Fold { conn, .. }: &Fold<'_>,
        article: &ArticleVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let times = [Some(article.recorded_at), article.revised_at];
        times
            .into_iter()
            .flatten()
            .try_for_each(|moment| store_timestamp(conn, moment))
    }

    fn on_statement_version(
        &self,
        fold: &Fold<'_>,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        if version.said.from <= version.said.to {
            store_day(fold, version.said.from)?;
            store_day(fold, version.said.to)?;
        }
        if version.is_current() {
            for deadline in &version.derived.deadlines {
                store_day(fold, deadline.first_day)?;
                store_day(fold, deadline.last_day)?;
            }
        }
        Ok(())
    }

    fn on_event(
        &self,
        &Fold { conn, .. }: &Fold<'_>,
        recorded: &RecordedEvent,
    ) -> Result<(), ProjectionError> {
        let ended: Option<i64> = conn
            .prepare_cached("SELECT recorded_at FROM ending_event WHERE position = ?1")?
            .query_row([position_number(recorded.position)], |row| row.get(0))
            .optional()?;
        ended.map_or(Ok(()), |moment| store_timestamp(conn, moment))
    }
}

/// Stores the text of a day, unless the day is unknown or its text is stored already.
fn store_day(fold: &Fold<'_>, day: i64) -> Result<(), ProjectionError> {
    if !fold.memory.stored_days.borrow_mut().insert(day) {
        return Ok(());
    }
    match date_of_day(day) {
        Some(date) => store_text(fold.conn, ("dixit_day", "day", "date"), day, &date.to_string()),
        None => Ok(()),
    }
}

/// Stores the text of a time, unless it is stored already. `micros` are microseconds since 1970 UTC.
fn store_timestamp(conn: &Connection, micros: i64) -> Result<(), ProjectionError> {
    let time = Timestamp::from_micros(micros).to_string();
    store_text(conn, ("dixit_timestamp", "micros", "time"), micros, &time)
}

/// Stores `text` under `number` in a table with these columns, unless the number is stored.
fn store_text(
    conn: &Connection,
    (table, key, value): (&str, &str, &str),
    number: i64,
    text: &str,
) -> Result<(), ProjectionError> {
    // Looked up first: most are stored already, and a SELECT costs less than an INSERT that does nothing.
    let mut select = conn.prepare_cached(&format!("SELECT 1 FROM {table} WHERE {key} = ?1"))?;
    if select.exists([number])? {
        return Ok(());
    }
    conn.prepare_cached(&format!("INSERT INTO {table}({key}, {value}) VALUES (?1, ?2)"))?
        .execute(params![number, text])?;
    Ok(())
}
