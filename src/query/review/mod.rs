//! The review queue: which statements a person should check first, by the harm that a wrong reading is expected to do.
//! The signs and their points are those of [`harm`](crate::domain::harm).
//!
//! The files, each using only those before it: what the queue contains ([`queue`]), which readings it is asked for
//! ([`wanted_readings`]), and how equal readings in copies are merged ([`collapsed_copies`]). Judging by rows: the
//! readings that may enter it ([`open_readings`]), how copies read the same words ([`copies`]), names that several
//! persons have ([`ambiguous_surnames`]), the signs of one reading ([`judge`]). Judging a whole archive: the records of
//! all readings ([`current_records`]), their order ([`recorded_queue`]), and which of them are candidates
//! ([`archive_readings`]). Then decided statements that a revision removed ([`vanished`]), and the query
//! ([`review_query`]).

mod ambiguous_surnames;
mod archive_readings;
mod collapsed_copies;
mod copies;
mod current_records;
mod judge;
mod open_readings;
mod queue;
mod recorded_queue;
mod review_query;
mod vanished;
mod wanted_readings;

pub use queue::{HarmReason, OutsideQueueCounts, ReviewItem, ReviewQueue, StatementCopy};
pub use review_query::ReviewQuery;
