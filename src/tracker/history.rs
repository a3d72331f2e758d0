use super::TrackerError;
use crate::domain::{Position, Recorded, StreamId};
use crate::log::{self, LogError};
use rusqlite::Connection;

/// Which events are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogFilter {
    /// Only those after this position.
    pub after: Position,
    /// Only those up to this position.
    pub upto: Option<Position>,
    /// Only those of this stream.
    pub stream: Option<StreamId>,
    /// Only those of this type, as in `article.ingested`.
    pub kind: Option<String>,
    /// No more than this many: the last ones.
    pub limit: Option<u64>,
}

/// What ended a walk through the log.
enum Stop<E> {
    Log(LogError),
    Caller(E),
}

impl<E> From<LogError> for Stop<E> {
    fn from(error: LogError) -> Self {
        Self::Log(error)
    }
}

/// Hands the events that `filter` lets through to `f`, in order.
pub(super) fn hand_out<E: From<TrackerError>>(
    conn: &Connection,
    filter: &LogFilter,
    f: &mut dyn FnMut(Recorded) -> Result<(), E>,
) -> Result<(), E> {
    let range = log::Range {
        after: filter.after,
        upto: filter.upto,
        stream: filter.stream.as_ref(),
        kind: filter.kind.as_deref(),
        limit: filter.limit,
    };
    let walked = log::walk(conn, &range, &mut |recorded| f(recorded).map_err(Stop::Caller));
    walked.map_err(|stop| match stop {
        Stop::Log(error) => TrackerError::from(error).into(),
        Stop::Caller(error) => error,
    })
}
