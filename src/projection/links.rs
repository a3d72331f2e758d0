use super::ProjectionError;
use super::fold::Fold;
use super::position::OPEN_END_POS;
use super::position::position_number;
use super::projection::{Projection, Table};
use super::statement_lookup;
use super::{decisions, statement_detail};
use crate::domain::{
    Event, Link, RecordedEvent, Statement, StatementDecision, StatementId, WithdrawalReason,
};
use rusqlite::{Connection, OptionalExtension, params};

/// The projection of links between statements, disputes, skipped readings, and statements with decisions that a
/// revision of their article no longer contains.
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

    fn on_event(
        &self,
        &Fold { conn, .. }: &Fold<'_>,
        recorded: &RecordedEvent,
    ) -> Result<(), ProjectionError> {
        let at = position_number(recorded.position);
        match &recorded.event {
            Event::StatementDecided {
                statement,
                decision: StatementDecision::Linked(to, link, linked),
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
                statement, decision, ..
            } => {
                if let StatementDecision::Skipped(reading) = decision {
                    set_skipped_reading(conn, statement, reading.as_deref(), at)?;
                }
                if decision.settles_dispute() {
                    end_dispute_and_vanished(conn, statement, at)?;
                }
                Ok(())
            }
            Event::StatementRecorded { statement, .. } => end_dispute_and_vanished(conn, &statement.id, at),
            Event::StatementWithdrawn {
                statement,
                reason: WithdrawalReason::Revised,
                ..
            } => begin_vanished(conn, statement, at),
            Event::StatementDisputed {
                statement,
                extractor,
                reading,
                ..
            } => {
                end_row(conn, "dispute_version", statement, at)?;
                let differences = describe_differences(conn, statement, reading.as_deref())?;
                conn.prepare_cached(
                    "INSERT INTO dispute_version(statement_id, valid_from_pos, valid_to_pos, extractor, differences)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![statement.as_str(), at, OPEN_END_POS, extractor, differences])?;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// Adds a link that `recorded` makes.
fn begin_link(
    conn: &Connection,
    (source, target, link): (&StatementId, &StatementId, Link),
    recorded: &RecordedEvent,
    reason: Option<&str>,
) -> Result<(), ProjectionError> {
    conn.prepare_cached(
        "INSERT INTO link_version(source_id, target_id, link, valid_from_pos, valid_to_pos, actor, reason)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        source.as_str(),
        target.as_str(),
        link.as_str(),
        position_number(recorded.position),
        OPEN_END_POS,
        recorded.actor,
        reason
    ])?;
    Ok(())
}

/// Ends a link, if it is valid.
fn end_link(
    conn: &Connection,
    source: &StatementId,
    target: &StatementId,
    link: Link,
    at: i64,
) -> Result<(), ProjectionError> {
    conn.prepare_cached(
        "UPDATE link_version SET valid_to_pos = ?4
                 WHERE source_id = ?1 AND target_id = ?2 AND link = ?3 AND valid_to_pos = ?5",
    )?
    .execute(params![
        source.as_str(),
        target.as_str(),
        link.as_str(),
        at,
        OPEN_END_POS
    ])?;
    Ok(())
}

/// Ends the dispute about a statement, if there is one, and the record that it vanished.
fn end_dispute_and_vanished(
    conn: &Connection,
    statement: &StatementId,
    at: i64,
) -> Result<(), ProjectionError> {
    end_row(conn, "dispute_version", statement, at)?;
    end_row(conn, "vanished_statement_version", statement, at)
}

/// Ends the valid row of a statement in `table`, if there is one.
fn end_row(
    conn: &Connection,
    table: &'static str,
    statement: &StatementId,
    at: i64,
) -> Result<(), ProjectionError> {
    // Looked up first: most statements have no such row.
    let valid_from_pos: Option<i64> = conn
        .prepare_cached(&format!(
            "SELECT valid_from_pos FROM {table} WHERE statement_id = ?1 AND valid_to_pos = ?2"
        ))?
        .query_row(params![statement.as_str(), OPEN_END_POS], |row| row.get(0))
        .optional()?;
    if let Some(valid_from_pos) = valid_from_pos {
        conn.prepare_cached(&format!(
            "UPDATE {table} SET valid_to_pos = ?3 WHERE statement_id = ?1 AND valid_from_pos = ?2"
        ))?
        .execute(params![statement.as_str(), valid_from_pos, at])?;
    }
    Ok(())
}

/// Stores which reading of a statement is not to be presented in review again; `None` ends that.
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
            "INSERT INTO skipped_reading_version(statement_id, valid_from_pos, valid_to_pos, reading_digest)
                     VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![statement.as_str(), at, OPEN_END_POS, reading])?;
    }
    Ok(())
}

/// Records that a statement vanished from its article, where a person had decided on it or linked it.
fn begin_vanished(conn: &Connection, statement: &StatementId, at: i64) -> Result<(), ProjectionError> {
    let linked: bool = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM link_version WHERE source_id = ?1 AND valid_to_pos = ?2)",
        )?
        .query_row(params![statement.as_str(), OPEN_END_POS], |row| row.get(0))?;
    let decided =
        decisions::load_decisions(conn, statement)?.is_some_and(|stored| stored.decisions.has_any());
    if linked || decided {
        conn.prepare_cached(
            "INSERT INTO vanished_statement_version(statement_id, valid_from_pos, valid_to_pos)
             VALUES (?1, ?2, ?3)",
        )?
        .execute(params![statement.as_str(), at, OPEN_END_POS])?;
    }
    Ok(())
}

/// In what a newer reading differs from the decided statement, in words: "act: claim; said: 2026-05".
fn describe_differences(
    conn: &Connection,
    id: &StatementId,
    reading: Option<&Statement>,
) -> Result<String, ProjectionError> {
    let (Some(new), Some(latest)) = (reading, statement_lookup::latest_version(conn, id)?) else {
        return Ok("not read at all".to_owned());
    };
    let (known, _) = statement_detail::load_reading(conn, id, latest.reading_row)?;
    let decisions = decisions::load_decisions(conn, id)?
        .map(|stored| stored.decisions)
        .unwrap_or_default();
    let known = decisions.corrected(&known);
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
    let texts: Vec<String> = differing
        .map(|(facet, _, new)| format!("{facet}: {new}"))
        .collect();
    Ok(if texts.is_empty() {
        "the rest of the reading".to_owned()
    } else {
        texts.join("; ")
    })
}
