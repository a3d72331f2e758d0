//! What a status means that comes without the page.

use super::error::FetchError;
use url::Url;

/// The error of an answer with `status`.
pub(super) fn explain_status(url: &Url, status: u16) -> FetchError {
    let address = url.to_string();
    match status {
        401 | 402 | 403 | 407 => FetchError::LoginNeeded { address, status },
        404 => FetchError::NotFound { address },
        410 => FetchError::Gone { address },
        451 => FetchError::LegallyBlocked { address },
        429 => FetchError::Busy {
            address,
            status,
            until: None,
            wait: None,
        },
        500.. => FetchError::ServerFailed { address, status },
        _ => FetchError::OtherStatus { address, status },
    }
}
