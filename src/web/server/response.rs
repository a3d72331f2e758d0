//! The answer to one request.

use super::allowed_hosts::AllowedHosts;
use super::reply::Reply;
use super::workers::{Job, Workers};
use crate::domain::{Hexadecimal, Timestamp};
use crate::web::address::{Address, Page};
use crate::web::assets::ASSETS;
use crate::web::error::WebError;
use crate::web::language::InterfaceLanguage;
use crate::web::layout::CONTENT_SECURITY_POLICY;
use crate::web::parameters::Parameters;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ACCEPT_LANGUAGE, ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY as POLICY, CONTENT_TYPE, ETAG, HOST,
    IF_NONE_MATCH, LOCATION, REFERRER_POLICY, RETRY_AFTER, VARY, X_CONTENT_TYPE_OPTIONS,
};
use hyper::header::{HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::timeout;

/// What every request needs.
#[derive(Clone)]
pub(super) struct Service {
    pub(super) hosts: AllowedHosts,
    pub(super) workers: Workers,
    pub(super) clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// How long a page may take.
    pub(super) time_max: Duration,
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service")
            .field("hosts", &self.hosts)
            .finish_non_exhaustive()
    }
}

/// Whatever an answer says, a browser may load nothing else for it, guess nothing, and show it in no frame.
const COMMON_HEADERS: [(HeaderName, &str); 4] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (VARY, "Accept-Language"),
    // What is recorded next is seen at once: a browser asks each time whether its copy is still right.
    (CACHE_CONTROL, "no-cache"),
];

impl Service {
    /// Answers a request.
    pub(super) async fn respond(self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        // A request has no body that matters here.
        let (request, _) = request.into_parts();
        let mut response = self.answer(&request).await;
        let headers = response.headers_mut();
        for (name, value) in COMMON_HEADERS {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let policy = format!("{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'");
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(POLICY, policy);
        }
        if request.method == Method::HEAD {
            *response.body_mut() = Full::default();
        }
        response
    }

    async fn answer(&self, request: &Parts) -> Response<Full<Bytes>> {
        let headers = &request.headers;
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        if !host.is_some_and(|host| self.hosts.contains(host)) {
            return text(
                StatusCode::MISDIRECTED_REQUEST,
                "this server is not known by that name (dixit serve --host NAME allows it)\n",
            );
        }
        if request.method != Method::GET && request.method != Method::HEAD {
            let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "this server only shows\n");
            response
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return response;
        }
        let path = request.uri.path();
        if let Some(name) = path.strip_prefix("/assets/") {
            return match ASSETS.iter().find(|asset| asset.name == name) {
                Some(asset) => bytes(
                    headers,
                    asset.media_type,
                    Bytes::from_static(asset.content.as_bytes()),
                ),
                None => text(StatusCode::NOT_FOUND, "there is no such file\n"),
            };
        }
        let address = read_address(path, request.uri.query().unwrap_or_default());
        let language = choose_language(request.uri.query().unwrap_or_default(), headers);
        match self.render(address, language).await {
            Ok(reply) => page(headers, reply),
            Err(error) => {
                let status =
                    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let mut response = text(status, &format!("{error}\n"));
                response
                    .headers_mut()
                    .insert(RETRY_AFTER, HeaderValue::from_static("5"));
                response
            }
        }
    }

    /// Has a page rendered, and gives up when it takes too long.
    async fn render(
        &self,
        address: Result<Address, WebError>,
        language: InterfaceLanguage,
    ) -> Result<Reply, WebError> {
        let (reply, answer) = oneshot::channel();
        let is_stopped = Arc::new(AtomicBool::new(false));
        self.workers.submit(Job {
            address,
            language,
            now: (self.clock)(),
            is_stopped: is_stopped.clone(),
            reply,
        })?;
        // A browser that goes away drops this future, and with it the guard.
        let _guard = StopWhenDropped(is_stopped);
        match timeout(self.time_max, answer).await {
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(_)) => Err(WebError::Failed),
            Err(_) => Err(WebError::TooSlow {
                seconds: self.time_max.as_secs(),
            }),
        }
    }
}

/// Stops the question when nobody waits for its answer any more.
struct StopWhenDropped(Arc<AtomicBool>);

impl Drop for StopWhenDropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The address of a request.
fn read_address(path: &str, query: &str) -> Result<Address, WebError> {
    let path = percent_decode(path);
    let page = Page::from_path(&path).ok_or(WebError::NoSuchPage)?;
    let parameters = Parameters::parse(query, &page.parameter_names())?;
    Ok(Address { page, parameters })
}

/// Decodes the `%XX` of a path; what is not UTF-8 then names no page.
fn percent_decode(path: &str) -> String {
    let plus = path.replace('+', "%2B");
    let pair = format!("p={plus}");
    let decoded = url::form_urlencoded::parse(pair.as_bytes()).next();
    decoded.map_or_else(String::new, |(_, value)| value.into_owned())
}

/// The language that the parameter `ui` asks for, or else the browser.
///
/// An address that names no page has a language too, in which it is refused.
fn choose_language(query: &str, headers: &HeaderMap) -> InterfaceLanguage {
    let asked = url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "ui")
        .and_then(|(_, tag)| InterfaceLanguage::from_tag(&tag));
    asked.unwrap_or_else(|| {
        let accepted = headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|header| header.to_str().ok());
        InterfaceLanguage::from_accept_language(accepted.unwrap_or_default())
    })
}

/// A rendered page, or the way to the address that it should be known by.
fn page(headers: &HeaderMap, reply: Reply) -> Response<Full<Bytes>> {
    if let Some(Ok(location)) = reply.location.map(HeaderValue::try_from) {
        let mut response = text(StatusCode::PERMANENT_REDIRECT, "");
        response.headers_mut().insert(LOCATION, location);
        return response;
    }
    let mut response = bytes(headers, reply.media_type, reply.body);
    if reply.status != 200 {
        *response.status_mut() =
            StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().remove(ETAG);
    }
    response
}

/// Bytes with their hash, or that the browser has them already.
fn bytes(headers: &HeaderMap, media_type: &'static str, body: Bytes) -> Response<Full<Bytes>> {
    let hash = Sha256::digest(&body);
    let tag = format!("\"{}\"", Hexadecimal(&hash));
    let known = headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let is_known = known.is_some_and(|known| {
        known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == tag)
    });
    let mut response = Response::new(if is_known {
        Full::default()
    } else {
        Full::from(body)
    });
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

fn text(status: StatusCode, message: &str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(message.to_owned()));
    *response.status_mut() = status;
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    response
}
