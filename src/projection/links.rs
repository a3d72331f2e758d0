use super::ProjectionError;
use super::checkpoints::number;
use super::facts::FOREVER;
use super::projection::{Projection, Table};
use super::versions;
use super::{detail, rulings};
use crate::domain::{Event, Link, Reason, Recorded, Ruling, Statement, StatementId};
use rusqlite::{Connection, OptionalExtension, params};

/// What persons link, what a newer extractor reads otherwise than they decided, which readings they skipped in review,
/// and what they had decided on that a revision of its article no longer has.
pub(super) struct Links;

const TABLES: &[Table] = &[
    Table::new("link", "one, other, link, since"),
    Table::new("dispute", "statement, since"),
    Table::new("skipped_reading", "statement, since"),
    Table::new("vanished_statement", "statement, since"),
];

impl Projection for Links {
    fn name(&self) -> &'static str {
        "links"
    }

    fn code_version(&self) -> String {
        "2".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/links.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn decided(&self, conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
        let at = number(recorded.position);
        match &recorded.event {
            Event::StatementDecided {
                statement,
                ruling: Ruling::Linked(to, link, linked),
                reason,
                ..
            } => {
                end(conn, statement, to, *link, at)?;
                if *linked {
                    begin(conn, (statement, to, *link), recorded, reason.as_deref())?;
                }
                Ok(())
            }
            Event::StatementDecided {
                statement, ruling, ..
            } => {
                if let Ruling::Skipped(reading) = ruling {
                    skip(conn, statement, reading.as_deref(), at)?;
                }
                if ruling.settles() {
                    settle(conn, statement, at)?;
                    back(conn, statement, at)?;
                }
                Ok(())
            }
            Event::StatementRecorded { statement, .. } => {
                settle(conn, &statement.id, at)?;
                back(conn, &statement.id, at)
            }
            Event::StatementWithdrawn {
                statement,
                reason: Reason::Revised,
                ..
            } => vanish(conn, statement, at),
            Event::StatementDisputed {
                statement,
                extractor,
                reading,
                ..
            } => {
                settle(conn, statement, at)?;
                let otherwise = otherwise(conn, statement, reading.as_deref())?;
                conn.prepare_cached(
                    "INSERT INTO dispute(statement, since, until, extractor, otherwise) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![statement.as_str(), at, FOREVER, extractor, otherwise])?;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn begin(
    conn: &Connection,
    (one, other, link): (&StatementId, &StatementId, Link),
    recorded: &Recorded,
    reason: Option<&str>,
) -> Result<(), ProjectionError> {
    conn.prepare_cached(
        "INSERT INTO link(one, other, link, since, until, actor, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        one.as_str(),
        other.as_str(),
        link.as_str(),
        number(recorded.position),
        FOREVER,
        recorded.actor,
        reason
    ])?;
    Ok(())
}

fn end(
    conn: &Connection,
    one: &StatementId,
    other: &StatementId,
    link: Link,
    at: i64,
) -> Result<(), ProjectionError> {
    conn.prepare_cached(
        "UPDATE link SET until = ?4 WHERE one = ?1 AND other = ?2 AND link = ?3 AND until = ?5",
    )?
    .execute(params![one.as_str(), other.as_str(), link.as_str(), at, FOREVER])?;
    Ok(())
}

/// Ends the dispute about a statement, if there is one.
fn settle(conn: &Connection, statement: &StatementId, at: i64) -> Result<(), ProjectionError> {
    // Asked first, and ended by its key: most statements are in no dispute, and a change that may touch several rows
    // opens a savepoint, at which FTS5 writes out what it has gathered.
    let since: Option<i64> = conn
        .prepare_cached("SELECT since FROM dispute WHERE statement = ?1 AND until = ?2")?
        .query_row(params![statement.as_str(), FOREVER], |row| row.get(0))
        .optional()?;
    if let Some(since) = since {
        conn.prepare_cached("UPDATE dispute SET until = ?3 WHERE statement = ?1 AND since = ?2")?
            .execute(params![statement.as_str(), since, at])?;
    }
    Ok(())
}

/// Notes which reading of a statement is not to be asked about again.
fn skip(
    conn: &Connection,
    statement: &StatementId,
    reading: Option<&str>,
    at: i64,
) -> Result<(), ProjectionError> {
    conn.prepare_cached("UPDATE skipped_reading SET until = ?2 WHERE statement = ?1 AND until = ?3")?
        .execute(params![statement.as_str(), at, FOREVER])?;
    if let Some(reading) = reading {
        conn.prepare_cached(
            "INSERT INTO skipped_reading(statement, since, until, reading) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![statement.as_str(), at, FOREVER, reading])?;
    }
    Ok(())
}

/// Notes that a statement is gone from its article, where a person had decided on it.
fn vanish(conn: &Connection, statement: &StatementId, at: i64) -> Result<(), ProjectionError> {
    let linked: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM link WHERE one = ?1 AND until = ?2)")?
        .query_row(params![statement.as_str(), FOREVER], |row| row.get(0))?;
    let decided = rulings::of(conn, statement)?.is_some_and(|ruled| ruled.decisions.are_made());
    if linked || decided {
        conn.prepare_cached("INSERT INTO vanished_statement(statement, since, until) VALUES (?1, ?2, ?3)")?
            .execute(params![statement.as_str(), at, FOREVER])?;
    }
    Ok(())
}

/// Notes that a statement that was gone is there again, or that a person took note of it.
fn back(conn: &Connection, statement: &StatementId, at: i64) -> Result<(), ProjectionError> {
    let since: Option<i64> = conn
        .prepare_cached("SELECT since FROM vanished_statement WHERE statement = ?1 AND until = ?2")?
        .query_row(params![statement.as_str(), FOREVER], |row| row.get(0))
        .optional()?;
    if let Some(since) = since {
        conn.prepare_cached("UPDATE vanished_statement SET until = ?3 WHERE statement = ?1 AND since = ?2")?
            .execute(params![statement.as_str(), since, at])?;
    }
    Ok(())
}

/// What a newer reading has otherwise than the statement as it counts, in words.
fn otherwise(
    conn: &Connection,
    id: &StatementId,
    reading: Option<&Statement>,
) -> Result<String, ProjectionError> {
    let (Some(new), Some(latest)) = (reading, versions::latest(conn, id)?) else {
        return Ok("not read at all".to_owned());
    };
    let (known, _) = detail::reading(conn, id, latest.reading())?;
    let decisions = rulings::of(conn, id)?
        .map(|ruled| ruled.decisions)
        .unwrap_or_default();
    let known = decisions.of(&known);
    let nobody = || "nobody".to_owned();
    let side = |statement: &Statement| {
        statement
            .side
            .as_ref()
            .map_or_else(nobody, |side| side.reference.clone())
    };
    let report = |statement: &Statement| {
        statement
            .report
            .map_or_else(String::new, |report| report.to_string())
    };
    let facets = [
        (
            "speaker",
            known.speaker.reference.clone().unwrap_or_else(nobody),
            new.speaker.reference.clone().unwrap_or_else(nobody),
        ),
        (
            "capacity",
            known.speaker.capacity.clone().unwrap_or_default(),
            new.speaker.capacity.clone().unwrap_or_default(),
        ),
        ("said", known.said.date.to_string(), new.said.date.to_string()),
        ("act", known.act.to_string(), new.act.to_string()),
        ("for", side(&known), side(new)),
        ("report", report(&known), report(new)),
        ("text", known.words(), new.words()),
    ];
    let differing = facets.into_iter().filter(|(_, known, new)| known != new);
    let told: Vec<String> = differing
        .map(|(facet, _, new)| format!("{facet}: {new}"))
        .collect();
    Ok(if told.is_empty() {
        "the rest of the reading".to_owned()
    } else {
        told.join("; ")
    })
}
