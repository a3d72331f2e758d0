use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::Cell;
use crate::domain::{ArticleId, Event, Recorded, StatementId, StreamId};
use crate::tracker::LogFilter;

/// What the log tells of `article` itself or, where one is given, of `statement`, an event on a line.
pub(super) fn history(
    session: &mut Session,
    article: &ArticleId,
    statement: Option<&StatementId>,
) -> Result<Cell, CliError> {
    let filter = LogFilter {
        stream: Some(StreamId::Article(article.clone())),
        ..LogFilter::default()
    };
    let mut cell = Cell::default();
    session.reader()?.log(&filter, &mut |recorded| {
        if subject(&recorded.event) == statement {
            cell = std::mem::take(&mut cell).and(&line(&recorded), style::PLAIN);
        }
        Ok::<_, CliError>(())
    })?;
    Ok(cell)
}

/// The statement that an event is about; none where it is about the article.
fn subject(event: &Event) -> Option<&StatementId> {
    match event {
        Event::StatementRecorded { statement, .. } => Some(&statement.id),
        Event::StatementWithdrawn { statement, .. } => Some(statement),
        Event::ArticleIngested { .. } | Event::ArticleRevised { .. } | Event::ArticleWithdrawn { .. } => None,
    }
}

fn line(recorded: &Recorded) -> String {
    let Recorded {
        position,
        recorded_at,
        actor,
        event,
        ..
    } = recorded;
    let what = event.type_name();
    match event {
        Event::ArticleWithdrawn { reason, .. } | Event::StatementWithdrawn { reason, .. } => {
            format!("{recorded_at}  {what} by {actor} at position {position}: {reason}")
        }
        Event::ArticleIngested { .. } | Event::ArticleRevised { .. } | Event::StatementRecorded { .. } => {
            format!("{recorded_at}  {what} by {actor} at position {position}")
        }
    }
}
