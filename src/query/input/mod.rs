//! What people write in a question, parsed: dates, lengths of time, moments of the log, certainties and counts.
//!
//! The command line and the web pages use the same parsers. None reads a clock: `today` or `now` is given.
//!
//! Top-down: `log_moment` parses moments of the log, with `date_input`, which parses dates, with `time_span`;
//! [`utc_day`] is the day of a moment; `certainty_input` and `count_input` parse numbers.

mod certainty_input;
mod count_input;
mod date_input;
mod log_moment;
mod time_span;
mod utc_day;

pub use certainty_input::{CertaintyInputError, parse_certainty};
pub use count_input::{CountInputError, parse_count};
pub use date_input::{DateInput, DateInputError, parse_day, parse_range_end, parse_range_start};
pub use log_moment::{LogMoment, LogMomentError, PositionInputError, parse_position};
pub use time_span::{TimeSpan, TimeSpanError};
pub use utc_day::utc_day;
