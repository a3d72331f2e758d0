use super::ProjectionError;
use super::checkpoints::position_number;
use super::facts::OPEN_END_POS;
use super::projection::{Projection, Table};
use super::versions;
use super::{decisions, statement_detail};
use crate::domain::{Event, Link, Reason, Recorded, Statement, StatementDecision, StatementId};
use rusqlite::{Connection, OptionalExtension, params};

/// What persons link, what a newer extractor reads otherwise than they decided, which readings they skipped in review,
/// and what they had decided on that a revision of its article no longer has.
pub(super) struct Links;

const TABLES: &[Table] = &[
    Table::new("link_version", "source_id, target_id, link, valid_from_pos"),
    Table::new("dispute_version", "statement_id, valid_from_pos"),
    Table::new("skipped_reading_version", "statement_id, valid_from_pos"),
    Table::new("vanished_statement_version", "statement_id, valid_from_pos"),
];

impl Projection for Links {
    fn name(&self) -> &'static str {
        "links"
    }

    fn code_version(&self) -> String {
        "3".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/links.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_event(&self, conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
        let at = position_number(recorded.position);
        match &recorded.event {
            Event::StatementDecided {
                statement,
                ruling: StatementDecision::Linked(to, link, linked),
                reason,
                ..
            } => {
                end_link(conn, statement, to, *link, at)?;
                if *linked {
                    begin_link(conn, (statement, to, *link), recorded, reason.as_deref())?;
                }
                Ok(())
            }
            Event::StatementDecided {
                statement, ruling, ..
            } => {
                if let StatementDecision::Skipped(reading) = ruling {
                    set_skipped_reading(conn, statement, reading.as_deref(), at)?;
                }
                if ruling.settles() {
                    end_dispute(conn, statement, at)?;
                    end_vanished(conn, statement, at)?;
                }
                Ok(())
            }
            Event::StatementRecorded { statement, .. } => {
                end_dispute(conn, &statement.id, at)?;
                end_vanished(conn, &statement.id, at)
            }
            Event::StatementWithdrawn {
                statement,
                reason: Reason::Revised,
                ..
            } => begin_vanished(conn, statement, at),
            Event::StatementDisputed {
                statement,
                extractor,
                reading,
                ..
            } => {
                end_dispute(conn, statement, at)?;
                let otherwise = describe_differences(conn, statement, reading.as_deref())?;
                conn.prepare_cached(
                    "INSERT INTO dispute_version(statement_id, valid_from_pos, valid_to_pos, extractor, differences) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![statement.as_str(), at, OPEN_END_POS, extractor, otherwise])?;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn begin_link(
    conn: &Connection,
    (one, other, link): (&StatementId, &StatementId, Link),
    recorded: &Recorded,
    reason: Option<&str>,
) -> Result<(), ProjectionError> {
    conn.prepare_cached(
        "INSERT INTO link_version(source_id, target_id, link, valid_from_pos, valid_to_pos, actor, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        one.as_str(),
        other.as_str(),
        link.as_str(),
        position_number(recorded.position),
        OPEN_END_POS,
        recorded.actor,
        reason
    ])?;
    Ok(())
}

fn end_link(
    conn: &Connection,
    one: &StatementId,
    other: &StatementId,
    link: Link,
    at: i64,
) -> Result<(), ProjectionError> {
    conn.prepare_cached(
        "UPDATE link_version SET valid_to_pos = ?4 WHERE source_id = ?1 AND target_id = ?2 AND link = ?3 AND valid_to_pos = ?5",
    )?
    .execute(params![one.as_str(), other.as_str(), link.as_str(), at, OPEN_END_POS])?;
    Ok(())
}

/// Ends the dispute about a statement, if there is one.
fn end_dispute(conn: &Connection, statement: &StatementId, at: i64) -> Result<(), ProjectionError> {
    // Asked first, and ended by its key: most statements are in no dispute, and a change that may touch several rows
    // opens a savepoint, at which FTS5 writes out what it has gathered.
    let since: Option<i64> = conn
        .prepare_cached(
            "SELECT valid_from_pos FROM dispute_version WHERE statement_id = ?1 AND valid_to_pos = ?2",
        )?
        .query_row(params![statement.as_str(), OPEN_END_POS], |row| row.get(0))
        .optional()?;
    if let Some(since) = since {
        conn.prepare_cached(
            "UPDATE dispute_version SET valid_to_pos = ?3 WHERE statement_id = ?1 AND valid_from_pos = ?2",
        )?
        .execute(params![statement.as_str(), since, at])?;
    }
    Ok(())
}

/// Notes which reading of a statement is not to be asked about again.
fn set_skipped_reading(
    conn: &Connection,
    statement: &StatementId,
    reading: Option<&str>,
    at: i64,
) -> Result<(), ProjectionError> {
    conn.prepare_cached(
        "UPDATE skipped_reading_version SET valid_to_pos = ?2 WHERE statement_id = ?1 AND valid_to_pos = ?3",
    )?
    .execute(params![statement.as_str(), at, OPEN_END_POS])?;
    if let Some(reading) = reading {
        conn.prepare_cached(
            "INSERT INTO skipped_reading_version(statement_id, valid_from_pos, valid_to_pos, reading_digest) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![statement.as_str(), at, OPEN_END_POS, reading])?;
    }
    Ok(())
}

/// Notes that a statement is gone from its article, where a person had decided on it.
fn begin_vanished(conn: &Connection, statement: &StatementId, at: i64) -> Result<(), ProjectionError> {
    let linked: bool = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM link_version WHERE source_id = ?1 AND valid_to_pos = ?2)",
        )?
        .query_row(params![statement.as_str(), OPEN_END_POS], |row| row.get(0))?;
    let decided = decisions::load_decisions(conn, statement)?.is_some_and(|ruled| ruled.decisions.are_made());
    if linked || decided {
        conn.prepare_cached("INSERT INTO vanished_statement_version(statement_id, valid_from_pos, valid_to_pos) VALUES (?1, ?2, ?3)")?
            .execute(params![statement.as_str(), at, OPEN_END_POS])?;
    }
    Ok(())
}

/// Notes that a statement that was gone is there again, or that a person took note of it.
fn end_vanished(conn: &Connection, statement: &StatementId, at: i64) -> Result<(), ProjectionError> {
    let since: Option<i64> = conn
        .prepare_cached("SELECT valid_from_pos FROM vanished_statement_version WHERE statement_id = ?1 AND valid_to_pos = ?2")?
        .query_row(params![statement.as_str(), OPEN_END_POS], |row| row.get(0))
        .optional()?;
    if let Some(since) = since {
        conn.prepare_cached("UPDATE vanished_statement_version SET valid_to_pos = ?3 WHERE statement_id = ?1 AND valid_from_pos = ?2")?
            .execute(params![statement.as_str(), since, at])?;
    }
    Ok(())
}

/// What a newer reading has otherwise than the statement as it counts, in words.
fn describe_differences(
    conn: &Connection,
    id: &StatementId,
    reading: Option<&Statement>,
) -> Result<String, ProjectionError> {
    let (Some(new), Some(latest)) = (reading, versions::latest_version(conn, id)?) else {
        return Ok("not read at all".to_owned());
    };
    let (known, _) = statement_detail::load_reading(conn, id, latest.reading())?;
    let decisions = decisions::load_decisions(conn, id)?
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
