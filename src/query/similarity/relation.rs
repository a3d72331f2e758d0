//! How a statement relates to another one that says the same: by whom and when each was said.

use crate::query::statement_headers::StatementHeader;
use crate::query::word_enum::word_enum;
use schemars::JsonSchema;
use serde::Serialize;

/// Maximum number of days by which copies of one article may differ on the date of utterance: a weekday in a copy
/// printed later may be resolved to the next week.
const COPY_DAYS_APART_MAX: i64 = 7;

word_enum! {
    /// How a statement relates to another one that says the same.
    Relation {
        /// By the same speaker at the same time: another report of the same utterance.
        ReportsSame = "reports-same",
        /// By the same speaker, later.
        Restates = "restates",
        /// By the same speaker, earlier.
        RestatedBy = "restated-by",
        /// By another speaker, later.
        Echoes = "echoes",
        /// By another speaker, earlier.
        EchoedBy = "echoed-by",
    }
}

impl Relation {
    /// Whether one statement is another report of the same utterance.
    pub(in crate::query) const fn is_report(self) -> bool {
        matches!(self, Self::ReportsSame)
    }

    /// Whether both statements are by one speaker.
    pub(in crate::query) const fn is_same_speaker(self) -> bool {
        matches!(self, Self::ReportsSame | Self::Restates | Self::RestatedBy)
    }

    /// The relation seen from the other statement.
    pub(in crate::query) const fn inverse(self) -> Self {
        match self {
            Self::ReportsSame => Self::ReportsSame,
            Self::Restates => Self::RestatedBy,
            Self::RestatedBy => Self::Restates,
            Self::Echoes => Self::EchoedBy,
            Self::EchoedBy => Self::Echoes,
        }
    }
}

/// How `one` relates to `other`, which says the same.
pub(in crate::query) fn relation_between(one: &StatementHeader, other: &StatementHeader) -> Relation {
    let copies = one.is_in_a_copy_of(other);
    // The same words with the same description of the speaker, at one time, are another report, although a description
    // does not identify a speaker across articles.
    let same_description = one.description.is_some() && one.description == other.description;
    let at_one_day = !one.is_before(other) && !other.is_before(one);
    let same_speaker = one.canonical_speaker.is_some() && one.canonical_speaker == other.canonical_speaker
        || same_description && at_one_day;
    if same_speaker {
        // A copy printed a day later may still say "yesterday".
        let apart = (one.said_from - other.said_to).max(other.said_from - one.said_to);
        let at_one_time = copies && apart <= COPY_DAYS_APART_MAX;
        return if !at_one_time && one.is_before(other) {
            Relation::RestatedBy
        } else if !at_one_time && other.is_before(one) {
            Relation::Restates
        } else {
            Relation::ReportsSame
        };
    }
    // Copies of one article report the same utterance, even if one of them describes the speaker or gives none.
    let is_unknown =
        |header: &StatementHeader| header.canonical_speaker.is_none() || header.description.is_some();
    let unknown = is_unknown(one) || is_unknown(other);
    if unknown && copies {
        return Relation::ReportsSame;
    }
    // If the dates do not show who spoke first, the order of publication decides.
    let printed = |header: &StatementHeader| (header.published_day, header.position);
    if one.is_before(other) || !other.is_before(one) && printed(one) < printed(other) {
        Relation::EchoedBy
    } else {
        Relation::Echoes
    }
}
