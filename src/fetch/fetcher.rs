//! Fetches one address: asks robots.txt, follows redirects, and explains every answer that is not the page.

use super::content_type::parse_content_type;
use super::error::FetchError;
use super::exchange::{Answer, LargerBody, Question};
use super::fetched::{FetchOutcome, Fetched, RedirectHop};
use super::options::FetchOptions;
use super::polite_client::PoliteClient;
use super::request::FetchRequest;
use super::robots_cache::RobotsCache;
use super::status::explain_status;
use super::web_address::{join_address, parse_address};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use url::Url;

/// Fetches web addresses. All threads may share one: it remembers each site's robots.txt and when each host was asked.
///
/// It keeps no cookies, sends no credentials and no `Referer`, and uses no proxy.
#[derive(Debug)]
pub struct Fetcher {
    client: PoliteClient,
    robots: RobotsCache,
    options: FetchOptions,
}

impl Fetcher {
    /// A fetcher that has asked nobody yet.
    pub fn new(options: FetchOptions) -> Self {
        Self {
            client: PoliteClient::new(&options),
            robots: RobotsCache::default(),
            options,
        }
    }

    /// Fetches `request.address`, waiting where the site asks for it.
    pub fn fetch(&self, request: &FetchRequest) -> Result<FetchOutcome, FetchError> {
        let mut url = parse_address(&request.address)?;
        let first = url.to_string();
        let mut redirects: Vec<RedirectHop> = Vec::new();
        let mut time_left = self.options.request_timeout;
        loop {
            // An address behind a redirect is not the one that the user knows.
            let explain = |error| redirected(&first, &redirects, error);
            let delay = self
                .robots
                .check(&url, &self.client, &self.options)
                .map_err(explain)?;
            let question = Question {
                url: &url,
                validators: &request.validators,
                accept: request.accept.as_deref(),
                max_bytes: self.options.max_body_bytes,
                larger: LargerBody::Refuse,
            };
            let answer = self
                .client
                .ask(&question, delay, &mut time_left)
                .map_err(explain)?;
            match answer.status {
                301 | 302 | 303 | 307 | 308 => {
                    let target = redirect_target(&url, &answer).map_err(explain)?;
                    redirects.push(RedirectHop {
                        address: url.to_string(),
                        status: answer.status,
                    });
                    self.check_redirect(&first, &redirects, &target)?;
                    url = target;
                }
                304 if !request.validators.is_empty() => return Ok(FetchOutcome::NotModified),
                200 | 203 => return Ok(self.fetched(request, &url, redirects, answer)),
                status => return Err(explain(explain_status(&url, status))),
            }
        }
    }

    /// Checks that a redirect to `target` leads on.
    fn check_redirect(&self, first: &str, redirects: &[RedirectHop], target: &Url) -> Result<(), FetchError> {
        if redirects.iter().any(|hop| hop.address == target.as_str()) {
            return Err(FetchError::RedirectLoop {
                address: first.to_owned(),
                again: target.to_string(),
            });
        }
        if redirects.len() > self.options.max_redirects {
            return Err(FetchError::TooManyRedirects {
                address: first.to_owned(),
                max: self.options.max_redirects,
                last: target.to_string(),
            });
        }
        Ok(())
    }

    fn fetched(
        &self,
        request: &FetchRequest,
        url: &Url,
        redirects: Vec<RedirectHop>,
        answer: Answer,
    ) -> FetchOutcome {
        let (media_type, charset) = answer
            .content_type
            .map_or((None, None), |header| parse_content_type(&header));
        FetchOutcome::Fetched(Box::new(Fetched {
            requested: request.address.clone(),
            address: url.to_string(),
            redirects,
            status: answer.status,
            media_type,
            charset,
            sha256: sha256_hex(&answer.body),
            body: answer.body,
            validators: answer.validators,
            fetched_at: self.client.now(),
        }))
    }
}

fn redirected(first: &str, redirects: &[RedirectHop], error: FetchError) -> FetchError {
    if redirects.is_empty() {
        return error;
    }
    FetchError::Redirected {
        address: first.to_owned(),
        source: Box::new(error),
    }
}

fn redirect_target(url: &Url, answer: &Answer) -> Result<Url, FetchError> {
    let Some(location) = &answer.location else {
        return Err(FetchError::NoRedirectTarget {
            address: url.to_string(),
            status: answer.status,
        });
    };
    join_address(url, location).map_err(|error| FetchError::Redirected {
        address: url.to_string(),
        source: Box::new(error),
    })
}

fn sha256_hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing into a string does not fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
