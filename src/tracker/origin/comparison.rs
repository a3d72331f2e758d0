//! Whether a copy and its origin have the same history: the copy's log must be a beginning of the origin's.

use crate::domain::Position;
use crate::log::{self, LogStore};
use crate::tracker::error::TrackerError;

/// A copy and its origin, compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OriginComparison {
    /// The last position of the copy.
    pub copy: Position,
    /// The last position of the origin.
    pub origin: Position,
    /// The first position of the copy whose event the origin does not have: the two are a fork of one log.
    pub fork: Option<Position>,
}

/// Compares by the roots of the Merkle tree, each of which stands for all events up to a position.
pub(in crate::tracker) fn compare(
    copy: &dyn LogStore,
    origin: &dyn LogStore,
) -> Result<OriginComparison, TrackerError> {
    let end =
        |log: &dyn LogStore| Ok::<_, TrackerError>(log.head()?.map_or(0, |head| head.position.number()));
    let (copy_end, origin_end) = (end(copy)?, end(origin)?);
    let has_same =
        |events: u64| Ok::<_, TrackerError>(log::read_root(copy, events)? == log::read_root(origin, events)?);
    let common = copy_end.min(origin_end);
    let fork = if !has_same(common)? {
        // The first `same` events are the same, and the first `other` are not.
        let (mut same, mut other) = (0, common);
        while other - same > 1 {
            let middle = same + (other - same) / 2;
            if has_same(middle)? {
                same = middle;
            } else {
                other = middle;
            }
        }
        Some(Position::new(other))
    } else if copy_end > origin_end {
        Some(Position::new(origin_end).next())
    } else {
        None
    };
    Ok(OriginComparison {
        copy: Position::new(copy_end),
        origin: Position::new(origin_end),
        fork,
    })
}

/// As [`compare`], and fails at a fork. `address` is that of the origin.
pub(in crate::tracker) fn require_same_history(
    copy: &dyn LogStore,
    origin: &dyn LogStore,
    address: &str,
) -> Result<OriginComparison, TrackerError> {
    let compared = compare(copy, origin)?;
    match compared.fork {
        None => Ok(compared),
        Some(first) => Err(TrackerError::Fork {
            first,
            copy: compared.copy,
            origin: compared.origin,
            address: address.to_owned(),
        }),
    }
}
