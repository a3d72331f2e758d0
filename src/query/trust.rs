use super::{Flag, StatementEntry};
use crate::domain::Confidence;

/// How much a reader must be able to rely on statements for them to be listed; anything, by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReliabilityFilter {
    /// Only what was read with at least this certainty, or what a person confirmed.
    pub min_certainty: Option<Confidence>,
    /// Only what a person confirmed or corrected; or, where it is `false`, only what nobody did.
    pub reviewed: Option<bool>,
}

impl ReliabilityFilter {
    /// What it demands of `statement AS s`, as SQL conditions.
    pub(super) fn sql_conditions(self) -> Vec<String> {
        let certain = self.min_certainty.map(|least| {
            format!(
                "(s.confidence_percent >= {} OR s.is_confirmed = 1)",
                least.percent()
            )
        });
        let reviewed = self.reviewed.map(|is| {
            let reviewed = "(s.is_confirmed = 1 OR s.corrected_fields <> '')";
            if is {
                reviewed.to_owned()
            } else {
                format!("NOT {reviewed}")
            }
        });
        certain.into_iter().chain(reviewed).collect()
    }

    /// Whether `entry` may be listed.
    pub(super) fn admits(self, entry: &StatementEntry) -> bool {
        let confirmed = entry.flags.contains(&Flag::Confirmed);
        let reviewed = entry.flags.iter().any(|flag| flag.is_review());
        let certain = |least: Confidence| confirmed || entry.confidence >= least.fraction();
        self.min_certainty.is_none_or(certain) && self.reviewed.is_none_or(|wanted| wanted == reviewed)
    }
}
