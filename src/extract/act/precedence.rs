//! The precedence of acts, shared by all languages. It decides where several tests match.

use crate::domain::Act;
use std::ops::Range;

/// The acts by precedence, each with the name of the rule that finds it in a clause. A clause that passes no test is
/// a claim, so `Claim` is not in the list.
const ACT_PRECEDENCE: [(Act, &str); 9] = [
    (Act::Denial, "clause-denies"),
    (Act::Proposal, "clause-proposes"),
    (Act::Call, "clause-calls"),
    (Act::Commitment, "clause-commits"),
    (Act::Announcement, "clause-announces"),
    (Act::Warning, "clause-warns"),
    (Act::Forecast, "clause-foretells"),
    (Act::Expressive, "clause-expresses"),
    (Act::Position, "clause-judges"),
];

/// Returns the first act, by precedence, for which `test` finds words in a clause, with its rule and those words.
pub(in crate::extract) fn first_act(
    test: impl Fn(Act) -> Option<Range<usize>>,
) -> Option<(Act, &'static str, Range<usize>)> {
    ACT_PRECEDENCE
        .iter()
        .find_map(|(act, rule)| test(*act).map(|words| (*act, *rule, words)))
}

/// The rank of an act: 0 comes first. Acts that are not in the list come last.
pub(in crate::extract) fn precedence_of(act: Act) -> usize {
    ACT_PRECEDENCE
        .iter()
        .position(|(own, _)| *own == act)
        .unwrap_or(ACT_PRECEDENCE.len())
}

/// Combines the acts of several sentences: the first sentence decides, unless a later one proposes, calls or commits.
///
/// Each item has the reading of a sentence and whether that sentence may override the first. `act` returns the act of
/// a reading.
pub(in crate::extract) fn combine_sentences<T>(
    sentences: impl Iterator<Item = (Option<T>, bool)>,
    act: impl Fn(&T) -> Act,
) -> Option<T> {
    let mut found: Option<T> = None;
    for (number, (reading, may_decide)) in sentences.enumerate() {
        let moves = |reading: &T| matches!(act(reading), Act::Proposal | Act::Call | Act::Commitment);
        let decided = found
            .as_ref()
            .is_some_and(|reading| act(reading) == Act::Denial || moves(reading));
        let overrides = may_decide && !decided && reading.as_ref().is_some_and(moves);
        if number == 0 || overrides {
            found = reading;
        }
    }
    found
}
