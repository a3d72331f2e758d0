//! Words of a lexicon file, grouped by the act that they show.

use crate::domain::Act;
use serde::Deserialize;

/// Lists of phrases under the names of acts: the sections `[acts]` and `[predicates.nouns]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WordsByAct {
    denial: Vec<String>,
    commitment: Vec<String>,
    call: Vec<String>,
    proposal: Vec<String>,
    warning: Vec<String>,
    forecast: Vec<String>,
    announcement: Vec<String>,
    expressive: Vec<String>,
    position: Vec<String>,
}

impl WordsByAct {
    /// Each list with its act, in the order in which they win over each other.
    pub(super) fn lists(&self) -> [(&[String], Act); 9] {
        [
            (&self.denial, Act::Denial),
            (&self.commitment, Act::Commitment),
            (&self.call, Act::Call),
            (&self.proposal, Act::Proposal),
            (&self.warning, Act::Warning),
            (&self.forecast, Act::Forecast),
            (&self.announcement, Act::Announcement),
            (&self.expressive, Act::Expressive),
            (&self.position, Act::Position),
        ]
    }
}
