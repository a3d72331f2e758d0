//! The archives that the benches generate: the same everywhere, in three languages, and with the copies that they need.

#[path = "../examples/bench/generator/mod.rs"]
mod generator;

use dixit::domain::{ArticleId, Lang, Source};
use dixit::extract;
use generator::Archive;
use std::collections::{BTreeMap, BTreeSet, HashSet};

const ARCHIVES: [Archive; 2] = [Archive::Templates, Archive::Diverse];

/// The articles as `dixit ingest` reads them.
fn generate_lines(archive: Archive, count: usize) -> Vec<String> {
    let articles = archive.articles(count).unwrap();
    articles
        .map(|article| serde_json::to_string(&article).unwrap())
        .collect()
}

/// The language and the text of each article.
fn generate_texts(archive: Archive, count: usize) -> Vec<(Lang, String)> {
    let articles = archive.articles(count).unwrap();
    articles
        .map(|article| (article.lang.parse().unwrap(), article.text))
        .collect()
}

fn count_statements(lang: Lang, text: &str) -> usize {
    let input = extract::ExtractorInput {
        article: &ArticleId::from_source(&Source::default(), text),
        lang,
        published: "2026-03-12".parse().ok(),
        published_or: None,
        text,
    };
    extract::read_statements(&input).len()
}

#[test]
fn archive_is_generated_alike_and_begins_like_a_longer_one() {
    for archive in ARCHIVES {
        let lines = generate_lines(archive, 40);
        assert_eq!(generate_lines(archive, 40), lines);
        assert_eq!(generate_lines(archive, 60)[..40], lines);
    }
}

#[test]
fn archive_has_statements_in_all_languages() {
    for archive in ARCHIVES {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (lang, text) in generate_texts(archive, 40) {
            *counts.entry(lang.as_str()).or_default() += count_statements(lang, &text);
        }
        let langs: BTreeSet<&str> = Lang::EXTRACTED.iter().map(|lang| lang.as_str()).collect();
        assert_eq!(counts.keys().copied().collect::<BTreeSet<_>>(), langs);
        assert!(counts.values().all(|count| *count > 10), "{counts:?}");
    }
}

/// What an article that is no copy has in common with an earlier one is a short paragraph at most.
#[test]
fn about_one_diverse_article_in_twelve_is_an_edited_copy() {
    let texts = generate_texts(Archive::Diverse, 300);
    let mut known: HashSet<&str> = HashSet::new();
    let mut copies = 0;
    for (_, text) in &texts {
        let lines: Vec<&str> = text.lines().collect();
        let repeated = lines.iter().filter(|line| known.contains(**line)).count();
        copies += usize::from(repeated * 5 > lines.len());
        known.extend(lines);
    }
    assert!((10..=40).contains(&copies), "{copies} of {}", texts.len());
}
