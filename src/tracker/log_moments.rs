//! Positions and times of the log that questions name.

use super::connection::Tracker;
use super::error::TrackerError;
use super::log_filter::LogFilter;
use crate::domain::{Position, Timestamp};
use crate::log::LogHead;
use crate::query::input::LogMoment;

impl Tracker {
    /// Returns the position as of which a question about `moment` is answered. Fails if the log has no such position
    /// or had not begun by then; an empty log has every time.
    pub fn position_as_of(&self, moment: LogMoment) -> Result<Position, TrackerError> {
        let head = self.head()?;
        match (moment, head) {
            (LogMoment::Position(Position::START), _) => Err(TrackerError::BeforeFirstPosition),
            (LogMoment::Position(position), head) => require_in_log(position, head.as_ref()),
            (LogMoment::Time(_), None) => Ok(Position::START),
            (LogMoment::Time(time), Some(_)) => match self.position_at(time)? {
                Position::START => Err(TrackerError::BeforeLogBegan {
                    time,
                    begun: self.first_recorded_at()?,
                }),
                position => Ok(position),
            },
        }
    }

    /// Returns the last position before what was recorded since `since`. Fails if the log has no such position.
    pub fn position_before(&self, since: LogMoment) -> Result<Position, TrackerError> {
        match since {
            LogMoment::Position(position) => require_in_log(position, self.head()?.as_ref()),
            LogMoment::Time(time) => self.position_at(time),
        }
    }

    /// Returns the time that a question as of `moment` takes for now: the time itself, or when the event at that
    /// position was recorded. Without a moment, and as of an empty log, it is `now`.
    pub fn time_of_question(
        &self,
        moment: Option<LogMoment>,
        now: Timestamp,
    ) -> Result<Timestamp, TrackerError> {
        match moment {
            Some(LogMoment::Time(time)) => Ok(time),
            Some(LogMoment::Position(position)) if position > Position::START => self.recorded_at(position),
            Some(LogMoment::Position(_)) | None => Ok(now),
        }
    }

    /// Returns when the first event of the log was recorded; `None` if nothing was.
    pub fn first_recorded_at(&self) -> Result<Option<Timestamp>, TrackerError> {
        self.find_recorded_at(Position::START.next())
    }

    fn recorded_at(&self, position: Position) -> Result<Timestamp, TrackerError> {
        let found = self.find_recorded_at(position)?;
        found.ok_or(TrackerError::NoSuchPosition(position))
    }

    /// Returns when the event at `position` was recorded; `None` if there is none.
    fn find_recorded_at(&self, position: Position) -> Result<Option<Timestamp>, TrackerError> {
        let filter = LogFilter {
            after: Position::new(position.number().saturating_sub(1)),
            up_to: Some(position),
            ..LogFilter::default()
        };
        let mut recorded_at = None;
        self.for_each_event(&filter, &mut |recorded| {
            recorded_at = Some(recorded.recorded_at);
            Ok::<_, TrackerError>(())
        })?;
        Ok(recorded_at)
    }
}

/// Returns `position`, or fails if it is after the `head` of the log.
fn require_in_log(position: Position, head: Option<&LogHead>) -> Result<Position, TrackerError> {
    let last = head.map(|head| head.position);
    if position <= last.unwrap_or(Position::START) {
        return Ok(position);
    }
    Err(match last {
        Some(last) => TrackerError::AfterLastPosition { position, last },
        None => TrackerError::PositionOfEmptyLog(position),
    })
}
