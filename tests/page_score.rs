//! How well web pages and feeds of strangers are read, each with a floor: a change that lowers a figure below its floor
//! fails.
//!
//! The pages and feeds are under copyright. They are read from `../shared/html` and `../shared/feeds`, beside the
//! checkout; if these are absent, the tests print a note and pass, but in continuous integration (`CI=true`) they fail.

use dixit::domain::Timestamp;
use dixit::ingest::{FetchedDocument, FetchedFeed, MetadataOverrides, read_raw_articles};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Lowest F1 of pages, share of pages whose words are exactly right, and shares that have a field.
const F1_MIN: f64 = 0.972;
const EXACT_MIN: f64 = 0.448;
const AVAILABLE_MIN: [(&str, f64); 4] = [
    ("published", 0.85),
    ("author", 0.80),
    ("publisher", 0.87),
    ("title", 0.97),
];
/// Lowest shares of well-formed and of malformed feeds that are read.
const WELL_FORMED_MIN: f64 = 0.98;
const MALFORMED_MIN: f64 = 0.85;

/// The files of the archive `name` in `../shared`, unpacked; `None` if it is not there.
fn unpack(name: &str) -> Option<TempDir> {
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if !archive.exists() {
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci != "true"),
            "{} is needed under CI",
            archive.display()
        );
        return None;
    }
    let dir = tempfile::tempdir().unwrap();
    let unpacked = Command::new("tar")
        .arg("xzf")
        .arg(&archive)
        .arg("-C")
        .arg(dir.path())
        .status()
        .unwrap();
    assert!(unpacked.success());
    Some(dir)
}

fn words(text: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words = text.split(|c| !is_word(c)).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The runs of four words in a text, with their numbers; of a shorter text, the whole.
fn shingles(words: &[String]) -> HashMap<&[String], u32> {
    let mut counts = HashMap::new();
    let size = words.len().min(4);
    for shingle in words.windows(size.max(1)) {
        *counts.entry(shingle).or_default() += 1;
    }
    counts
}

/// Precision and recall of the runs of four words; `None` where one of them has no meaning.
fn score(read: &[String], truth: &[String]) -> (Option<f64>, Option<f64>) {
    let (read, truth) = (shingles(read), shingles(truth));
    let total = |counts: &HashMap<&[String], u32>| counts.values().sum::<u32>();
    let shared: u32 = read
        .iter()
        .map(|(shingle, count)| *count.min(truth.get(shingle).unwrap_or(&0)))
        .sum();
    let share = |all: u32| (all > 0).then(|| f64::from(shared) / f64::from(all));
    (share(total(&read)), share(total(&truth)))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.iter().map(|_| 1.0).sum::<f64>()
}

#[test]
fn pages_of_strangers_are_read() {
    let Some(dir) = unpack("html/pages.tar.gz") else {
        println!("skipped: the pages are absent");
        return;
    };
    let truth = dir.path().join("truth.jsonl");
    std::fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/html/truth.jsonl"),
        &truth,
    )
    .unwrap();
    let paths = [dir.path().join("pages")];
    let overrides = MetadataOverrides::default();
    let mut read: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut available: BTreeMap<&str, u32> = BTreeMap::new();
    for article in read_raw_articles(&paths, &overrides).flatten() {
        let source = &article.source;
        for (field, is_there) in [
            ("published", source.published.is_some()),
            ("author", source.author.is_some()),
            ("publisher", source.publisher.is_some()),
            ("title", source.title.is_some()),
        ] {
            *available.entry(field).or_default() += u32::from(is_there);
        }
        let name = PathBuf::from(article.location.to_string());
        read.insert(
            name.file_stem().unwrap().to_string_lossy().into_owned(),
            words(&article.text),
        );
    }
    let (mut precisions, mut recalls, mut exact, mut pages) = (Vec::new(), Vec::new(), 0_u32, 0_u32);
    for line in std::fs::read_to_string(truth).unwrap().lines() {
        let page: Value = serde_json::from_str(line).unwrap();
        let expected = words(page["text"].as_str().unwrap());
        let found = read.remove(page["id"].as_str().unwrap()).unwrap_or_default();
        let (precision, recall) = score(&found, &expected);
        precisions.extend(precision);
        recalls.extend(recall);
        exact += u32::from(found == expected);
        pages += 1;
    }
    let (precision, recall) = (mean(&precisions), mean(&recalls));
    let f1 = 2.0 * precision * recall / (precision + recall);
    let exact = f64::from(exact) / f64::from(pages);
    println!("{pages} pages: F1 {f1:.3}, exact {exact:.3}, available {available:?}");
    assert!(f1 >= F1_MIN && exact >= EXACT_MIN, "F1 {f1:.3}, exact {exact:.3}");
    for (field, least) in AVAILABLE_MIN {
        let share = f64::from(available[field]) / f64::from(pages);
        assert!(share >= least, "{field}: {share:.3}");
    }
}

#[test]
fn feeds_of_strangers_are_read() {
    let Some(dir) = unpack("feeds/feeds.tar.gz") else {
        println!("skipped: the feeds are absent");
        return;
    };
    let (mut well_formed, mut malformed) = ((0, 0), (0, 0));
    for entry in std::fs::read_dir(dir.path().join("feeds")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_malformed = ["fp_encoding", "fp_illformed", "mut_"]
            .iter()
            .any(|group| name.starts_with(group));
        let document = FetchedDocument {
            address: format!("https://example.org/{name}"),
            fetched_at: Timestamp::from_micros(0),
            media_type: None,
            bytes: std::fs::read(&path).unwrap(),
        };
        let is_read = FetchedFeed::parse(document).is_ok();
        let (read, all) = if is_malformed {
            &mut malformed
        } else {
            &mut well_formed
        };
        *read += u32::from(is_read);
        *all += 1;
    }
    let share = |(read, all): (u32, u32)| f64::from(read) / f64::from(all);
    println!("well-formed {well_formed:?}, malformed {malformed:?}");
    assert!(share(well_formed) >= WELL_FORMED_MIN, "{well_formed:?}");
    assert!(share(malformed) >= MALFORMED_MIN, "{malformed:?}");
}
