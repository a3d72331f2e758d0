//! What a thread makes of a request.

use hyper::body::Bytes;

/// A rendered page.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    /// The status code.
    pub(super) status: u16,
    /// The media type.
    pub(super) media_type: &'static str,
    /// The bytes.
    pub(super) body: Bytes,
    /// Where the page should be asked for instead.
    pub(super) location: Option<String>,
}
