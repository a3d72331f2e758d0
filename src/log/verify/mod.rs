//! Verifies the log: every finding is collected, so that one damaged event does not hide the next.
//!
//! Top-down: `whole` is what others call; `chain` verifies the events in order, with `event_row` for one of them and
//! `evidence` for the words of statements and
//! `known_redactions` for what may be missing; `order` verifies what is not read in the order of the log.

mod chain;
mod event_pass;
mod event_row;
mod evidence;
mod known_redactions;
mod order;
mod verified_log;
mod whole;

pub use event_pass::{CLOCK_JUMP_MAX_DAYS, EventPass};
pub use order::verify_order;
pub use verified_log::{LogRoot, VerifiedLog};
pub use whole::{verify_each_event, verify_since};
