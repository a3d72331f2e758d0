use super::{Correction, Link, Statement, StatementDecision, StatementId, Status, Tag, TopicId};
use std::collections::{BTreeMap, BTreeSet};

/// All that persons decided of one statement, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decisions {
    /// Whether it was checked and found right.
    pub confirmed: bool,
    /// What of the reading is corrected.
    pub correction: Correction,
    /// What it is about, whatever its words tell.
    pub tags: BTreeMap<TopicId, Tag>,
    /// What became of it.
    pub status: Status,
    /// What it is linked to.
    pub links: BTreeSet<(StatementId, Link)>,
    /// The digest of the reading that a person skipped in `review` for good.
    pub skipped: Option<String>,
}

impl Default for Decisions {
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

impl Decisions {
    /// Whether a person looked at the statement: then no newer reading takes its place unasked.
    pub fn are_made(&self) -> bool {
        *self != Self::default()
    }

    /// Takes one decision more.
    pub fn take(&mut self, ruling: &StatementDecision) {
        match ruling {
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

    /// What stands decided of the facet that `ruling` is about.
    #[must_use]
    pub fn about(&self, ruling: &StatementDecision) -> StatementDecision {
        match ruling {
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

    /// `reading` as it counts.
    #[must_use]
    pub fn of(&self, reading: &Statement) -> Statement {
        self.correction.of(reading)
    }
}
