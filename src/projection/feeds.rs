use super::ProjectionError;
use super::fold::Fold;
use super::position::{OPEN_END_POS, position_number};
use super::projection::{Projection, Table};
use crate::domain::{Event, FeedDecision, Lang, RecordedEvent};
use rusqlite::params;

/// The projection of the feeds that are pulled.
pub(super) struct Feeds;

const TABLES: &[Table] = &[Table::new("feed_version", "address, valid_from_pos")];

impl Projection for Feeds {
    fn name(&self) -> &'static str {
        "feeds"
    }

    fn code_version(&self) -> String {
        "1".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/feeds.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_event(
        &self,
        &Fold { conn, .. }: &Fold<'_>,
        recorded: &RecordedEvent,
    ) -> Result<(), ProjectionError> {
        let Event::FeedDecided { feed, decision, .. } = &recorded.event else {
            return Ok(());
        };
        let at = position_number(recorded.position);
        conn.prepare_cached(
            "UPDATE feed_version SET valid_to_pos = ?2 WHERE address = ?1 AND valid_to_pos = ?3",
        )?
        .execute(params![feed, at, OPEN_END_POS])?;
        if let FeedDecision::Added(added) = decision {
            conn.prepare_cached(
                "INSERT INTO feed_version(address, publisher, lang, timezone, valid_from_pos, valid_to_pos)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                feed,
                added.publisher,
                added.lang.map(Lang::as_str),
                added.timezone,
                at,
                OPEN_END_POS
            ])?;
        }
        Ok(())
    }
}
