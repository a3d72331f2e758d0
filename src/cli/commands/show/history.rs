use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::Cell;
use crate::domain::{ArticleId, Recorded, StatementId, StreamId};
use crate::tracker::LogFilter;

/// What the log tells of `article` itself or, where one is given, of `statement`, an event on a line.
pub(super) fn history(
    session: &mut Session,
    article: &ArticleId,
    statement: Option<&StatementId>,
) -> Result<Cell, CliError> {
    let filter = LogFilter {
        up_to: session.upto()?,
        stream: Some(StreamId::Article(article.clone())),
        ..LogFilter::default()
    };
    let mut cell = Cell::default();
    session.reader()?.for_each_event(&filter, &mut |recorded| {
        if recorded.event.statement() == statement {
            cell = std::mem::take(&mut cell).and(&line(&recorded), style::PLAIN);
        }
        Ok::<_, CliError>(())
    })?;
    Ok(cell)
}

fn line(recorded: &Recorded) -> String {
    let Recorded {
        position,
        recorded_at,
        actor,
        event,
        ..
    } = recorded;
    let what = event.what().map_or(String::new(), |what| format!(": {what}"));
    format!(
        "{recorded_at}  {} by {actor} at {position}{what}",
        event.type_name()
    )
}
