//! Fetching one address from a server on loopback: each kind of answer ends as a user would expect.

use crate::common::test_clock::TestClock;
use crate::common::web_server::{WebResponse, WebServer};
use dixit::fetch::{
    FetchClock, FetchError, FetchOptions, FetchOutcome, FetchRequest, Fetched, Fetcher, Validators,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// The usual options, with loopback allowed and a clock that does not wait.
pub(crate) fn loopback_options() -> FetchOptions {
    FetchOptions {
        allow_private: true,
        ..FetchOptions::new(Arc::new(TestClock::new()))
    }
}

/// Fetches `address` with `options`, and expects a body.
fn fetch_with(options: FetchOptions, address: &str) -> Result<Fetched, FetchError> {
    match Fetcher::new(options).fetch(&FetchRequest::new(address))? {
        FetchOutcome::Fetched(fetched) => Ok(*fetched),
        FetchOutcome::NotModified => panic!("{address} was not asked for conditionally"),
    }
}

fn fetch(address: &str) -> Result<Fetched, FetchError> {
    fetch_with(loopback_options(), address)
}

/// The error of fetching `/page` where the server answers `response`, without the address before it.
fn error_of(response: WebResponse) -> String {
    let server = WebServer::with_pages([("/page", response)]);
    error_text(&server, fetch(&server.url("/page")))
}

fn error_text(server: &WebServer, result: Result<Fetched, FetchError>) -> String {
    let error = result.unwrap_err().to_string();
    assert!(!error.contains('\n'), "{error}");
    let error = error.replace(&server.url(""), "SITE");
    error.strip_prefix("SITE/page: ").unwrap_or(&error).to_owned()
}

#[test]
fn page_comes_with_what_the_header_says() {
    let page = WebResponse::new(200, "<p>Bonjour</p>")
        .with("Content-Type", "Text/HTML; Charset=\"ISO-8859-15\"")
        .with("ETag", "W/\"1\"")
        .with("Last-Modified", "Thu, 12 Mar 2026 08:00:00 GMT")
        .with("Set-Cookie", "a=b");
    let server = WebServer::with_pages([("/page?a=1", page)]);
    let address = server.url("/page?a=1#part");
    let fetched = fetch(&address).unwrap();
    assert_eq!(fetched.requested, address);
    assert_eq!(fetched.address, server.url("/page?a=1"));
    assert_eq!(fetched.status, 200);
    assert_eq!(fetched.media_type.as_deref(), Some("text/html"));
    assert_eq!(fetched.charset.as_deref(), Some("ISO-8859-15"));
    assert_eq!(fetched.body, b"<p>Bonjour</p>");
    assert_eq!(
        fetched.sha256,
        "3fca1a32e2c2e2a529f668bf302b4b9d79f20cf396e70ad027963b229ed5d8af"
    );
    assert_eq!(fetched.validators.etag.as_deref(), Some("W/\"1\""));
    assert_eq!(
        fetched.validators.last_modified.as_deref(),
        Some("Thu, 12 Mar 2026 08:00:00 GMT")
    );
    assert_eq!(fetched.redirects, []);
    assert_eq!(fetched.moved_permanently_to(), None);
}

#[test]
fn request_names_the_program_and_nothing_about_the_user() {
    let server = WebServer::with_pages([
        (
            "/page",
            WebResponse::redirect(302, "/other").with("Set-Cookie", "a=b"),
        ),
        ("/other", WebResponse::page("<p>Bonjour</p>")),
    ]);
    fetch(&server.url("/page")).unwrap();
    assert_eq!(server.paths(), ["/robots.txt", "/page", "/other"]);
    for request in server.requests() {
        let agent = request.header("user-agent").unwrap();
        assert!(
            agent.starts_with(concat!("dixit/", env!("CARGO_PKG_VERSION"))),
            "{agent}"
        );
        let accepted = request.header("accept-encoding").unwrap();
        assert!(accepted.contains("gzip") && accepted.contains("br"), "{accepted}");
        for absent in ["cookie", "referer", "authorization", "from"] {
            assert_eq!(request.header(absent), None, "{absent}");
        }
    }
}

#[test]
fn compressed_and_chunked_bodies_are_whole() {
    let text = "<p>Les règles seront publiées. </p>".repeat(5000);
    let server = WebServer::with_pages([
        ("/gzip", WebResponse::page(&text).gzip()),
        ("/chunked", WebResponse::page(&text).chunked(777)),
        (
            "/br",
            WebResponse::new(200, brotli_sample()).with("Content-Encoding", "br"),
        ),
        ("/empty", WebResponse::page("")),
    ]);
    assert_eq!(fetch(&server.url("/gzip")).unwrap().body, text.as_bytes());
    assert_eq!(fetch(&server.url("/chunked")).unwrap().body, text.as_bytes());
    let sentence = format!("<p>{}</p>", "Les règles seront publiées. ".repeat(3));
    assert_eq!(fetch(&server.url("/br")).unwrap().body, sentence.as_bytes());
    assert_eq!(fetch(&server.url("/empty")).unwrap().body, b"");
}

/// A sentence three times, compressed with Google's brotli 1.x.
fn brotli_sample() -> Vec<u8> {
    BROTLI_HEX
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

const BROTLI_HEX: &str =
    "1b6000f845dd96ea42322431244b12860847cfa7b16bc996205f550bcabc652f9542fcdb8d82186b6ef86936fea312c800";

#[test]
fn damaged_or_unknown_compression_is_named() {
    let error = error_of(WebResponse::page("not gzip").with("Content-Encoding", "gzip"));
    assert!(
        error.starts_with("the answer cannot be decompressed: gzip: "),
        "{error}"
    );
    let error = error_of(WebResponse::page("?").with("Content-Encoding", "zstd"));
    assert!(
        error.starts_with("the answer cannot be decompressed: \"zstd\" is neither"),
        "{error}"
    );
    let mut cut = WebResponse::page(&"abcdefgh".repeat(1000)).gzip();
    cut = cut.announcing(20);
    let error = error_of(cut);
    assert!(
        error.contains("cannot be decompressed") || error.contains("closed the connection"),
        "{error}"
    );
}

#[test]
fn body_over_the_limit_ends_the_transfer() {
    let limit = FetchOptions {
        max_body_bytes: 1 << 20,
        ..loopback_options()
    };
    let server = WebServer::with_pages([
        ("/bomb", WebResponse::new(200, vec![0; 20 << 20]).gzip()),
        ("/endless", WebResponse::endless(vec![b'a'; 10_000])),
        ("/announced", WebResponse::page("short").announcing(2 << 20)),
        ("/exact", WebResponse::new(200, vec![b'a'; 1 << 20])),
    ]);
    for path in ["/bomb", "/endless", "/announced"] {
        let error = fetch_with(limit.clone(), &server.url(path)).unwrap_err();
        assert!(
            matches!(
                error,
                FetchError::TooLarge {
                    max_bytes: 1_048_576,
                    ..
                }
            ),
            "{error}"
        );
    }
    assert_eq!(
        fetch_with(limit, &server.url("/exact")).unwrap().body.len(),
        1 << 20
    );
}

#[test]
fn slow_and_silent_servers_are_left() {
    let server = WebServer::with_pages([
        (
            "/drip",
            WebResponse::page(&"a".repeat(1000)).dripped(Duration::from_millis(50)),
        ),
        ("/stall", WebResponse::page("abc").dripped(Duration::from_secs(3))),
        ("/silent", WebResponse::silent(Duration::from_secs(5))),
    ]);
    let options = FetchOptions {
        stall_timeout: Duration::from_millis(300),
        request_timeout: Duration::from_secs(1),
        ..loopback_options()
    };
    let begin = Instant::now();
    let error = |path: &str| {
        fetch_with(options.clone(), &server.url(path))
            .unwrap_err()
            .to_string()
    };
    assert!(error("/drip").contains("too slow: the whole request took more than 1 s"));
    // Which limit it reaches first depends on the load of the machine.
    assert!(error("/stall").contains("too slow: "));
    assert!(error("/silent").contains("too slow: a pause in the transfer took more than"));
    assert!(begin.elapsed() < Duration::from_secs(5));
}

#[test]
fn connection_that_ends_early_is_no_page() {
    let cut = "the server closed the connection before the answer was complete (try again later)";
    assert_eq!(error_of(WebResponse::page("short").announcing(1000)), cut);
    assert_eq!(error_of(WebResponse::raw("HTTP/1.1 200 OK\r\nContent-Le")), cut);
    assert_eq!(error_of(WebResponse::raw("")), cut);
    let chunk = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc";
    assert_eq!(error_of(WebResponse::raw(chunk)), cut);
}

#[test]
fn body_longer_than_its_length_is_cut_there() {
    let server = WebServer::with_pages([("/page", WebResponse::page("0123456789").announcing(4))]);
    assert_eq!(fetch(&server.url("/page")).unwrap().body, b"0123");
}

#[test]
fn answer_that_is_not_http_is_named() {
    let error = error_of(WebResponse::raw("220 mail.example ESMTP\r\n\r\n"));
    assert!(error.starts_with("the answer is not valid HTTP: "), "{error}");
    let header = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "a".repeat(200_000));
    let error = error_of(WebResponse::raw(header));
    assert!(
        error.starts_with("the answer is not valid HTTP: its header is larger"),
        "{error}"
    );
    let chunk = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nabc";
    let error = error_of(WebResponse::raw(chunk));
    assert!(error.starts_with("the answer is not valid HTTP: "), "{error}");
}

#[test]
fn redirects_are_followed_and_kept() {
    let server = WebServer::with_pages([
        ("/page", WebResponse::redirect(301, "/b/c")),
        ("/b/c", WebResponse::redirect(308, "../d?e=1#f")),
        ("/d?e=1", WebResponse::page("there")),
        ("/temporary", WebResponse::redirect(303, "/page")),
    ]);
    let fetched = fetch(&server.url("/page")).unwrap();
    assert_eq!(fetched.body, b"there");
    assert_eq!(fetched.address, server.url("/d?e=1"));
    assert_eq!(fetched.moved_permanently_to(), Some(&*server.url("/d?e=1")));
    let hops: Vec<_> = fetched
        .redirects
        .iter()
        .map(|hop| (&*hop.address, hop.status))
        .collect();
    assert_eq!(hops, [(&*server.url("/page"), 301), (&*server.url("/b/c"), 308)]);
    let fetched = fetch(&server.url("/temporary")).unwrap();
    assert_eq!(fetched.moved_permanently_to(), None);
}

#[test]
fn redirects_that_lead_nowhere_end() {
    let pages = [
        ("/page", WebResponse::redirect(302, "/b")),
        ("/b", WebResponse::redirect(307, "/page")),
        ("/self", WebResponse::redirect(301, "/self#again")),
        ("/gone", WebResponse::redirect(302, "/missing")),
        ("/file", WebResponse::redirect(302, "file:///etc/passwd")),
        ("/data", WebResponse::redirect(302, "data:text/html,a")),
        ("/bad", WebResponse::redirect(302, "http://[::1")),
        ("/silent", WebResponse::new(302, "")),
        (
            "/secret",
            WebResponse::redirect(302, "http://anna:secret@example.org/"),
        ),
    ];
    let server = WebServer::with_pages(pages);
    let error = |path: &str| error_text(&server, fetch(&server.url(path)));
    assert!(
        error("/page").starts_with("redirects in a circle: back to SITE/page (the site may need cookies")
    );
    assert!(error("/self").contains("in a circle: back to SITE/self"));
    assert_eq!(
        error("/gone"),
        "SITE/gone: redirects to SITE/missing: status 404: there is no such page (check the address)"
    );
    assert!(
        error("/file").starts_with("SITE/file: redirects to file:///etc/passwd: an address that begins with")
    );
    assert!(error("/data").contains("only http: and https: are"));
    assert!(error("/bad").contains("redirects to http://[::1: is not a web address"));
    assert!(error("/silent").contains("redirects with status 302 but does not say where to"));
    assert!(!error("/secret").contains("anna") && !error("/secret").contains("secret@"));
}

#[test]
fn eleventh_redirect_is_not_followed() {
    let server = WebServer::start(|request| {
        let number: u32 = request.path[1..].parse().unwrap_or(100);
        match number {
            0 => WebResponse::page("there"),
            1..100 => WebResponse::redirect(302, format!("/{}", number - 1)),
            _ => WebResponse::not_found(),
        }
    });
    assert_eq!(fetch(&server.url("/10")).unwrap().redirects.len(), 10);
    let error = fetch(&server.url("/11")).unwrap_err().to_string();
    assert!(error.contains("more than 10 redirects, the last to"), "{error}");
}

#[test]
fn status_says_what_to_do() {
    let cases = [
        (401, "refuses programs or needs a login"),
        (403, "save it, and give dixit the file"),
        (404, "there is no such page"),
        (410, "removed for good"),
        (429, "the site asks to wait (try again then)"),
        (451, "blocked for legal reasons"),
        (500, "the site has a fault (try again later)"),
        (503, "the site has a fault (try again later)"),
        (204, "is not an answer with a page"),
        (206, "is not an answer with a page"),
        (304, "is not an answer with a page"),
        (418, "is not an answer with a page"),
    ];
    for (status, what) in cases {
        let error = error_of(WebResponse::new(status, ""));
        assert!(
            error.starts_with(&format!("status {status}")) && error.contains(what),
            "{error}"
        );
    }
}

#[test]
fn unchanged_page_is_not_sent_again() {
    let server = WebServer::start(
        |request| match (&*request.path, request.header("if-none-match")) {
            ("/page", Some("\"1\"")) => WebResponse::new(304, ""),
            ("/page", _) => WebResponse::page("new").with("ETag", "\"2\""),
            _ => WebResponse::not_found(),
        },
    );
    let fetcher = Fetcher::new(loopback_options());
    let mut request = FetchRequest::new(server.url("/page"));
    request.validators = Validators {
        etag: Some("\"1\"".into()),
        last_modified: Some("Thu, 12 Mar 2026 08:00:00 GMT".into()),
    };
    assert_eq!(fetcher.fetch(&request).unwrap(), FetchOutcome::NotModified);
    let sent = server.requests().pop().unwrap();
    assert_eq!(
        sent.header("if-modified-since"),
        Some("Thu, 12 Mar 2026 08:00:00 GMT")
    );
    request.validators.etag = Some("\"0\"".into());
    let FetchOutcome::Fetched(page) = fetcher.fetch(&request).unwrap() else {
        panic!("the page has changed");
    };
    assert_eq!(page.validators.etag.as_deref(), Some("\"2\""));
}

#[test]
fn host_without_server_is_named() {
    let server = WebServer::with_pages([]);
    let address = server.url("/page");
    drop(server);
    let error = fetch(&address).unwrap_err();
    assert!(matches!(error, FetchError::NotConnected { .. }), "{error}");
    assert!(
        error
            .to_string()
            .starts_with(&format!("{address}: no connection to 127.0.0.1: "))
    );
}

#[test]
fn old_server_without_a_length_is_understood() {
    let answer = "HTTP/1.0 200 OK\r\nContent-type: text/html\r\n\r\n<p>Bonjour</p>";
    let server = WebServer::with_pages([("/page", WebResponse::raw(answer))]);
    assert_eq!(fetch(&server.url("/page")).unwrap().body, b"<p>Bonjour</p>");
}

#[test]
fn server_without_tls_is_no_secure_server() {
    let server = WebServer::with_pages([("/page", WebResponse::page("open"))]);
    let address = server.url("/page").replace("http:", "https:");
    let error = fetch(&address).unwrap_err();
    assert!(matches!(error, FetchError::Tls { .. }), "{error:?}");
}

#[test]
fn address_that_is_too_long_for_the_client_is_named() {
    let server = WebServer::with_pages([("/page", WebResponse::page("open"))]);
    let error = fetch(&server.url(&"/a".repeat(50_000))).unwrap_err();
    assert!(matches!(error, FetchError::BadAddress { .. }), "{error:?}");
}

/// A clock whose user interrupts the program after a number of questions.
#[derive(Debug)]
struct InterruptedClock {
    patience: AtomicUsize,
}

impl FetchClock for InterruptedClock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn sleep(&self, _: Duration) {}

    fn is_interrupted(&self) -> bool {
        let left = self.patience.load(Ordering::SeqCst);
        self.patience.store(left.saturating_sub(1), Ordering::SeqCst);
        left == 0
    }
}

#[test]
fn interrupted_transfer_is_given_up() {
    let server = WebServer::with_pages([("/page", WebResponse::endless("abc"))]);
    for patience in [0, 1, 5] {
        let options = FetchOptions {
            clock: Arc::new(InterruptedClock {
                patience: AtomicUsize::new(patience),
            }),
            ..loopback_options()
        };
        let error = fetch_with(options, &server.url("/page")).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "{}: was not fetched, because it was interrupted (run the same command again)",
                server.url("/page")
            )
        );
    }
}

#[test]
fn feeds_are_asked_for_as_feeds() {
    let server = WebServer::with_pages([("/feed", WebResponse::new(200, "<rss/>"))]);
    Fetcher::new(loopback_options())
        .fetch(&FetchRequest::feed(server.url("/feed")))
        .unwrap();
    let accepted = server.requests().pop().unwrap();
    let accepted = accepted.header("accept").unwrap();
    assert!(
        accepted.starts_with("application/rss+xml,application/atom+xml,"),
        "{accepted}"
    );
    assert!(!accepted.contains(' '), "{accepted}");
}
