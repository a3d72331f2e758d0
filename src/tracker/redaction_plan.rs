//! What a redaction of an article, a statement or a speaker takes away, and the events that record it.

use super::append::stream_version;
use super::error::TrackerError;
use crate::domain::{
    ArticleCommand, ArticleId, ArticleState, DecideError, Event, Evidence, RecordedEvent, RedactedNames,
    RedactedWords, SpeakerCommand, SpeakerId, SpeakersState, StatementDecision, StatementId, StreamId,
    decide,
};
use crate::log::{self, Redaction, RedactionPlan};
use crate::query;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// What is to be redacted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RedactionSubject {
    /// The words of a statement, wherever its article has them.
    Statement(StatementId),
    /// Everything that may be text of an article.
    Article(ArticleId),
    /// The names of a speaker, and of all speakers who are merged with that one.
    Speaker(SpeakerId),
}

/// How much a redaction takes away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RedactionExtent {
    /// Number of articles that lose text.
    pub articles: usize,
    /// Number of texts.
    pub texts: usize,
    /// Number of event bodies that lose words.
    pub bodies: usize,
    /// The statements that lose their words, whether they are current or not.
    pub statements: BTreeSet<StatementId>,
    /// Other current statements that have the same words as one of these. They stay.
    pub same_words: Vec<StatementId>,
}

/// A redaction that is ready to be recorded.
#[derive(Default)]
pub(super) struct PlannedRedaction {
    /// What is taken out of the log.
    pub(super) plan: RedactionPlan,
    /// The events of each stream, with the version that the stream has. The first event lists what is taken away.
    pub(super) events: Vec<(StreamId, u64, Vec<Event>)>,
    pub(super) extent: RedactionExtent,
}

impl PlannedRedaction {
    /// Plans the redaction of `subject`. It has no events where that was redacted before.
    pub(super) fn new(
        conn: &Connection,
        subject: &RedactionSubject,
        reason: &str,
    ) -> Result<Self, TrackerError> {
        let mut planned = match subject {
            RedactionSubject::Article(article) => plan_article(conn, article, reason)?,
            RedactionSubject::Statement(statement) => plan_statement(conn, statement, reason)?,
            RedactionSubject::Speaker(speaker) => plan_speaker(conn, speaker, reason)?,
        };
        let extent = &mut planned.extent;
        extent.texts = planned.plan.texts();
        extent.bodies = planned.plan.bodies();
        extent.same_words = query::find_same_words(conn, &extent.statements)?;
        Ok(planned)
    }
}

fn plan_article(
    conn: &Connection,
    article: &ArticleId,
    reason: &str,
) -> Result<PlannedRedaction, TrackerError> {
    let stream = StreamId::Article(article.clone());
    let history = log::read_stream(conn, &stream)?;
    let mut plan = RedactionPlan::default();
    log::plan_redaction(conn, &stream, &Redaction::Article, &mut plan)?;
    let command = ArticleCommand::Redact {
        reason: reason.to_owned(),
        redacted: plan.parts(),
    };
    let events = decide(article, &ArticleState::from_events(&history), command)?;
    let extent = RedactionExtent {
        articles: 1,
        statements: words_of_statements(&history).map(|(id, _)| id.clone()).collect(),
        ..RedactionExtent::default()
    };
    Ok(PlannedRedaction {
        plan,
        events: vec![(stream, stream_version(&history), events)],
        extent,
    })
}

fn plan_statement(
    conn: &Connection,
    statement: &StatementId,
    reason: &str,
) -> Result<PlannedRedaction, TrackerError> {
    let Some(article) = query::find_article_of_statement(conn, statement)? else {
        if query::is_redacted_statement(conn, statement)? {
            return Ok(PlannedRedaction::default());
        }
        return Err(DecideError::NoStatement(statement.clone()).into());
    };
    let stream = StreamId::Article(article.clone());
    let history = log::read_stream(conn, &stream)?;
    let own = words_of_statements(&history).filter(|(id, _)| *id == statement);
    let words = RedactedWords::new(own.flat_map(|(_, pieces)| pieces).map(words_of_piece));
    let sharing = words_of_statements(&history)
        .filter(|(_, pieces)| {
            pieces
                .iter()
                .any(|piece| words.is_shared_by(words_of_piece(piece)))
        })
        .map(|(id, _)| id.clone());
    let mut statements: BTreeSet<StatementId> = sharing.collect();
    statements.insert(statement.clone());
    let mut plan = RedactionPlan::default();
    let redaction = Redaction::Statements(statements.clone(), words);
    log::plan_redaction(conn, &stream, &redaction, &mut plan)?;
    let command = ArticleCommand::RedactStatement {
        statement: statement.clone(),
        also: statements.iter().cloned().collect(),
        reason: reason.to_owned(),
        redacted: plan.parts(),
    };
    let events = decide(&article, &ArticleState::from_events(&history), command)?;
    let extent = RedactionExtent {
        articles: 1,
        statements,
        ..RedactionExtent::default()
    };
    Ok(PlannedRedaction {
        plan,
        events: vec![(stream, stream_version(&history), events)],
        extent,
    })
}

/// A statement of somebody else that has one of the names loses its words; the statements of the speaker keep theirs,
/// and belong to nobody.
fn plan_speaker(
    conn: &Connection,
    speaker: &SpeakerId,
    reason: &str,
) -> Result<PlannedRedaction, TrackerError> {
    let decisions = log::read_stream(conn, &StreamId::Speakers)?;
    let state = SpeakersState::from_events(&decisions);
    let speakers = state.same_speakers(speaker);
    let mut traces = query::find_speaker_traces(conn, &speakers)?;
    traces.names.extend(names_in_decisions(&decisions, &speakers));
    let names = RedactedNames::new(traces.names.iter().map(String::as_str));
    let (mut plan, mut extent) = (RedactionPlan::default(), RedactionExtent::default());
    let redaction = |statements| Redaction::Speakers {
        speakers: speakers.iter().cloned().collect(),
        statements,
        names: names.clone(),
    };
    let mut events = Vec::new();
    for (article, statements) in traces.articles {
        let stream = StreamId::Article(article.clone());
        let history = log::read_stream(conn, &stream)?;
        log::plan_redaction(conn, &stream, &redaction(statements), &mut plan)?;
        let mentioning = words_of_statements(&history)
            .filter(|(_, pieces)| pieces.iter().any(|piece| names.are_in(words_of_piece(piece))))
            .map(|(id, _)| id.clone());
        let mentioning: BTreeSet<StatementId> = mentioning.collect();
        let mut losing = Vec::new();
        if let Some(first) = mentioning.first() {
            let command = ArticleCommand::RedactStatement {
                statement: first.clone(),
                also: mentioning.iter().cloned().collect(),
                reason: reason.to_owned(),
                redacted: Vec::new(),
            };
            losing = decide(&article, &ArticleState::from_events(&history), command)?;
        }
        extent.articles += 1;
        extent.statements.extend(mentioning);
        events.push((stream, stream_version(&history), losing));
    }
    log::plan_redaction(conn, &StreamId::Speakers, &redaction(BTreeSet::new()), &mut plan)?;
    let mut redacted = Vec::new();
    let mut parts = plan.parts();
    for speaker in speakers {
        let command = SpeakerCommand::Redact(speaker, std::mem::take(&mut parts));
        redacted.extend(state.decide(command, Some(reason.to_owned()))?);
    }
    events.insert(0, (StreamId::Speakers, stream_version(&decisions), redacted));
    Ok(PlannedRedaction { plan, events, extent })
}

/// The names that persons gave to these speakers.
fn names_in_decisions(decisions: &[RecordedEvent], speakers: &[SpeakerId]) -> Vec<String> {
    use crate::domain::SpeakerDecision::Alias;
    let names = decisions.iter().filter_map(|recorded| match &recorded.event {
        Event::SpeakerDecided {
            speaker,
            decision: Alias(name, _),
            ..
        } if speakers.contains(speaker) => Some(name.clone()),
        _ => None,
    });
    names.collect()
}

/// The words that readings and corrections give to each statement of an article.
fn words_of_statements(history: &[RecordedEvent]) -> impl Iterator<Item = (&StatementId, &[Evidence])> {
    history.iter().filter_map(|recorded| match &recorded.event {
        Event::StatementRecorded { statement, .. } => Some((&statement.id, statement.evidence.as_slice())),
        Event::StatementDisputed {
            statement,
            reading: Some(reading),
            ..
        } => Some((statement, reading.evidence.as_slice())),
        Event::StatementDecided {
            statement,
            decision: StatementDecision::Corrected(correction),
            ..
        } => Some((statement, correction.evidence.as_deref()?)),
        _ => None,
    })
}

fn words_of_piece(piece: &Evidence) -> &str {
    &piece.quote.text
}
