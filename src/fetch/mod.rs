//! Web addresses in, bytes out: politely, bounded, and never from a private network unless allowed.
//!
//! [`Fetcher::fetch`] takes one address and gives the body, or says that it is unchanged. It reads the site's
//! robots.txt first, waits for the host's turn, and connects only to public addresses. [`FetchMemory`] keeps in a small
//! file what the next run needs to ask less: what was fetched, and which feeds fail.
//!
//! Read top-down: `fetcher` (one address, with its redirects), `robots_cache` and `robots_rules` (may it be fetched),
//! `polite_client` and `host_turns` (when), `exchange` (one request and its answer), `checked_resolver` and
//! `public_address` (with whom), `status` and `transport_failure` (what went wrong), `web_address`, `content_type` and
//! `retry_after` (texts), `request`, `fetched`, `options` and `error` (what goes in and comes out); `memory` and
//! `memory_file` (between two runs). `no_fetcher` takes the place of `fetcher` where the feature `fetch` is off.

#[cfg(feature = "fetch")]
mod checked_resolver;
#[cfg(feature = "fetch")]
mod content_type;
mod error;
#[cfg(feature = "fetch")]
mod exchange;
mod fetched;
#[cfg(feature = "fetch")]
mod fetcher;
#[cfg(not(feature = "fetch"))]
#[path = "no_fetcher.rs"]
mod fetcher;
#[cfg(feature = "fetch")]
mod host_turns;
mod memory;
mod memory_file;
mod options;
#[cfg(feature = "fetch")]
mod polite_client;
#[cfg(feature = "fetch")]
mod public_address;
mod request;
#[cfg(feature = "fetch")]
mod retry_after;
#[cfg(feature = "fetch")]
mod robots_cache;
#[cfg(feature = "fetch")]
mod robots_rules;
#[cfg(feature = "fetch")]
mod status;
#[cfg(feature = "fetch")]
mod transport_failure;
#[cfg(feature = "fetch")]
mod web_address;

pub use error::FetchError;
pub use fetched::{FetchOutcome, Fetched, RedirectHop};
pub use fetcher::Fetcher;
pub use memory::{FeedState, FetchMemory};
pub use options::{FetchClock, FetchOptions, HostLookup};
pub use request::{FetchRequest, Validators, is_web_address};
