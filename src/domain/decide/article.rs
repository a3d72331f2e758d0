//! Commands about one article and the events that follow from them.

use super::article_state::{ArticleState, CurrentArticle, has_reading};
use super::command::ArticleCommand;
use super::error::DecideError;
use super::reconciliation::{Reconciliation, reconcile};
use super::relocation::relocate;
use super::statement::decide_on_statement;
use crate::domain::{
    ArticleId, ArticleText, Correction, Document, Event, Evidence, Reader, RedactedPart, Span, Statement,
    StatementDecision, StatementId, WithdrawalReason,
};
use std::collections::{BTreeMap, BTreeSet};

/// Returns the events that `command` leads to for `article` in this state; none where nothing changes.
///
/// - The source of a document that is ingested again is completed from what was known.
/// - A statement that is read exactly as before leads to no event; one that is read differently is recorded again
///   under the same id; one whose words are gone is withdrawn.
/// - What a person decided on a statement stays in force while its words are in the text, even if it is not read
///   again. A statement that a person withdrew is not restored by being read.
///
/// Errors: [`DecideError`] where the article is withdrawn, redacted or absent, or the command does not fit its state.
pub fn decide(
    article: &ArticleId,
    state: &ArticleState,
    command: ArticleCommand,
) -> Result<Vec<Event>, DecideError> {
    match (command, state) {
        (
            ArticleCommand::Ingest {
                document,
                statements,
                extractor,
            },
            ArticleState::Absent,
        ) => Ok(ingest(article, document, statements, extractor)),
        (
            ArticleCommand::Ingest {
                document,
                statements,
                extractor,
            },
            ArticleState::Current(current),
        ) => revise(article, current, document, statements, extractor),
        (
            ArticleCommand::Reread {
                statements,
                extractor,
            },
            ArticleState::Current(current),
        ) => reread(article, current, statements, extractor),
        (
            ArticleCommand::ReadBy {
                reader,
                statements,
                is_complete,
            },
            ArticleState::Current(current),
        ) => read_by(article, current, &reader, statements, is_complete),
        (
            ArticleCommand::Decide {
                statement,
                command,
                reason,
            },
            ArticleState::Current(current),
        ) => decide_on_statement(article, current, &statement, command, reason),
        (ArticleCommand::Withdraw { reason }, ArticleState::Current(_)) => {
            Ok(vec![Event::ArticleWithdrawn {
                article: article.clone(),
                reason: WithdrawalReason::Decided(reason),
            }])
        }
        (ArticleCommand::Redact { reason, redacted }, state) => redact(article, state, reason, redacted),
        (
            ArticleCommand::RedactStatement {
                statement,
                also,
                reason,
                redacted,
            },
            ArticleState::Current(current) | ArticleState::Withdrawn(_, current),
        ) => redact_statement(article, current, (statement, also), reason, redacted),
        (_, ArticleState::Redacted) => Err(DecideError::Redacted),
        (_, ArticleState::Withdrawn(reason, _)) => Err(DecideError::Withdrawn(reason.clone())),
        (_, ArticleState::Absent) => Err(DecideError::NoArticle(article.clone())),
    }
}

/// The redaction of an article; none where it was redacted before.
fn redact(
    article: &ArticleId,
    state: &ArticleState,
    reason: String,
    redacted: Vec<RedactedPart>,
) -> Result<Vec<Event>, DecideError> {
    match state {
        ArticleState::Absent => Err(DecideError::NoArticle(article.clone())),
        ArticleState::Redacted => Ok(Vec::new()),
        ArticleState::Current(_) | ArticleState::Withdrawn(..) => Ok(vec![Event::ArticleRedacted {
            article: article.clone(),
            reason,
            redacted,
        }]),
    }
}

/// The redaction of a statement, whether it is current or not, and of those that lose their words with it; none where
/// it was redacted before.
fn redact_statement(
    article: &ArticleId,
    current: &CurrentArticle,
    (statement, also): (StatementId, Vec<StatementId>),
    reason: String,
    redacted: Vec<RedactedPart>,
) -> Result<Vec<Event>, DecideError> {
    if !current.ever_had(&statement) {
        return Err(DecideError::NoStatement(statement));
    }
    if current.redacted.contains(&statement) {
        return Ok(Vec::new());
    }
    let others = also
        .into_iter()
        .filter(|other| *other != statement && !current.redacted.contains(other));
    let others: Vec<StatementId> = others.collect();
    let event = |statement, redacted| Event::StatementRedacted {
        article: article.clone(),
        statement,
        reason: reason.clone(),
        redacted,
    };
    let mut events = vec![event(statement, redacted)];
    events.extend(others.into_iter().map(|other| event(other, Vec::new())));
    Ok(events)
}

fn ingest(
    article: &ArticleId,
    document: Document,
    statements: Vec<Statement>,
    extractor: String,
) -> Vec<Event> {
    let Document {
        source,
        lang,
        text,
        provenance,
    } = document;
    let ingested = Event::ArticleIngested {
        article: article.clone(),
        source,
        lang,
        text: ArticleText::Kept(text),
        extractor,
        provenance,
    };
    let recorded = statements
        .into_iter()
        .map(|statement| statement_recorded(article, 0, statement));
    std::iter::once(ingested).chain(recorded).collect()
}

fn statement_recorded(article: &ArticleId, revision: u32, statement: Statement) -> Event {
    Event::StatementRecorded {
        article: article.clone(),
        revision,
        statement: Box::new(statement),
    }
}

/// The events of an article that is ingested again with another text or source.
fn revise(
    article: &ArticleId,
    current: &CurrentArticle,
    document: Document,
    statements: Vec<Statement>,
    extractor: String,
) -> Result<Vec<Event>, DecideError> {
    let ArticleText::Kept(known) = &current.text else {
        return Err(DecideError::Redacted);
    };
    let Document {
        source,
        lang,
        text,
        provenance,
    } = document;
    let source = source.completed_by(&current.source);
    if source == current.source && lang == current.lang && text == *known {
        return Ok(Vec::new());
    }
    let revision = current.revision + 1;
    let mut reconciliation = reconcile(article, current, None, statements, &text);
    relocate_other_readers(current, &mut reconciliation, &text);
    let moved = relocate_corrections(article, current, &reconciliation, &text);
    let gone = std::mem::take(&mut reconciliation.no_longer_read);
    let read: Vec<Event> = reconciliation
        .into_events(article, current, revision, &extractor)
        .collect();
    let mut events = vec![Event::ArticleRevised {
        article: article.clone(),
        revision,
        source,
        lang,
        text: ArticleText::Kept(text),
        extractor,
        provenance,
    }];
    events.extend(gone.into_iter().map(|statement| Event::StatementWithdrawn {
        article: article.clone(),
        statement,
        reason: WithdrawalReason::Revised,
    }));
    events.extend(read);
    events.extend(moved);
    Ok(events)
}

/// New corrections for statements whose corrected words are elsewhere in the new text. A statement whose corrected
/// words are gone is not current.
fn relocate_corrections(
    article: &ArticleId,
    current: &CurrentArticle,
    reconciliation: &Reconciliation,
    text: &str,
) -> Vec<Event> {
    let mut events = Vec::new();
    for (id, decisions) in &current.decisions {
        let Some(evidence) = &decisions.correction.evidence else {
            continue;
        };
        let stands = evidence.iter().all(|piece| piece.quote.matches_text(text));
        let counts = reconciliation
            .recorded
            .iter()
            .any(|statement| statement.id == *id)
            || current.statements.contains_key(id) && !reconciliation.no_longer_read.contains(id);
        if stands || !counts {
            continue;
        }
        let Ok(evidence) = Evidence::relocate(evidence, text) else {
            continue;
        };
        events.push(Event::StatementDecided {
            article: article.clone(),
            statement: id.clone(),
            decision: StatementDecision::Corrected(Box::new(Correction {
                evidence: Some(evidence),
                ..decisions.correction.clone()
            })),
            reason: Some("the article was revised".to_owned()),
        });
    }
    events
}

/// Moves the statements of other readers, which have not read the new text, to their new positions. They are no
/// longer read where the text lacks their words, or the words to which a person corrected them.
fn relocate_other_readers(current: &CurrentArticle, reconciliation: &mut Reconciliation, text: &str) {
    let old_text = current.text.as_str().unwrap_or_default();
    let others = current
        .statements
        .values()
        .filter(|statement| statement.reader.is_some());
    for statement in others {
        let corrected = current.decisions.get(&statement.id);
        let words = corrected.and_then(|decisions| decisions.correction.evidence.as_ref());
        let stand = words.is_none_or(|words| {
            words.iter().all(|piece| piece.quote.matches_text(text))
                || Evidence::relocate(words, text).is_ok()
        });
        match relocate(statement, old_text, text).filter(|_| stand) {
            None => reconciliation.no_longer_read.push(statement.id.clone()),
            Some(relocated) if relocated != *statement => reconciliation.recorded.push(relocated),
            Some(_) => {}
        }
    }
}

/// The spans of the words of some statements, sorted by start; each end is the furthest end so far.
struct CoveredSpans(Vec<Span>);

impl CoveredSpans {
    fn from_statements(statements: &[Statement]) -> Self {
        let pieces = statements.iter().flat_map(|statement| &statement.evidence);
        let mut spans: Vec<Span> = pieces.map(|piece| piece.quote.span).collect();
        spans.sort_unstable();
        let mut furthest = 0;
        for span in &mut spans {
            furthest = furthest.max(span.end);
            span.end = furthest;
        }
        Self(spans)
    }

    fn overlaps(&self, piece: Span) -> bool {
        let before = self.0.partition_point(|span| span.start < piece.end);
        self.0[..before].last().is_some_and(|span| piece.start < span.end)
    }
}

/// The events of a reading by another reader than the extractor.
///
/// Where `is_complete` is false, statements of earlier readings that are missing here are kept. They are also kept
/// where the same version of the reader reads the article again. Of two readings of the same words, the later one
/// replaces the other.
fn read_by(
    article: &ArticleId,
    current: &CurrentArticle,
    reader: &Reader,
    statements: Vec<Statement>,
    is_complete: bool,
) -> Result<Vec<Event>, DecideError> {
    let ArticleText::Kept(text) = &current.text else {
        return Err(DecideError::Redacted);
    };
    if let Some(other) = statements.iter().find(|statement| !statement.matches_text(text)) {
        return Err(DecideError::NotInText(other.words()));
    }
    let covered = CoveredSpans::from_statements(&statements);
    let is_replaced = |known: &Statement| {
        let mut pieces = known.evidence.iter().map(|piece| piece.quote.span);
        is_complete && known.reader.as_ref() != Some(reader) || pieces.any(|piece| covered.overlaps(piece))
    };
    let replaced: BTreeSet<StatementId> = current
        .statements
        .values()
        .filter(|known| is_replaced(known))
        .map(|known| known.id.clone())
        .collect();
    let mut reconciliation = reconcile(article, current, Some(reader.name()), statements, text);
    reconciliation
        .recorded
        .retain(|statement| !current.withdrawn.contains_key(&statement.id));
    reconciliation
        .disputed
        .retain(|(id, reading)| reading.is_some() || replaced.contains(id));
    let extractor = reader.to_string();
    let moved = relocate_corrections(article, current, &reconciliation, text);
    let gone = reconciliation
        .no_longer_read
        .iter()
        .filter(|id| replaced.contains(*id));
    let mut events: Vec<Event> = gone
        .map(|statement| Event::StatementDropped {
            article: article.clone(),
            statement: statement.clone(),
            extractor: extractor.clone(),
        })
        .collect();
    reconciliation.no_longer_read.clear();
    events.extend(reconciliation.into_events(article, current, current.revision, &extractor));
    events.extend(moved);
    Ok(events)
}

/// The events of a reading of the same text by another extractor.
fn reread(
    article: &ArticleId,
    current: &CurrentArticle,
    statements: Vec<Statement>,
    extractor: String,
) -> Result<Vec<Event>, DecideError> {
    let ArticleText::Kept(text) = &current.text else {
        return Err(DecideError::Redacted);
    };
    let mut reconciliation = reconcile(article, current, None, statements, text);
    // A statement that a person withdrew stays so, however another extractor reads it.
    reconciliation
        .recorded
        .retain(|statement| !current.withdrawn.contains_key(&statement.id));
    // A statement that becomes current again may have a correction with words from an earlier text.
    let moved = relocate_corrections(article, current, &reconciliation, text);
    let mut changes: Vec<Event> = reconciliation
        .no_longer_read
        .iter()
        .map(|statement| Event::StatementDropped {
            article: article.clone(),
            statement: statement.clone(),
            extractor: extractor.clone(),
        })
        .collect();
    changes.extend(reconciliation.into_events(article, current, current.revision, &extractor));
    changes.extend(moved);
    if changes.is_empty() && extractor == current.extractor {
        return Ok(Vec::new());
    }
    let reread = Event::ArticleReread {
        article: article.clone(),
        extractor,
    };
    Ok(std::iter::once(reread).chain(changes).collect())
}

impl Reconciliation {
    /// The events that record these changes.
    ///
    /// Recording a statement closes its dispute, so a dispute that continues is raised again. A settled dispute stays
    /// settled where the statement only gains attributes.
    fn into_events(
        self,
        article: &ArticleId,
        current: &CurrentArticle,
        revision: u32,
        extractor: &str,
    ) -> impl Iterator<Item = Event> {
        let again: BTreeMap<StatementId, bool> = self
            .recorded
            .iter()
            .map(|statement| (statement.id.clone(), current.only_adds_attributes(statement)))
            .collect();
        let open = self
            .disputed
            .into_iter()
            .filter(move |(id, reading)| match again.get(id) {
                Some(false) => true,
                Some(true) => !has_reading(&current.settled_disputes, id, reading.as_ref()),
                None => !current.is_known_dispute(id, reading.as_ref()),
            });
        let disputed = open.map(|(statement, reading)| Event::StatementDisputed {
            article: article.clone(),
            statement,
            extractor: extractor.to_owned(),
            reading: reading.map(Box::new),
        });
        let recorded = self
            .recorded
            .into_iter()
            .map(move |statement| statement_recorded(article, revision, statement));
        recorded.chain(disputed)
    }
}
