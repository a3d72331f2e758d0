//! What is asked of a [`Fetcher`](super::Fetcher).

/// What a server gave with a body, to be given back so that it sends the body only if it has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The header `ETag`, as it was.
    pub etag: Option<String>,
    /// The header `Last-Modified`, as it was.
    pub last_modified: Option<String>,
}

impl Validators {
    /// Whether there is nothing to give back.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// What is preferred where a feed is asked for: some sites give the page for people at the same address.
const FEED_ACCEPT: &str = "application/rss+xml,application/atom+xml,application/feed+json,application/rdf+xml;q=0.9,\
                           application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.9,*/*;q=0.5";

/// An address to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchRequest {
    /// The address as the user or a feed gives it.
    pub address: String,
    /// What the server gave last time; empty where the body is wanted in any case.
    pub validators: Validators,
    /// The header `Accept`; `None` asks for a web page.
    pub accept: Option<String>,
}

impl FetchRequest {
    /// A request for a web page that was not fetched before.
    pub fn new(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            validators: Validators::default(),
            accept: None,
        }
    }

    /// A request for a feed that was not fetched before.
    pub fn feed(address: impl Into<String>) -> Self {
        Self {
            accept: Some(FEED_ACCEPT.to_owned()),
            ..Self::new(address)
        }
    }
}

/// Whether `text` is meant as a web address: it begins with `http://` or `https://`.
pub fn is_web_address(text: &str) -> bool {
    let begins_with = |scheme: &str| {
        let head = text.get(..scheme.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    };
    begins_with("http://") || begins_with("https://")
}
