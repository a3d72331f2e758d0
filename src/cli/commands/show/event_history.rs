//! The history that ends the page of a statement or article.

use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::Cell;
use crate::domain::{ArticleId, Event, RecordedEvent, StatementId, StreamId};
use crate::tracker::LogFilter;

/// Builds a cell with the events about `statement` or, without one, about `article` itself, one per line.
pub(super) fn history_cell(
    session: &mut Session,
    article: &ArticleId,
    statement: Option<&StatementId>,
) -> Result<Cell, CliError> {
    let filter = LogFilter {
        up_to: session.as_of_position()?,
        stream: Some(StreamId::Article(article.clone())),
        ..LogFilter::default()
    };
    let mut cell = Cell::default();
    session.tracker()?.for_each_event(&filter, &mut |recorded| {
        // The redaction of a statement takes the text of the article too.
        let takes_text = statement.is_none() && matches!(recorded.event, Event::StatementRedacted { .. });
        if recorded.event.statement_id() == statement || takes_text {
            cell = std::mem::take(&mut cell).with_paragraph(&line(&recorded), style::PLAIN);
        }
        Ok::<_, CliError>(())
    })?;
    Ok(cell)
}

fn line(recorded: &RecordedEvent) -> String {
    let RecordedEvent {
        position,
        recorded_at,
        actor,
        event,
        ..
    } = recorded;
    let what = event.describe().map_or(String::new(), |what| format!(": {what}"));
    format!(
        "{recorded_at}  {} by {actor} at {position}{what}",
        event.type_name()
    )
}
