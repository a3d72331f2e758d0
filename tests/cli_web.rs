//! `ingest` of web addresses, from a server on loopback: what is recorded, what is asked again, and how a user is told
//! that a page cannot be read.

use crate::common::test_home::TestHome;
use crate::common::web_server::{WebRequest, WebResponse, WebServer};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// A page with an article in which the minister says `words`.
fn page(words: &str) -> String {
    let paragraph = format!(
        "<p>\"{words},\" said Nora Lindqvist, the minister for ports, on Friday in a speech to the council.</p>\
         <p>The harbour has three piers, and most of the fishing boats of the region land there between October and \
         April, when the ice closes the other harbours of the coast.</p>"
    );
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>The harbour stays open | The Post</title>\
         <meta property=\"og:title\" content=\"The harbour stays open\"><meta property=\"og:site_name\" content=\"The Post\">\
         <meta property=\"article:published_time\" content=\"2026-03-13T08:00:00+01:00\"></head>\
         <body><article><h1>The harbour stays open</h1>{paragraph}<p>The council votes in May, and the boats will be \
         told in June which pier they are to use until the work on the others is done.</p></article></body></html>"
    )
}

/// Runs `dixit ingest` with `args`, on loopback and without pauses.
fn ingest(home: &TestHome, server: &WebServer, args: &[&str]) -> String {
    let options = ["ingest", "--allow-private", "--delay", "0"];
    let output = home.run(&[&options, args].concat());
    // Ids are hashes of the address, which has the port.
    let masked = output.lines().map(|line| {
        let mut words: Vec<&str> = line.split(' ').collect();
        let is_outcome = matches!(words[0], "recorded" | "unchanged" | "revised");
        if let Some(id) = words
            .iter_mut()
            .skip(1)
            .find(|word| is_outcome && word.len() == 9)
        {
            *id = "ID";
        }
        words.join(" ") + "\n"
    });
    masked
        .collect::<String>()
        .replace(&server.url(""), "http://server")
}

#[test]
fn page_is_recorded_with_its_provenance_and_asked_for_again_only_if_it_changed() {
    let home = TestHome::new();
    let asked = AtomicUsize::new(0);
    let server = WebServer::start(move |request: &WebRequest| {
        if request.path != "/harbour" {
            return WebResponse::not_found();
        }
        let words = match asked.fetch_add(1, Ordering::Relaxed) {
            0 | 1 => "We will keep the harbour open",
            _ => "We will keep the harbour open all winter",
        };
        if request.header("if-none-match") == Some("\"1\"") && words.ends_with("open") {
            return WebResponse::new(304, "");
        }
        WebResponse::page(&page(words)).with("ETag", "\"1\"")
    });
    let address = server.url("/harbour");
    insta::assert_snapshot!(ingest(&home, &server, &[&address]), @"
    recorded   ID  1 statement        The harbour stays open
    -- stderr --
    articles: 1 recorded; 1 statement recorded
    ");
    insta::assert_snapshot!(ingest(&home, &server, &[&address]), @"
    unchanged  ID                     http://server/harbour
    -- stderr --
    articles: 1 unchanged
    ");
    insta::assert_snapshot!(ingest(&home, &server, &[&address]), @"
    revised    ID  +1 −1 statements   The harbour stays open
    -- stderr --
    articles: 1 revised; 1 statement recorded, 1 statement withdrawn
    ");
    let article = &home.json_lines(&["articles"])[0];
    assert_eq!(article["url"], address.as_str());
    assert_eq!(article["publisher"], "The Post");
    assert_eq!(article["published"], "2026-03-13");
    let details: serde_json::Value =
        serde_json::from_str(&home.stdout(&["show", article["id"].as_str().unwrap(), "--format", "json"]))
            .unwrap();
    let document = &details["document"];
    assert_eq!(document["format"], "html/1");
    assert_eq!(document["fetched_from"], address.as_str());
    assert_eq!(document["fetched_at"], "2026-03-15T08:00:00Z");
    assert_eq!(document["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(document["origins"]["title"], "og:title");
    home.stdout(&["verify"]);
}

#[test]
fn what_cannot_be_read_is_one_line_and_the_rest_is_recorded() {
    let home = TestHome::new();
    let script = "<!doctype html><html><head><script src=app.js></script></head><body><div id=root></div>\
                  <noscript>Please enable JavaScript.</noscript></body></html>";
    let nested = format!("<!doctype html><html><body>{}x", "<div>".repeat(10_000));
    let server = WebServer::with_pages([
        (
            "/harbour",
            WebResponse::page(&page("We will keep the harbour open")),
        ),
        ("/script", WebResponse::page(script)),
        ("/nested", WebResponse::page(&nested)),
        ("/loop", WebResponse::redirect(302, "/loop2")),
        ("/loop2", WebResponse::redirect(302, "/loop")),
        ("/file", WebResponse::redirect(302, "file:///etc/passwd")),
        ("/cut", WebResponse::page("<!doctype html><p>x").announcing(9_000)),
        ("/login", WebResponse::new(401, "who are you?")),
        (
            "/busy",
            WebResponse::new(429, "later").with("Retry-After", "7200"),
        ),
        ("/private", WebResponse::page("x")),
        (
            "/robots.txt",
            WebResponse::new(200, "User-agent: *\nDisallow: /private\n").with("Content-Type", "text/plain"),
        ),
    ]);
    let paths = [
        "/harbour", "/script", "/nested", "/loop", "/file", "/cut", "/login", "/private", "/none", "/busy",
    ];
    let addresses: Vec<String> = paths.iter().map(|path| server.url(path)).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    insta::assert_snapshot!(ingest(&home, &server, &addresses), @r#"
    recorded   ID  1 statement        The harbour stays open
    -- stderr --
    error: http://server/script: the page shows its text only by a script (open it in a browser, save it, and give the saved page)
    error: http://server/nested: the page has no text (open it in a browser, and give the page that shows the article)
    error: http://server/loop: redirects in a circle: back to http://server/loop (the site may need cookies or a login; save the page in a browser and give dixit the file)
    error: http://server/file: redirects to file:///etc/passwd: an address that begins with file: is not fetched (only http: and https: are)
    error: http://server/cut: the server closed the connection before the answer was complete (try again later)
    error: http://server/login: status 401: the site refuses programs or needs a login (open it in a browser, save it, and give dixit the file)
    error: http://server/private: http://server/robots.txt does not allow it: "Disallow: /private" for "*" (open it in a browser, save it, and give dixit the file; for your own site, ignore robots.txt)
    error: http://server/none: status 404: there is no such page (check the address)
    error: http://server/busy: status 429: the site asks to wait until 2026-03-15T10:00:00Z (try again then)
    articles: 1 recorded, 9 could not be read; 1 statement recorded
    -- exit 3 --
    "#);
    assert_eq!(home.json_lines(&["articles"]).len(), 1);
    home.stdout(&["verify"]);
}

#[test]
fn addresses_of_this_machine_are_refused_unless_allowed() {
    let home = TestHome::new();
    let server = WebServer::with_pages([("/harbour", WebResponse::page(&page("We will keep it open")))]);
    let output = home.output(&["ingest", &server.url("/harbour")]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("not a public address"), "{stderr}");
    assert_eq!(output.status.code(), Some(3));
    assert!(server.requests().is_empty(), "nothing is sent there");
}

#[test]
fn text_of_an_address_is_shown_without_recording_it() {
    let home = TestHome::new();
    let server = WebServer::with_pages([(
        "/harbour",
        WebResponse::page(&page("We will keep it open")).gzip(),
    )]);
    let args = [
        "extract",
        "--text-only",
        "--format",
        "jsonl",
        "--allow-private",
        "--delay",
        "0",
    ];
    let line = home.stdout(&[&args[..], &[&server.url("/harbour")]].concat());
    let line: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["title"], "The harbour stays open");
    assert!(
        line["text"]
            .as_str()
            .unwrap()
            .starts_with("\"We will keep it open,\" said")
    );
    assert_eq!(line["url"], server.url("/harbour").as_str());
    assert_eq!(
        std::fs::read_dir(home.path()).unwrap().count(),
        0,
        "no file is written"
    );
}

#[test]
fn slow_server_does_not_hold_up_the_user_who_interrupts() {
    let home = TestHome::new();
    let server =
        WebServer::with_pages([("/slow", WebResponse::page("x").dripped(Duration::from_millis(50)))]);
    let begun = std::time::Instant::now();
    let child = home
        .command(&[
            "ingest",
            "--allow-private",
            "--delay",
            "30",
            &server.url("/slow"),
            &server.url("/other"),
        ])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}
