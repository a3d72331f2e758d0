use super::json::write_json;
use crate::query::{CitedSource, Dossier};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// An article as a reference in CSL-JSON, the input form of the Citation Style Language, which reference managers read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CslItem {
    /// The id of the article.
    pub id: String,
    /// The type: always `article-newspaper`.
    pub r#type: &'static str,
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_title: Option<String>,
    /// The author as signed. It is not split into several names, because that would be a guess.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<CslName>,
    /// The day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<CslDate>,
    /// Its web address.
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its language.
    pub language: String,
    /// The hash of the text as it was archived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A name that is not split into parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CslName {
    /// The name.
    pub literal: String,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CslDate {
    /// Year, month and day.
    pub date_parts: Vec<Vec<u32>>,
}

/// The sources of `dossier` as references.
pub fn csl_items(dossier: &Dossier) -> Vec<CslItem> {
    dossier.sources.iter().map(csl_item).collect()
}

/// Writes one source as CSL-JSON: a list with one reference.
pub fn write_csl_source(source: &CitedSource, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    write_json(&[csl_item(source)], out)
}

/// Writes the sources of `dossier` as CSL-JSON.
pub fn write_csl(dossier: &Dossier, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    write_json(&csl_items(dossier), out)
}

/// Year, month and day of an ISO 8601 date.
fn date_parts(date: &str) -> Vec<u32> {
    date.split('-').filter_map(|part| part.parse().ok()).collect()
}

fn csl_item(source: &CitedSource) -> CslItem {
    let CitedSource { article, .. } = source;
    let author = source.author.iter().map(|name| CslName {
        literal: name.clone(),
    });
    CslItem {
        id: article.id.to_string(),
        r#type: "article-newspaper",
        title: article.title.clone(),
        container_title: article.publisher.clone(),
        author: author.collect(),
        issued: article.published.map(|day| CslDate {
            date_parts: vec![date_parts(&day.to_string())],
        }),
        url: article.url.clone(),
        language: article.lang.to_string(),
        note: source
            .sha256
            .as_ref()
            .map(|hash| format!("archived text sha256 {hash}")),
    }
}
