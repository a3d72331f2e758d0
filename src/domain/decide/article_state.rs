//! The state of one article, as a fold of its stream.

use super::reading_comparison::equals_known;
use crate::domain::{
    ArticleText, Event, Lang, RecordedEvent, Source, Statement, StatementDecision, StatementDecisions,
    StatementId, WithdrawalReason, fold,
};
use std::collections::{BTreeMap, BTreeSet};

/// For each statement id of an article, the folded speaker names under which it was ever recorded; empty where no
/// speaker was ever named.
pub(super) type UsedSpeakerNames = BTreeMap<StatementId, BTreeSet<String>>;

/// The state of one article, as a fold of its stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ArticleState {
    /// No event of this article exists.
    #[default]
    Absent,
    /// The article is current.
    Current(Box<CurrentArticle>),
    /// The article was withdrawn for this reason; the state is that before the withdrawal.
    Withdrawn(WithdrawalReason, Box<CurrentArticle>),
    /// The article was redacted: nothing of it is left, and nothing comes back.
    Redacted,
}

impl ArticleState {
    /// Folds `events`, the stream of an article from its beginning.
    pub fn from_events(events: &[RecordedEvent]) -> Self {
        events
            .iter()
            .fold(Self::default(), |state, recorded| evolve(state, &recorded.event))
    }
}

/// The state of an article that is not withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentArticle {
    /// Where it comes from.
    pub source: Source,
    /// Its language.
    pub lang: Lang,
    /// Its text.
    pub text: ArticleText,
    /// Number of revisions so far.
    pub revision: u32,
    /// The extractor that last read it, with its version.
    pub extractor: String,
    /// The current statements as they were read, without corrections.
    pub statements: BTreeMap<StatementId, Statement>,
    /// What persons decided on its statements, current or not.
    pub decisions: BTreeMap<StatementId, StatementDecisions>,
    /// Statements that a person withdrew, as last read.
    pub withdrawn: BTreeMap<StatementId, Statement>,
    /// Open disputes: how a newer reading differs for a statement that a person decided on; `None` where it lacks the
    /// statement.
    pub disputes: BTreeMap<StatementId, Option<Statement>>,
    /// Disputes that a person settled, with the newer reading. The same reading does not open them again.
    pub settled_disputes: BTreeMap<StatementId, Option<Statement>>,
    /// Statements that a person decided on but whose words are no longer in the text, as last read.
    pub missing: BTreeMap<StatementId, Statement>,
    /// Statements whose words were redacted; they never become current again.
    pub redacted: BTreeSet<StatementId>,
    /// The speaker names that each id was ever used for, so that an id never changes its speaker.
    pub(super) used_speaker_names: UsedSpeakerNames,
}

impl CurrentArticle {
    /// The current statement with this id, with the corrections that persons made.
    pub fn corrected_statement(&self, id: &StatementId) -> Option<Statement> {
        let reading = self.statements.get(id)?;
        Some(match self.decisions.get(id) {
            Some(decisions) => decisions.corrected(reading),
            None => reading.clone(),
        })
    }

    /// What persons decided on this statement.
    pub fn decisions_on(&self, id: &StatementId) -> StatementDecisions {
        self.decisions.get(id).cloned().unwrap_or_default()
    }

    /// Whether the article ever had this statement, current or not.
    pub(super) fn ever_had(&self, id: &StatementId) -> bool {
        self.used_speaker_names.contains_key(id)
    }

    pub(super) fn has_decisions_on(&self, id: &StatementId) -> bool {
        self.decisions.get(id).is_some_and(StatementDecisions::has_any)
    }

    /// Whether this newer reading is already an open or a settled dispute.
    pub(super) fn is_known_dispute(&self, id: &StatementId, reading: Option<&Statement>) -> bool {
        has_reading(&self.disputes, id, reading) || has_reading(&self.settled_disputes, id, reading)
    }

    /// Whether `statement` equals the known one except for attributes that readers did not give at that time.
    pub(super) fn only_adds_attributes(&self, statement: &Statement) -> bool {
        let known = self.statements.get(&statement.id);
        known.is_some_and(|known| known != statement && equals_known(known, statement))
    }
}

/// Whether `known`, which is a map of disputes, contains the same dispute of the statement: with an equal reading, or
/// with `None` where `reading` is `None` too, that is, where the statement was no longer read.
pub(super) fn has_reading(
    known: &BTreeMap<StatementId, Option<Statement>>,
    id: &StatementId,
    reading: Option<&Statement>,
) -> bool {
    match (known.get(id), reading) {
        (Some(Some(known)), Some(reading)) => equals_known(known, reading),
        (Some(None), None) => true,
        _ => false,
    }
}

/// Returns the state of an article after `event`. Applies no rules: what was recorded is a fact.
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
        ) => ArticleState::Current(Box::new(CurrentArticle {
            source: source.clone(),
            lang: *lang,
            text: text.clone(),
            revision: 0,
            extractor: extractor.clone(),
            statements: BTreeMap::new(),
            decisions: BTreeMap::new(),
            withdrawn: BTreeMap::new(),
            disputes: BTreeMap::new(),
            settled_disputes: BTreeMap::new(),
            missing: BTreeMap::new(),
            redacted: BTreeSet::new(),
            used_speaker_names: BTreeMap::new(),
        })),
        (Event::ArticleWithdrawn { reason, .. }, ArticleState::Current(current)) => {
            ArticleState::Withdrawn(reason.clone(), current)
        }
        (Event::ArticleRestored { .. }, ArticleState::Withdrawn(_, current)) => {
            ArticleState::Current(current)
        }
        (Event::ArticleRedacted { .. }, _) => ArticleState::Redacted,
        // What is taken away is taken from a withdrawn article too.
        (Event::StatementRedacted { .. }, ArticleState::Withdrawn(reason, mut current)) => {
            current.apply(event);
            ArticleState::Withdrawn(reason, current)
        }
        (event, ArticleState::Current(mut current)) => {
            current.apply(event);
            ArticleState::Current(current)
        }
        (_, state) => state,
    }
}

impl CurrentArticle {
    /// Applies an event that leaves the article current.
    fn apply(&mut self, event: &Event) {
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
                if !self.only_adds_attributes(statement) {
                    self.settled_disputes.remove(&statement.id);
                }
                // A withdrawn statement is kept as last read, in case it is restored.
                let statements = if self.withdrawn.contains_key(&statement.id) {
                    &mut self.withdrawn
                } else {
                    &mut self.statements
                };
                statements.insert(statement.id.clone(), Statement::clone(statement));
                let names = self.used_speaker_names.entry(statement.id.clone()).or_default();
                names.extend(statement.speaker.reference.as_deref().map(fold));
                self.missing.remove(&statement.id);
                self.disputes.remove(&statement.id);
            }
            Event::StatementWithdrawn {
                statement, reason, ..
            } => self.withdraw(statement, reason),
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
                self.settled_disputes.remove(statement);
            }
            Event::StatementRedacted { statement, .. } => self.redact(statement),
            Event::StatementDecided {
                statement, decision, ..
            } => self.apply_decision(statement, decision),
            Event::ArticleIngested { .. }
            | Event::ArticleWithdrawn { .. }
            | Event::ArticleRestored { .. }
            | Event::ArticleRedacted { .. }
            | Event::SpeakerDecided { .. }
            | Event::SpeakerRedacted { .. }
            | Event::TopicDecided { .. }
            | Event::FeedDecided { .. } => {}
        }
    }

    /// Ends a statement, and keeps it where it can become current again.
    fn withdraw(&mut self, statement: &StatementId, reason: &WithdrawalReason) {
        match (self.statements.remove(statement), reason) {
            (Some(known), WithdrawalReason::Decided(_)) => {
                self.withdrawn.insert(statement.clone(), known);
            }
            (Some(known), WithdrawalReason::Revised) if self.has_decisions_on(statement) => {
                self.missing.insert(statement.clone(), known);
            }
            _ => {}
        }
    }

    /// Forgets a statement, and the texts that have its words.
    fn redact(&mut self, statement: &StatementId) {
        self.text = ArticleText::Redacted;
        self.statements.remove(statement);
        self.withdrawn.remove(statement);
        self.missing.remove(statement);
        self.disputes.remove(statement);
        self.settled_disputes.remove(statement);
        self.decisions.remove(statement);
        self.redacted.insert(statement.clone());
    }

    fn apply_decision(&mut self, statement: &StatementId, decision: &StatementDecision) {
        let mut decisions = self.decisions.remove(statement).unwrap_or_default();
        decisions.apply(decision);
        if decisions.has_any() {
            self.decisions.insert(statement.clone(), decisions);
        }
        if decision.settles_dispute()
            && let Some(reading) = self.disputes.remove(statement)
        {
            self.settled_disputes.insert(statement.clone(), reading);
        }
    }
}
