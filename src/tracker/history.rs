//! The events about one article or statement.

use super::connection::Tracker;
use super::error::TrackerError;
use super::log_filter::LogFilter;
use crate::domain::{ArticleId, Event, Position, RecordedEvent, StatementId, StreamId};

impl Tracker {
    /// The events about an article itself, not about its statements, up to a position. The redaction of a statement is
    /// one, because it takes the text of the article too.
    pub fn history_of_article(
        &self,
        article: &ArticleId,
        up_to: Option<Position>,
    ) -> Result<Vec<RecordedEvent>, TrackerError> {
        self.history(article, up_to, |event| {
            event.statement_id().is_none() || matches!(event, Event::StatementRedacted { .. })
        })
    }

    /// The events about a statement of an article, up to a position.
    pub fn history_of_statement(
        &self,
        article: &ArticleId,
        statement: &StatementId,
        up_to: Option<Position>,
    ) -> Result<Vec<RecordedEvent>, TrackerError> {
        self.history(article, up_to, |event| event.statement_id() == Some(statement))
    }

    /// The events of the stream of an article that `is_meant` accepts, in the order of the log, up to a position.
    pub fn history(
        &self,
        article: &ArticleId,
        up_to: Option<Position>,
        is_meant: impl Fn(&Event) -> bool,
    ) -> Result<Vec<RecordedEvent>, TrackerError> {
        let filter = LogFilter {
            up_to,
            stream: Some(StreamId::Article(article.clone())),
            ..LogFilter::default()
        };
        let mut events = Vec::new();
        self.for_each_event(&filter, &mut |recorded| {
            if is_meant(&recorded.event) {
                events.push(recorded);
            }
            Ok::<_, TrackerError>(())
        })?;
        Ok(events)
    }
}
