//! Records what a person decides: load → decide → append → project, as for articles.

use super::append::{append_with_cause, stream_version};
use super::article_aggregate::ArticleAggregate;
use super::connection::Tracker;
use super::error::TrackerError;
use crate::domain::{
    ArticleCommand, DecideError, Event, FeedCommand, FeedsState, Position, RecordedEvent, SpeakerCommand,
    SpeakersState, StatementCommand, StatementId, StreamId, TopicCommand, TopicsState, concern_same_facet,
    undo,
};
use crate::log::{self, EventHeader};
use crate::projection::{self, DerivedReading};
use crate::query;
use rusqlite::Connection;
use std::collections::BTreeMap;

impl Tracker {
    /// Records a decision about `statement`, for `reason`. Returns the events; none if the statement is in that state
    /// already.
    pub fn decide_statement(
        &mut self,
        statement: &StatementId,
        command: StatementCommand,
        reason: Option<String>,
    ) -> Result<Vec<RecordedEvent>, TrackerError> {
        self.transact(|writing| {
            let tx = writing.tx;
            let no_statement = |id: &StatementId| DecideError::NoStatement(id.clone());
            let Some(article) = query::find_article_of_statement(tx, statement)? else {
                return Err(if query::is_redacted_statement(tx, statement)? {
                    DecideError::RedactedStatement(statement.clone()).into()
                } else {
                    no_statement(statement).into()
                });
            };
            match &command {
                StatementCommand::Link(to, ..) if query::find_article_of_statement(tx, to)?.is_none() => {
                    return Err(no_statement(to).into());
                }
                StatementCommand::Tag(topic, _) if load_topics(tx)?.1.get(topic).is_none() => {
                    return Err(DecideError::NoTopic(topic.clone()).into());
                }
                _ => {}
            }
            let article_command = ArticleCommand::Decide {
                statement: statement.clone(),
                command,
                reason,
            };
            let recorded = ArticleAggregate::load(tx, article)?.decide_and_append(
                writing,
                article_command,
                DerivedReading::default(),
            )?;
            recorded.map_err(TrackerError::from)
        })
    }

    /// Records a decision about speakers, for `reason`, and returns the events.
    pub fn decide_speakers(
        &mut self,
        command: SpeakerCommand,
        reason: Option<String>,
    ) -> Result<Vec<RecordedEvent>, TrackerError> {
        self.transact(|writing| {
            let history = log::read_stream(writing.tx, &StreamId::Speakers)?;
            let events = SpeakersState::from_events(&history).decide(command, reason)?;
            append_with_cause(
                writing,
                &StreamId::Speakers,
                stream_version(&history),
                events,
                DerivedReading::default(),
            )
        })
    }

    /// Records a decision about topics, for `reason`, and returns the events. All statements ever recorded are tagged
    /// again.
    pub fn decide_topics(
        &mut self,
        command: TopicCommand,
        reason: Option<&str>,
    ) -> Result<Vec<RecordedEvent>, TrackerError> {
        self.transact(|writing| {
            let (version, state) = load_topics(writing.tx)?;
            let events = state.decide(command, reason)?;
            append_with_cause(
                writing,
                &StreamId::Topics,
                version,
                events,
                DerivedReading::default(),
            )
        })
    }

    /// Records a decision about feeds, for `reason`, and returns the events.
    pub fn decide_feeds(
        &mut self,
        command: FeedCommand,
        reason: Option<String>,
    ) -> Result<Vec<RecordedEvent>, TrackerError> {
        self.transact(|writing| {
            let history = log::read_stream(writing.tx, &StreamId::Feeds)?;
            let events = FeedsState::from_events(&history).decide(command, reason)?;
            append_with_cause(
                writing,
                &StreamId::Feeds,
                stream_version(&history),
                events,
                DerivedReading::default(),
            )
        })
    }

    /// The current topics: those built in, with the changes that persons made.
    pub fn topics(&self) -> Result<TopicsState, TrackerError> {
        let snapshot = self.conn.unchecked_transaction().map_err(log::LogError::from)?;
        Ok(load_topics(&snapshot)?.1)
    }

    /// Undoes the decision at `position`, for `reason`, by recording the opposite decision. Returns its events.
    pub fn undo_decision(
        &mut self,
        position: Position,
        reason: Option<String>,
    ) -> Result<Vec<RecordedEvent>, TrackerError> {
        self.transact(|writing| {
            let Some(decided) = log::read_event_at(writing.tx, position)? else {
                return Err(TrackerError::NoSuchPosition(position));
            };
            let history = log::read_stream(writing.tx, &decided.stream)?;
            let embedded = TopicsState::new(projection::embedded_topics()?.iter().cloned());
            let events = undo(&history, position, &embedded, reason)?;
            // The cause shows what was undone, so that `last_decision` can find the last decision still in force.
            writing.header.causation = Some(decided.id);
            append_with_cause(
                writing,
                &decided.stream,
                stream_version(&history),
                events,
                DerivedReading::default(),
            )
        })
    }

    /// The last decision of this tracker's actor that was not undone and is not itself an undo.
    pub fn last_decision(&self) -> Result<Option<RecordedEvent>, TrackerError> {
        let actor = &self.context.as_ref().ok_or(TrackerError::ReadOnly)?.actor;
        let headers = log::read_headers(&self.conn, &Event::DECISION_TYPES)?;
        let mut caused: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
        for (number, header) in headers.iter().enumerate() {
            if let Some(cause) = &header.causation {
                caused.entry(cause).or_default().push(number);
            }
        }
        let newest_first = headers.iter().rev();
        for header in newest_first.filter(|header| header.causation.is_none() && header.actor == *actor) {
            let Some(decided) = log::read_event_at(&self.conn, header.position)? else {
                continue;
            };
            if !self.is_undone(&decided, &header.id, (&headers, &caused))? {
                return Ok(Some(decided));
            }
        }
        Ok(None)
    }

    /// Whether an event caused by `decided` undid it, and was not undone itself. `headers` are the headers of all
    /// decisions; `caused` maps an event id to the indexes in `headers` of the events that it caused.
    fn is_undone(
        &self,
        decided: &RecordedEvent,
        id: &[u8],
        (headers, caused): (&[EventHeader], &BTreeMap<&[u8], Vec<usize>>),
    ) -> Result<bool, TrackerError> {
        for number in caused.get(id).into_iter().flatten() {
            let header = &headers[*number];
            let Some(later) = log::read_event_at(&self.conn, header.position)? else {
                continue;
            };
            // Events decided together with it have it as their cause too, but concern something else.
            let undid = concern_same_facet(&decided.event, &later.event);
            if undid && !self.is_undone(&later, &header.id, (headers, caused))? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The version of the stream of topics, and the current topics.
fn load_topics(tx: &Connection) -> Result<(u64, TopicsState), TrackerError> {
    let history = log::read_stream(tx, &StreamId::Topics)?;
    let embedded = TopicsState::new(projection::embedded_topics()?.iter().cloned());
    Ok((stream_version(&history), embedded.evolve_all(&history)))
}
