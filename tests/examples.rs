//! The whole result of the example articles: every file that `dixit snapshot` writes is kept in `snapshots/`.

use crate::common::test_home::TestHome;
use std::fs;

#[test]
fn snapshot_of_examples_is_unchanged() {
    let home = TestHome::new();
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
            insta::assert_snapshot!(kept, home.read_file(&format!("written/{name}")));
        }
    });
}

/// The same articles, ingested one by one, at another time, by another user and with another seed, give the same
/// snapshot.
#[test]
fn snapshot_does_not_depend_on_order_time_or_user_of_ingestion() {
    let together = TestHome::new();
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    together.stdout(&["ingest", articles]);
    together.stdout(&["snapshot", "written"]);
    let one_by_one = TestHome::new();
    let mut paths: Vec<_> = fs::read_dir(articles)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        let mut ingest = one_by_one.command(&["--quiet", "ingest", path.to_str().unwrap()]);
        ingest
            .env("USER", "somebody")
            .env("DIXIT_NOW", "2031-01-01T00:00:00Z")
            .env("DIXIT_SEED", "another");
        assert!(ingest.output().unwrap().status.success());
    }
    let kept = together.path().join("written");
    one_by_one.stdout(&["snapshot", "--check", kept.to_str().unwrap()]);
}
