//! What to know of a statement before one relies on it: derived here, in one place, and shown by every listing.

use super::StatementReview;
use super::vocabulary::words;
use crate::domain::{Confidence, Doubt, Edtf, Matter};
use schemars::JsonSchema;
use serde::Serialize;

words! {
    /// What to know of a statement before one relies on it.
    Flag {
        /// A person checked it and found it right.
        Confirmed = "confirmed",
        /// A person corrected something of it.
        Corrected = "corrected",
        /// A newer extractor reads it otherwise than a person decided.
        Disputed = "disputed",
        /// It was read with a certainty below .7, and no person confirmed it.
        LowCertainty = "low-certainty",
        /// Who said it is in doubt.
        WhoDoubtful = "who-doubtful",
        /// When it was said is in doubt.
        WhenDoubtful = "when-doubtful",
        /// The words, or that they were said at all, are in doubt.
        WordsDoubtful = "words-doubtful",
        /// The date is about right: `~` behind it says so.
        WhenApproximate = "when-approximate",
    }
}

impl Flag {
    /// What is read with less certainty than this is flagged.
    pub const SURE: Confidence = Confidence::from_percent(70);

    /// The flags of a statement, in the order of their definition. What a person confirmed is no longer in doubt, but
    /// an approximate date stays approximate.
    pub(super) fn of(
        (confidence, doubts): (Confidence, &[Doubt]),
        (review, disputed): (Option<&StatementReview>, bool),
        said: Edtf,
    ) -> Vec<Self> {
        let confirmed = review.is_some_and(|review| review.confirmed);
        let corrected = review.is_some_and(|review| !review.corrected.is_empty());
        let doubtful = |matter| !confirmed && doubts.iter().any(|doubt| doubt.matter() == Some(matter));
        let flags = [
            (Self::Confirmed, confirmed),
            (Self::Corrected, corrected),
            (Self::Disputed, disputed),
            (Self::LowCertainty, !confirmed && confidence < Self::SURE),
            (Self::WhoDoubtful, doubtful(Matter::Who)),
            (Self::WhenDoubtful, doubtful(Matter::When)),
            (Self::WordsDoubtful, doubtful(Matter::Words)),
            (Self::WhenApproximate, is_approximate(said)),
        ];
        flags
            .into_iter()
            .filter_map(|(flag, is)| is.then_some(flag))
            .collect()
    }

    /// Whether it tells that a person looked at the statement.
    pub const fn is_review(self) -> bool {
        matches!(self, Self::Confirmed | Self::Corrected)
    }

    /// Whether it warns of relying on the statement as it stands.
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
        let flags = Flag::of(reading, (review.as_ref(), false), said.parse().unwrap());
        let flags: Vec<&str> = flags.into_iter().map(Flag::as_str).collect();
        flags.join(" ")
    }

    #[test]
    fn each_doubt_is_told_by_what_it_is_about() {
        assert_eq!(flags(70, &[], None, "2026-03-12"), "");
        assert_eq!(flags(69, &[], None, "2026-03-12"), "low-certainty");
        assert_eq!(flags(90, &[Doubt::SpeakerCarried], None, "2026"), "who-doubtful");
        assert_eq!(flags(90, &[Doubt::DateUnresolved], None, ".."), "when-doubtful");
        assert_eq!(flags(90, &[Doubt::CueWeak], None, "2026"), "words-doubtful");
    }

    #[test]
    fn an_approximate_date_is_no_warning() {
        assert_eq!(
            flags(90, &[Doubt::DateApproximate], None, "2026-03-12~"),
            "when-approximate"
        );
        assert!(!Flag::WhenApproximate.is_warning());
    }

    #[test]
    fn confirming_ends_doubts_and_correcting_leaves_the_others() {
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
