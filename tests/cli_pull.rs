//! Feeds that are added, listed, removed and pulled, from a server on loopback.

use crate::common::output_schema::assert_matches_schema;
use crate::common::test_home::TestHome;
use crate::common::web_server::{WebRequest, WebResponse, WebServer};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// An entry that is only a teaser; its page is at `path`.
fn teaser(server: &str, path: &str, title: &str) -> String {
    format!(
        "<item><title>{title}</title><link>{server}{path}</link><description>More soon.</description></item>"
    )
}

/// An entry with its whole text.
fn whole(server: &str, path: &str, title: &str) -> String {
    let sentence = "<p>« Nous ouvrirons la ligne en juin », a déclaré Claire Aubert, ministre des Transports.</p>\
                    <p>La ligne relie le port à la gare en douze minutes, et un train part toutes les dix minutes.</p>";
    let text = format!(
        "{sentence}{}",
        "<p>Le chantier a duré quatre ans et a occupé deux cents personnes.</p>".repeat(15)
    );
    format!(
        "<item><title>{title}</title><link>{server}{path}</link><pubDate>Thu, 12 Mar 2026 09:00:00 +0100</pubDate>\
         <content:encoded><![CDATA[{text}]]></content:encoded></item>"
    )
}

fn rss(items: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
         <channel><title>Le Courrier</title><language>fr</language>{}</channel></rss>",
        items.concat()
    )
}

/// A page with an article about `place`.
fn page(place: &str) -> WebResponse {
    let paragraph = format!(
        "<p>\"We will keep the harbour of {place} open all winter,\" said Nora Lindqvist, the minister for ports, on \
         Friday in a speech to the council of the town.</p><p>The harbour of {place} has three piers, and most of the \
         fishing boats of the region land there between October and April, when the ice closes the other harbours.</p>"
    );
    WebResponse::page(&format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>The harbour of {place}</title>\
         <meta property=\"article:published_time\" content=\"2026-03-13T08:00:00+01:00\"></head>\
         <body><article><h1>The harbour of {place}</h1>{}</article></body></html>",
        paragraph.repeat(3)
    ))
}

/// A server whose answers a test can change.
struct Site {
    server: WebServer,
    pages: Arc<Mutex<Vec<(String, WebResponse)>>>,
}

impl Site {
    fn new() -> Self {
        let pages: Arc<Mutex<Vec<(String, WebResponse)>>> = Arc::default();
        let served = Arc::clone(&pages);
        let answer = move |request: &WebRequest| {
            let pages = served.lock().unwrap();
            let page = pages.iter().rev().find(|(path, _)| *path == request.path);
            page.map_or_else(WebResponse::not_found, |(_, page)| page.clone())
        };
        Self {
            server: WebServer::start(answer),
            pages,
        }
    }

    /// Serves `response` at `path` from now on.
    fn serve(&self, path: &str, response: WebResponse) {
        self.pages.lock().unwrap().push((path.to_owned(), response));
    }

    fn feed(&self, path: &str, items: &[String]) {
        self.serve(
            path,
            WebResponse::new(200, rss(items)).with("Content-Type", "application/rss+xml"),
        );
    }

    fn root(&self) -> String {
        self.server.url("")
    }

    /// How often `path` was asked for.
    fn count(&self, path: &str) -> usize {
        self.server.paths().iter().filter(|asked| *asked == path).count()
    }
}

/// Runs `pull`; the address of the site, and the ids that follow from it, are left out.
fn pull(home: &TestHome, site: &Site, args: &[&str]) -> String {
    let args = [&["pull", "--allow-private", "--delay", "0"], args].concat();
    let output = home.run(&args).replace(&site.root(), "http://site");
    let lines = output
        .lines()
        .map(|line| match line.strip_prefix("recorded   a") {
            Some(rest) => format!("recorded   ID{}", rest.trim_start_matches(char::is_alphanumeric)),
            None => line.to_owned(),
        });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn feed_is_added_changed_removed_and_each_is_undone() {
    let home = TestHome::new();
    let add = ["feed", "add", "https://courrier.example/rss.xml"];
    insta::assert_snapshot!(home.run(&add), @"added feed https://courrier.example/rss.xml; undo with `dixit undo @1`");
    insta::assert_snapshot!(home.run(&add), @"
    -- stderr --
    nothing changed: this was decided already
    ");
    let settings = [
        "--publisher",
        "Le Courrier",
        "--lang",
        "fr",
        "--timezone",
        "Europe/Paris",
        "--reason",
        "politics",
    ];
    insta::assert_snapshot!(home.run(&[&add[..], &settings].concat()), @"changed feed https://courrier.example/rss.xml: publisher Le Courrier, language fr, time zone Europe/Paris (reason: politics); undo with `dixit undo @2`");
    insta::assert_snapshot!(home.run(&["feed", "list"]), @"
    feed                              last success  failures  next try
    ────────────────────────────────  ────────────  ────────  ────────
    https://courrier.example/rss.xml                       0
    Le Courrier · fr · Europe/Paris
    ");
    insta::assert_snapshot!(home.run(&["feed", "list", "--format", "csv"]), @"
    address,publisher,lang,timezone,last_success,failures,last_error,next_try
    https://courrier.example/rss.xml,Le Courrier,fr,Europe/Paris,,0,,
    ");
    assert_matches_schema(&home.stdout(&["feed", "list", "--format", "json"]), "feed-list");
    insta::assert_snapshot!(home.run(&["feed", "remove", "https://courrier.example/rss.xml"]), @"removed feed https://courrier.example/rss.xml; undo with `dixit undo @3`");
    insta::assert_snapshot!(home.run(&["feed", "list"]), @"
    -- stderr --
    no feeds (add one with `dixit feed add URL`)
    ");
    insta::assert_snapshot!(home.run(&["feed", "remove", "https://courrier.example/rss.xml"]), @"
    -- stderr --
    error: there is no feed https://courrier.example/rss.xml
    hint: `dixit feed list` shows all feeds
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["undo", "--last"]), @"
    undid @3: added feed https://courrier.example/rss.xml: publisher Le Courrier, language fr, time zone Europe/Paris; undo with `dixit undo @4`
    -- stderr --
    undoing @3, feed.removed of feeds: https://courrier.example/rss.xml, decided 2026-03-15T08:00:00Z
    ");
    insta::assert_snapshot!(home.run(&["undo", "@2"]), @"undid @2: changed feed https://courrier.example/rss.xml; undo with `dixit undo @5`");
    insta::assert_snapshot!(home.run(&["feed", "list", "--format", "csv"]), @"
    address,publisher,lang,timezone,last_success,failures,last_error,next_try
    https://courrier.example/rss.xml,,,,,0,,
    ");
    insta::assert_snapshot!(home.run(&["undo", "--last"]), @"
    undid @1: removed feed https://courrier.example/rss.xml; undo with `dixit undo @6`
    -- stderr --
    undoing @1, feed.added of feeds: https://courrier.example/rss.xml, decided 2026-03-15T08:00:00Z
    ");
    insta::assert_snapshot!(home.run(&["feed", "list", "--format", "csv", "--as-of", "@2"]), @"
    address,publisher,lang,timezone,last_success,failures,last_error,next_try
    https://courrier.example/rss.xml,Le Courrier,fr,Europe/Paris,,0,,
    ");
    home.stdout(&["verify"]);
}

#[test]
fn addresses_that_are_none_are_refused() {
    let home = TestHome::new();
    insta::assert_snapshot!(home.run(&["feed", "add", "courrier.example/rss.xml"]), @r#"
    -- stderr --
    error: invalid value 'courrier.example/rss.xml' for '<URL>': "courrier.example/rss.xml" is not a web address (it must begin with https:// or http:// and have no blanks)

    For more information, try '--help'.
    -- exit 2 --
    "#);
    insta::assert_snapshot!(home.run(&["pull"]), @"
    -- stderr --
    error: there is no database at dixit.db
    hint: create one with `dixit ingest PATH`, or select another with --db or DIXIT_DB
    -- exit 3 --
    ");
    home.stdout(&["feed", "add", "https://courrier.example/rss.xml"]);
    insta::assert_snapshot!(home.run(&["pull", "https://other.example/rss.xml"]), @"
    -- stderr --
    error: https://other.example/rss.xml: there is no such feed
    hint: add it with `dixit feed add https://other.example/rss.xml`
    -- exit 3 --
    ");
}

#[test]
fn whole_entries_and_pages_of_the_others_are_recorded_once() {
    let (home, site) = (TestHome::new(), Site::new());
    let root = site.root();
    site.feed(
        "/rss.xml",
        &[
            teaser(&root, "/harbour", "The harbour of Vik"),
            whole(&root, "/ligne", "La ligne ouvre"),
        ],
    );
    site.serve("/harbour", page("Vik"));
    home.stdout(&[
        "feed",
        "add",
        &site.server.url("/rss.xml"),
        "--publisher",
        "Le Courrier",
    ]);
    insta::assert_snapshot!(pull(&home, &site, &[]), @"
    recorded   ID  1 statement        La ligne ouvre
    recorded   ID  3 statements       The harbour of Vik
    -- stderr --
    articles: 2 recorded; 4 statements recorded
    ");
    let articles = home.json_lines(&["articles"]);
    let published: Vec<_> = articles
        .iter()
        .map(|article| article["published"].clone())
        .collect();
    assert_eq!(published, ["2026-03-12", "2026-03-13"]);
    assert!(
        articles
            .iter()
            .all(|article| article["publisher"] == "Le Courrier")
    );
    let before = home.stdout(&["log"]);
    insta::assert_snapshot!(pull(&home, &site, &[]), @"
    -- stderr --
    no articles
    ");
    assert_eq!(home.stdout(&["log"]), before);
    assert_eq!((site.count("/harbour"), site.count("/ligne")), (1, 0));
    // Only what is new is got.
    site.feed(
        "/rss.xml",
        &[
            teaser(&root, "/pier", "The harbour of Nes"),
            teaser(&root, "/harbour", "The harbour of Vik"),
        ],
    );
    site.serve("/pier", page("Nes"));
    insta::assert_snapshot!(pull(&home, &site, &[]), @"
    recorded   ID  3 statements       The harbour of Nes
    -- stderr --
    articles: 1 recorded; 3 statements recorded
    ");
    assert_eq!((site.count("/harbour"), site.count("/pier")), (1, 1));
    home.stdout(&["verify"]);
}

#[test]
fn unchanged_feed_is_not_sent_again() {
    let site = Site::new();
    let home = TestHome::new();
    let item = whole(&site.root(), "/ligne", "La ligne ouvre");
    let sent = Arc::new(AtomicUsize::new(0));
    let (counted, feed) = (Arc::clone(&sent), rss(&[item]));
    let server = WebServer::start(move |request| match request.path.as_str() {
        "/rss.xml" if request.header("if-none-match") == Some("\"7\"") => WebResponse::new(304, ""),
        "/rss.xml" => {
            counted.fetch_add(1, Ordering::SeqCst);
            WebResponse::new(200, feed.clone()).with("ETag", "\"7\"")
        }
        _ => WebResponse::not_found(),
    });
    home.stdout(&["feed", "add", &server.url("/rss.xml")]);
    for _ in 0..3 {
        pull(&home, &site, &[]);
    }
    assert_eq!(sent.load(Ordering::SeqCst), 1);
    assert_eq!(home.json_lines(&["articles"]).len(), 1);
}

#[test]
fn failing_feed_waits_and_the_others_are_recorded() {
    let (home, site) = (TestHome::new(), Site::new());
    site.feed("/good.xml", &[whole(&site.root(), "/ligne", "La ligne ouvre")]);
    site.serve(
        "/page.xml",
        WebResponse::page("<html><body><p>No feed here.</p></body></html>"),
    );
    for path in ["/good.xml", "/page.xml", "/gone.xml"] {
        home.stdout(&["feed", "add", &site.server.url(path)]);
    }
    insta::assert_snapshot!(pull(&home, &site, &["--jobs", "1"]), @"
    recorded   ID  1 statement        La ligne ouvre
    -- stderr --
    error: http://site/gone.xml: status 404: there is no such page (check the address)
    error: http://site/page.xml: not a readable feed: unable to parse feed: no root element (check the address in a browser)
    note: http://site/gone.xml: the next try is at 2026-03-15T09:00:00Z
    note: http://site/page.xml: the next try is at 2026-03-15T09:00:00Z
    articles: 1 recorded, 2 could not be read; 1 statement recorded
    -- exit 3 --
    ");
    insta::assert_snapshot!(pull(&home, &site, &["--jobs", "1"]), @"
    -- stderr --
    note: 2 of 3 feeds failed lately and wait (`dixit feed list` shows until when)
    no articles
    ");
    let list = home.run(&["feed", "list"]).replace(&site.root(), "http://site");
    insta::assert_snapshot!(list, @"
    feed                             last success          failures  next try
    ───────────────────────────────  ────────────────────  ────────  ───────────────────────────────────
    http://site/gone.xml                               1  2026-03-15T09:00:00Z
                                                                     status 404: there is no such page
                                                                     (check the address)

    http://site/good.xml  2026-03-15T08:00:00Z         0

    http://site/page.xml                               1  2026-03-15T09:00:00Z
                                                                     not a readable feed: unable to
                                                                     parse feed: no root element (check
                                                                     the address in a browser)
    ");
    // A feed that is named is read although it waits; success ends the waiting.
    site.feed("/gone.xml", &[]);
    insta::assert_snapshot!(pull(&home, &site, &[&site.server.url("/gone.xml")]), @"
    -- stderr --
    no articles
    ");
    let feeds = home.json_lines(&["feed", "list"]);
    let failures: Vec<_> = feeds.iter().map(|feed| feed["failures"].clone()).collect();
    assert_eq!(failures, [0, 0, 1]);
}

#[test]
fn page_that_fails_is_reported_and_tried_later() {
    let (home, site) = (TestHome::new(), Site::new());
    let root = site.root();
    site.feed(
        "/rss.xml",
        &[
            teaser(&root, "/busy", "Busy"),
            teaser(&root, "/gone", "Gone"),
            teaser(&root, "/harbour", "The harbour of Vik"),
        ],
    );
    site.serve("/busy", WebResponse::new(500, "no"));
    site.serve("/harbour", page("Vik"));
    home.stdout(&["feed", "add", &site.server.url("/rss.xml")]);
    insta::assert_snapshot!(pull(&home, &site, &[]), @"
    recorded   ID  3 statements       The harbour of Vik
    -- stderr --
    error: http://site/gone: status 404: there is no such page (check the address)
    error: http://site/busy: status 500: the site has a fault (try again later)
    articles: 1 recorded, 2 could not be read; 3 statements recorded
    -- exit 3 --
    ");
    // Neither is asked for at once again.
    let asked = site.count("/busy");
    insta::assert_snapshot!(pull(&home, &site, &[]), @"
    -- stderr --
    no articles
    ");
    assert_eq!(
        (site.count("/busy"), site.count("/gone"), site.count("/harbour")),
        (asked, 1, 1)
    );
    site.serve("/busy", page("Nes"));
    let mut later = home.command(&["pull", "--allow-private", "--delay", "0"]);
    let later = later.env("DIXIT_NOW", "2026-03-15T10:00:00Z").output().unwrap();
    assert_eq!(
        later.status.code(),
        Some(3),
        "the page that is gone is tried again"
    );
    assert_eq!(home.json_lines(&["articles"]).len(), 2);
}

#[test]
fn robots_and_private_networks_are_respected() {
    let (home, site) = (TestHome::new(), Site::new());
    site.feed(
        "/rss.xml",
        &[teaser(&site.root(), "/closed/harbour", "The harbour of Vik")],
    );
    site.serve(
        "/robots.txt",
        WebResponse::new(200, "User-agent: *\nDisallow: /closed/\n"),
    );
    site.serve("/closed/harbour", page("Vik"));
    home.stdout(&["feed", "add", &site.server.url("/rss.xml")]);
    let refused = home.run(&["pull"]).replace(&site.root(), "http://site");
    insta::assert_snapshot!(refused, @"
    -- stderr --
    error: http://site/rss.xml: 127.0.0.1 is at 127.0.0.1, which is not a public address (allow private addresses if you trust the site)
    note: http://site/rss.xml: the next try is at 2026-03-15T09:00:00Z
    articles: 1 could not be read
    -- exit 3 --
    ");
    assert_eq!(site.server.paths(), Vec::<String>::new());
    insta::assert_snapshot!(pull(&home, &site, &[&site.server.url("/rss.xml")]), @r#"
    -- stderr --
    error: http://site/closed/harbour: http://site/robots.txt does not allow it: "Disallow: /closed/" for "*" (open it in a browser, save it, and give dixit the file; for your own site, ignore robots.txt)
    articles: 1 could not be read
    -- exit 3 --
    "#);
    assert_eq!(site.count("/closed/harbour"), 0);
}

#[test]
fn two_pulls_at_once_record_everything_once() {
    let (home, site) = (TestHome::new(), Site::new());
    let root = site.root();
    for feed in 0..4 {
        let items: Vec<String> = (0..5)
            .map(|item| {
                whole(
                    &root,
                    &format!("/{feed}/{item}"),
                    &format!("La ligne {feed}{item}"),
                )
            })
            .collect();
        site.feed(&format!("/{feed}.xml"), &items);
        home.stdout(&["feed", "add", &site.server.url(&format!("/{feed}.xml"))]);
    }
    let (home, site) = (&home, &site);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(move || {
                let output = pull(home, site, &[]);
                assert!(!output.contains("error"), "{output}");
            });
        }
    });
    assert_eq!(home.json_lines(&["articles"]).len(), 20);
    let ingested = home.stdout(&["log", "--type", "article.ingested", "--format", "jsonl"]);
    assert_eq!(ingested.lines().count(), 20);
    home.stdout(&["verify"]);
}
