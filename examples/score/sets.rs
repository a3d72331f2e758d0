//! Loads sets of annotated articles, runs the extractor on them and scores its readings.

use super::measures::{Scores, StatementItem};
use dixit::domain::{ArticleId, Lang, Source};
use dixit::export::Extraction;
use dixit::extract;
use serde::Deserialize;
use std::fs;
use std::io;
use std::path::Path;

/// An article with the statements that people annotated in it.
#[derive(Deserialize)]
struct AnnotatedArticle {
    lang: String,
    published: Option<String>,
    text: String,
    gold: Vec<StatementItem>,
}

/// An article with its annotated statements (`gold`) and the extractor's readings (`items`).
pub(crate) struct ScoredArticle {
    pub(crate) lang: Lang,
    pub(crate) gold: Vec<StatementItem>,
    pub(crate) items: Vec<StatementItem>,
}

/// The name and the scores of each set in `folder`, in alphabetical order.
pub(crate) fn score_folder(folder: &Path) -> io::Result<Vec<(String, Scores)>> {
    let mut sets = Vec::new();
    for (name, articles) in read_folder(folder)? {
        let mut scores = Scores::default();
        for article in &articles {
            scores.add_article(&article.gold, &article.items);
        }
        sets.push((name, scores));
    }
    Ok(sets)
}

/// The name and the articles of each set in `folder`, in alphabetical order.
pub(crate) fn read_folder(folder: &Path) -> io::Result<Vec<(String, Vec<ScoredArticle>)>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    paths.sort();
    let name = |path: &Path| {
        path.file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    paths
        .iter()
        .map(|path| Ok((name(path), read_set(path)?)))
        .collect()
}

fn read_set(path: &Path) -> io::Result<Vec<ScoredArticle>> {
    let text = fs::read_to_string(path)?;
    text.lines()
        .map(|line| {
            let article: AnnotatedArticle = serde_json::from_str(line)?;
            let lang = article.lang.parse().map_err(io::Error::other)?;
            let items = extract_items(&article, lang)?;
            Ok(ScoredArticle {
                lang,
                gold: article.gold,
                items,
            })
        })
        .collect()
}

/// The extractor's readings of an article, in the form that `dixit extract --explain` prints.
fn extract_items(article: &AnnotatedArticle, lang: Lang) -> io::Result<Vec<StatementItem>> {
    let read = extract::explain_statements(&extract::ExtractorInput {
        article: &ArticleId::from_source(&Source::default(), &article.text),
        lang,
        published: article.published.as_deref().and_then(|day| day.parse().ok()),
        published_or: None,
        text: &article.text,
    });
    let extraction = Extraction::new(serde_json::Value::Null, &read, true);
    let items = serde_json::to_value(extraction.statements)?;
    Ok(serde_json::from_value(items)?)
}
