//! A copy and its origin: how events get from one log to the other.
//!
//! Read top-down: `writing` (a transaction on both), `comparison` (whether both have the same history), `taking` and
//! `giving` (events), `link` (the connection).

mod comparison;
mod giving;
mod link;
mod taking;
mod writing;

pub use comparison::OriginComparison;
pub(super) use comparison::{compare, require_same_history};
pub(super) use giving::give_events;
pub(super) use link::{OriginLink, is_lost};
pub use taking::SyncProgress;
pub(super) use taking::take_all;
pub(super) use writing::OriginWriting;
