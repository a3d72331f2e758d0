//! One article: what its stream says of it, and what reading it comes to.

use super::DecideError;
use crate::domain::{
    ArticleId, Correction, Decisions, Document, Event, Evidence, Lang, Reason, Ruling, Source, Statement,
    StatementId, Text,
};
use std::collections::BTreeMap;

/// One article as its stream tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ArticleState {
    /// Never heard of.
    #[default]
    Absent,
    /// It counts.
    Present(Box<Present>),
    /// It was withdrawn, for the reason given, when it was like this.
    Withdrawn(Reason, Box<Present>),
}

/// An article that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// Where it comes from.
    pub source: Source,
    /// Its language.
    pub lang: Lang,
    /// Its text.
    pub text: Text,
    /// How often it was revised.
    pub revision: u32,
    /// What read it last.
    pub extractor: String,
    /// The statements that count, by id, as they were read.
    pub statements: BTreeMap<StatementId, Statement>,
    /// What persons decided on its statements, whether or not these count.
    pub decisions: BTreeMap<StatementId, Decisions>,
    /// The statements that a person withdrew, as they were last read.
    pub withdrawn: BTreeMap<StatementId, Statement>,
    /// How a newer extractor reads statements that a person decided on, where it reads them otherwise.
    pub disputes: BTreeMap<StatementId, Option<Statement>>,
}

impl Present {
    /// The statement with this id as it counts: as it was read, and as persons corrected that.
    pub fn statement(&self, id: &StatementId) -> Option<Statement> {
        let reading = self.statements.get(id)?;
        Some(match self.decisions.get(id) {
            Some(decisions) => decisions.of(reading),
            None => reading.clone(),
        })
    }

    /// What persons decided on this statement.
    pub fn decided(&self, id: &StatementId) -> Decisions {
        self.decisions.get(id).cloned().unwrap_or_default()
    }

    fn is_decided(&self, id: &StatementId) -> bool {
        self.decisions.get(id).is_some_and(Decisions::are_made)
    }
}

pub(super) fn ingest(
    article: &ArticleId,
    document: Document,
    statements: Vec<Statement>,
    extractor: String,
) -> Vec<Event> {
    let Document { source, lang, text } = document;
    let ingested = Event::ArticleIngested {
        article: article.clone(),
        source,
        lang,
        text: Text::Kept(text),
        extractor,
    };
    let recorded = statements
        .into_iter()
        .map(|statement| record(article, 0, statement));
    std::iter::once(ingested).chain(recorded).collect()
}

fn record(article: &ArticleId, revision: u32, statement: Statement) -> Event {
    Event::StatementRecorded {
        article: article.clone(),
        revision,
        statement: Box::new(statement),
    }
}

pub(super) fn revise(
    article: &ArticleId,
    present: &Present,
    document: Document,
    statements: Vec<Statement>,
    extractor: String,
) -> Result<Vec<Event>, DecideError> {
    let Text::Kept(known) = &present.text else {
        return Err(DecideError::Redacted);
    };
    let Document { source, lang, text } = document;
    let source = source.completed_by(&present.source);
    if source == present.source && lang == present.lang && text == *known {
        return Ok(Vec::new());
    }
    let revision = present.revision + 1;
    let moved = moved_corrections(article, present, &statements, &text);
    let mut events = vec![Event::ArticleRevised {
        article: article.clone(),
        revision,
        source,
        lang,
        text: Text::Kept(text),
        extractor,
    }];
    let gone = present
        .statements
        .keys()
        .filter(|id| statements.iter().all(|s| s.id != **id));
    events.extend(gone.map(|id| Event::StatementWithdrawn {
        article: article.clone(),
        statement: id.clone(),
        reason: Reason::Revised,
    }));
    let changed = statements.into_iter().filter(|s| {
        present.statements.get(&s.id) != Some(s)
            && present.withdrawn.get(&s.id).is_none_or(|known| known != s)
    });
    events.extend(changed.map(|statement| record(article, revision, statement)));
    events.extend(moved);
    Ok(events)
}

/// The corrections of words that stand elsewhere in a revised text, or no longer in it: then the words count as
/// they are read.
fn moved_corrections(
    article: &ArticleId,
    present: &Present,
    statements: &[Statement],
    text: &str,
) -> Vec<Event> {
    let mut events = Vec::new();
    for statement in statements {
        let correction = present.decided(&statement.id).correction;
        let Some(evidence) = &correction.evidence else {
            continue;
        };
        if evidence.iter().all(|piece| piece.quote.stands_in(text)) {
            continue;
        }
        let moved: Option<Vec<Evidence>> = evidence
            .iter()
            .map(|piece| Evidence::nearest(text, &piece.quote.text, piece.quote.span.start))
            .collect();
        events.push(Event::StatementDecided {
            article: article.clone(),
            statement: statement.id.clone(),
            ruling: Ruling::Corrected(Box::new(Correction {
                evidence: moved,
                ..correction
            })),
            reason: Some("the article was revised".to_owned()),
        });
    }
    events
}

pub(super) fn reread(
    article: &ArticleId,
    present: &Present,
    statements: Vec<Statement>,
    extractor: String,
) -> Result<Vec<Event>, DecideError> {
    if present.text == Text::Redacted {
        return Err(DecideError::Redacted);
    }
    let mut changes = Vec::new();
    let dispute = |id: &StatementId, reading: Option<&Statement>| {
        let known = present.disputes.get(id).map(Option::as_ref);
        (known != Some(reading)).then(|| Event::StatementDisputed {
            article: article.clone(),
            statement: id.clone(),
            extractor: extractor.clone(),
            reading: reading.cloned().map(Box::new),
        })
    };
    for id in present.statements.keys() {
        if statements.iter().any(|statement| statement.id == *id) {
            continue;
        }
        if present.is_decided(id) {
            changes.extend(dispute(id, None));
        } else {
            changes.push(Event::StatementDropped {
                article: article.clone(),
                statement: id.clone(),
                extractor: extractor.clone(),
            });
        }
    }
    for statement in statements {
        let id = &statement.id;
        match present.statements.get(id) {
            _ if present.withdrawn.contains_key(id) => {}
            Some(known) if *known == statement => {}
            Some(_) if present.is_decided(id) => changes.extend(dispute(id, Some(&statement))),
            _ => changes.push(record(article, present.revision, statement)),
        }
    }
    if changes.is_empty() && extractor == present.extractor {
        return Ok(Vec::new());
    }
    let reread = Event::ArticleReread {
        article: article.clone(),
        extractor,
    };
    Ok(std::iter::once(reread).chain(changes).collect())
}

/// The state of an article after `event`. No rules here: what was recorded is so.
#[must_use]
pub fn evolve(state: ArticleState, event: &Event) -> ArticleState {
    match (event, state) {
        (
            Event::ArticleIngested {
                source,
                lang,
                text,
                extractor,
                ..
            },
            _,
        ) => ArticleState::Present(Box::new(Present {
            source: source.clone(),
            lang: *lang,
            text: text.clone(),
            revision: 0,
            extractor: extractor.clone(),
            statements: BTreeMap::new(),
            decisions: BTreeMap::new(),
            withdrawn: BTreeMap::new(),
            disputes: BTreeMap::new(),
        })),
        (Event::ArticleWithdrawn { reason, .. }, ArticleState::Present(present)) => {
            ArticleState::Withdrawn(reason.clone(), present)
        }
        (Event::ArticleRestored { .. }, ArticleState::Withdrawn(_, present)) => {
            ArticleState::Present(present)
        }
        (event, ArticleState::Present(mut present)) => {
            present.take(event);
            ArticleState::Present(present)
        }
        (_, state) => state,
    }
}

impl Present {
    /// Takes one event more, of those that leave the article counting.
    fn take(&mut self, event: &Event) {
        match event {
            Event::ArticleRevised {
                revision,
                source,
                lang,
                text,
                extractor,
                ..
            } => {
                self.source = source.clone();
                self.lang = *lang;
                self.text = text.clone();
                self.revision = *revision;
                self.extractor.clone_from(extractor);
            }
            Event::ArticleReread { extractor, .. } => self.extractor.clone_from(extractor),
            Event::StatementRecorded { statement, .. } => {
                // What a person withdrew is kept as it was read last, for the day when it is restored.
                let statements = if self.withdrawn.contains_key(&statement.id) {
                    &mut self.withdrawn
                } else {
                    &mut self.statements
                };
                statements.insert(statement.id.clone(), Statement::clone(statement));
                self.disputes.remove(&statement.id);
            }
            Event::StatementWithdrawn {
                statement, reason, ..
            } => {
                if let (Some(known), Reason::Decided(_)) = (self.statements.remove(statement), reason) {
                    self.withdrawn.insert(statement.clone(), known);
                }
            }
            Event::StatementRestored { statement, .. } => {
                if let Some(known) = self.withdrawn.remove(statement) {
                    self.statements.insert(statement.clone(), known);
                }
            }
            Event::StatementDropped { statement, .. } => {
                self.statements.remove(statement);
            }
            Event::StatementDisputed {
                statement, reading, ..
            } => {
                let reading = reading.as_deref().cloned();
                self.disputes.insert(statement.clone(), reading);
            }
            Event::StatementDecided {
                statement, ruling, ..
            } => {
                self.decisions.entry(statement.clone()).or_default().take(ruling);
                if matches!(ruling, Ruling::Confirmed(_) | Ruling::Corrected(_)) {
                    self.disputes.remove(statement);
                }
            }
            Event::ArticleIngested { .. }
            | Event::ArticleWithdrawn { .. }
            | Event::ArticleRestored { .. }
            | Event::SpeakerDecided { .. }
            | Event::TopicDecided { .. } => {}
        }
    }
}
