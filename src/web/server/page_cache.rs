//! Rendered pages that are asked for again before anything else is recorded.

use super::reply::Reply;
use crate::domain::{Position, Timestamp};
use hashlink::LruCache;
use std::sync::{Mutex, PoisonError};

/// Maximum number of bytes of the pages that are kept.
const BYTES_MAX: usize = 64 * 1024 * 1024;
/// A page that takes more than this share of them is not kept.
const SHARE_MAX: usize = 16;
const MICROSECONDS_PER_MINUTE: i64 = 60_000_000;

/// The pages, the least recently used first.
#[derive(Debug)]
pub(super) struct PageCache(Mutex<KeptPages>);

#[derive(Debug)]
struct KeptPages {
    /// The state that all of them show.
    of: Option<Validity>,
    pages: LruCache<String, Reply>,
    bytes: usize,
}

/// The state of the record that a page shows: the last event, and the minute, because some pages count from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Validity {
    head: Option<Position>,
    minute: i64,
}

impl Validity {
    /// That of a page of the log that ends at `head`, asked for at `now`.
    pub(super) const fn new(head: Option<Position>, now: Timestamp) -> Self {
        Self {
            head,
            minute: now.micros().div_euclid(MICROSECONDS_PER_MINUTE),
        }
    }
}

impl Default for PageCache {
    fn default() -> Self {
        Self(Mutex::new(KeptPages {
            of: None,
            pages: LruCache::new_unbounded(),
            bytes: 0,
        }))
    }
}

impl PageCache {
    /// The page with this key, if it shows the state that `validity` is of. The pages of another state are dropped:
    /// none of them is right any more, and what was redacted must not stay in memory.
    pub(super) fn get(&self, key: &str, validity: Validity) -> Option<Reply> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.of != Some(validity) {
            *kept = KeptPages {
                of: Some(validity),
                pages: LruCache::new_unbounded(),
                bytes: 0,
            };
        }
        kept.pages.get(key).cloned()
    }

    /// Keeps a page of the state that was asked for last, and as many others as there is room for.
    pub(super) fn put(&self, key: String, validity: Validity, reply: &Reply) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_of_another_state = kept.of.is_some_and(|of| of != validity);
        if is_of_another_state || reply.body.len() > BYTES_MAX / SHARE_MAX {
            return;
        }
        kept.of = Some(validity);
        kept.bytes += reply.body.len();
        if let Some(replaced) = kept.pages.insert(key, reply.clone()) {
            kept.bytes -= replaced.body.len();
        }
        while kept.bytes > BYTES_MAX {
            let Some((_, dropped)) = kept.pages.remove_lru() else {
                break;
            };
            kept.bytes -= dropped.body.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::body::Bytes;

    fn page(bytes: usize) -> Reply {
        Reply {
            status: 200,
            media_type: "text/html",
            body: Bytes::from(vec![0; bytes]),
            location: None,
        }
    }

    #[test]
    fn page_is_given_until_something_is_recorded_or_a_minute_is_over() {
        let cache = PageCache::default();
        let at = |position, seconds: i64| {
            Validity::new(
                Some(Position::new(position)),
                Timestamp::from_micros(seconds * 1_000_000),
            )
        };
        cache.put("/".to_owned(), at(7, 30), &page(3));
        assert!(cache.get("/", at(7, 59)).is_some());
        assert!(cache.get("/", at(8, 59)).is_none());
        assert!(cache.get("/", at(7, 60)).is_none());
        assert!(cache.get("/new", at(7, 59)).is_none());
        let kept = cache.0.lock().unwrap();
        assert_eq!(
            (kept.pages.len(), kept.bytes),
            (0, 0),
            "an earlier page is still in memory"
        );
    }

    #[test]
    fn memory_is_bounded() {
        let cache = PageCache::default();
        let validity = Validity::new(None, Timestamp::from_micros(0));
        let size = BYTES_MAX / SHARE_MAX;
        for number in 0..40 {
            cache.put(number.to_string(), validity, &page(size));
        }
        cache.put("too long".to_owned(), validity, &page(size + 1));
        assert!(cache.get("too long", validity).is_none() && cache.get("0", validity).is_none());
        assert!(cache.get("39", validity).is_some());
        let kept = cache.0.lock().unwrap();
        assert!(kept.bytes <= BYTES_MAX && kept.pages.len() == SHARE_MAX);
    }
}
