//! One article: what its stream says of it, and what reading it comes to.

use super::DecideError;
use super::continuity::{self, Settled, UsedIds};
use crate::domain::{
    ArticleId, Correction, Decisions, Document, Event, Evidence, Lang, Reader, Reason, Recorded, Source,
    Span, Statement, StatementDecision, StatementId, Text, fold,
};
use std::collections::{BTreeMap, BTreeSet};

/// One article as its stream tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ArticleState {
    /// Never heard of.
    #[default]
    Absent,
    /// It counts.
    Present(Box<CurrentArticle>),
    /// It was withdrawn, for the reason given, when it was like this.
    Withdrawn(Reason, Box<CurrentArticle>),
}

impl ArticleState {
    /// What `events`, the stream of an article from its beginning, make of it.
    pub fn after(events: &[Recorded]) -> Self {
        events
            .iter()
            .fold(Self::default(), |state, recorded| evolve(state, &recorded.event))
    }
}

/// An article that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentArticle {
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
    /// How newer extractors read statements otherwise when a person settled that: the same again is no dispute.
    pub settled: BTreeMap<StatementId, Option<Statement>>,
    /// Statements that a person decided on and whose words the text no longer has, as they were last read.
    pub absent: BTreeMap<StatementId, Statement>,
    /// The names, folded, under which each id was ever recorded: an id stays with its speaker.
    pub(super) used: UsedIds,
}

impl CurrentArticle {
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

    pub(super) fn is_decided(&self, id: &StatementId) -> bool {
        self.decisions.get(id).is_some_and(Decisions::are_made)
    }

    /// Whether it is known that a statement is read so, or settled: then it is no dispute.
    fn knows_dispute(&self, id: &StatementId, reading: Option<&Statement>) -> bool {
        is_read_so(&self.disputes, id, reading) || is_read_so(&self.settled, id, reading)
    }

    /// Whether `statement` is the known one, and only tells what readers did not tell by then.
    fn only_gains(&self, statement: &Statement) -> bool {
        let known = self.statements.get(&statement.id);
        known.is_some_and(|known| known != statement && continuity::is_known_so(known, statement))
    }
}

/// Whether `known` has a statement as it is read now.
fn is_read_so(
    known: &BTreeMap<StatementId, Option<Statement>>,
    id: &StatementId,
    reading: Option<&Statement>,
) -> bool {
    match (known.get(id), reading) {
        (Some(Some(known)), Some(reading)) => continuity::is_known_so(known, reading),
        (Some(None), None) => true,
        _ => false,
    }
}

impl Settled {
    /// What is recorded and what is disputed. Recording a statement ends its dispute, so that one which goes on is
    /// raised again; what a person settled stays settled where the statement only gains.
    fn read(
        self,
        article: &ArticleId,
        present: &CurrentArticle,
        revision: u32,
        extractor: &str,
    ) -> impl Iterator<Item = Event> {
        let again: BTreeMap<StatementId, bool> = self
            .recorded
            .iter()
            .map(|statement| (statement.id.clone(), present.only_gains(statement)))
            .collect();
        let open = self
            .disputed
            .into_iter()
            .filter(move |(id, reading)| match again.get(id) {
                Some(false) => true,
                Some(true) => !is_read_so(&present.settled, id, reading.as_ref()),
                None => !present.knows_dispute(id, reading.as_ref()),
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
            .map(move |statement| record(article, revision, statement));
        recorded.chain(disputed)
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
    present: &CurrentArticle,
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
    let mut settled = continuity::settle(article, present, None, statements, &text);
    others_moved(present, &mut settled, &text);
    let moved = moved_corrections(article, present, &settled, &text);
    let gone = std::mem::take(&mut settled.gone);
    let read: Vec<Event> = settled.read(article, present, revision, &extractor).collect();
    let mut events = vec![Event::ArticleRevised {
        article: article.clone(),
        revision,
        source,
        lang,
        text: Text::Kept(text),
        extractor,
    }];
    events.extend(gone.into_iter().map(|statement| Event::StatementWithdrawn {
        article: article.clone(),
        statement,
        reason: Reason::Revised,
    }));
    events.extend(read);
    events.extend(moved);
    Ok(events)
}

/// The corrections of words of statements that stand elsewhere in a revised text. What counts by then counts with these
/// words: a statement whose corrected words are gone does not count.
fn moved_corrections(
    article: &ArticleId,
    present: &CurrentArticle,
    settled: &Settled,
    text: &str,
) -> Vec<Event> {
    let mut events = Vec::new();
    for (id, decisions) in &present.decisions {
        let Some(evidence) = &decisions.correction.evidence else {
            continue;
        };
        let stands = evidence.iter().all(|piece| piece.quote.stands_in(text));
        let counts = settled.recorded.iter().any(|statement| statement.id == *id)
            || present.statements.contains_key(id) && !settled.gone.contains(id);
        if stands || !counts {
            continue;
        }
        let Ok(evidence) = Evidence::moved(evidence, text) else {
            continue;
        };
        events.push(Event::StatementDecided {
            article: article.clone(),
            statement: id.clone(),
            ruling: StatementDecision::Corrected(Box::new(Correction {
                evidence: Some(evidence),
                ..decisions.correction.clone()
            })),
            reason: Some("the article was revised".to_owned()),
        });
    }
    events
}

/// What other readers read stays where the text still has it, and is gone where it does not: they have not read the new
/// text. So is what a person corrected to words that the text no longer has.
fn others_moved(present: &CurrentArticle, settled: &mut Settled, text: &str) {
    let old_text = present.text.as_str().unwrap_or_default();
    let others = present
        .statements
        .values()
        .filter(|statement| statement.reader.is_some());
    for statement in others {
        let corrected = present.decisions.get(&statement.id);
        let words = corrected.and_then(|decisions| decisions.correction.evidence.as_ref());
        let stand = words.is_none_or(|words| {
            words.iter().all(|piece| piece.quote.stands_in(text)) || Evidence::moved(words, text).is_ok()
        });
        match continuity::moved(statement, old_text, text).filter(|_| stand) {
            None => settled.gone.push(statement.id.clone()),
            Some(there) if there != *statement => settled.recorded.push(there),
            Some(_) => {}
        }
    }
}

/// The stretches of a text that statements have their words from, in order, each with the furthest end so far.
struct Covered(Vec<Span>);

impl Covered {
    fn of(statements: &[Statement]) -> Self {
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

/// What another reader than the extractor reads in the text as it stands. `statements` are all that it reads there, or,
/// where they are not `whole`, some of it: then nothing that it read before is taken to be read no longer. Nor is it
/// where the same version of the reader gives more; but of two readings of the same words the later one holds.
pub(super) fn read_by(
    article: &ArticleId,
    present: &CurrentArticle,
    reader: &Reader,
    statements: Vec<Statement>,
    is_whole: bool,
) -> Result<Vec<Event>, DecideError> {
    let Text::Kept(text) = &present.text else {
        return Err(DecideError::Redacted);
    };
    if let Some(other) = statements.iter().find(|statement| !statement.stands_in(text)) {
        return Err(DecideError::NotInText(other.words()));
    }
    let covered = Covered::of(&statements);
    let is_replaced = |known: &Statement| {
        let mut pieces = known.evidence.iter().map(|piece| piece.quote.span);
        is_whole && known.reader.as_ref() != Some(reader) || pieces.any(|piece| covered.overlaps(piece))
    };
    let replaced: BTreeSet<StatementId> = present
        .statements
        .values()
        .filter(|known| is_replaced(known))
        .map(|known| known.id.clone())
        .collect();
    let mut settled = continuity::settle(article, present, Some(reader.name()), statements, text);
    settled
        .recorded
        .retain(|statement| !present.withdrawn.contains_key(&statement.id));
    settled
        .disputed
        .retain(|(id, reading)| reading.is_some() || replaced.contains(id));
    let extractor = reader.to_string();
    let moved = moved_corrections(article, present, &settled, text);
    let gone = settled.gone.iter().filter(|id| replaced.contains(*id));
    let mut events: Vec<Event> = gone
        .map(|statement| Event::StatementDropped {
            article: article.clone(),
            statement: statement.clone(),
            extractor: extractor.clone(),
        })
        .collect();
    settled.gone.clear();
    events.extend(settled.read(article, present, present.revision, &extractor));
    events.extend(moved);
    Ok(events)
}

pub(super) fn reread(
    article: &ArticleId,
    present: &CurrentArticle,
    statements: Vec<Statement>,
    extractor: String,
) -> Result<Vec<Event>, DecideError> {
    let Text::Kept(text) = &present.text else {
        return Err(DecideError::Redacted);
    };
    let mut settled = continuity::settle(article, present, None, statements, text);
    // What a person withdrew is nothing to another extractor, however it reads it.
    settled
        .recorded
        .retain(|statement| !present.withdrawn.contains_key(&statement.id));
    // A correction of what did not count until now may be of words in an earlier text.
    let moved = moved_corrections(article, present, &settled, text);
    let mut changes: Vec<Event> = settled
        .gone
        .iter()
        .map(|statement| Event::StatementDropped {
            article: article.clone(),
            statement: statement.clone(),
            extractor: extractor.clone(),
        })
        .collect();
    changes.extend(settled.read(article, present, present.revision, &extractor));
    changes.extend(moved);
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
        ) => ArticleState::Present(Box::new(CurrentArticle {
            source: source.clone(),
            lang: *lang,
            text: text.clone(),
            revision: 0,
            extractor: extractor.clone(),
            statements: BTreeMap::new(),
            decisions: BTreeMap::new(),
            withdrawn: BTreeMap::new(),
            disputes: BTreeMap::new(),
            settled: BTreeMap::new(),
            absent: BTreeMap::new(),
            used: BTreeMap::new(),
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

impl CurrentArticle {
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
                if !self.only_gains(statement) {
                    self.settled.remove(&statement.id);
                }
                // What a person withdrew is kept as it was read last, for the day when it is restored.
                let statements = if self.withdrawn.contains_key(&statement.id) {
                    &mut self.withdrawn
                } else {
                    &mut self.statements
                };
                statements.insert(statement.id.clone(), Statement::clone(statement));
                let names = self.used.entry(statement.id.clone()).or_default();
                names.extend(statement.speaker.reference.as_deref().map(fold));
                self.absent.remove(&statement.id);
                self.disputes.remove(&statement.id);
            }
            Event::StatementWithdrawn {
                statement, reason, ..
            } => match (self.statements.remove(statement), reason) {
                (Some(known), Reason::Decided(_)) => {
                    self.withdrawn.insert(statement.clone(), known);
                }
                (Some(known), Reason::Revised) if self.is_decided(statement) => {
                    self.absent.insert(statement.clone(), known);
                }
                _ => {}
            },
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
                self.settled.remove(statement);
            }
            Event::StatementDecided {
                statement, ruling, ..
            } => self.take_ruling(statement, ruling),
            Event::ArticleIngested { .. }
            | Event::ArticleWithdrawn { .. }
            | Event::ArticleRestored { .. }
            | Event::SpeakerDecided { .. }
            | Event::TopicDecided { .. } => {}
        }
    }

    fn take_ruling(&mut self, statement: &StatementId, ruling: &StatementDecision) {
        let mut decisions = self.decisions.remove(statement).unwrap_or_default();
        decisions.take(ruling);
        if decisions.are_made() {
            self.decisions.insert(statement.clone(), decisions);
        }
        if ruling.settles()
            && let Some(reading) = self.disputes.remove(statement)
        {
            self.settled.insert(statement.clone(), reading);
        }
    }
}
