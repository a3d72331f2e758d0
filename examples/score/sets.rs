//! Sets of annotated articles, read and scored.

use super::measures::{Item, Scores};
use dixit::domain::{ArticleId, Lang, Source};
use dixit::export::Extraction;
use dixit::extract;
use serde::Deserialize;
use std::fs;
use std::io;
use std::path::Path;

/// An article and what people marked in it.
#[derive(Deserialize)]
struct Annotated {
    lang: String,
    published: Option<String>,
    text: String,
    gold: Vec<Item>,
}

/// An article with what people marked in it and what is read in it.
pub(crate) struct Read {
    pub(crate) lang: Lang,
    pub(crate) gold: Vec<Item>,
    pub(crate) items: Vec<Item>,
}

/// Every set of the folder by its name, in order, scored.
pub(crate) fn scored(folder: &Path) -> io::Result<Vec<(String, Scores)>> {
    let mut sets = Vec::new();
    for (name, articles) in read(folder)? {
        let mut scores = Scores::default();
        for article in &articles {
            scores.count(&article.gold, &article.items);
        }
        sets.push((name, scores));
    }
    Ok(sets)
}

/// Every set of the folder by its name, in order, read.
pub(crate) fn read(folder: &Path) -> io::Result<Vec<(String, Vec<Read>)>> {
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
    paths.iter().map(|path| Ok((name(path), set(path)?))).collect()
}

fn set(path: &Path) -> io::Result<Vec<Read>> {
    let text = fs::read_to_string(path)?;
    text.lines()
        .map(|line| {
            let article: Annotated = serde_json::from_str(line)?;
            let lang = article.lang.parse().map_err(io::Error::other)?;
            let items = items(&article, lang)?;
            Ok(Read {
                lang,
                gold: article.gold,
                items,
            })
        })
        .collect()
}

/// What is read, in the form that `dixit extract --explain` prints.
fn items(article: &Annotated, lang: Lang) -> io::Result<Vec<Item>> {
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
