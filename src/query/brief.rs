use super::near::{SAME, related};
use super::placed::{Placed, placed};
use super::selection::Selection;
use super::{Entry, QueryError, Question, Timeline, resolve};
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
}

impl Question for Brief {
    type Answer = Dossier;

    fn answer(&self, conn: &Connection) -> Result<Dossier, QueryError> {
        let statements = placed(conn, Selection::of(&self.within, conn)?, self.within.limit)?;
        let mut sources: Vec<CitedSource> = Vec::new();
        let mut told = BTreeSet::new();
        let mut cited = Vec::new();
        for one in statements {
            if told.contains(&one.row) {
                continue;
            }
            let reports = related(conn, &one)?;
            let reports = reports
                .into_iter()
                .filter(|(_, near, relation)| relation.is_report() && near.percent >= SAME);
            let carriers: Vec<Placed> = std::iter::once(one.clone())
                .chain(reports.map(|(other, ..)| other))
                .collect();
            told.extend(carriers.iter().map(|carrier| carrier.row));
            let stories: BTreeSet<i64> = carriers.iter().map(|carrier| carrier.story).collect();
            let mut numbers = Vec::new();
            for carrier in carriers {
                numbers.push(number(conn, &mut sources, &carrier.entry)?);
            }
            numbers.sort_unstable();
            numbers.dedup();
            cited.push(Cited {
                entry: one.entry,
                sources: numbers,
                independent_sources: stories.len() as u64,
            });
        }
        Ok(Dossier {
            title: self.title(conn)?,
            cited,
            sources,
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
    if let Some(known) = sources
        .iter()
        .position(|source| source.article.id == entry.article.id)
    {
        return Ok(known + 1);
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
        sha256: text.map(|text| hexadecimal(&Sha256::digest(text))),
    });
    Ok(sources.len())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
