//! How fast the reader reads, on one core: megabytes of text a second, by language.
//!
//! ```sh
//! cargo bench --bench extract
//! ```
//!
//! The texts are the example articles, joined until they are a hundred kilobytes long, as one article each.
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

/// How long a text is read at once, in bytes.
const LENGTH: usize = 100_000;

fn main() {
    divan::main();
}

#[divan::bench(args = ["fr", "en", "zh"])]
fn article(bencher: Bencher<'_, '_>, lang: &str) {
    let text = text(lang.parse().expect("a language that is read"));
    read(bencher, lang, &[text]);
}

/// The same words as many articles of two kilobytes, as news comes.
#[divan::bench(args = ["fr", "en", "zh"])]
fn articles(bencher: Bencher<'_, '_>, lang: &str) {
    let text = text(lang.parse().expect("a language that is read"));
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
    read(bencher, lang, &articles);
}

fn read(bencher: Bencher<'_, '_>, lang: &str, texts: &[String]) {
    let lang: Lang = lang.parse().expect("a language that is read");
    let id = ArticleId::of(&Source::default(), "");
    let published = "2026-03-12".parse().ok();
    bencher
        .counter(BytesCount::new(texts.iter().map(String::len).sum::<usize>()))
        .bench(|| {
            let read = |text: &String| {
                extract::read_statements(&extract::ExtractorInput {
                    article: &id,
                    lang,
                    published,
                    published_or: None,
                    text,
                })
            };
            texts.iter().map(read).map(|read| read.len()).sum::<usize>()
        });
}

/// The example articles of the language, again and again.
fn text(lang: Lang) -> String {
    let folder = [PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/articles"
    ))];
    let articles: Vec<String> = read_articles(&folder, &MetadataOverrides::default())
        .map(|found| found.expect("an example article").document)
        .filter(|document| document.lang == lang)
        .map(|document| document.text)
        .collect();
    let mut text = String::new();
    for article in articles.iter().cycle() {
        text.push_str(article);
        text.push('\n');
        if text.len() > LENGTH {
            break;
        }
    }
    text
}
