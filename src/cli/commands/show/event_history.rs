//! The history that ends the page of a statement or article.

use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::Cell;
use crate::domain::{ArticleId, RecordedEvent, StatementId};

/// Builds a cell with the events about `statement` or, without one, about `article` itself, one per line.
pub(super) fn history_cell(
    session: &mut Session,
    article: &ArticleId,
    statement: Option<&StatementId>,
) -> Result<Cell, CliError> {
    let up_to = session.as_of_position()?;
    let tracker = session.tracker()?;
    let events = match statement {
        Some(statement) => tracker.history_of_statement(article, statement, up_to)?,
        None => tracker.history_of_article(article, up_to)?,
    };
    let cell = events.iter().fold(Cell::default(), |cell, recorded| {
        cell.with_paragraph(&line(recorded), style::PLAIN)
    });
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
