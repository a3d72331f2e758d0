use super::ProjectionError;
use super::fold::Fold;
use super::position::OPEN_END_POS;
use super::position::position_number;
use super::projection::{Projection, Table};
use crate::domain::{
    Event, RecordedEvent, SpeakerDecision, StatementDecision, StatementId, TopicDecision, WithdrawalReason,
};
use rusqlite::{Connection, OptionalExtension, params};

/// The projection of reviews (who confirmed or corrected a statement), of events that ended something, and of
/// statements that were redacted.
pub(super) struct Reviews;

const TABLES: &[Table] = &[
    Table::new("review_version", "statement_id, outcome, valid_from_pos"),
    Table::new("ending_event", "position"),
    Table::new("redacted_statement", "id"),
];

const CONFIRMED: &str = "confirmed";
const CORRECTED: &str = "corrected";

impl Projection for Reviews {
    fn name(&self) -> &'static str {
        "reviews"
    }

    fn code_version(&self) -> String {
        "3".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/reviews.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_event(
        &self,
        &Fold { conn, .. }: &Fold<'_>,
        recorded: &RecordedEvent,
    ) -> Result<(), ProjectionError> {
        if let Some(ending) = Ending::from_event(&recorded.event) {
            ending.insert(conn, recorded)?;
        }
        if let Event::StatementRecorded {
            article, statement, ..
        } = &recorded.event
            && statement.evidence.is_empty()
        {
            conn.prepare_cached(
                "INSERT INTO redacted_statement(id, article_id) VALUES (?1, ?2) ON CONFLICT(id) DO NOTHING",
            )?
            .execute([statement.id.as_str(), article.as_str()])?;
        }
        if let Event::StatementDecided {
            statement, decision, ..
        } = &recorded.event
        {
            match decision {
                StatementDecision::Confirmed(stands) => {
                    set_review(conn, recorded, statement, CONFIRMED, *stands)?;
                }
                StatementDecision::Corrected(correction) => {
                    set_review(conn, recorded, statement, CORRECTED, !correction.is_empty())?;
                }
                StatementDecision::Tagged(..)
                | StatementDecision::Marked(_)
                | StatementDecision::Linked(..)
                | StatementDecision::Skipped(_) => {}
            }
        }
        Ok(())
    }
}

/// The row of `ending_event` for an event.
struct Ending<'e> {
    ended_id: &'e str,
    outcome: &'static str,
    merged_into_id: Option<&'e str>,
}

impl<'e> Ending<'e> {
    /// The ending that `event` makes; `None` where it ends nothing.
    fn from_event(event: &'e Event) -> Option<Self> {
        let (subject, what, target) = match event {
            Event::StatementWithdrawn {
                statement, reason, ..
            } => match reason {
                WithdrawalReason::Revised => (statement.as_str(), "revised", None),
                WithdrawalReason::Decided(_) => (statement.as_str(), "withdrawn", None),
            },
            Event::StatementDropped { statement, .. } => (statement.as_str(), "dropped", None),
            Event::ArticleWithdrawn { article, .. } => (article.as_str(), "article-withdrawn", None),
            Event::ArticleRedacted { article, .. } => (article.as_str(), "redacted", None),
            Event::StatementRedacted { statement, .. } => (statement.as_str(), "redacted", None),
            Event::SpeakerRedacted { speaker, .. } => (speaker.as_str(), "redacted", None),
            Event::SpeakerDecided {
                speaker,
                decision: SpeakerDecision::Merged(Some(into)),
                ..
            } => (speaker.as_str(), "merged", Some(into.as_str())),
            Event::TopicDecided {
                topic,
                decision: TopicDecision::Retired | TopicDecision::Reset,
                ..
            } => (topic.as_str(), "retired", None),
            _ => return None,
        };
        Some(Self {
            ended_id: subject,
            outcome: what,
            merged_into_id: target,
        })
    }

    fn insert(&self, conn: &Connection, recorded: &RecordedEvent) -> Result<(), ProjectionError> {
        conn.prepare_cached(
            "INSERT INTO ending_event(position, ended_id, outcome, merged_into_id, recorded_at, actor, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            position_number(recorded.position),
            self.ended_id,
            self.outcome,
            self.merged_into_id,
            recorded.recorded_at.micros(),
            recorded.actor,
            recorded.event.reason(),
        ])?;
        Ok(())
    }
}

/// Ends the current review of a statement with this outcome, if there is one. Begins a new one if `is_set`; otherwise
/// `recorded` took it back.
fn set_review(
    conn: &Connection,
    recorded: &RecordedEvent,
    statement: &StatementId,
    what: &str,
    is_set: bool,
) -> Result<(), ProjectionError> {
    let at = position_number(recorded.position);
    let known: Option<i64> = conn
        .prepare_cached(
            "SELECT valid_from_pos FROM review_version
                 WHERE statement_id = ?1 AND outcome = ?2 AND valid_to_pos = ?3",
        )?
        .query_row(params![statement.as_str(), what, OPEN_END_POS], |row| row.get(0))
        .optional()?;
    if let Some(since) = known {
        conn.prepare_cached(
            "UPDATE review_version SET valid_to_pos = ?4
                     WHERE statement_id = ?1 AND outcome = ?2 AND valid_from_pos = ?3",
        )?
        .execute(params![statement.as_str(), what, since, at])?;
    }
    if is_set {
        conn.prepare_cached(
            "INSERT INTO review_version(statement_id, outcome, valid_from_pos, valid_to_pos, actor)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            statement.as_str(),
            what,
            at,
            OPEN_END_POS,
            recorded.actor
        ])?;
    }
    Ok(())
}
