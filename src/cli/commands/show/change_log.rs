//! `show ID --history`: who changed what, when and why.

use crate::cli::error::CliError;
use crate::cli::session::Session;
use crate::cli::speaker_decisions::SpeakerDecisions;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::ui::text::truncate;
use crate::cli::views::listing;
use crate::cli::views::phrases::short_id;
use crate::domain::{ArticleId, Event, Position, RecordedEvent, SpeakerId, StatementId, StreamId, TopicId};
use crate::export::{LogLine, LogLines};
use crate::query::{Details, QueryError, ResolveQuery, ResolvedId, ShowQuery};
use crate::tracker::{LogFilter, Tracker, TrackerError};

/// Maximum width of words and reasons in cells; `--format json` has all of them.
const SUMMARY_MAX: usize = 400;

/// Prints the change log of what `text` refers to.
pub(super) fn print_change_log(session: &mut Session, text: &str) -> Result<(), CliError> {
    let up_to = session.as_of_position()?;
    let events = find_events(session.tracker()?, text, up_to)?;
    let lines = LogLines(events.iter().map(LogLine::from).collect());
    listing::print_answer(session, &lines, &table(&lines), "no changes recorded")
}

/// Finds the events about what `text` refers to, also if that is no longer current.
fn find_events(
    tracker: &Tracker,
    text: &str,
    up_to: Option<Position>,
) -> Result<Vec<RecordedEvent>, CliError> {
    let asked = tracker.ask(&ResolveQuery {
        text: text.to_owned(),
    });
    match asked {
        Ok(ResolvedId::Statement(id)) => statement_events(tracker, &id, up_to),
        Ok(ResolvedId::Article(id)) => article_events(tracker, &id, up_to),
        Ok(ResolvedId::Speaker(id)) => Ok(SpeakerDecisions::load(tracker, up_to)?.into_events_about(&id)),
        Ok(ResolvedId::Topic(id)) => topic_events(tracker, &id, up_to),
        Err(TrackerError::Query(
            error @ (QueryError::NotFound { .. } | QueryError::NoLongerCurrent { .. }),
        )) => {
            let events = former_events(tracker, text.trim(), up_to)?;
            if events.is_empty() {
                return Err(TrackerError::Query(error).into());
            }
            Ok(events)
        }
        Err(error) => Err(error.into()),
    }
}

/// Finds the events about something that is no longer current and whose id starts with `text`.
fn former_events(
    tracker: &Tracker,
    text: &str,
    up_to: Option<Position>,
) -> Result<Vec<RecordedEvent>, CliError> {
    let show = ShowQuery {
        id: text.to_owned(),
        around: 0,
    };
    let id = match tracker.ask(&show) {
        Ok(Details::Statement(sheet)) => sheet.entry.id.to_string(),
        Ok(Details::Article(sheet)) => sheet.line.id.to_string(),
        Ok(Details::Speaker(sheet)) => sheet.line.id.to_string(),
        Ok(Details::Topic(sheet)) => sheet.line.id,
        Ok(Details::Redacted(item)) => item.id,
        Err(TrackerError::Query(QueryError::NotFound { .. })) => text.to_owned(),
        Err(error) => return Err(error.into()),
    };
    events_by_id(tracker, &id, up_to)
}

/// Finds the events about something that had this id.
fn events_by_id(
    tracker: &Tracker,
    id: &str,
    up_to: Option<Position>,
) -> Result<Vec<RecordedEvent>, CliError> {
    if let Ok(id) = id.parse::<StatementId>() {
        // Only the log knows the article of such a statement, so the whole log is searched.
        return collect_events(tracker, None, up_to, |event| event.statement_id() == Some(&id));
    }
    if let Ok(id) = id.parse() {
        return article_events(tracker, &id, up_to);
    }
    if let Ok(id) = id.parse::<SpeakerId>() {
        return Ok(SpeakerDecisions::load(tracker, up_to)?.into_events_about(&id));
    }
    match id.parse() {
        Ok(id) => topic_events(tracker, &id, up_to),
        Err(_) => Ok(Vec::new()),
    }
}

fn statement_events(
    tracker: &Tracker,
    id: &StatementId,
    up_to: Option<Position>,
) -> Result<Vec<RecordedEvent>, CliError> {
    let show = ShowQuery {
        id: id.to_string(),
        around: 0,
    };
    match tracker.ask(&show)? {
        Details::Statement(sheet) => Ok(tracker.history_of_statement(&sheet.entry.article.id, id, up_to)?),
        Details::Article(_) | Details::Speaker(_) | Details::Topic(_) | Details::Redacted(_) => {
            collect_events(tracker, None, up_to, |event| event.statement_id() == Some(id))
        }
    }
}

fn article_events(
    tracker: &Tracker,
    id: &ArticleId,
    up_to: Option<Position>,
) -> Result<Vec<RecordedEvent>, CliError> {
    Ok(tracker.history(id, up_to, |_| true)?)
}

fn topic_events(
    tracker: &Tracker,
    id: &TopicId,
    up_to: Option<Position>,
) -> Result<Vec<RecordedEvent>, CliError> {
    collect_events(
        tracker,
        Some(StreamId::Topics),
        up_to,
        |event| matches!(event, Event::TopicDecided { topic, .. } if topic == id),
    )
}

/// Collects the events of `stream`, or of the whole log, that `is_meant` accepts.
fn collect_events(
    tracker: &Tracker,
    stream: Option<StreamId>,
    up_to: Option<Position>,
    is_meant: impl Fn(&Event) -> bool,
) -> Result<Vec<RecordedEvent>, CliError> {
    let filter = LogFilter {
        up_to,
        stream,
        ..LogFilter::default()
    };
    let mut events = Vec::new();
    tracker.for_each_event(&filter, &mut |recorded| {
        if is_meant(&recorded.event) {
            events.push(recorded);
        }
        Ok::<_, CliError>(())
    })?;
    Ok(events)
}

fn table(lines: &LogLines) -> Table {
    let mut table = Table::new([
        Column::number("position"),
        Column::unwrapped("when"),
        Column::text("who", 8).with_width_max(20),
        Column::unwrapped("what"),
        Column::text("statement and reason", 16).with_weight(3),
    ]);
    let several = lines.0.iter().any(|line| line.statement != lines.0[0].statement);
    for line in &lines.0 {
        // The change log of an article includes its statements.
        let statement = line.statement.as_deref().filter(|_| several).map(short_id);
        let summary = truncate(line.summary.as_deref().unwrap_or_default(), SUMMARY_MAX);
        table.push_row([
            Cell::new(&Position::new(line.position).to_string(), style::PLAIN),
            Cell::new(&line.recorded_at, style::PLAIN),
            Cell::new(&line.actor, style::SPEAKER),
            Cell::new(&line.kind, style::ACT),
            Cell::new(&summary, style::PLAIN).with_paragraph(statement.unwrap_or_default(), style::FAINT),
        ]);
    }
    table
}
