//! Undoing a decision: its facet is set to the value before.

use super::article_state::{ArticleState, CurrentArticle};
use super::error::DecideError;
use super::feeds::FeedsState;
use super::speakers::SpeakersState;
use super::topics::TopicsState;
use crate::domain::{
    ArticleId, Correction, Event, Evidence, FeedDecision, Position, RecordedEvent, SpeakerDecision,
    StatementDecision, StatementId, TopicDecision, WithdrawalReason,
};

/// Returns the events that undo the decision at `position`; none where the stream has no such position.
///
/// `history` is the whole stream of the decision, `topics` the topics that come with dixit. Later decisions on other
/// facets stay. Where a later decision set the same facet, that one must be undone first. A dispute that the decision
/// settled is open again.
pub fn undo(
    history: &[RecordedEvent],
    position: Position,
    topics: &TopicsState,
    reason: Option<String>,
) -> Result<Vec<Event>, DecideError> {
    let Some(at) = history.iter().position(|recorded| recorded.position == position) else {
        return Ok(Vec::new());
    };
    let decided = &history[at].event;
    if is_final(history, at) {
        return Err(DecideError::RedactionIsFinal { position });
    }
    let value_at = |events: &[RecordedEvent]| Facet::value_after(events, decided, topics);
    let (Some(before), Some(set), Some(now)) = (
        value_at(&history[..at]),
        value_at(&history[..=at]),
        value_at(history),
    ) else {
        return Err(DecideError::NotADecision {
            position,
            kind: decided.type_name(),
        });
    };
    if !now.is_same_as(&set) {
        return Err(DecideError::DecidedAgainLater {
            position,
            by: find_later_decision(history, at, topics, &now),
        });
    }
    match decided {
        Event::SpeakerDecided { .. } => undo_speaker_decision(history, decided, before, reason),
        Event::TopicDecided { .. } => undo_topic_decision(history, topics, decided, before, reason),
        Event::FeedDecided { feed, .. } => Ok(undo_feed_decision(feed, before, reason)),
        Event::ArticleWithdrawn { article, .. } => Ok(vec![Event::ArticleRestored {
            article: article.clone(),
            reason,
        }]),
        Event::ArticleRestored { article, .. } => Ok(vec![Event::ArticleWithdrawn {
            article: article.clone(),
            reason: WithdrawalReason::Decided(reason.unwrap_or_default()),
        }]),
        about_a_statement => {
            let current = match ArticleState::from_events(history) {
                ArticleState::Current(current) => current,
                ArticleState::Withdrawn(reason, _) => return Err(DecideError::Withdrawn(reason)),
                ArticleState::Absent | ArticleState::Redacted => return Ok(Vec::new()),
            };
            match (before, about_a_statement) {
                (Facet::Statement(decision), Event::StatementDecided { .. }) => {
                    undo_statement_decision(history, at, &current, decision, reason)
                }
                _ => undo_withdrawal_or_restoration(about_a_statement, &current, reason),
            }
        }
    }
}

/// Whether the event at `at` is a redaction, or a decision on something that was redacted after it.
fn is_final(history: &[RecordedEvent], at: usize) -> bool {
    let decided = &history[at].event;
    history[at..].iter().any(|later| match (&later.event, decided) {
        (Event::ArticleRedacted { .. }, _) => true,
        (Event::StatementRedacted { statement, .. }, decided) => decided.statement_id() == Some(statement),
        (
            Event::SpeakerRedacted { speaker, .. },
            Event::SpeakerDecided { speaker: decided, .. } | Event::SpeakerRedacted { speaker: decided, .. },
        ) => speaker == decided,
        _ => false,
    })
}

/// The facet that a decision sets, with its value at some point of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Facet {
    /// Whether an article or a statement is current, as far as persons decide that.
    IsCurrent(bool),
    Statement(StatementDecision),
    Speaker(SpeakerDecision),
    Topic(TopicDecision),
    Feed(FeedDecision),
}

impl Facet {
    /// The value after `events` of the facet that `decided` sets; `None` where that event is not a decision of a
    /// person.
    fn value_after(events: &[RecordedEvent], decided: &Event, topics: &TopicsState) -> Option<Self> {
        let current = || match ArticleState::from_events(events) {
            ArticleState::Current(current) | ArticleState::Withdrawn(_, current) => Some(current),
            ArticleState::Absent | ArticleState::Redacted => None,
        };
        Some(match decided {
            Event::ArticleWithdrawn {
                reason: WithdrawalReason::Decided(_),
                ..
            }
            | Event::ArticleRestored { .. } => Self::IsCurrent(matches!(
                ArticleState::from_events(events),
                ArticleState::Current(_)
            )),
            Event::StatementWithdrawn {
                statement,
                reason: WithdrawalReason::Decided(_),
                ..
            }
            | Event::StatementRestored { statement, .. } => {
                Self::IsCurrent(!current()?.withdrawn.contains_key(statement))
            }
            Event::StatementDecided {
                statement, decision, ..
            } => Self::Statement(current()?.decisions_on(statement).current_value(decision)),
            Event::SpeakerDecided {
                speaker, decision, ..
            } => Self::Speaker(SpeakersState::from_events(events).current_value(speaker, decision)),
            Event::TopicDecided { topic, .. } => {
                Self::Topic(topics.clone().evolve_all(events).current_value(topic))
            }
            Event::FeedDecided { feed, .. } => {
                Self::Feed(FeedsState::from_events(events).current_value(feed))
            }
            _ => return None,
        })
    }

    /// Whether both values are the same. Words that moved with a revision of their article are the same words.
    fn is_same_as(&self, other: &Self) -> bool {
        let (
            Self::Statement(StatementDecision::Corrected(a)),
            Self::Statement(StatementDecision::Corrected(b)),
        ) = (self, other)
        else {
            return self == other;
        };
        let words = |correction: &Correction| -> Option<Vec<String>> {
            let pieces = correction.evidence.as_ref()?.iter();
            Some(pieces.map(|piece| piece.quote.text.clone()).collect())
        };
        let rest = |correction: &Correction| Correction {
            evidence: None,
            ..correction.clone()
        };
        words(a) == words(b) && rest(a) == rest(b)
    }
}

/// The first decision after the one at `at` that set the current value; later ones only undid what came between.
fn find_later_decision(history: &[RecordedEvent], at: usize, topics: &TopicsState, now: &Facet) -> Position {
    let decided = &history[at].event;
    let value_at = |i: usize| Facet::value_after(&history[..=i], decided, topics);
    let later = (at + 1..history.len()).filter(|i| {
        facet_key(&history[*i].event) == facet_key(decided)
            && value_at(*i).is_some_and(|value| value.is_same_as(now))
            && value_at(*i - 1).is_none_or(|value| !value.is_same_as(now))
    });
    later
        .map(|i| history[i].position)
        .next()
        .unwrap_or(history[at].position)
}

/// The opposite of a decision on whether a statement is current.
fn undo_withdrawal_or_restoration(
    decided: &Event,
    current: &CurrentArticle,
    reason: Option<String>,
) -> Result<Vec<Event>, DecideError> {
    Ok(match decided {
        Event::StatementWithdrawn {
            article, statement, ..
        } => {
            check_words_in_text(current, statement)?;
            vec![Event::StatementRestored {
                article: article.clone(),
                statement: statement.clone(),
                reason,
            }]
        }
        Event::StatementRestored {
            article, statement, ..
        } if current.statements.contains_key(statement) => vec![Event::StatementWithdrawn {
            article: article.clone(),
            statement: statement.clone(),
            reason: WithdrawalReason::Decided(reason.unwrap_or_default()),
        }],
        Event::StatementRestored { statement, .. } => {
            return Err(DecideError::NoStatement(statement.clone()));
        }
        _ => Vec::new(),
    })
}

/// Sets a facet of a statement to `decision`, its value before the decision at `at`.
fn undo_statement_decision(
    history: &[RecordedEvent],
    at: usize,
    current: &CurrentArticle,
    decision: StatementDecision,
    reason: Option<String>,
) -> Result<Vec<Event>, DecideError> {
    let decided = &history[at];
    let Event::StatementDecided {
        article,
        statement,
        decision: set,
        ..
    } = &decided.event
    else {
        return Ok(Vec::new());
    };
    if let (StatementDecision::Corrected(_), true) = (
        set,
        Facet::Statement(decision.clone()).is_same_as(&Facet::Statement(set.clone())),
    ) {
        // No person decided this: the words only moved with a revision of the article.
        return Err(DecideError::NotADecision {
            position: decided.position,
            kind: decided.event.type_name(),
        });
    }
    let decision = match decision {
        StatementDecision::Corrected(correction) => {
            StatementDecision::Corrected(Box::new(relocate_correction(*correction, current, statement)?))
        }
        other => other,
    };
    let mut events = vec![Event::StatementDecided {
        article: article.clone(),
        statement: statement.clone(),
        decision: decision.clone(),
        reason,
    }];
    events.extend(reopen_dispute(history, at, article, statement, &decision));
    Ok(events)
}

/// A former correction, with its words at their position in the current text.
fn relocate_correction(
    correction: Correction,
    current: &CurrentArticle,
    statement: &StatementId,
) -> Result<Correction, DecideError> {
    let (Some(evidence), Some(text)) = (&correction.evidence, current.text.as_str()) else {
        return Ok(correction);
    };
    match Evidence::relocate(evidence, text) {
        Ok(evidence) => Ok(Correction {
            evidence: Some(evidence),
            ..correction
        }),
        // A statement that is not current needs no position yet; it is located when the statement becomes current.
        Err(_) if !current.statements.contains_key(statement) => Ok(correction),
        Err(gone) => Err(DecideError::NotInText(gone)),
    }
}

/// The dispute to raise again beside `opposite`: one that the decision at `at` settled, or one that `opposite` would
/// settle although nobody looked at it.
fn reopen_dispute(
    history: &[RecordedEvent],
    at: usize,
    article: &ArticleId,
    statement: &StatementId,
    opposite: &StatementDecision,
) -> Option<Event> {
    let is_disputed = |events: &[RecordedEvent]| match ArticleState::from_events(events) {
        ArticleState::Current(current) => current.disputes.contains_key(statement),
        _ => false,
    };
    let raised = |events: &[RecordedEvent]| {
        let last = events.iter().rev().find(|recorded| {
            matches!(&recorded.event, Event::StatementDisputed { article: a, statement: s, .. }
                if a == article && s == statement)
        });
        last.cloned()
    };
    let dispute = if is_disputed(history) {
        // Undoing a settlement raised this dispute; now that undoing is undone itself.
        let settled_again = |dispute: &RecordedEvent| dispute.causation == Some(history[at].id);
        raised(history).filter(|dispute| opposite.settles_dispute() && !settled_again(dispute))
    } else if is_disputed(&history[..at]) && !is_disputed(&history[..=at]) {
        raised(&history[..at])
    } else {
        None
    };
    dispute.map(|recorded| recorded.event)
}

fn undo_speaker_decision(
    history: &[RecordedEvent],
    decided: &Event,
    before: Facet,
    reason: Option<String>,
) -> Result<Vec<Event>, DecideError> {
    let (Event::SpeakerDecided { speaker, .. }, Facet::Speaker(decision)) = (decided, before) else {
        return Ok(Vec::new());
    };
    if let SpeakerDecision::Merged(Some(into)) = &decision
        && SpeakersState::from_events(history).would_close_cycle(speaker, into)
    {
        return Err(DecideError::AlreadyOneSpeaker(speaker.clone(), into.clone()));
    }
    Ok(vec![Event::SpeakerDecided {
        speaker: speaker.clone(),
        decision,
        reason,
    }])
}

fn undo_topic_decision(
    history: &[RecordedEvent],
    topics: &TopicsState,
    decided: &Event,
    before: Facet,
    reason: Option<String>,
) -> Result<Vec<Event>, DecideError> {
    let (Event::TopicDecided { topic, .. }, Facet::Topic(decision)) = (decided, before) else {
        return Ok(Vec::new());
    };
    let event = Event::TopicDecided {
        topic: topic.clone(),
        decision,
        reason,
    };
    match topics
        .clone()
        .evolve_all(history)
        .evolve(&event)
        .check_broader(topic)
    {
        // The broader topic was retired before this decision, and is missing again afterwards.
        Ok(()) | Err(DecideError::NoBroaderTopic { .. }) => Ok(vec![event]),
        Err(other) => Err(other),
    }
}

fn undo_feed_decision(feed: &str, before: Facet, reason: Option<String>) -> Vec<Event> {
    let Facet::Feed(decision) = before else {
        return Vec::new();
    };
    vec![Event::FeedDecided {
        feed: feed.to_owned(),
        decision,
        reason,
    }]
}

/// Key of the facet that the event sets; a later decision with the same key replaces an earlier one.
fn facet_key(event: &Event) -> Option<String> {
    Some(match event {
        Event::ArticleWithdrawn { .. } | Event::ArticleRestored { .. } => "article".to_owned(),
        Event::StatementWithdrawn { statement, .. } | Event::StatementRestored { statement, .. } => {
            format!("{statement} counts")
        }
        Event::StatementDecided {
            statement, decision, ..
        } => format!("{statement} {}", decision.facet_key()),
        Event::SpeakerDecided {
            speaker, decision, ..
        } => format!("{speaker} {}", decision.facet_key()),
        Event::TopicDecided { topic, .. } => topic.to_string(),
        Event::FeedDecided { feed, .. } => feed.clone(),
        _ => return None,
    })
}

/// Whether two decisions set the same facet, so that the later one can undo the earlier one.
pub fn concern_same_facet(one: &Event, other: &Event) -> bool {
    facet_key(one).is_some_and(|about| Some(about) == facet_key(other))
}

/// Checks that the words of a withdrawn statement are still in its article: those that were read, and those to which
/// a person corrected them.
fn check_words_in_text(current: &CurrentArticle, statement: &StatementId) -> Result<(), DecideError> {
    let Some(known) = current.withdrawn.get(statement) else {
        return Err(DecideError::NoStatement(statement.clone()));
    };
    let Some(text) = current.text.as_str() else {
        return Err(DecideError::Redacted);
    };
    let as_it_counts = current.decisions_on(statement).corrected(known);
    let mut pieces = known.evidence.iter().chain(&as_it_counts.evidence);
    match pieces.find(|piece| !piece.quote.matches_text(text)) {
        Some(gone) => Err(DecideError::NotInText(gone.quote.text.clone())),
        None => Ok(()),
    }
}
