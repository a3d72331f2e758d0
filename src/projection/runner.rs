//! Brings events to the projections, and keeps the checkpoints.

use super::facts::{Before, Days, Gone, Reading, Reported};
use super::projection::AFTER_THE_LOAD;
use super::{ALL, ProjectionError};
use crate::domain::{ArticleId, Event, Lang, Position, Recorded, Source, Statement, StatementId, Text, fold};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// More than the projections and the log's own statements together.
const CACHED_STATEMENTS: usize = 128;

/// The projections that are missing or were folded by another version of their code. Reads only.
pub fn stale(conn: &Connection) -> Result<Vec<&'static str>, ProjectionError> {
    if !conn.table_exists(Some("main"), "checkpoint")? {
        return Ok(ALL.iter().map(|projection| projection.name()).collect());
    }
    let mut version = conn.prepare_cached("SELECT code_version FROM checkpoint WHERE name = ?1")?;
    let mut stale = Vec::new();
    for projection in ALL {
        let folded_by: Option<String> = version
            .query_row([projection.name()], |row| row.get(0))
            .optional()?;
        if folded_by != Some(projection.code_version()) {
            stale.push(projection.name());
        }
    }
    Ok(stale)
}

/// Creates the read models where there are none, and names those that must be rebuilt: the missing ones (all
/// of them in a new database) and those folded by another version of their code.
///
/// While any is named, [`reset`] and an [`apply`] of the whole log must follow in the same transaction, unless
/// the log has no events.
pub fn prepare(conn: &Connection) -> Result<Vec<&'static str>, ProjectionError> {
    conn.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    let stale = stale(conn)?;
    if stale.len() == ALL.len() {
        reset(conn)?;
        checkpoint(conn, Position::START)?;
    }
    Ok(stale)
}

/// The place in the log up to which the read models are folded.
pub fn position(conn: &Connection) -> Result<Position, ProjectionError> {
    if !conn.table_exists(Some("main"), "checkpoint")? {
        return Ok(Position::START);
    }
    let position: Option<i64> = conn
        .prepare_cached("SELECT min(position) FROM checkpoint")?
        .query_row([], |row| row.get(0))?;
    Ok(Position::new(
        position.and_then(|at| at.try_into().ok()).unwrap_or_default(),
    ))
}

/// Throws the read models away and creates them empty, at [`Position::START`], without the indexes that a
/// load does not need.
pub fn reset(conn: &Connection) -> Result<(), ProjectionError> {
    conn.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    conn.flush_prepared_statement_cache();
    conn.execute_batch(include_str!("../../schema/read/checkpoint.sql"))
        .and_then(|()| conn.execute_batch("DELETE FROM checkpoint"))
        .map_err(failed("created"))?;
    for projection in ALL {
        for table in projection.tables() {
            conn.execute_batch(&format!("DROP TABLE IF EXISTS {}", table.name))
                .map_err(failed("thrown away"))?;
        }
        let (tables, _) = schema(projection.schema());
        conn.execute_batch(tables).map_err(failed("created"))?;
        projection.seed(conn)?;
        conn.execute(
            "INSERT INTO checkpoint(name, code_version, position) VALUES (?1, ?2, 0)",
            params![projection.name(), projection.code_version()],
        )?;
    }
    Ok(())
}

/// Notes that everything up to `position` is folded, and completes the indexes that [`reset`] leaves for after
/// the load.
pub fn checkpoint(conn: &Connection, position: Position) -> Result<(), ProjectionError> {
    let loading: bool = conn
        .prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'statement_said')")?
        .query_row([], |row| row.get(0))?;
    if loading {
        for projection in ALL {
            let (_, indexes) = schema(projection.schema());
            conn.execute_batch(indexes).map_err(failed("indexed"))?;
        }
    }
    conn.prepare_cached("UPDATE checkpoint SET position = ?1")?
        .execute([number(position)])?;
    Ok(())
}

fn schema(sql: &'static str) -> (&'static str, &'static str) {
    sql.split_once(AFTER_THE_LOAD).unwrap_or((sql, ""))
}

fn failed(doing: &'static str) -> impl Fn(rusqlite::Error) -> ProjectionError {
    move |source| ProjectionError::Store { doing, source }
}

/// SQLite's integers are signed; no log has 2^63 events.
fn number(position: Position) -> i64 {
    i64::try_from(position.number()).unwrap_or(i64::MAX)
}

/// Folds one event. Events come in the order of the log, each once; [`checkpoint`] follows the last one.
///
/// An event about an article that does not count (never ingested, or withdrawn) changes nothing, as in
/// [`evolve`](crate::domain::evolve).
pub fn apply(conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
    match &recorded.event {
        Event::ArticleIngested {
            article,
            source,
            lang,
            text,
            extractor,
        } => {
            if let Some(known) = held(conn, article)? {
                article_gone(conn, known.row)?;
            }
            let row = number(recorded.position);
            let article = Arrived {
                id: article,
                source,
                lang: *lang,
                text,
                extractor,
                revision: 0,
            };
            article_read(conn, recorded, row, None, &article)
        }
        Event::ArticleRevised {
            article,
            revision,
            source,
            lang,
            text,
            extractor,
        } => {
            let Some(known) = held(conn, article)? else {
                return Ok(());
            };
            let article = Arrived {
                id: article,
                source,
                lang: *lang,
                text,
                extractor,
                revision: *revision,
            };
            article_read(conn, recorded, known.row, Some(known.before), &article)
        }
        Event::ArticleWithdrawn { article, .. } => match held(conn, article)? {
            Some(known) => article_gone(conn, known.row),
            None => Ok(()),
        },
        Event::StatementRecorded {
            article,
            revision,
            statement,
        } => statement_read(conn, recorded, article, *revision, statement),
        Event::StatementWithdrawn { statement, .. } => statement_gone(conn, statement),
    }
}

/// What both events say that bring an article in.
struct Arrived<'a> {
    id: &'a ArticleId,
    source: &'a Source,
    lang: Lang,
    text: &'a Text,
    extractor: &'a str,
    revision: u32,
}

/// What the read models hold of an article.
struct Held {
    row: i64,
    before: Before,
}

fn held(conn: &Connection, article: &ArticleId) -> Result<Option<Held>, ProjectionError> {
    let mut select =
        conn.prepare_cached("SELECT row, published_day, lang, title FROM article WHERE id = ?1")?;
    let held = select.query_row([article.as_str()], |row| {
        Ok(Held {
            row: row.get(0)?,
            before: Before {
                published_day: row.get(1)?,
                lang: row.get(2)?,
                title: row.get(3)?,
            },
        })
    });
    Ok(held.optional()?)
}

fn article_read(
    conn: &Connection,
    recorded: &Recorded,
    row: i64,
    before: Option<Before>,
    article: &Arrived<'_>,
) -> Result<(), ProjectionError> {
    let reported = Reported {
        row,
        id: article.id.as_str(),
        source: article.source,
        lang: article.lang,
        text: article.text,
        extractor: article.extractor,
        recorded_at: recorded.recorded_at.micros(),
        before,
        revision: article.revision,
    };
    ALL.iter()
        .try_for_each(|projection| projection.article_read(conn, &reported))
}

fn article_gone(conn: &Connection, article: i64) -> Result<(), ProjectionError> {
    let gone: Vec<Gone> = conn
        .prepare_cached("SELECT row, speaker, reference, kind, mention FROM statement WHERE article = ?1")?
        .query_map([article], Gone::read)?
        .collect::<Result<_, _>>()?;
    for statement in &gone {
        remove(conn, statement)?;
    }
    ALL.iter()
        .rev()
        .try_for_each(|projection| projection.article_gone(conn, article))
}

fn statement_read(
    conn: &Connection,
    recorded: &Recorded,
    article: &ArticleId,
    revision: u32,
    statement: &Statement,
) -> Result<(), ProjectionError> {
    let Some(Held { row: article, before }) = held(conn, article)? else {
        return Ok(());
    };
    statement_gone(conn, &statement.id)?;
    let words = statement.words();
    let mut reading = Reading {
        row: number(recorded.position),
        recorded_at: recorded.recorded_at.micros(),
        article,
        published_day: before.published_day,
        lang: before.lang.parse().unwrap_or(Lang::Und),
        revision,
        statement,
        words: &words,
        folded: &fold(&words),
        said: Days::from(statement.said.date),
        speaker: None,
    };
    ALL.iter()
        .try_for_each(|projection| projection.statement_read(conn, &mut reading))
}

fn statement_gone(conn: &Connection, statement: &StatementId) -> Result<(), ProjectionError> {
    let gone = conn
        .prepare_cached("SELECT row, speaker, reference, kind, mention FROM statement WHERE id = ?1")?
        .query_row([statement.as_str()], Gone::read)
        .optional()?;
    gone.map_or(Ok(()), |gone| remove(conn, &gone))
}

fn remove(conn: &Connection, statement: &Gone) -> Result<(), ProjectionError> {
    ALL.iter()
        .rev()
        .try_for_each(|projection| projection.statement_gone(conn, statement))
}

impl Gone {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            row: row.get(0)?,
            speaker: row.get(1)?,
            reference: row.get(2)?,
            kind: row.get(3)?,
            mention: row.get(4)?,
        })
    }
}
