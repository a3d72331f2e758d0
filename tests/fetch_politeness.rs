//! robots.txt, pauses between requests, and busy sites.

use crate::common::test_clock::TestClock;
use crate::common::web_server::{WebResponse, WebServer};
use crate::fetch::loopback_options;
use dixit::fetch::{FetchClock, FetchError, FetchOptions, FetchOutcome, FetchRequest, Fetcher};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// A fetcher that may ask loopback, and its clock.
fn fetcher() -> (Fetcher, Arc<TestClock>) {
    let clock = Arc::new(TestClock::new());
    let options = FetchOptions {
        clock: Arc::clone(&clock) as Arc<dyn FetchClock>,
        ..loopback_options()
    };
    (Fetcher::new(options), clock)
}

fn fetch(fetcher: &Fetcher, server: &WebServer, path: &str) -> Result<FetchOutcome, FetchError> {
    fetcher.fetch(&FetchRequest::new(server.url(path)))
}

fn seconds(clock: &TestClock) -> Vec<f64> {
    clock.waits().iter().map(Duration::as_secs_f64).collect()
}

#[test]
fn robots_refusal_names_the_rule_and_asks_nothing() {
    let robots = "User-agent: *\nDisallow: /private/\n\nUser-agent: Dixit\nDisallow: /drafts # not yet\n";
    let server = WebServer::with_pages([
        ("/robots.txt", WebResponse::new(200, robots)),
        ("/drafts/1", WebResponse::page("draft")),
        ("/private/1", WebResponse::page("for dixit")),
        ("/go", WebResponse::redirect(302, "/drafts/1")),
    ]);
    let (fetcher, _) = fetcher();
    let error = fetch(&fetcher, &server, "/drafts/1").unwrap_err();
    assert_eq!(
        error.to_string().replace(&server.url(""), "SITE"),
        "SITE/drafts/1: SITE/robots.txt does not allow it: \"Disallow: /drafts\" for \"dixit\" \
         (open it in a browser, save it, and give dixit the file; for your own site, ignore robots.txt)"
    );
    assert!(error.is_permanent());
    assert!(fetch(&fetcher, &server, "/private/1").is_ok());
    let error = fetch(&fetcher, &server, "/go").unwrap_err().to_string();
    assert!(
        error.contains("/go: redirects to ") && error.contains("does not allow it"),
        "{error}"
    );
    // robots.txt is read once, and the page behind the redirect never.
    assert_eq!(server.paths(), ["/robots.txt", "/private/1", "/go"]);
}

#[test]
fn robots_of_the_redirect_target_is_obeyed() {
    let target = WebServer::with_pages([
        ("/robots.txt", WebResponse::new(200, "User-agent: *\nDisallow: /")),
        ("/page", WebResponse::page("closed")),
    ]);
    let server = WebServer::with_pages([("/page", WebResponse::redirect(301, target.url("/page")))]);
    let (fetcher, _) = fetcher();
    let error = fetch(&fetcher, &server, "/page").unwrap_err().to_string();
    assert!(error.contains("\"Disallow: /\" for \"*\""), "{error}");
    assert_eq!(target.paths(), ["/robots.txt"]);
}

#[test]
fn own_site_may_be_read_against_its_robots_file() {
    let server = WebServer::with_pages([
        ("/robots.txt", WebResponse::new(200, "User-agent: *\nDisallow: /")),
        ("/page", WebResponse::page("mine")),
    ]);
    let options = FetchOptions {
        ignore_robots: true,
        ..loopback_options()
    };
    assert!(fetch(&Fetcher::new(options), &server, "/page").is_ok());
    assert_eq!(server.paths(), ["/page"]);
}

#[test]
fn missing_robots_file_allows_and_failing_one_does_not() {
    for status in [400, 401, 403, 404, 410] {
        let server = WebServer::with_pages([
            ("/robots.txt", WebResponse::new(status, "")),
            ("/page", WebResponse::page("open")),
        ]);
        assert!(fetch(&fetcher().0, &server, "/page").is_ok(), "{status}");
    }
    for robots in [
        WebResponse::new(500, ""),
        WebResponse::new(503, ""),
        WebResponse::new(429, ""),
        WebResponse::new(200, "User-agent: *").announcing(1000),
    ] {
        let server = WebServer::with_pages([("/robots.txt", robots), ("/page", WebResponse::page("open"))]);
        let (fetcher, clock) = fetcher();
        let error = fetch(&fetcher, &server, "/page").unwrap_err().to_string();
        let error = error.replace(&server.url(""), "SITE");
        let start = "SITE/page: ";
        assert!(error.starts_with(start) && error.contains("again"), "{error}");
        assert!(fetch(&fetcher, &server, "/other").is_err());
        assert_eq!(server.paths(), ["/robots.txt"], "{error}");
        // It is asked again later.
        clock.advance(Duration::from_secs(3600));
        assert!(fetch(&fetcher, &server, "/page").is_err());
        assert_eq!(server.paths().len(), 2);
    }
}

#[test]
fn robots_file_is_followed_through_redirects_and_read_up_to_a_limit() {
    let long = format!(
        "User-agent: *\nDisallow: /a\n{}Disallow: /b\n",
        "# padding\n".repeat(60_000)
    );
    let server = WebServer::with_pages([
        ("/robots.txt", WebResponse::redirect(301, "/rules.txt")),
        ("/rules.txt", WebResponse::new(200, long).chunked(10_000)),
        ("/b", WebResponse::page("beyond the limit")),
    ]);
    let (fetcher, _) = fetcher();
    let error = fetch(&fetcher, &server, "/a").unwrap_err().to_string();
    assert!(error.contains("\"Disallow: /a\""), "{error}");
    assert!(fetch(&fetcher, &server, "/b").is_ok());
}

#[test]
fn robots_file_that_redirects_for_ever_counts_as_missing() {
    let server = WebServer::with_pages([
        ("/robots.txt", WebResponse::redirect(301, "/robots.txt")),
        ("/page", WebResponse::page("open")),
    ]);
    assert!(fetch(&fetcher().0, &server, "/page").is_ok());
}

#[test]
fn requests_to_one_host_are_a_second_apart() {
    let server = WebServer::with_pages([("/1", WebResponse::page("1")), ("/2", WebResponse::page("2"))]);
    let (fetcher, clock) = fetcher();
    fetch(&fetcher, &server, "/1").unwrap();
    assert_eq!(seconds(&clock), [1.0]);
    clock.advance(Duration::from_millis(400));
    fetch(&fetcher, &server, "/2").unwrap();
    assert_eq!(seconds(&clock), [1.0, 0.6]);
    clock.advance(Duration::from_secs(5));
    fetch(&fetcher, &server, "/1").unwrap();
    assert_eq!(seconds(&clock), [1.0, 0.6]);
}

#[test]
fn crawl_delay_is_respected_up_to_its_limit() {
    for (written, waited) in [("7", 7.0), ("0.1", 1.0), ("100000", 30.0)] {
        let robots = format!("User-agent: *\nCrawl-delay: {written}\n");
        let server = WebServer::with_pages([
            ("/robots.txt", WebResponse::new(200, robots)),
            ("/page", WebResponse::page("open")),
        ]);
        let (fetcher, clock) = fetcher();
        fetch(&fetcher, &server, "/page").unwrap();
        assert_eq!(seconds(&clock), [waited]);
    }
}

#[test]
fn threads_ask_one_host_one_at_a_time() {
    let running = Arc::new(AtomicUsize::new(0));
    let most = Arc::new(AtomicUsize::new(0));
    let (running_there, most_there) = (Arc::clone(&running), Arc::clone(&most));
    let server = WebServer::start(move |_| {
        let now = running_there.fetch_add(1, Ordering::SeqCst) + 1;
        most_there.fetch_max(now, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(20));
        running_there.fetch_sub(1, Ordering::SeqCst);
        WebResponse::page("open")
    });
    let (fetcher, clock) = fetcher();
    thread::scope(|scope| {
        for number in 0..8 {
            let (fetcher, server) = (&fetcher, &server);
            scope.spawn(move || fetch(fetcher, server, &format!("/{number}")).unwrap());
        }
    });
    assert_eq!(most.load(Ordering::SeqCst), 1);
    assert_eq!(server.paths().len(), 9);
    assert_eq!(seconds(&clock), [1.0; 8]);
}

#[test]
fn busy_site_is_asked_again_when_it_says() {
    for (status, header, waited) in [
        (429, "5", 5.0),
        (503, "Thu, 12 Mar 2026 08:00:31 GMT", 30.0),
        (429, "0", 1.0),
    ] {
        let asked = AtomicUsize::new(0);
        let server = WebServer::start(move |request| match &*request.path {
            "/page" if asked.fetch_add(1, Ordering::SeqCst) == 0 => {
                WebResponse::new(status, "busy").with("Retry-After", header)
            }
            "/page" => WebResponse::page("open"),
            _ => WebResponse::not_found(),
        });
        let (fetcher, clock) = fetcher();
        assert!(fetch(&fetcher, &server, "/page").is_ok(), "{header}");
        assert_eq!(seconds(&clock), [1.0, waited], "{header}");
        assert_eq!(server.paths().len(), 3);
    }
}

#[test]
fn site_that_stays_busy_is_left_with_the_time_to_come_back() {
    let busy = WebResponse::new(429, "busy").with("Retry-After", "60");
    let closed = WebResponse::new(503, "closed").with("Retry-After", "3600");
    let server = WebServer::with_pages([
        ("/busy", busy),
        ("/closed", closed),
        ("/page", WebResponse::page("open")),
    ]);
    let (fetcher, clock) = fetcher();
    let error = fetch(&fetcher, &server, "/busy").unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    assert_eq!(
        error.to_string().replace(&server.url(""), "SITE"),
        "SITE/busy: status 429: the site asks to wait until 2026-03-12T08:03:01Z (try again then)"
    );
    assert_eq!(server.paths(), ["/robots.txt", "/busy", "/busy", "/busy"]);
    clock.advance(Duration::from_secs(60));
    let error = fetch(&fetcher, &server, "/closed").unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    // Another page of the same host is not asked for before that.
    let error = fetch(&fetcher, &server, "/page").unwrap_err();
    assert!(matches!(error, FetchError::Busy { status: 503, .. }), "{error}");
    assert_eq!(server.paths().len(), 5);
    clock.advance(Duration::from_secs(3600));
    assert!(fetch(&fetcher, &server, "/page").is_ok());
}
