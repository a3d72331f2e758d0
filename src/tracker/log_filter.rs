use super::error::TrackerError;
use crate::domain::{Position, RecordedEvent, StreamId};
use crate::log::{self, LogError};
use rusqlite::Connection;

/// Selects events of the log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogFilter {
    /// Only those after this position.
    pub after: Position,
    /// Only those up to this position.
    pub up_to: Option<Position>,
    /// Only those of this stream.
    pub stream: Option<StreamId>,
    /// Only those of this type, as in `article.ingested`.
    pub kind: Option<String>,
    /// At most this many: the last ones.
    pub limit: Option<u64>,
}

/// Why a walk through the log ended early.
enum WalkError<E> {
    /// The log could not be read.
    Log(LogError),
    /// The caller's function failed.
    Caller(E),
}

impl<E> From<LogError> for WalkError<E> {
    fn from(error: LogError) -> Self {
        Self::Log(error)
    }
}

/// Calls `f` with each event that matches `filter`, in the order of the log.
pub(super) fn for_each_event<E: From<TrackerError>>(
    conn: &Connection,
    filter: &LogFilter,
    f: &mut dyn FnMut(RecordedEvent) -> Result<(), E>,
) -> Result<(), E> {
    let range = log::EventRange {
        after: filter.after,
        upto: filter.up_to,
        stream: filter.stream.as_ref(),
        kind: filter.kind.as_deref(),
        limit: filter.limit,
    };
    let walked = log::for_each_event_in(conn, &range, &mut |recorded| {
        f(recorded).map_err(WalkError::Caller)
    });
    walked.map_err(|error| match error {
        WalkError::Log(error) => TrackerError::from(error).into(),
        WalkError::Caller(error) => error,
    })
}
