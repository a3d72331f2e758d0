use crate::cli::error::CliError;
use crate::cli::listing;
use crate::cli::people::People;
use crate::cli::session::Session;
use crate::cli::statements::short;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table};
use crate::cli::ui::text::truncate;
use crate::domain::{ArticleId, Event, Position, Recorded, SpeakerId, StatementId, StreamId, TopicId};
use crate::export::{LogLine, LogLines};
use crate::query::{Details, QueryError, ResolveQuery, ResolvedId, ShowQuery};
use crate::tracker::{LogFilter, Tracker, TrackerError};

/// The words of a statement and reasons are cut here; `--format json` has all of them.
const SUMMARY_MAX: usize = 400;

/// Prints who changed what, when and why of the thing that `text` means, and nothing else.
pub(super) fn print(session: &mut Session, text: &str) -> Result<(), CliError> {
    let upto = session.upto()?;
    let events = of(session.reader()?, text, upto)?;
    let lines = LogLines(events.iter().map(LogLine::from).collect());
    listing::print(
        session,
        &lines,
        &table(&lines),
        "nobody decided anything about it",
    )
}

/// The events about what `text` means. What no longer counts is found too.
fn of(tracker: &Tracker, text: &str, upto: Option<Position>) -> Result<Vec<Recorded>, CliError> {
    let asked = tracker.ask(&ResolveQuery {
        text: text.to_owned(),
    });
    match asked {
        Ok(ResolvedId::Statement(id)) => of_statement(tracker, &id, upto),
        Ok(ResolvedId::Article(id)) => of_article(tracker, id, upto),
        Ok(ResolvedId::Speaker(id)) => Ok(People::of(tracker, upto)?.about(&id)),
        Ok(ResolvedId::Topic(id)) => of_topic(tracker, &id, upto),
        Err(TrackerError::Query(
            error @ (QueryError::NotFound { .. } | QueryError::NoLongerCurrent { .. }),
        )) => {
            let events = former(tracker, text.trim(), upto)?;
            if events.is_empty() {
                return Err(TrackerError::Query(error).into());
            }
            Ok(events)
        }
        Err(error) => Err(error.into()),
    }
}

/// The events about what once had an id that begins so.
fn former(tracker: &Tracker, text: &str, upto: Option<Position>) -> Result<Vec<Recorded>, CliError> {
    let show = ShowQuery {
        id: text.to_owned(),
        around: 0,
    };
    let id = match tracker.ask(&show) {
        Ok(Details::Statement(sheet)) => sheet.entry.id.to_string(),
        Ok(Details::Article(sheet)) => sheet.line.id.to_string(),
        Ok(Details::Speaker(sheet)) => sheet.line.id.to_string(),
        Ok(Details::Topic(sheet)) => sheet.line.id,
        Err(TrackerError::Query(QueryError::NotFound { .. })) => text.to_owned(),
        Err(error) => return Err(error.into()),
    };
    with_id(tracker, &id, upto)
}

/// The events about what once had this id.
fn with_id(tracker: &Tracker, id: &str, upto: Option<Position>) -> Result<Vec<Recorded>, CliError> {
    if let Ok(id) = id.parse::<StatementId>() {
        // Its article is not told anywhere but in the log.
        return walk(tracker, None, upto, |event| event.statement() == Some(&id));
    }
    if let Ok(id) = id.parse() {
        return of_article(tracker, id, upto);
    }
    if let Ok(id) = id.parse::<SpeakerId>() {
        return Ok(People::of(tracker, upto)?.about(&id));
    }
    match id.parse() {
        Ok(id) => of_topic(tracker, &id, upto),
        Err(_) => Ok(Vec::new()),
    }
}

fn of_statement(
    tracker: &Tracker,
    id: &StatementId,
    upto: Option<Position>,
) -> Result<Vec<Recorded>, CliError> {
    let show = ShowQuery {
        id: id.to_string(),
        around: 0,
    };
    let stream = match tracker.ask(&show)? {
        Details::Statement(sheet) => Some(StreamId::Article(sheet.entry.article.id)),
        Details::Article(_) | Details::Speaker(_) | Details::Topic(_) => None,
    };
    walk(tracker, stream, upto, |event| event.statement() == Some(id))
}

fn of_article(tracker: &Tracker, id: ArticleId, upto: Option<Position>) -> Result<Vec<Recorded>, CliError> {
    walk(tracker, Some(StreamId::Article(id)), upto, |_| true)
}

fn of_topic(tracker: &Tracker, id: &TopicId, upto: Option<Position>) -> Result<Vec<Recorded>, CliError> {
    walk(
        tracker,
        Some(StreamId::Topics),
        upto,
        |event| matches!(event, Event::TopicDecided { topic, .. } if topic == id),
    )
}

/// The events of `stream`, or of the whole log, that `is_meant` lets through.
fn walk(
    tracker: &Tracker,
    stream: Option<StreamId>,
    upto: Option<Position>,
    is_meant: impl Fn(&Event) -> bool,
) -> Result<Vec<Recorded>, CliError> {
    let filter = LogFilter {
        up_to: upto,
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
        Column::whole("when"),
        Column::text("who", 8).at_most(20),
        Column::whole("what"),
        Column::text("which and why", 16).weighing(3),
    ]);
    let several = lines.0.iter().any(|line| line.statement != lines.0[0].statement);
    for line in &lines.0 {
        // Beside an article's own history stands that of its statements.
        let statement = line.statement.as_deref().filter(|_| several).map(short);
        let summary = truncate(line.summary.as_deref().unwrap_or_default(), SUMMARY_MAX);
        table.row([
            Cell::new(&Position::new(line.position).to_string(), style::PLAIN),
            Cell::new(&line.recorded_at, style::PLAIN),
            Cell::new(&line.actor, style::SPEAKER),
            Cell::new(&line.kind, style::ACT),
            Cell::new(&summary, style::PLAIN).and(statement.unwrap_or_default(), style::FAINT),
        ]);
    }
    table
}
