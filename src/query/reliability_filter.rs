//! The filter by certainty and review.

use super::{ReliabilityFlag, StatementEntry};
use crate::domain::Confidence;

/// How reliable statements must be to be listed. The default admits every statement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReliabilityFilter {
    /// Only statements read with at least this certainty, or confirmed by a person.
    pub min_certainty: Option<Confidence>,
    /// `true`: only statements that a person confirmed or corrected; `false`: only the others.
    pub reviewed: Option<bool>,
}

impl ReliabilityFilter {
    /// The filter as SQL conditions on `statement AS s`.
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

    /// Whether the filter admits `entry`.
    pub(super) fn admits(self, entry: &StatementEntry) -> bool {
        let confirmed = entry.flags.contains(&ReliabilityFlag::Confirmed);
        let reviewed = entry.flags.iter().any(|flag| flag.is_review());
        let certain = |least: Confidence| confirmed || entry.confidence >= least.fraction();
        self.min_certainty.is_none_or(certain) && self.reviewed.is_none_or(|wanted| wanted == reviewed)
    }
}
