//! The opposite of a decision: what it set is set again to what it was before.

use super::{ArticleState, CurrentArticle, DecideError, SpeakersState, TopicsState};
use crate::domain::{
    ArticleId, Correction, Event, Evidence, Position, Reason, Recorded, SpeakerDecision, StatementDecision,
    StatementId, TopicDecision,
};

/// The events that undo the decision at `position`, given the whole stream that it is in, and the topics that come
/// with dixit; none where the stream has no such position. Nothing else that was decided meanwhile is touched; where
/// a later decision on the same matter still stands, that has to be undone first. A dispute that the decision
/// settled is open again.
pub fn undo(
    history: &[Recorded],
    position: Position,
    topics: &TopicsState,
    reason: Option<String>,
) -> Result<Vec<Event>, DecideError> {
    let Some(at) = history.iter().position(|recorded| recorded.position == position) else {
        return Ok(Vec::new());
    };
    let decided = &history[at].event;
    let standing = |events: &[Recorded]| Facet::after(events, decided, topics);
    let (Some(before), Some(set), Some(now)) = (
        standing(&history[..at]),
        standing(&history[..=at]),
        standing(history),
    ) else {
        return Err(DecideError::NoDecision {
            position,
            kind: decided.type_name(),
        });
    };
    if !now.is(&set) {
        return Err(DecideError::Overtaken {
            position,
            by: overtaken_by(history, at, topics, &now),
        });
    }
    match decided {
        Event::SpeakerDecided { .. } => of_speaker(history, decided, before, reason),
        Event::TopicDecided { .. } => of_topic(history, topics, decided, before, reason),
        Event::ArticleWithdrawn { article, .. } => Ok(vec![Event::ArticleRestored {
            article: article.clone(),
            reason,
        }]),
        Event::ArticleRestored { article, .. } => Ok(vec![Event::ArticleWithdrawn {
            article: article.clone(),
            reason: Reason::Decided(reason.unwrap_or_default()),
        }]),
        about_a_statement => {
            let present = match ArticleState::after(history) {
                ArticleState::Present(present) => present,
                ArticleState::Withdrawn(reason, _) => return Err(DecideError::Withdrawn(reason)),
                ArticleState::Absent => return Ok(Vec::new()),
            };
            match (before, about_a_statement) {
                (Facet::Ruling(ruling), Event::StatementDecided { .. }) => {
                    of_ruling(history, at, &present, ruling, reason)
                }
                _ => of_counting(about_a_statement, &present, reason),
            }
        }
    }
}

/// What a decision is about, as it stands at some moment.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Facet {
    /// Whether an article or a statement counts, as far as persons decide it.
    Counts(bool),
    Ruling(StatementDecision),
    Speaker(SpeakerDecision),
    Topic(TopicDecision),
}

impl Facet {
    /// What `decided` is about, as it stands after `events`; `None` where that is no decision of a person.
    fn after(events: &[Recorded], decided: &Event, topics: &TopicsState) -> Option<Self> {
        let present = || match ArticleState::after(events) {
            ArticleState::Present(present) | ArticleState::Withdrawn(_, present) => Some(present),
            ArticleState::Absent => None,
        };
        Some(match decided {
            Event::ArticleWithdrawn {
                reason: Reason::Decided(_),
                ..
            }
            | Event::ArticleRestored { .. } => {
                Self::Counts(matches!(ArticleState::after(events), ArticleState::Present(_)))
            }
            Event::StatementWithdrawn {
                statement,
                reason: Reason::Decided(_),
                ..
            }
            | Event::StatementRestored { statement, .. } => {
                Self::Counts(!present()?.withdrawn.contains_key(statement))
            }
            Event::StatementDecided {
                statement, ruling, ..
            } => Self::Ruling(present()?.decided(statement).about(ruling)),
            Event::SpeakerDecided { speaker, ruling, .. } => {
                Self::Speaker(SpeakersState::after(events).about(speaker, ruling))
            }
            Event::TopicDecided { topic, .. } => Self::Topic(topics.clone().after(events).about(topic)),
            _ => return None,
        })
    }

    /// Whether both say the same. Words that moved with a revision of their article are the same words.
    fn is(&self, other: &Self) -> bool {
        let (
            Self::Ruling(StatementDecision::Corrected(one)),
            Self::Ruling(StatementDecision::Corrected(other)),
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
        words(one) == words(other) && rest(one) == rest(other)
    }
}

/// The decision after the one at `at` that set what stands now: the first of those, for later ones only undid what
/// had come between.
fn overtaken_by(history: &[Recorded], at: usize, topics: &TopicsState, now: &Facet) -> Position {
    let decided = &history[at].event;
    let standing = |i: usize| Facet::after(&history[..=i], decided, topics);
    let later = (at + 1..history.len()).filter(|i| {
        matter(&history[*i].event) == matter(decided)
            && standing(*i).is_some_and(|standing| standing.is(now))
            && standing(*i - 1).is_none_or(|standing| !standing.is(now))
    });
    later
        .map(|i| history[i].position)
        .next()
        .unwrap_or(history[at].position)
}

/// The opposite of a decision on whether a statement counts.
fn of_counting(
    decided: &Event,
    present: &CurrentArticle,
    reason: Option<String>,
) -> Result<Vec<Event>, DecideError> {
    Ok(match decided {
        Event::StatementWithdrawn {
            article, statement, ..
        } => {
            still_stands(present, statement)?;
            vec![Event::StatementRestored {
                article: article.clone(),
                statement: statement.clone(),
                reason,
            }]
        }
        Event::StatementRestored {
            article, statement, ..
        } if present.statements.contains_key(statement) => vec![Event::StatementWithdrawn {
            article: article.clone(),
            statement: statement.clone(),
            reason: Reason::Decided(reason.unwrap_or_default()),
        }],
        Event::StatementRestored { statement, .. } => {
            return Err(DecideError::NoStatement(statement.clone()));
        }
        _ => Vec::new(),
    })
}

/// Lets a facet of a statement be as `ruling` says, as it was before the decision at `at`.
fn of_ruling(
    history: &[Recorded],
    at: usize,
    present: &CurrentArticle,
    ruling: StatementDecision,
    reason: Option<String>,
) -> Result<Vec<Event>, DecideError> {
    let decided = &history[at];
    let Event::StatementDecided {
        article,
        statement,
        ruling: set,
        ..
    } = &decided.event
    else {
        return Ok(Vec::new());
    };
    if let (StatementDecision::Corrected(_), true) =
        (set, Facet::Ruling(ruling.clone()).is(&Facet::Ruling(set.clone())))
    {
        // Nobody decided this: the words only moved with a revision of the article.
        return Err(DecideError::NoDecision {
            position: decided.position,
            kind: decided.event.type_name(),
        });
    }
    let ruling = match ruling {
        StatementDecision::Corrected(correction) => {
            StatementDecision::Corrected(Box::new(placed(*correction, present, statement)?))
        }
        other => other,
    };
    let mut events = vec![Event::StatementDecided {
        article: article.clone(),
        statement: statement.clone(),
        ruling: ruling.clone(),
        reason,
    }];
    events.extend(reopened(history, at, article, statement, &ruling));
    Ok(events)
}

/// A correction as it stood once, with its words where the article has them now.
fn placed(
    correction: Correction,
    present: &CurrentArticle,
    statement: &StatementId,
) -> Result<Correction, DecideError> {
    let (Some(evidence), Some(text)) = (&correction.evidence, present.text.as_str()) else {
        return Ok(correction);
    };
    match Evidence::moved(evidence, text) {
        Ok(evidence) => Ok(Correction {
            evidence: Some(evidence),
            ..correction
        }),
        // What does not count has no words to be shown; they are looked for when it does again.
        Err(_) if !present.statements.contains_key(statement) => Ok(correction),
        Err(gone) => Err(DecideError::NotInText(gone)),
    }
}

/// The dispute about a statement that has to be raised again beside `opposite`: one that the decision at `at`
/// settled, or one that `opposite` would settle though nobody looked at it.
fn reopened(
    history: &[Recorded],
    at: usize,
    article: &ArticleId,
    statement: &StatementId,
    opposite: &StatementDecision,
) -> Option<Event> {
    let is_disputed = |events: &[Recorded]| match ArticleState::after(events) {
        ArticleState::Present(present) => present.disputes.contains_key(statement),
        _ => false,
    };
    let raised = |events: &[Recorded]| {
        let last = events.iter().rev().find(|recorded| {
            matches!(&recorded.event, Event::StatementDisputed { article: a, statement: s, .. }
                if a == article && s == statement)
        });
        last.cloned()
    };
    let dispute = if is_disputed(history) {
        // The undoing of a settlement raised it: now that is undone itself.
        let settled_again = |dispute: &Recorded| dispute.causation == Some(history[at].id);
        raised(history).filter(|dispute| opposite.settles() && !settled_again(dispute))
    } else if is_disputed(&history[..at]) && !is_disputed(&history[..=at]) {
        raised(&history[..at])
    } else {
        None
    };
    dispute.map(|recorded| recorded.event)
}

fn of_speaker(
    history: &[Recorded],
    decided: &Event,
    before: Facet,
    reason: Option<String>,
) -> Result<Vec<Event>, DecideError> {
    let (Event::SpeakerDecided { speaker, .. }, Facet::Speaker(ruling)) = (decided, before) else {
        return Ok(Vec::new());
    };
    if let SpeakerDecision::Merged(Some(into)) = &ruling
        && SpeakersState::after(history).closes_a_circle(speaker, into)
    {
        return Err(DecideError::OneAlready(speaker.clone(), into.clone()));
    }
    Ok(vec![Event::SpeakerDecided {
        speaker: speaker.clone(),
        ruling,
        reason,
    }])
}

fn of_topic(
    history: &[Recorded],
    topics: &TopicsState,
    decided: &Event,
    before: Facet,
    reason: Option<String>,
) -> Result<Vec<Event>, DecideError> {
    let (Event::TopicDecided { topic, .. }, Facet::Topic(ruling)) = (decided, before) else {
        return Ok(Vec::new());
    };
    let event = Event::TopicDecided {
        topic: topic.clone(),
        ruling,
        reason,
    };
    match topics.clone().after(history).evolve(&event).check_place(topic) {
        // It lay below one that is retired before it was decided on, and does again.
        Ok(()) | Err(DecideError::NoBroader { .. }) => Ok(vec![event]),
        Err(other) => Err(other),
    }
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

/// Whether two decisions are about the same, so that the later one can undo the earlier.
pub fn same_matter(one: &Event, other: &Event) -> bool {
    matter(one).is_some_and(|about| Some(about) == matter(other))
}

/// Whether the words of a statement that was withdrawn are still in its article: those that were read, and those
/// that a person put in their place.
fn still_stands(present: &CurrentArticle, statement: &StatementId) -> Result<(), DecideError> {
    let Some(known) = present.withdrawn.get(statement) else {
        return Err(DecideError::NoStatement(statement.clone()));
    };
    let Some(text) = present.text.as_str() else {
        return Err(DecideError::Redacted);
    };
    let as_it_counts = present.decided(statement).of(known);
    let mut pieces = known.evidence.iter().chain(&as_it_counts.evidence);
    match pieces.find(|piece| !piece.quote.stands_in(text)) {
        Some(gone) => Err(DecideError::NotInText(gone.quote.text.clone())),
        None => Ok(()),
    }
}
