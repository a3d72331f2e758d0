//! `dixit serve`: what it answers to whom, and what it survives.

use crate::common::page_server::PageServer;
use crate::common::test_home::{AUDITS, TestHome};
use std::io::{Read as _, Write as _};
use std::thread;
use std::time::{Duration, Instant};

const CHARTER: &str = "Nous publierons les règles de chaque modèle ouvert";

#[test]
fn what_is_recorded_is_shown_at_once() {
    let home = TestHome::new();
    home.write_file("audits.md", AUDITS);
    assert!(home.output(&["ingest", "audits.md"]).status.success());
    let server = PageServer::start(&home, &[]);
    assert!(!server.get("/timeline").body.contains(CHARTER));
    home.write_file("charter.md", crate::common::test_home::CHARTER);
    assert!(home.output(&["ingest", "charter.md"]).status.success());
    let page = server.get("/timeline");
    assert!(page.body.contains(CHARTER));
    let before = server.get("/timeline?as-of=@2");
    assert!(!before.body.contains(CHARTER));
    assert!(
        before.body.contains("role=\"status\""),
        "no banner says that it is an earlier state"
    );
}

#[test]
fn browser_may_load_nothing_from_elsewhere_and_keeps_what_is_unchanged() {
    let home = TestHome::with_articles();
    let server = PageServer::start(&home, &[]);
    for path in [
        "/",
        "/timeline",
        "/assets/style.css",
        "/timeline?format=json",
        "/nothing",
        "/timeline?since=x",
    ] {
        let page = server.get(path);
        let policy = page
            .header("content-security-policy")
            .unwrap_or_default()
            .to_owned();
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(page.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert!(
            !page.body.contains("style=\"") && !page.body.contains("onclick"),
            "{path}"
        );
    }
    let page = server.get("/timeline");
    let tag = page.header("etag").unwrap().to_owned();
    let again = server.get_with("/timeline", &[&format!("If-None-Match: {tag}")]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    let french = server.get_with(
        "/timeline",
        &[
            "Accept-Language: fr-CA, en;q=0.5",
            &format!("If-None-Match: {tag}"),
        ],
    );
    assert_eq!(french.status, 200);
    assert!(french.body.contains("<html lang=\"fr\">"));
    assert!(
        server
            .get_with("/timeline?ui=zh", &["Accept-Language: fr"])
            .body
            .contains("<html lang=\"zh\">")
    );
}

#[test]
fn only_known_hosts_and_questions_are_answered() {
    let home = TestHome::with_articles();
    let server = PageServer::start(&home, &["--host", "dixit.example"]);
    let asked_as = |host: &str| server.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n")).status;
    assert_eq!(asked_as("localhost:80"), 200);
    assert_eq!(asked_as("dixit.example"), 200);
    assert_eq!(asked_as("evil.example"), 421);
    assert_eq!(asked_as("127.0.0.1.evil.example"), 421);
    assert_eq!(server.send("GET / HTTP/1.0\r\n").status, 421);
    let with_method = |method: &str| server.send(&format!("{method} / HTTP/1.1\r\nHost: localhost\r\n"));
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let refused = with_method(method);
        assert_eq!(
            (refused.status, refused.header("allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
    let head = with_method("HEAD");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn wrong_address_says_what_is_wrong() {
    let home = TestHome::with_articles();
    let server = PageServer::start(&home, &[]);
    for (path, status, says) in [
        ("/nothing", 404, "there is no page at this address"),
        ("/../../etc/passwd", 404, "there is no page"),
        ("/assets/../Cargo.toml", 404, "there is no such file"),
        ("/assets/%2e%2e/dixit.db", 404, "there is no such file"),
        ("/statement/%FF%00", 404, ""),
        (
            "/timeline?sql=1",
            400,
            "there is no parameter &quot;sql&quot; here",
        ),
        ("/timeline?since=hier", 400, "is not a date"),
        ("/timeline?speaker=Nobody%20Anywhere", 404, "there is no speaker"),
        ("/timeline?act=shout", 400, "unknown act"),
        ("/timeline?page=0", 400, "0 would show nothing"),
        ("/timeline?as-of=@99999", 400, "there is no position @99999"),
        ("/timeline?format=exe", 400, "is no form of an answer"),
        ("/timeline?since=1&since=2", 400, "it is given twice"),
        (
            "/timeline?speaker=%3Cscript%3Ealert(1)%3C/script%3E",
            404,
            "&lt;script&gt;",
        ),
    ] {
        let page = server.get(path);
        assert_eq!(page.status, status, "{path}");
        assert!(page.body.contains(says), "{path}: {}", page.body);
        assert!(!page.body.contains("<script>alert"), "{path}");
    }
    let long = server.get(&format!("/timeline?speaker={}", "x".repeat(5000)));
    assert_eq!(long.status, 400);
    // A head that is too long for the buffer is refused, and the server goes on.
    assert!(
        server
            .get(&format!("/timeline?speaker={}", "x".repeat(100_000)))
            .status
            >= 400
    );
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn silent_and_half_sent_requests_do_not_stop_others() {
    let home = TestHome::with_articles();
    let server = PageServer::start(&home, &[]);
    let mut silent: Vec<_> = (0..50).map(|_| server.connect()).collect();
    for stream in &mut silent {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
    }
    let started = Instant::now();
    assert_eq!(server.get("/").status, 200);
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
    // They are closed in the end.
    let mut rest = Vec::new();
    let mut first = silent.swap_remove(0);
    first.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    first.read_to_end(&mut rest).unwrap();
    assert!(
        started.elapsed() < Duration::from_secs(25),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn two_hundred_clients_do_not_keep_an_ingest_waiting() {
    let home = TestHome::with_articles();
    let server = PageServer::start(&home, &[]);
    let until = Instant::now() + Duration::from_secs(4);
    let answered: usize = thread::scope(|scope| {
        let clients: Vec<_> = (0..200)
            .map(|_| {
                scope.spawn(|| {
                    let mut answered = 0;
                    while Instant::now() < until {
                        let page = server.get("/timeline");
                        assert!(matches!(page.status, 200 | 503), "{}", page.status);
                        answered += usize::from(page.status == 200);
                    }
                    answered
                })
            })
            .collect();
        for number in 0..3 {
            let article = AUDITS.replace("every audit", &format!("audit number {number}"));
            home.write_file("more.md", article);
            let started = Instant::now();
            let ingest = home.output(&["ingest", "more.md"]);
            assert!(
                ingest.status.success(),
                "{}",
                String::from_utf8_lossy(&ingest.stderr)
            );
            assert!(
                started.elapsed() < Duration::from_secs(30),
                "{:?}",
                started.elapsed()
            );
        }
        clients.into_iter().map(|client| client.join().unwrap()).sum()
    });
    assert!(answered > 20, "only {answered} pages");
    assert!(server.get("/timeline").body.contains("audit number 2"));
}

#[cfg(unix)]
#[test]
fn it_ends_when_it_is_told_to() {
    let home = TestHome::with_articles();
    let mut server = PageServer::start(&home, &[]);
    let idle = server.connect();
    let pid = rustix::process::Pid::from_child(server.process());
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    let started = Instant::now();
    let status = server.process().wait().unwrap();
    assert!(status.success(), "{status}");
    assert!(started.elapsed() < Duration::from_secs(10));
    drop(idle);
}

#[test]
fn address_that_is_taken_and_missing_database_are_explained() {
    let home = TestHome::with_articles();
    let server = PageServer::start(&home, &[]);
    let taken = server.connect().peer_addr().unwrap().to_string();
    let output = home.output(&["serve", "--addr", &taken]);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && message.contains(&format!("cannot listen at {taken}")),
        "{message}"
    );
    let output = TestHome::new().output(&["serve"]);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && message.contains("dixit ingest PATH"),
        "{message}"
    );
}
