//! The order of acts, which decides between them in every language.

use crate::domain::Act;
use std::ops::Range;

/// The acts in the order that decides between them, each with the rule that a clause tells it by. What no test of a
/// clause finds is a claim.
const ORDER: [(Act, &str); 9] = [
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

/// The first act in the order that `test` finds words for in a clause, with its rule and the words.
pub(in crate::extract) fn first(
    test: impl Fn(Act) -> Option<Range<usize>>,
) -> Option<(Act, &'static str, Range<usize>)> {
    ORDER
        .iter()
        .find_map(|(act, rule)| test(*act).map(|words| (*act, *rule, words)))
}

/// The place of an act in the order.
pub(in crate::extract) fn rank(act: Act) -> usize {
    ORDER
        .iter()
        .position(|(own, _)| *own == act)
        .unwrap_or(ORDER.len())
}

/// The act of several sentences: that of the first, unless a later one proposes, calls or commits. Each comes with what
/// tells its act, and whether it may decide against the first.
pub(in crate::extract) fn of_sentences<T>(
    sentences: impl Iterator<Item = (Option<T>, bool)>,
    act: impl Fn(&T) -> Act,
) -> Option<T> {
    let mut found: Option<T> = None;
    for (number, (told, may_decide)) in sentences.enumerate() {
        let moves = |told: &T| matches!(act(told), Act::Proposal | Act::Call | Act::Commitment);
        let decided = found
            .as_ref()
            .is_some_and(|told| act(told) == Act::Denial || moves(told));
        let overrides = may_decide && !decided && told.as_ref().is_some_and(moves);
        if number == 0 || overrides {
            found = told;
        }
    }
    found
}
