//! In place of the fetcher, in a program that was built without an HTTP client.

use super::error::FetchError;
use super::fetched::FetchOutcome;
use super::options::FetchOptions;
use super::request::FetchRequest;

/// Fetches nothing, and says so.
#[derive(Debug)]
pub struct Fetcher;

impl Fetcher {
    /// The fetcher of a program without an HTTP client.
    pub fn new(_options: FetchOptions) -> Self {
        Self
    }

    /// Explains that this program fetches nothing.
    pub fn fetch(&self, request: &FetchRequest) -> Result<FetchOutcome, FetchError> {
        Err(FetchError::NoClient {
            address: request.address.clone(),
        })
    }
}
