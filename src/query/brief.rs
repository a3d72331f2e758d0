use super::near::once;
use super::placed::{Place, places, told};
use super::selection::Selection;
use super::{Entry, QueryError, Question, Timeline, independent, resolve, wire};
use crate::domain::{Hexadecimal, StatementId};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// A dossier of what was said about a topic or by a speaker, each statement with its source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brief {
    /// Whose statements, about what.
    pub within: Timeline,
}

/// A dossier.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Dossier {
    /// What it is about.
    pub title: String,
    /// Its statements, in the order of saying; what several articles report of one is there once.
    pub cited: Vec<Cited>,
    /// The articles that are cited, in the order in which they are first.
    pub sources: Vec<CitedSource>,
    /// How many of these are independent of one another: copies count once.
    pub independent_sources: u64,
}

/// A statement with the sources that carry it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Cited {
    /// The statement.
    #[serde(flatten)]
    pub entry: Entry,
    /// The numbers of its sources, from 1, as the dossier lists them.
    pub sources: Vec<usize>,
    /// How many of these are independent of one another.
    pub independent_sources: u64,
}

/// An article that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CitedSource {
    /// The article.
    pub article: super::ArticleName,
    /// Who wrote it, as signed.
    pub author: Option<String>,
    /// The agency that it credits.
    pub agency: Option<String>,
    /// SHA-256 of the text as it was archived, in hexadecimal; null where it was taken down.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: Option<String>,
    /// The statements as this article has them, in the order in which they are cited.
    #[serde(serialize_with = "wire::texts")]
    #[schemars(schema_with = "wire::statement_ids")]
    pub statements: Vec<StatementId>,
}

impl Question for Brief {
    type Answer = Dossier;

    fn answer(&self, conn: &Connection) -> Result<Dossier, QueryError> {
        let title = self.title(conn)?;
        let statements = places(conn, Selection::of(&self.within, conn)?, None)?;
        let mut sources: Vec<CitedSource> = Vec::new();
        let mut all_stories = BTreeSet::new();
        let mut cited = Vec::new();
        for (one, reports) in once(conn, statements, self.within.limit)? {
            let carriers: Vec<&Place> = std::iter::once(&one).chain(&reports).collect();
            let stories = carriers.iter().map(|carrier| (carrier.article, carrier.story));
            all_stories.extend(stories.clone());
            let (_, independent_sources) = independent::counts(conn, stories)?;
            let mut numbers = Vec::new();
            let entries = told(conn, carriers)?;
            for entry in &entries {
                numbers.push(number(conn, &mut sources, entry)?);
            }
            numbers.sort_unstable();
            numbers.dedup();
            cited.extend(entries.into_iter().next().map(|entry| Cited {
                entry,
                sources: numbers,
                independent_sources,
            }));
        }
        let (_, independent_sources) = independent::counts(conn, all_stories)?;
        Ok(Dossier {
            title,
            cited,
            sources,
            independent_sources,
        })
    }
}

impl Brief {
    fn title(&self, conn: &Connection) -> Result<String, QueryError> {
        let speaker = match &self.within.speaker {
            None => None,
            Some(name) => resolve::called(conn, name)?,
        };
        let topic = match &self.within.topic {
            None => None,
            Some(name) => Some(resolve::label(conn, name)?),
        };
        Ok(match (speaker, topic) {
            (Some(speaker), Some(topic)) => format!("{speaker}: {topic}"),
            (Some(title), None) | (None, Some(title)) => title,
            (None, None) => "What was said".to_owned(),
        })
    }
}

/// The number of the source of `entry`, which joins the sources where it is new.
fn number(conn: &Connection, sources: &mut Vec<CitedSource>, entry: &Entry) -> Result<usize, QueryError> {
    let known = sources
        .iter_mut()
        .zip(1..)
        .find(|(source, _)| source.article.id == entry.article.id);
    if let Some((source, number)) = known {
        source.statements.push(entry.id.clone());
        return Ok(number);
    }
    let mut select = conn.prepare_cached(
        "SELECT a.author, a.agency, t.content FROM article AS a JOIN article_text AS t ON t.text = a.text
         WHERE a.id = ?1",
    )?;
    let found = select.query_row([entry.article.id.as_str()], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?))
    });
    let (author, agency, text) = found.optional()?.unwrap_or_default();
    sources.push(CitedSource {
        article: entry.article.clone(),
        author,
        agency,
        sha256: text.map(|text| Hexadecimal(&Sha256::digest(text)).to_string()),
        statements: vec![entry.id.clone()],
    });
    Ok(sources.len())
}
