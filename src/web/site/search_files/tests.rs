//! The scripts of a published search page, run by Node on the example articles, beside the query of the log.

use super::*;
use crate::domain::{Act, Document, Edtf, Lang, Source, Timestamp};
use crate::query::{SearchQuery, search_tokens};
use crate::tracker::Context;
use crate::web::address::Listing;
use crate::web::assets::{ASSETS, SEARCH, SEARCH_WORDS};
use crate::web::links::Links;
use crate::web::renderer::render;
use crate::web::site_links::SiteLinks;
use crate::web::view::{Moment, View};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Words that would break out of a string, a script or an attribute.
const HOSTILE_WORDS: &str = "</script><script>alert(1)</script><!-- \" ' \\ \\u0041 \u{2028}\u{2029} &lt; ${x} \
                             <img src=x onerror=alert(2)>";

/// The search page of a published site, of the example articles.
struct PublishedSearch {
    folder: tempfile::TempDir,
    tracker: Tracker,
    /// The statements, in the order of the timeline.
    statements: Vec<StatementEntry>,
}

/// What the page shows after a search.
#[derive(Debug, Deserialize)]
struct ShownAnswer {
    status: String,
    results: Vec<ShownResult>,
    pages: usize,
    address: String,
}

#[derive(Debug, Deserialize)]
struct ShownResult {
    href: String,
    words: String,
    marks: Vec<String>,
    lang: String,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DriverOutput {
    from_address: String,
    loaded: Vec<String>,
    answers: Vec<ShownAnswer>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An example article whose fields stand between two lines of hyphens; `None` for other forms.
fn example_document(file: &str) -> Option<Document> {
    let (fields, text) = file.strip_prefix("---\n")?.split_once("\n---\n")?;
    let field = |name: &str| {
        let mut values = fields.lines().filter_map(|line| line.split_once(": "));
        values
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.trim_matches('"').to_owned())
    };
    Some(Document {
        source: Source {
            title: field("title"),
            publisher: field("publisher"),
            published: field("published").and_then(|day| day.parse().ok()),
            url: field("url"),
            ..Source::default()
        },
        lang: field("lang").unwrap().parse().unwrap(),
        text: text.trim().to_owned(),
        provenance: None,
    })
}

/// Whether Node is there. Without it, the tests are skipped, except in continuous integration.
fn has_node() -> bool {
    let found = Command::new("node")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if !found {
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci != "true"),
            "node is needed"
        );
        println!("skipped: node is needed");
    }
    found
}

impl PublishedSearch {
    /// Publishes the page in the folder of French, beside the root of the site.
    fn new() -> Self {
        let context = Context {
            clock: Box::new(|| Timestamp::from_micros(1_773_302_400_000_000)),
            actor: "tester".into(),
            seed: [7; 32],
        };
        let folder = tempfile::tempdir().unwrap();
        let mut tracker = Tracker::open(&folder.path().join("dixit.db"), context).unwrap();
        let mut files: Vec<_> = fs::read_dir(root().join("examples/articles"))
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|file| file.extension().is_some_and(|form| form == "md"))
            .collect();
        files.sort();
        let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
        let documents = texts.filter_map(|text| example_document(&text));
        let readings: Vec<_> = documents.map(Tracker::read_document).collect();
        assert!(readings.len() > 4);
        tracker.record_readings(readings).unwrap();
        let statements = tracker.ask(&StatementFilter::default()).unwrap().0;
        let published = Self {
            folder,
            tracker,
            statements,
        };
        published.write_page();
        published
    }

    fn write_page(&self) {
        let write = |file: &str, content: &[u8]| {
            let path = self.folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        };
        write_search_index(&self.tracker, &mut |file, content| {
            write(file, content);
            Ok(())
        })
        .unwrap();
        for asset in ASSETS {
            write(&format!("assets/{}", asset.name), asset.content.as_bytes());
        }
        let address = Address::plain(Page::Listing(Listing::Search));
        let languages = vec![InterfaceLanguage::English, InterfaceLanguage::French];
        let links = Links::Published(SiteLinks::new("fr/search.html".to_owned(), languages));
        let moment = Moment {
            now: Timestamp::from_micros(0),
            end: None,
        };
        let view = View::new(
            &self.tracker,
            &address,
            (InterfaceLanguage::French, links),
            moment,
        )
        .unwrap();
        write("fr/search.html", &render(&view).unwrap().body);
    }

    /// Enters each search into the page, one after the other.
    fn search(&self, searches: &[String]) -> DriverOutput {
        let assets = self.folder.path().join("assets");
        let mut node = Command::new("node")
            .arg(root().join("tests/data/search_driver.js"))
            .arg(self.folder.path())
            .arg("fr/search.html")
            .args([assets.join(SEARCH_WORDS), assets.join(SEARCH)])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let text = serde_json::to_vec(searches).unwrap();
        node.stdin.take().unwrap().write_all(&text).unwrap();
        let output = node.wait_with_output().unwrap();
        assert!(output.status.success());
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// What the query of the log finds: the path of each statement, with the words that match. Where a single Han
    /// character is part of a phrase, the query also finds statements that have it elsewhere, without a mark; the page
    /// compares the words.
    fn ask(&self, search: &str) -> BTreeMap<String, Vec<String>> {
        let query = SearchQuery {
            query: search.to_owned(),
            within: StatementFilter::default(),
        };
        let Ok(hits) = self.tracker.ask(&query) else {
            return BTreeMap::new();
        };
        let found = hits.0.iter().map(|hit| {
            let marked = |mark: &crate::query::Highlight| {
                let length = (mark.end - mark.start) as usize;
                hit.entry
                    .words
                    .chars()
                    .skip(mark.start as usize)
                    .take(length)
                    .collect()
            };
            let marks: Vec<String> = hit.marks.iter().map(marked).collect();
            (page_file(&hit.entry).unwrap(), marks)
        });
        // Where a single Han character is part of a phrase, the query also finds statements that have it elsewhere,
        // without a mark; the page compares the words.
        found.filter(|(_, marks)| !marks.is_empty()).collect()
    }

    /// The paths in the order in which the page lists them.
    fn newest_first(&self) -> HashMap<String, usize> {
        let (dated, undated): (Vec<_>, Vec<_>) = self
            .statements
            .iter()
            .partition(|entry| entry.said.earliest().is_some());
        let ordered = dated.into_iter().rev().chain(undated.into_iter().rev());
        ordered
            .enumerate()
            .map(|(place, entry)| (page_file(entry).unwrap(), place))
            .collect()
    }

    /// Asserts that the page answers each search as the query of the log does.
    fn assert_answers_equal(&self, searches: &[String]) {
        let order = self.newest_first();
        let output = self.search(searches);
        assert_eq!(output.answers.len(), searches.len());
        for (search, answer) in searches.iter().zip(&output.answers) {
            let shown: BTreeMap<String, Vec<String>> = answer
                .results
                .iter()
                .map(|result| (result.href.clone(), result.marks.clone()))
                .collect();
            assert_eq!(shown, self.ask(search), "{search:?}");
            let places: Vec<usize> = answer.results.iter().map(|result| order[&result.href]).collect();
            assert!(places.is_sorted(), "{search:?}: {places:?}");
            assert_eq!(
                answer.pages,
                answer.results.len().div_ceil(20).max(1),
                "{search:?}"
            );
        }
    }
}

/// A space at the end says that the last word is complete.
fn complete(searches: &[&str]) -> Vec<String> {
    searches.iter().map(|search| format!("{search} ")).collect()
}

#[test]
fn page_answers_as_the_query_of_the_log_does() {
    if !has_node() {
        assert!(std::env::var_os("CI").is_none(), "node is not installed");
        return;
    }
    let site = PublishedSearch::new();
    let searches = [
        "regle",
        "REGLES",
        "l'etat",
        "l’IA",
        "intelligence artificielle",
        "gouvern*",
        "ecole -numerique",
        "public",
        "registre public",
        "\"registre public\"",
        "« registre public »",
        "audit OR registre",
        "audit OR",
        "-audit",
        "\"of the\"",
        "the bill",
        "testing",
        "tested",
        "policies",
        "算",
        "算法",
        "算法登记",
        "人工智能",
        "中 小",
        "\"学校\"",
        "管理 -算法",
        "script",
        "alert(1)",
        "\\u0041",
        "finiront ici",
        "",
        "\"",
        "-",
        "zzz",
        "OR",
        "a",
        "d'",
        "le la les",
        "agence \"de contrôle\"",
        "-\"registre public\" registre",
        "2026",
        "re*",
        "de",
        "us",
        "be",
    ];
    site.assert_answers_equal(&complete(&searches));
}

#[test]
fn page_finds_every_word_of_the_examples() {
    if !has_node() {
        assert!(std::env::var_os("CI").is_none(), "node is not installed");
        return;
    }
    let site = PublishedSearch::new();
    let mut searches = BTreeSet::new();
    for entry in &site.statements {
        let tokens = search_tokens(&entry.words);
        for (i, token) in tokens.iter().enumerate() {
            searches.insert(format!("{} ", token.text));
            // Every seventh pair is searched as a phrase, and in the form of a prefix.
            if let Some(next) = tokens.get(i + 1).filter(|_| i % 7 == 0) {
                searches.insert(format!("\"{} {}\" ", token.text, next.text));
                let begin: String = next.text.chars().take(3).collect();
                searches.insert(format!("{} {begin}* ", token.text));
            }
        }
    }
    assert!(searches.len() > 800, "{}", searches.len());
    site.assert_answers_equal(&searches.into_iter().collect::<Vec<_>>());
}

#[test]
fn last_word_may_be_unfinished_and_complete_matches_come_first() {
    if !has_node() {
        assert!(std::env::var_os("CI").is_none(), "node is not installed");
        return;
    }
    let site = PublishedSearch::new();
    let searches = ["regis", "registre", "pub", "nothing such regis"].map(str::to_owned);
    let output = site.search(&searches);
    assert_eq!(output.from_address, "règles publiées");
    let paths = |at: usize| -> Vec<&str> {
        let results = output.answers[at].results.iter();
        results.map(|result| result.href.as_str()).collect()
    };
    let found = |search: &str| site.ask(search).into_keys().collect::<BTreeSet<_>>();
    assert_eq!(paths(0).len(), found("regis*").len());
    let complete = found("registre");
    assert!(!complete.is_empty());
    assert!(
        paths(1)[..complete.len()]
            .iter()
            .all(|path| complete.contains(*path))
    );
    assert!(!paths(2).is_empty() && paths(3).is_empty());
    insta::assert_snapshot!(output.answers[3].status, @"Aucune déclaration ne contient ces mots.");
    insta::assert_snapshot!(output.answers[1].address, @"file:///site/fr/search.html?q=registre");
    let files: BTreeSet<&String> = output.loaded.iter().collect();
    assert_eq!(files.len(), output.loaded.len(), "a file was read twice");
}

#[test]
fn hostile_words_are_shown_as_they_are() {
    if !has_node() {
        assert!(std::env::var_os("CI").is_none(), "node is not installed");
        return;
    }
    let site = PublishedSearch::new();
    let mut write = |file: &str, content: &[u8]| fs::write(site.folder.path().join(file), content);
    let mut index = SearchIndexBuilder::new(&mut write);
    let hostile = SearchedStatement {
        path: "statement/s1.html",
        words: HOSTILE_WORDS,
        lang: Lang::Fr,
        speaker: Some(HOSTILE_WORDS),
        act: Act::Claim,
        said: Edtf::Unknown,
        title: None,
        publisher: Some("</script>"),
        published: "2026-03-13".parse().ok(),
        certainty: 0.62,
        flags: &[crate::query::ReliabilityFlag::LowCertainty],
        status: None,
    };
    index.add(&hostile).unwrap();
    index.finish().unwrap();
    let output = site.search(&complete(&["\"script alert\""]));
    let [result] = output.answers[0].results.as_slice() else {
        panic!("{output:?}");
    };
    assert_eq!(result.words, HOSTILE_WORDS);
    assert_eq!(
        (result.lang.as_str(), result.href.as_str()),
        ("fr", "statement/s1.html")
    );
    assert_eq!(result.marks, ["script>alert"]);
    let text = result.text.replace(HOSTILE_WORDS, "[…]");
    assert_eq!(
        text,
        "affirmation date inconnue […][…]article sans titre, </script>, 13 mars 2026certitude 62\u{202f}% certitude faible "
    );
}

#[test]
fn same_statements_give_the_same_files() {
    let site = PublishedSearch::new();
    let write = || {
        let mut files = BTreeMap::new();
        let written = write_search_index(&site.tracker, &mut |file, content| {
            files.insert(file.to_owned(), content.to_vec());
            Ok(())
        });
        written.unwrap();
        files
    };
    let files = write();
    assert_eq!(files, write());
    assert!(files.values().all(|content| content.len() < 40 << 10));
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    insta::assert_snapshot!(names.join(" "), @"search/index.js search/s0.js search/s1.js search/w0.js");
}
