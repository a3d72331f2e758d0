//! `dixit publish`: a site that is complete, always the same, and in nobody's way.

use crate::common::test_home::TestHome;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A home with the example articles.
fn example_home() -> TestHome {
    let home = TestHome::new();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    assert!(
        home.output(&["ingest", examples.to_str().unwrap()])
            .status
            .success()
    );
    home
}

fn publish(home: &TestHome, options: &[&str]) -> String {
    let output = home.output(&[&["publish", "site"], options].concat());
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{message}");
    message
}

/// The files of a folder with their contents, by their paths.
fn read_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(folder.join(&inside)).unwrap() {
            let entry = entry.unwrap();
            let path = inside.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else {
                files.insert(
                    path.to_str().unwrap().replace('\\', "/"),
                    fs::read(entry.path()).unwrap(),
                );
            }
        }
    }
    files
}

#[test]
fn site_of_the_examples_is_always_the_same() {
    let home = example_home();
    publish(&home, &["--ui", "en", "--ui", "fr", "--ui", "zh"]);
    let site = home.path().join("site");
    let list = fs::read_to_string(site.join("files.sha256")).unwrap();
    let files = read_files(&site);
    assert_eq!(
        list.lines().count() + 1,
        files.len(),
        "the list has every file but itself"
    );
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("published-site", list) });
    let again = publish(&home, &["--ui", "en", "--ui", "fr", "--ui", "zh"]);
    assert!(again.contains(" 0 written, 0 removed"), "{again}");
    assert_eq!(read_files(&site), files);
    let other = example_home();
    publish(&other, &["--ui", "en", "--ui", "fr", "--ui", "zh"]);
    assert_eq!(read_files(&other.path().join("site")), files);
    let fewer = publish(&home, &[]);
    assert!(
        fewer.contains(" removed") && !site.join("fr/index.html").exists(),
        "{fewer}"
    );
}

#[test]
fn every_link_of_the_site_leads_to_a_file_of_it() {
    let home = example_home();
    publish(&home, &["--ui", "fr", "--ui", "zh"]);
    let files = read_files(&home.path().join("site"));
    let mut links = 0;
    for (file, content) in files
        .iter()
        .filter(|(file, _)| Path::new(file).extension().is_some_and(|form| form == "html"))
    {
        let page = String::from_utf8_lossy(content);
        for attribute in ["href=\"", "src=\"", "action=\""] {
            for link in page
                .split(attribute)
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap())
            {
                let path = link.split(['#', '?']).next().unwrap();
                if path.is_empty() || path.contains("://") || path.starts_with("urn:") {
                    continue;
                }
                links += 1;
                let target = resolve(file, path);
                assert!(files.contains_key(&target), "{file} links to {link}");
            }
        }
        assert!(
            !page.contains("http-equiv=\"refresh\"") && !page.contains("style=\""),
            "{file}"
        );
    }
    assert!(links > 1000, "only {links} links");
}

/// The file that a relative link of `file` leads to.
fn resolve(file: &str, link: &str) -> String {
    let mut folders: Vec<&str> = file.split('/').collect();
    folders.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(folders.pop().is_some(), "{file} links to a place outside: {link}"),
            "." => {}
            part => folders.push(part),
        }
    }
    folders.join("/")
}

#[test]
fn folder_of_somebody_else_is_left_alone() {
    let home = TestHome::with_articles();
    home.write_file("site/thesis.txt", "mine");
    let output = home.output(&["publish", "site"]);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && message.contains("is not empty"),
        "{message}"
    );
    assert_eq!(read_files(&home.path().join("site")).len(), 1);
    home.write_file("file", "no folder");
    assert!(!home.output(&["publish", "file"]).status.success());
    assert_eq!(home.read_file("file"), "no folder");
}

#[test]
fn new_articles_change_the_site_and_withdrawn_ones_leave_it() {
    let home = TestHome::with_articles();
    publish(&home, &[]);
    let before = read_files(&home.path().join("site"));
    home.write_file("third.md", "---\ntitle: Third\npublisher: The Harbour Post\npublished: 2026-03-16\n---\n\"We will stop,\" said Nora Lindqvist on Monday.\n");
    assert!(home.output(&["ingest", "third.md"]).status.success());
    publish(&home, &[]);
    let after = read_files(&home.path().join("site"));
    let added: Vec<_> = after.keys().filter(|file| !before.contains_key(*file)).collect();
    assert!(added.iter().any(|file| file.starts_with("article/")), "{added:?}");
    assert!(
        added.iter().any(|file| file.starts_with("statement/")),
        "{added:?}"
    );
    assert!(before.keys().all(|file| after.contains_key(file)));
}
