//! The opposite of a decision: what it set is set again to what it was before.

use super::{ArticleState, DecideError, SpeakersState, TopicsState, evolve};
use crate::domain::{Event, Position, Reason, Recorded, SpeakerId, SpeakerRuling, StatementId, TopicId};

/// The event that undoes the decision at `position`, given the whole stream that it is in, and the topics that
/// come with dixit. Nothing else that was decided meanwhile is touched; where a later decision is about the same
/// matter, that has to be undone first.
pub fn undo(
    history: &[Recorded],
    position: Position,
    topics: &TopicsState,
    reason: Option<String>,
) -> Result<Option<Event>, DecideError> {
    let Some(at) = history.iter().position(|recorded| recorded.position == position) else {
        return Ok(None);
    };
    let (before, rest) = history.split_at(at);
    let decided = &rest[0].event;
    let overtaken = rest[1..]
        .iter()
        .find(|later| matter(&later.event).is_some() && matter(&later.event) == matter(decided));
    if let Some(later) = overtaken {
        return Err(DecideError::Overtaken {
            position,
            by: later.position,
        });
    }
    let now = article_after(history);
    if let (Some(_), ArticleState::Withdrawn(reason, _)) = (decided.statement(), &now) {
        return Err(DecideError::Withdrawn(reason.clone()));
    }
    let no_decision = || DecideError::NoDecision {
        position,
        kind: decided.type_name(),
    };
    let opposite = match decided {
        Event::SpeakerDecided { speaker, ruling, .. } => {
            of_speaker(before, history, speaker, ruling, reason)?
        }
        Event::TopicDecided { topic, .. } => of_topic(before, history, topics, topic, reason)?,
        Event::StatementDecided {
            article,
            statement,
            ruling,
            ..
        } => {
            let ArticleState::Present(earlier) = article_after(before) else {
                return Err(no_decision());
            };
            Event::StatementDecided {
                article: article.clone(),
                statement: statement.clone(),
                ruling: earlier.decided(statement).about(ruling),
                reason,
            }
        }
        other => of_counting(other, &now, reason)?.ok_or_else(no_decision)?,
    };
    Ok(Some(opposite))
}

fn article_after(events: &[Recorded]) -> ArticleState {
    events.iter().fold(ArticleState::default(), |state, recorded| {
        evolve(state, &recorded.event)
    })
}

/// The opposite of a decision on whether an article or a statement counts; `None` where it is none.
fn of_counting(
    decided: &Event,
    now: &ArticleState,
    reason: Option<String>,
) -> Result<Option<Event>, DecideError> {
    let withdrawn = |reason: Option<String>| Reason::Decided(reason.unwrap_or_default());
    Ok(Some(match decided {
        Event::ArticleWithdrawn {
            article,
            reason: Reason::Decided(_),
        } => Event::ArticleRestored {
            article: article.clone(),
            reason,
        },
        Event::ArticleRestored { article, .. } => Event::ArticleWithdrawn {
            article: article.clone(),
            reason: withdrawn(reason),
        },
        Event::StatementWithdrawn {
            article,
            statement,
            reason: Reason::Decided(_),
        } => {
            still_stands(now, statement)?;
            Event::StatementRestored {
                article: article.clone(),
                statement: statement.clone(),
                reason,
            }
        }
        Event::StatementRestored {
            article, statement, ..
        } => Event::StatementWithdrawn {
            article: article.clone(),
            statement: statement.clone(),
            reason: withdrawn(reason),
        },
        _ => return Ok(None),
    }))
}

fn of_speaker(
    before: &[Recorded],
    history: &[Recorded],
    speaker: &SpeakerId,
    ruling: &SpeakerRuling,
    reason: Option<String>,
) -> Result<Event, DecideError> {
    let after = |events: &[Recorded]| {
        events.iter().fold(SpeakersState::default(), |state, recorded| {
            state.evolve(&recorded.event)
        })
    };
    let ruling = after(before).about(speaker, ruling);
    if let SpeakerRuling::Merged(Some(into)) = &ruling
        && after(history).closes_a_circle(speaker, into)
    {
        return Err(DecideError::OneAlready(speaker.clone(), into.clone()));
    }
    Ok(Event::SpeakerDecided {
        speaker: speaker.clone(),
        ruling,
        reason,
    })
}

fn of_topic(
    before: &[Recorded],
    history: &[Recorded],
    topics: &TopicsState,
    topic: &TopicId,
    reason: Option<String>,
) -> Result<Event, DecideError> {
    let after = |events: &[Recorded]| {
        events
            .iter()
            .fold(topics.clone(), |state, recorded| state.evolve(&recorded.event))
    };
    let event = Event::TopicDecided {
        topic: topic.clone(),
        ruling: after(before).about(topic),
        reason,
    };
    after(history).evolve(&event).check_place(topic)?;
    Ok(event)
}

/// What a decision is about; two that are about the same follow on each other.
fn matter(event: &Event) -> Option<String> {
    Some(match event {
        Event::ArticleWithdrawn { .. } | Event::ArticleRestored { .. } => "article".to_owned(),
        Event::StatementWithdrawn { statement, .. } | Event::StatementRestored { statement, .. } => {
            format!("{statement} counts")
        }
        Event::StatementDecided {
            statement, ruling, ..
        } => format!("{statement} {}", ruling.matter()),
        Event::SpeakerDecided { speaker, ruling, .. } => format!("{speaker} {}", ruling.matter()),
        Event::TopicDecided { topic, .. } => topic.to_string(),
        _ => return None,
    })
}

/// Whether the words of a statement that was withdrawn are still in its article.
fn still_stands(state: &ArticleState, statement: &StatementId) -> Result<(), DecideError> {
    let ArticleState::Present(present) = state else {
        return Err(DecideError::NoStatement(statement.clone()));
    };
    let Some(known) = present.withdrawn.get(statement) else {
        return Err(DecideError::NoStatement(statement.clone()));
    };
    let Some(text) = present.text.as_str() else {
        return Err(DecideError::Redacted);
    };
    match known.evidence.iter().find(|piece| !piece.quote.stands_in(text)) {
        Some(gone) => Err(DecideError::NotInText(gone.quote.text.clone())),
        None => Ok(()),
    }
}
