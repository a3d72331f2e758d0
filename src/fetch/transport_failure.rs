//! From an error of the HTTP client to one that a user can act on.

use super::checked_resolver::UnusableHost;
use super::error::FetchError;
use super::options::FetchOptions;
use super::web_address::host_of;
use std::io;
use ureq::{Error, Timeout};
use url::Url;

/// What went wrong while `url` was asked for.
pub(super) fn explain_failure(url: &Url, error: Error, options: &FetchOptions) -> FetchError {
    let address = url.to_string();
    let host = || host_of(url).to_owned();
    match error {
        Error::Timeout(timeout) => explain_timeout(address, timeout, options),
        Error::Io(error) => explain_io_error(url, &error),
        Error::Other(error) => match error.downcast::<UnusableHost>().map(|unusable| *unusable) {
            Ok(UnusableHost::Private(ip)) => FetchError::PrivateAddress {
                address,
                host: host(),
                ip: ip.to_string(),
            },
            Ok(UnusableHost::NotFound(reason)) => FetchError::HostNotFound {
                address,
                host: host(),
                reason,
            },
            Err(error) => FetchError::NotConnected {
                address,
                host: host(),
                reason: error.to_string(),
            },
        },
        Error::HostNotFound => FetchError::HostNotFound {
            address,
            host: host(),
            reason: "it has no address".to_owned(),
        },
        Error::ConnectionFailed => FetchError::NotConnected {
            address,
            host: host(),
            reason: "it failed".to_owned(),
        },
        Error::Rustls(error) => FetchError::Tls {
            address,
            reason: error.to_string(),
        },
        Error::Tls(reason) => FetchError::Tls {
            address,
            reason: reason.to_owned(),
        },
        Error::Decompress(format, error) => FetchError::Compression {
            address,
            reason: format!("{format}: {error}"),
        },
        Error::LargeResponseHeader(_, max) => FetchError::NotHttp {
            address,
            reason: format!("its header is larger than {max} bytes"),
        },
        // The client takes no longer address than 65,534 bytes.
        Error::Http(error) => FetchError::BadAddress {
            address,
            problem: error.to_string(),
        },
        Error::BadUri(problem) => FetchError::BadAddress { address, problem },
        Error::BodyStalled => FetchError::CutOff { address },
        error => FetchError::NotHttp {
            address,
            reason: error.to_string(),
        },
    }
}

fn explain_timeout(address: String, timeout: Timeout, options: &FetchOptions) -> FetchError {
    let (what, limit) = match timeout {
        Timeout::Resolve => ("finding the host", options.connect_timeout),
        Timeout::Connect => ("connecting", options.connect_timeout),
        Timeout::PerRead | Timeout::PerWrite => ("a pause in the transfer", options.stall_timeout),
        _ => ("the whole request", options.request_timeout),
    };
    FetchError::TooSlow {
        address,
        what,
        seconds: limit.as_secs(),
    }
}

fn explain_io_error(url: &Url, error: &io::Error) -> FetchError {
    let address = url.to_string();
    match error.kind() {
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe => FetchError::CutOff { address },
        // What the TLS library reports while bytes are exchanged.
        io::ErrorKind::InvalidData if url.scheme() == "https" => FetchError::Tls {
            address,
            reason: error.to_string(),
        },
        _ => FetchError::NotConnected {
            address,
            host: host_of(url).to_owned(),
            reason: error.to_string(),
        },
    }
}
