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
    /// What it is: always `article-newspaper`.
    pub r#type: &'static str,
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_title: Option<String>,
    /// Who wrote it, as signed: what is one name and what is two is not ours to guess.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<CslName>,
    /// The day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<CslDate>,
    /// Where it stands on the web.
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its language.
    pub language: String,
    /// The hash of the text as it was archived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A name that is not taken apart.
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
    dossier.sources.iter().map(item).collect()
}

/// Writes the sources of `dossier` as CSL-JSON.
pub fn write_csl(dossier: &Dossier, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    super::write_json(&csl_items(dossier), out)
}

/// The numbers of an ISO 8601 date.
fn parts(date: &str) -> Vec<u32> {
    date.split('-').filter_map(|part| part.parse().ok()).collect()
}

fn item(source: &CitedSource) -> CslItem {
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
            date_parts: vec![parts(&day.to_string())],
        }),
        url: article.url.clone(),
        language: article.lang.to_string(),
        note: source
            .sha256
            .as_ref()
            .map(|hash| format!("archived text sha256 {hash}")),
    }
}
