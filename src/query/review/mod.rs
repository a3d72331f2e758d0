//! The review queue: which statements a person should check first, by the harm that a wrong reading is expected to do.
//!
//! The files, each using only those before it: the signs and their points ([`expected_harm`]), what the queue contains
//! ([`queue`]), the readings that may enter it ([`open_readings`]), how copies read the same words ([`copies`]), the
//! signs of a reading ([`sign_detector`], [`ambiguous_surnames`]), decided statements that a revision removed
//! ([`vanished`]), and the query ([`review_query`]).

mod ambiguous_surnames;
mod copies;
mod expected_harm;
mod open_readings;
mod queue;
mod review_query;
mod sign_detector;
mod vanished;

pub use expected_harm::HarmReason;
pub use queue::{OutsideQueueCounts, ReviewItem, ReviewQueue, StatementCopy};
pub use review_query::ReviewQuery;
