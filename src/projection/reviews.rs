use super::ProjectionError;
use super::checkpoints::number;
use super::facts::FOREVER;
use super::projection::{Projection, Table};
use crate::domain::{Event, Reason, Recorded, Ruling, SpeakerRuling, StatementId, TopicRuling};
use rusqlite::{Connection, OptionalExtension, params};

/// Who checked statements, and by which events things no longer count.
pub(super) struct Reviews;

const TABLES: &[Table] = &[
    Table::new("reviewer", "statement, what, since"),
    Table::new("ending", "position"),
];

const CONFIRMED: &str = "confirmed";
const CORRECTED: &str = "corrected";

impl Projection for Reviews {
    fn name(&self) -> &'static str {
        "reviews"
    }

    fn code_version(&self) -> String {
        "1".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/reviews.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn decided(&self, conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
        if let Some(ending) = Ending::of(&recorded.event) {
            ending.insert(conn, recorded)?;
        }
        if let Event::StatementDecided {
            statement, ruling, ..
        } = &recorded.event
        {
            match ruling {
                Ruling::Confirmed(stands) => review(conn, recorded, statement, CONFIRMED, *stands)?,
                Ruling::Corrected(correction) => {
                    review(conn, recorded, statement, CORRECTED, !correction.is_empty())?;
                }
                Ruling::Tagged(..) | Ruling::Marked(_) | Ruling::Linked(..) | Ruling::Skipped(_) => {}
            }
        }
        Ok(())
    }
}

/// What an event ends.
struct Ending<'e> {
    subject: &'e str,
    what: &'static str,
    target: Option<&'e str>,
}

impl<'e> Ending<'e> {
    /// What `event` ends; `None` where it ends nothing.
    fn of(event: &'e Event) -> Option<Self> {
        let (subject, what, target) = match event {
            Event::StatementWithdrawn {
                statement, reason, ..
            } => match reason {
                Reason::Revised => (statement.as_str(), "revised", None),
                Reason::Decided(_) => (statement.as_str(), "withdrawn", None),
            },
            Event::StatementDropped { statement, .. } => (statement.as_str(), "dropped", None),
            Event::ArticleWithdrawn { article, .. } => (article.as_str(), "article-withdrawn", None),
            Event::SpeakerDecided {
                speaker,
                ruling: SpeakerRuling::Merged(Some(into)),
                ..
            } => (speaker.as_str(), "merged", Some(into.as_str())),
            Event::TopicDecided {
                topic,
                ruling: TopicRuling::Retired | TopicRuling::Reset,
                ..
            } => (topic.as_str(), "retired", None),
            _ => return None,
        };
        Some(Self {
            subject,
            what,
            target,
        })
    }

    fn insert(&self, conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
        conn.prepare_cached(
            "INSERT INTO ending(position, subject, what, target, recorded_at, actor, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            number(recorded.position),
            self.subject,
            self.what,
            self.target,
            recorded.recorded_at.micros(),
            recorded.actor,
            recorded.event.reason(),
        ])?;
        Ok(())
    }
}

/// Ends the review of a statement that stands, if one does, and begins the one that `recorded` is, if it `stands`.
fn review(
    conn: &Connection,
    recorded: &Recorded,
    statement: &StatementId,
    what: &str,
    stands: bool,
) -> Result<(), ProjectionError> {
    let at = number(recorded.position);
    let known: Option<i64> = conn
        .prepare_cached("SELECT since FROM reviewer WHERE statement = ?1 AND what = ?2 AND until = ?3")?
        .query_row(params![statement.as_str(), what, FOREVER], |row| row.get(0))
        .optional()?;
    if let Some(since) = known {
        conn.prepare_cached(
            "UPDATE reviewer SET until = ?4 WHERE statement = ?1 AND what = ?2 AND since = ?3",
        )?
        .execute(params![statement.as_str(), what, since, at])?;
    }
    if stands {
        conn.prepare_cached(
            "INSERT INTO reviewer(statement, what, since, until, actor) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![statement.as_str(), what, at, FOREVER, recorded.actor])?;
    }
    Ok(())
}
