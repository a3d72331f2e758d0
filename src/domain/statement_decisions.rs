use super::{Correction, Link, Statement, StatementDecision, StatementId, Status, Tag, TopicId};
use std::collections::{BTreeMap, BTreeSet};

/// The current state of all decisions that persons took on one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementDecisions {
    /// Whether a person checked the reading and found it right.
    pub confirmed: bool,
    /// The fields of the reading that are corrected.
    pub correction: Correction,
    /// Topics that persons set or excluded, whatever the statement's words say.
    pub tags: BTreeMap<TopicId, Tag>,
    /// What became of the proposal or promise.
    pub status: Status,
    /// Links to other statements.
    pub links: BTreeSet<(StatementId, Link)>,
    /// Digest of the reading that a person skipped in `review` for good; see
    /// [`reading_digest`](super::reading_digest).
    pub skipped: Option<String>,
}

impl Default for StatementDecisions {
    fn default() -> Self {
        Self {
            confirmed: false,
            correction: Correction::default(),
            tags: BTreeMap::new(),
            status: Status::Open,
            links: BTreeSet::new(),
            skipped: None,
        }
    }
}

impl StatementDecisions {
    /// Whether a person decided anything. If so, a newer reading does not replace the statement without a decision.
    pub fn has_any(&self) -> bool {
        *self != Self::default()
    }

    /// Applies one more decision.
    pub fn apply(&mut self, decision: &StatementDecision) {
        match decision {
            StatementDecision::Confirmed(confirmed) => self.confirmed = *confirmed,
            StatementDecision::Corrected(correction) => self.correction = Correction::clone(correction),
            StatementDecision::Tagged(topic, Tag::Derived) => {
                self.tags.remove(topic);
            }
            StatementDecision::Tagged(topic, tag) => {
                self.tags.insert(topic.clone(), *tag);
            }
            StatementDecision::Marked(status) => self.status = *status,
            StatementDecision::Linked(to, link, true) => {
                self.links.insert((to.clone(), *link));
            }
            StatementDecision::Linked(to, link, false) => {
                self.links.remove(&(to.clone(), *link));
            }
            StatementDecision::Skipped(reading) => self.skipped.clone_from(reading),
        }
    }

    /// The current value of the facet that `decision` sets, in the form of a decision.
    #[must_use]
    pub fn current_value(&self, decision: &StatementDecision) -> StatementDecision {
        match decision {
            StatementDecision::Confirmed(_) => StatementDecision::Confirmed(self.confirmed),
            StatementDecision::Corrected(_) => {
                StatementDecision::Corrected(Box::new(self.correction.clone()))
            }
            StatementDecision::Tagged(topic, _) => {
                let tag = self.tags.get(topic).copied().unwrap_or(Tag::Derived);
                StatementDecision::Tagged(topic.clone(), tag)
            }
            StatementDecision::Marked(_) => StatementDecision::Marked(self.status),
            StatementDecision::Linked(to, link, _) => {
                let linked = self.links.contains(&(to.clone(), *link));
                StatementDecision::Linked(to.clone(), *link, linked)
            }
            StatementDecision::Skipped(_) => StatementDecision::Skipped(self.skipped.clone()),
        }
    }

    /// Returns `reading` with the corrections of these decisions.
    #[must_use]
    pub fn corrected(&self, reading: &Statement) -> Statement {
        self.correction.apply_to(reading)
    }
}
