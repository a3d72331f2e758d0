//! One article inside a write transaction: load → decide → append → project.

use super::append::{append_events, append_with_cause, stream_version};
use super::article_outcome::{ArticleChange, ArticleOutcome};
use super::article_reading::ArticleReading;
use super::error::TrackerError;
use super::write_transaction::WriteTransaction;
use crate::domain::{
    ArticleCommand, ArticleId, ArticleState, ArticleText, CurrentArticle, DecideError, Document, Event,
    Position, Reader, RecordedEvent, RedactedPart, Statement, StreamId, decide,
};
use crate::log;
use crate::projection::{self, DerivedReading};
use rusqlite::Connection;

/// The state of one article, folded from its stream.
pub(super) struct ArticleAggregate {
    id: ArticleId,
    /// The number of events in its stream.
    version: u64,
    state: ArticleState,
    /// The last redaction of the article or of one of its statements.
    redacted_at: Option<Position>,
}

impl ArticleAggregate {
    /// Loads the article `id`. The stream of an unknown article has no events.
    pub(super) fn load(tx: &Connection, id: ArticleId) -> Result<Self, TrackerError> {
        let history = log::read_stream(tx, &StreamId::Article(id.clone()))?;
        let state = ArticleState::from_events(&history);
        let mut redacted_at = find_redaction(&history);
        if let ArticleState::Current(current) = &state
            && current.text == ArticleText::Redacted
            && redacted_at.is_none()
        {
            redacted_at = find_redaction_of_speaker(tx, &history)?;
        }
        Ok(Self {
            id,
            version: stream_version(&history),
            state,
            redacted_at,
        })
    }

    /// The id of the article.
    pub(super) const fn id(&self) -> &ArticleId {
        &self.id
    }

    /// The state of the article.
    pub(super) const fn state(&self) -> &ArticleState {
        &self.state
    }

    /// Whether the article is current and recording `document` would change nothing about it.
    fn is_identical(&self, document: &Document) -> bool {
        let ArticleState::Current(current) = &self.state else {
            return false;
        };
        let source = document.source.clone().completed_by(&current.source);
        current.text.as_str() == Some(&document.text)
            && current.lang == document.lang
            && current.source == source
    }

    /// The refusal with the position of the redaction, where one is the reason.
    fn with_position(&self, refusal: DecideError) -> DecideError {
        match (refusal, self.redacted_at) {
            (DecideError::Redacted, Some(position)) => DecideError::RedactedAt(position),
            (refusal, _) => refusal,
        }
    }

    /// Decides `command` and appends the events. Returns them, or the reason for which the command is refused.
    pub(super) fn decide_and_append(
        &self,
        writing: &WriteTransaction<'_>,
        command: ArticleCommand,
        derived: DerivedReading,
    ) -> Result<Result<Vec<RecordedEvent>, DecideError>, TrackerError> {
        let events = match decide(&self.id, &self.state, command) {
            Ok(events) => events,
            Err(refusal) => return Ok(Err(self.with_position(refusal))),
        };
        let stream = StreamId::Article(self.id.clone());
        append_with_cause(writing, &stream, self.version, events, derived).map(Ok)
    }

    /// Records what `reader`, who is not the extractor, reads in the article. `admit` returns the statements and
    /// whether they are all that the reader reads there.
    pub(super) fn record_external_reading(
        self,
        writing: &WriteTransaction<'_>,
        reader: Reader,
        admit: impl FnOnce(&CurrentArticle) -> (Vec<Statement>, bool),
    ) -> Result<ArticleOutcome, TrackerError> {
        let (statements, is_complete) = match &self.state {
            ArticleState::Current(current) => admit(current),
            ArticleState::Absent | ArticleState::Withdrawn(..) | ArticleState::Redacted => {
                (Vec::new(), false)
            }
        };
        let command = ArticleCommand::ReadBy {
            reader,
            statements,
            is_complete,
        };
        let change = match decide(&self.id, &self.state, command) {
            Ok(events) => {
                let stream = StreamId::Article(self.id.clone());
                ArticleChange::from_external_reading(&append_events(writing, &stream, self.version, events)?)
            }
            Err(refusal) => ArticleChange::Refused(self.with_position(refusal)),
        };
        Ok(ArticleOutcome {
            article: self.id,
            change,
        })
    }

    /// Decides `command`, appends the events and returns what changed; a refusal is an outcome too.
    pub(super) fn execute(
        self,
        writing: &WriteTransaction<'_>,
        command: ArticleCommand,
        derived: DerivedReading,
    ) -> Result<ArticleOutcome, TrackerError> {
        let change = match self.decide_and_append(writing, command, derived)? {
            Ok(recorded) => ArticleChange::from_events(&recorded),
            Err(refusal) => ArticleChange::Refused(refusal),
        };
        Ok(ArticleOutcome {
            article: self.id,
            change,
        })
    }
}

/// The last redaction in the stream of an article.
fn find_redaction(history: &[RecordedEvent]) -> Option<Position> {
    let last = history.iter().rev().find(|recorded| {
        matches!(
            recorded.event,
            Event::ArticleRedacted { .. } | Event::StatementRedacted { .. }
        )
    });
    last.map(|recorded| recorded.position)
}

/// The last redaction of a speaker that took a text of the article away.
fn find_redaction_of_speaker(
    tx: &Connection,
    history: &[RecordedEvent],
) -> Result<Option<Position>, TrackerError> {
    let of_article = |part: &RedactedPart| history.iter().any(|event| event.position == part.position());
    let decisions = log::read_stream(tx, &StreamId::Speakers)?;
    let last = decisions.iter().rev().find(|recorded| match &recorded.event {
        Event::SpeakerRedacted { redacted, .. } => redacted.iter().any(of_article),
        _ => false,
    });
    Ok(last.map(|recorded| recorded.position))
}

/// Assigns `reading` to the article that is known under its URL or an equivalent form of it: the article keeps the URL
/// under which it was ingested first, and the statements get ids of that article.
///
/// An older dixit may have recorded equivalent URLs as several articles. None of them is changed: a document that is
/// identical to one of them belongs to that one, and any other document to the first current one.
pub(super) fn resolve_address(
    tx: &Connection,
    mut reading: ArticleReading,
) -> Result<ArticleReading, TrackerError> {
    let Some((article, url)) = projection::article_by_address(tx, &reading.document.source)? else {
        return Ok(reading);
    };
    if article == reading.article {
        reading.document.source.url = url;
        return Ok(reading);
    }
    let own = ArticleAggregate::load(tx, reading.article.clone())?;
    if own.is_identical(&reading.document) {
        return Ok(reading);
    }
    reading.document.source.url = url;
    Ok(ArticleReading::extract(article, reading.document))
}
