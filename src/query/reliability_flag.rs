//! Flags that say how far a statement can be relied on. Derived only here, and shown by every listing.

use super::StatementReview;
use super::word_enum::word_enum;
use crate::domain::{Confidence, Doubt, DoubtedPart, Edtf};
use schemars::JsonSchema;
use serde::Serialize;

word_enum! {
    /// What to know about a statement before relying on it.
    ReliabilityFlag {
        /// A person confirmed the reading.
        Confirmed = "confirmed",
        /// A person corrected the reading.
        Corrected = "corrected",
        /// A newer reading differs from what a person decided.
        Disputed = "disputed",
        /// The certainty of the reading is below 0.7, and no person confirmed it.
        LowCertainty = "low-certainty",
        /// The speaker is in doubt.
        WhoDoubtful = "who-doubtful",
        /// The date of utterance is in doubt.
        WhenDoubtful = "when-doubtful",
        /// The words are in doubt, or that they were said at all.
        WordsDoubtful = "words-doubtful",
        /// The date is approximate; it is written with `~`.
        WhenApproximate = "when-approximate",
    }
}

impl ReliabilityFlag {
    /// All of them, in the order of their definition.
    pub const ALL: [Self; 8] = [
        Self::Confirmed,
        Self::Corrected,
        Self::Disputed,
        Self::LowCertainty,
        Self::WhoDoubtful,
        Self::WhenDoubtful,
        Self::WordsDoubtful,
        Self::WhenApproximate,
    ];

    /// Statements read with less certainty than this are flagged.
    pub const CERTAINTY_MIN: Confidence = Confidence::from_percent(70);

    /// Derives the flags of a statement, in the order of their definition. A confirmed statement is no longer in doubt,
    /// but an approximate date stays approximate.
    pub(super) fn derive(
        (confidence, doubts): (Confidence, &[Doubt]),
        (review, disputed): (Option<&StatementReview>, bool),
        said: Edtf,
    ) -> Vec<Self> {
        let confirmed = review.is_some_and(|review| review.confirmed);
        let corrected = review.is_some_and(|review| !review.corrected.is_empty());
        let doubtful = |matter| !confirmed && doubts.iter().any(|doubt| doubt.doubted_part() == Some(matter));
        let flags = [
            (Self::Confirmed, confirmed),
            (Self::Corrected, corrected),
            (Self::Disputed, disputed),
            (Self::LowCertainty, !confirmed && confidence < Self::CERTAINTY_MIN),
            (Self::WhoDoubtful, doubtful(DoubtedPart::Speaker)),
            (Self::WhenDoubtful, doubtful(DoubtedPart::Date)),
            (Self::WordsDoubtful, doubtful(DoubtedPart::Words)),
            (Self::WhenApproximate, is_approximate(said)),
        ];
        flags
            .into_iter()
            .filter_map(|(flag, is)| is.then_some(flag))
            .collect()
    }

    /// Whether it says that a person checked the statement.
    pub const fn is_review(self) -> bool {
        matches!(self, Self::Confirmed | Self::Corrected)
    }

    /// Whether it warns against relying on the statement.
    pub const fn is_warning(self) -> bool {
        matches!(
            self,
            Self::Disputed
                | Self::LowCertainty
                | Self::WhoDoubtful
                | Self::WhenDoubtful
                | Self::WordsDoubtful
        )
    }
}

const fn is_approximate(said: Edtf) -> bool {
    match said {
        Edtf::Day { approximate, .. } | Edtf::Month { approximate, .. } | Edtf::Year { approximate, .. } => {
            approximate
        }
        Edtf::Interval { .. } | Edtf::Unknown => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(percent: u8, doubts: &[Doubt], review: Option<(bool, &[&str])>, said: &str) -> String {
        let review = review.map(|(confirmed, corrected)| StatementReview {
            confirmed,
            corrected: corrected.iter().map(|field| (*field).to_owned()).collect(),
        });
        let reading = (Confidence::from_percent(percent), doubts);
        let flags = ReliabilityFlag::derive(reading, (review.as_ref(), false), said.parse().unwrap());
        let flags: Vec<&str> = flags.into_iter().map(ReliabilityFlag::as_str).collect();
        flags.join(" ")
    }

    #[test]
    fn doubt_becomes_flag_of_its_subject() {
        assert_eq!(flags(70, &[], None, "2026-03-12"), "");
        assert_eq!(flags(69, &[], None, "2026-03-12"), "low-certainty");
        assert_eq!(flags(90, &[Doubt::SpeakerCarried], None, "2026"), "who-doubtful");
        assert_eq!(flags(90, &[Doubt::DateUnresolved], None, ".."), "when-doubtful");
        assert_eq!(flags(90, &[Doubt::CueWeak], None, "2026"), "words-doubtful");
    }

    #[test]
    fn approximate_date_is_not_a_warning() {
        assert_eq!(
            flags(90, &[Doubt::DateApproximate], None, "2026-03-12~"),
            "when-approximate"
        );
        assert!(!ReliabilityFlag::WhenApproximate.is_warning());
    }

    #[test]
    fn confirmation_removes_doubts_and_correction_keeps_others() {
        let doubts = [Doubt::SpeakerAmbiguous];
        assert_eq!(
            flags(55, &doubts, Some((true, &[])), "2026~"),
            "confirmed when-approximate"
        );
        assert_eq!(
            flags(55, &doubts, Some((false, &["said"])), "2026"),
            "corrected low-certainty who-doubtful"
        );
    }
}
