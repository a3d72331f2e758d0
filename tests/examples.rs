//! What the example articles come to, whole: every file of `dixit snapshot` is kept in `snapshots/`.

use crate::common::home::Home;
use std::fs;

#[test]
fn the_examples_come_to_what_they_did() {
    let home = Home::new();
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    home.stdout(&["ingest", articles]);
    home.stdout(&["snapshot", "written"]);
    let mut written: Vec<String> = fs::read_dir(home.path().join("written"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    written.sort();
    assert_eq!(
        written,
        [
            "articles.txt",
            "proposals.txt",
            "speakers.txt",
            "timeline.txt",
            "topics.txt"
        ]
    );
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        for name in written {
            let kept = format!("examples_{}", name.trim_end_matches(".txt"));
            insta::assert_snapshot!(kept, home.text(&format!("written/{name}")));
        }
    });
}

/// Recorded one by one, at another time, by somebody else, with other salts, they come to the same.
#[test]
fn a_snapshot_tells_nothing_of_how_it_came_about() {
    let one = Home::new();
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    one.stdout(&["ingest", articles]);
    one.stdout(&["snapshot", "written"]);
    let other = Home::new();
    let mut paths: Vec<_> = fs::read_dir(articles)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        let mut ingest = other.command(&["--quiet", "ingest", path.to_str().unwrap()]);
        ingest
            .env("USER", "somebody")
            .env("DIXIT_NOW", "2031-01-01T00:00:00Z")
            .env("DIXIT_SEED", "another");
        assert!(ingest.output().unwrap().status.success());
    }
    let kept = one.path().join("written");
    other.stdout(&["snapshot", "--check", kept.to_str().unwrap()]);
}
