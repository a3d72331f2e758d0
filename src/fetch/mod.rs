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
//! `memory_file` (between two runs).

mod checked_resolver;
mod content_type;
mod error;
mod exchange;
mod fetched;
mod fetcher;
mod host_turns;
mod memory;
mod memory_file;
mod options;
mod polite_client;
mod public_address;
mod request;
mod retry_after;
mod robots_cache;
mod robots_rules;
mod status;
mod transport_failure;
mod web_address;

pub use error::FetchError;
pub use fetched::{FetchOutcome, Fetched, RedirectHop};
pub use fetcher::Fetcher;
pub use memory::{FeedState, FetchMemory};
pub use options::{FetchClock, FetchOptions, HostLookup};
pub use request::{FetchRequest, Validators};
pub use web_address::is_web_address;
