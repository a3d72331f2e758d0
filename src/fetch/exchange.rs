//! One request and its answer, within all limits. Redirects are answers here.

use super::checked_resolver::CheckedResolver;
use super::error::FetchError;
use super::options::FetchOptions;
use super::request::Validators;
use super::transport_failure::explain_failure;
use std::io::Read;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::{HeaderMap, HeaderName, Response, header};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

/// What is preferred where the caller does not say: pages as browsers ask for them.
const PAGE_ACCEPT: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
/// Bytes that are read at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// One request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) url: &'a Url,
    pub(super) validators: &'a Validators,
    pub(super) accept: Option<&'a str>,
    /// Size of the body that is read at most, in bytes after decompression.
    pub(super) max_bytes: u64,
    /// What happens with a larger body.
    pub(super) larger: LargerBody,
}

/// What happens with a body that is larger than the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LargerBody {
    /// It is an error.
    Refuse,
    /// It is read up to the limit.
    Cut,
}

/// One answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) location: Option<String>,
    pub(super) retry_after: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) validators: Validators,
    /// Empty unless the status says that this is what was asked for.
    pub(super) body: Vec<u8>,
}

/// The HTTP client with its limits.
#[derive(Debug)]
pub(super) struct Exchanger {
    agent: Agent,
    options: FetchOptions,
}

impl Exchanger {
    pub(super) fn new(options: &FetchOptions) -> Self {
        let config = Config::builder()
            .user_agent(user_agent())
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy would connect in place of the resolver below, and the environment is the caller's to read.
            .proxy(None)
            // Requests to one host are a second apart: a connection that is kept would often be closed by then.
            .max_idle_connections(0)
            .timeout_resolve(Some(options.connect_timeout))
            .timeout_connect(Some(options.connect_timeout))
            .timeout_per_read(Some(options.stall_timeout))
            .timeout_per_write(Some(options.stall_timeout))
            .build();
        let resolver = CheckedResolver {
            host_lookup: options.host_lookup.clone(),
            allow_private: options.allow_private,
            private_hosts: options.private_hosts.clone(),
        };
        Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            options: options.clone(),
        }
    }

    /// Asks, and reads the answer within `time_left`.
    pub(super) fn ask(&self, question: &Question<'_>, time_left: Duration) -> Result<Answer, FetchError> {
        let url = question.url;
        let explain = |error| explain_failure(url, error, &self.options);
        let mut request = self
            .agent
            .get(url.as_str())
            .header(header::ACCEPT, question.accept.unwrap_or(PAGE_ACCEPT));
        let validators = question.validators;
        for (name, value) in [
            (header::IF_NONE_MATCH, &validators.etag),
            (header::IF_MODIFIED_SINCE, &validators.last_modified),
        ] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let request = request.config().timeout_global(Some(time_left)).build();
        let mut response = request.call().map_err(explain)?;
        let body = match response.status().as_u16() {
            200..=299 => self.read_body(question, &mut response)?,
            _ => Vec::new(),
        };
        let headers = response.headers();
        Ok(Answer {
            status: response.status().as_u16(),
            location: header_bytes(headers, header::LOCATION),
            retry_after: header_text(headers, header::RETRY_AFTER),
            content_type: header_text(headers, header::CONTENT_TYPE),
            validators: Validators {
                etag: header_text(headers, header::ETAG),
                last_modified: header_text(headers, header::LAST_MODIFIED),
            },
            body,
        })
    }

    fn read_body(
        &self,
        question: &Question<'_>,
        response: &mut Response<Body>,
    ) -> Result<Vec<u8>, FetchError> {
        let address = || question.url.to_string();
        // The client removes the header where it decompresses.
        if let Some(encoding) = header_text(response.headers(), header::CONTENT_ENCODING)
            && !encoding.eq_ignore_ascii_case("identity")
        {
            return Err(FetchError::Compression {
                address: address(),
                reason: format!("{encoding:?} is neither gzip nor br"),
            });
        }
        let too_large = || FetchError::TooLarge {
            address: address(),
            max_bytes: question.max_bytes,
        };
        let refuse = question.larger == LargerBody::Refuse;
        let announced = response.body().content_length();
        if refuse && announced.is_some_and(|bytes| bytes > question.max_bytes) {
            return Err(too_large());
        }
        let mut reader = response.body_mut().as_reader();
        let mut body = Vec::new();
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            if self.options.clock.is_interrupted() {
                return Err(FetchError::Interrupted { address: address() });
            }
            let count = reader
                .read(&mut chunk)
                .map_err(|error| explain_failure(question.url, error.into(), &self.options))?;
            if count == 0 {
                return Ok(body);
            }
            let room = question.max_bytes - body.len() as u64;
            if count as u64 > room {
                if refuse {
                    return Err(too_large());
                }
                body.extend_from_slice(&chunk[..usize::try_from(room).unwrap_or(count)]);
                return Ok(body);
            }
            body.extend_from_slice(&chunk[..count]);
        }
    }
}

/// How the program introduces itself: its name and version, and where to learn more.
fn user_agent() -> String {
    let name = concat!("dixit/", env!("CARGO_PKG_VERSION"));
    match option_env!("CARGO_PKG_REPOSITORY").unwrap_or_default() {
        "" => name.to_owned(),
        repository => format!("{name} (+{repository})"),
    }
}

/// A header of printable ASCII.
fn header_text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// A header that servers also write in UTF-8.
fn header_bytes(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = String::from_utf8_lossy(headers.get(name)?.as_bytes());
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}
