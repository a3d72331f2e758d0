//! Measures the speed of the extractor on one core, in megabytes of text per second, by language.
//!
//! ```sh
//! cargo bench --bench extract
//! ```
//!
//! The texts are the example articles of one language, joined until they are 100 kB long: as one article, or as many of
//! 2 kB.
#![expect(
    clippy::expect_used,
    reason = "a bench without its articles has nothing to measure"
)]

use divan::Bencher;
use divan::counter::BytesCount;
use dixit::domain::{ArticleId, Lang, Source};
use dixit::extract;
use dixit::ingest::{MetadataOverrides, read_articles};
use std::path::PathBuf;

/// Length of the text of one run, in bytes.
const TEXT_BYTES: usize = 100_000;

fn main() {
    divan::main();
}

#[divan::bench(args = ["fr", "en", "zh"])]
fn article(bencher: Bencher<'_, '_>, lang: &str) {
    let text = example_text(lang.parse().expect("a supported language"));
    bench_extraction(bencher, lang, &[text]);
}

/// The same text as many articles of 2 kB, a usual length of news.
#[divan::bench(args = ["fr", "en", "zh"])]
fn articles(bencher: Bencher<'_, '_>, lang: &str) {
    let text = example_text(lang.parse().expect("a supported language"));
    let mut articles = vec![String::new()];
    for line in text.lines() {
        if articles.last().is_some_and(|article| article.len() > 2_000) {
            articles.push(String::new());
        }
        if let Some(article) = articles.last_mut() {
            article.push_str(line);
            article.push('\n');
        }
    }
    bench_extraction(bencher, lang, &articles);
}

/// Measures the extraction of statements from `texts`, which are one article each.
fn bench_extraction(bencher: Bencher<'_, '_>, lang: &str, texts: &[String]) {
    let lang: Lang = lang.parse().expect("a supported language");
    let id = ArticleId::from_source(&Source::default(), "");
    let published = "2026-03-12".parse().ok();
    bencher
        .counter(BytesCount::new(texts.iter().map(String::len).sum::<usize>()))
        .bench(|| {
            let extract = |text: &String| {
                extract::read_statements(&extract::ExtractorInput {
                    article: &id,
                    lang,
                    published,
                    published_or: None,
                    text,
                })
            };
            texts
                .iter()
                .map(extract)
                .map(|statements| statements.len())
                .sum::<usize>()
        });
}

/// The example articles in `lang`, repeated until the text is long enough.
fn example_text(lang: Lang) -> String {
    let folder = [PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/articles"
    ))];
    let articles: Vec<String> = read_articles(&folder, &MetadataOverrides::default())
        .map(|article| article.expect("an example article").document)
        .filter(|document| document.lang == lang)
        .map(|document| document.text)
        .collect();
    let mut text = String::new();
    for article in articles.iter().cycle() {
        text.push_str(article);
        text.push('\n');
        if text.len() > TEXT_BYTES {
            break;
        }
    }
    text
}
