//! Private addresses are never connected to: not by name, not in odd spellings, not behind a redirect.

use crate::common::test_clock::TestClock;
use crate::common::web_server::{WebResponse, WebServer};
use dixit::fetch::{FetchError, FetchOptions, FetchOutcome, FetchRequest, Fetcher, HostLookup};
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A table of hosts in place of DNS. The answers to each question follow each other; the last one stays.
#[derive(Debug, Default)]
struct HostTable {
    hosts: Vec<(&'static str, Vec<&'static [&'static str]>)>,
    questions: AtomicUsize,
}

impl HostLookup for HostTable {
    fn look_up(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let before = self.questions.fetch_add(1, Ordering::SeqCst);
        let found = self.hosts.iter().find(|(name, _)| *name == host);
        let (_, answers) = found.ok_or_else(|| io::Error::other("no such name"))?;
        let answer = answers[before.min(answers.len() - 1)];
        Ok(answer.iter().map(|ip| ip.parse().unwrap()).collect())
    }
}

fn options(hosts: Vec<(&'static str, Vec<&'static [&'static str]>)>) -> (FetchOptions, Arc<HostTable>) {
    let table = Arc::new(HostTable {
        hosts,
        ..HostTable::default()
    });
    let options = FetchOptions {
        host_lookup: Some(Arc::clone(&table) as Arc<dyn HostLookup>),
        ..FetchOptions::new(Arc::new(TestClock::new()))
    };
    (options, table)
}

fn error(options: FetchOptions, address: &str) -> FetchError {
    Fetcher::new(options)
        .fetch(&FetchRequest::new(address))
        .unwrap_err()
}

#[test]
fn private_addresses_are_refused_in_any_spelling() {
    let server = WebServer::with_pages([("/", WebResponse::page("secret"))]);
    let port = server.port();
    let options = FetchOptions::new(Arc::new(TestClock::new()));
    let hosts = [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0177.0.0.1",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "169.254.169.254",
        "10.0.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "[fd00::1]",
        "[fe80::1]",
        "224.0.0.1",
        "%31%32%37.0.0.1",
        "①②⑦.0.0.1",
    ];
    for host in hosts {
        let error = error(options.clone(), &format!("http://{host}:{port}/"));
        assert!(
            matches!(error, FetchError::PrivateAddress { .. }),
            "{host}: {error}"
        );
    }
    assert_eq!(server.paths(), [""; 0]);
}

#[test]
fn name_of_a_private_host_is_refused_after_the_lookup() {
    let server = WebServer::with_pages([("/", WebResponse::page("secret"))]);
    let (options, _) = options(vec![("news.example", vec![&["127.0.0.1"]])]);
    let address = format!("http://news.example:{}/", server.port());
    let error = error(options, &address);
    assert_eq!(
        error.to_string(),
        format!(
            "{address}: news.example is at 127.0.0.1, which is not a public address \
             (allow private addresses if you trust the site)"
        )
    );
    assert_eq!(server.paths(), [""; 0]);
}

#[test]
fn each_connection_is_checked_by_the_lookup_that_it_uses() {
    let server = WebServer::with_pages([("/page", WebResponse::page("open"))]);
    let address = format!("http://news.example:{}/page", server.port());
    // All addresses of the name are private, also where they change from one question to the next.
    let answers: Vec<&[&str]> = vec![&["240.0.0.1", "127.0.0.1"], &["127.0.0.1", "::1"]];
    let (mut options, table) = options(vec![("news.example", answers)]);
    options.ignore_robots = true;
    for questions in [1, 2] {
        let error = error(options.clone(), &address);
        assert!(matches!(error, FetchError::PrivateAddress { .. }), "{error}");
        assert_eq!(table.questions.load(Ordering::SeqCst), questions);
    }
    assert_eq!(server.paths(), [""; 0]);
    // With one look-up a connection there is none between the check and the connection.
    options.allow_private = true;
    Fetcher::new(options).fetch(&FetchRequest::new(address)).unwrap();
    assert_eq!(server.paths(), ["/page"]);
    assert_eq!(table.questions.load(Ordering::SeqCst), 3);
}

#[test]
fn allowed_host_may_not_redirect_into_the_private_network() {
    let server = WebServer::start(|request| match &*request.path {
        "/name" => WebResponse::redirect(302, format!("http://inside.example:{}/secret", port_of(request))),
        "/number" => WebResponse::redirect(302, format!("http://2130706433:{}/secret", port_of(request))),
        "/metadata" => WebResponse::redirect(302, "http://169.254.169.254/latest/meta-data/"),
        "/page" => WebResponse::page("open"),
        _ => WebResponse::not_found(),
    });
    let (mut options, _) = options(vec![
        ("site.example", vec![&["127.0.0.1"]]),
        ("inside.example", vec![&["127.0.0.1"]]),
    ]);
    options.private_hosts = vec!["Site.example".into()];
    let fetcher = Fetcher::new(options);
    let fetch = |path: &str| {
        let address = format!("http://site.example:{}{path}", server.port());
        fetcher.fetch(&FetchRequest::new(address))
    };
    let FetchOutcome::Fetched(page) = fetch("/page").unwrap() else {
        panic!("nothing was fetched before");
    };
    assert_eq!(page.body, b"open");
    for path in ["/name", "/number", "/metadata"] {
        let error = fetch(path).unwrap_err();
        let FetchError::Redirected { source, .. } = &error else {
            panic!("{error}");
        };
        assert!(matches!(**source, FetchError::PrivateAddress { .. }), "{error}");
    }
    assert_eq!(
        server.paths(),
        ["/robots.txt", "/page", "/name", "/number", "/metadata"]
    );
}

fn port_of(request: &crate::common::web_server::WebRequest) -> &str {
    request.header("host").unwrap().rsplit(':').next().unwrap()
}

#[test]
fn robots_file_may_not_redirect_into_the_private_network() {
    let server = WebServer::with_pages([
        (
            "/robots.txt",
            WebResponse::redirect(302, "http://inside.example/robots.txt"),
        ),
        ("/page", WebResponse::page("open")),
    ]);
    let (mut options, _) = options(vec![
        ("site.example", vec![&["127.0.0.1"]]),
        ("inside.example", vec![&["10.0.0.1"]]),
    ]);
    options.private_hosts = vec!["site.example".into()];
    let error = error(options, &format!("http://site.example:{}/page", server.port()));
    assert!(error.to_string().contains("is at 10.0.0.1"), "{error}");
    assert_eq!(server.paths(), ["/robots.txt"]);
}

#[test]
fn unknown_host_is_named() {
    let (options, _) = options(Vec::new());
    assert_eq!(
        error(options, "https://nowhere.example/page").to_string(),
        "https://nowhere.example/page: the host nowhere.example was not found: no such name \
         (check the spelling and the network)"
    );
}

#[test]
fn addresses_that_are_not_of_the_web_are_refused_before_any_question() {
    let (options, table) = options(Vec::new());
    let fetcher = Fetcher::new(options);
    for address in [
        "file:///etc/passwd",
        "data:text/html,<p>a",
        "ftp://example.org/a",
        "news.example/page",
        "http://",
        "http://anna@example.org/",
        "http://public.example@127.0.0.1/",
    ] {
        let error = fetcher.fetch(&FetchRequest::new(address)).unwrap_err();
        let refused = matches!(
            error,
            FetchError::Scheme { .. } | FetchError::BadAddress { .. } | FetchError::Credentials { .. }
        );
        assert!(refused && error.is_permanent(), "{error}");
    }
    assert_eq!(table.questions.load(Ordering::SeqCst), 0);
}
