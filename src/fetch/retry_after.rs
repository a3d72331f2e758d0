//! The header `Retry-After`: how long a site asks to wait.

use chrono::DateTime;
use std::time::{Duration, SystemTime};

/// The longest time that is believed. Some sites write a date years away.
const WAIT_MAX: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The wait that `header` asks for: a number of seconds, or a date.
pub(super) fn parse_retry_after(header: &str, now: SystemTime) -> Option<Duration> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number too large for the type is a long wait all the same.
        let seconds = header.parse().unwrap_or(u64::MAX);
        return Some(Duration::from_secs(seconds).min(WAIT_MAX));
    }
    let date = SystemTime::from(DateTime::parse_from_rfc2822(header).ok()?);
    // A date in the past is no reason to wait.
    let wait = date.duration_since(now).unwrap_or(Duration::ZERO);
    Some(wait.min(WAIT_MAX))
}

#[cfg(test)]
mod tests {
    use super::{WAIT_MAX, parse_retry_after};
    use std::time::{Duration, SystemTime};

    #[test]
    fn seconds_and_dates_are_read() {
        // 2026-03-12T08:00:00Z
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_773_302_400);
        let wait = |header| parse_retry_after(header, now).map(|wait| wait.as_secs());
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait(" 0 "), Some(0));
        assert_eq!(wait("Thu, 12 Mar 2026 08:00:30 GMT"), Some(30));
        assert_eq!(wait("Thu, 12 Mar 2026 07:00:00 GMT"), Some(0));
        assert_eq!(wait("99999999999999999999999"), Some(WAIT_MAX.as_secs()));
        assert_eq!(wait("Mon, 12 Mar 2125 07:00:00 GMT"), Some(WAIT_MAX.as_secs()));
        for header in ["", "soon", "-5", "1.5"] {
            assert_eq!(wait(header), None, "{header}");
        }
    }
}
