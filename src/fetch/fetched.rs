//! What a [`Fetcher`](super::Fetcher) gives back.

use super::request::Validators;
use std::time::SystemTime;

/// The outcome of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchOutcome {
    /// The server sent a body.
    Fetched(Box<Fetched>),
    /// The body is still the one that the validators of the request belong to.
    NotModified,
}

/// A redirect that was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectHop {
    /// The address that redirected.
    pub address: String,
    /// Its status: 301 and 308 are permanent, 302, 303 and 307 are not.
    pub status: u16,
}

/// A body, and what the server said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The address as requested.
    pub requested: String,
    /// The address that the body came from, after all redirects.
    pub address: String,
    /// The redirects that led there, in order.
    pub redirects: Vec<RedirectHop>,
    /// The status of the answer.
    pub status: u16,
    /// The media type of the header `Content-Type` in lower case, such as `text/html`.
    pub media_type: Option<String>,
    /// The charset of the header `Content-Type`, as it was.
    pub charset: Option<String>,
    /// The body, decompressed.
    pub body: Vec<u8>,
    /// SHA-256 of `body` in hexadecimal.
    pub sha256: String,
    /// What to send with the next request.
    pub validators: Validators,
    /// When the answer had arrived.
    pub fetched_at: SystemTime,
}

impl Fetched {
    /// The address to ask for from now on, where only permanent redirects led to the body.
    pub fn moved_permanently_to(&self) -> Option<&str> {
        let permanent = self.redirects.iter().all(|hop| matches!(hop.status, 301 | 308));
        (permanent && !self.redirects.is_empty()).then_some(&self.address)
    }
}
