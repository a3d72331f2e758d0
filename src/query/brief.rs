use super::placed::{StatementHeader, load_entries_in_order, load_headers};
use super::selection::Selection;
use super::similarity::group_reports;
use super::{Query, QueryError, StatementEntry, StatementFilter, independent, resolve, speaker_names, wire};
use crate::domain::{ArticleId, Hexadecimal, StatementId};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A dossier of what was said about a topic or by a speaker, each statement with its source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BriefQuery {
    /// Whose statements, about what.
    pub within: StatementFilter,
}

/// A dossier.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Dossier {
    /// What it is about.
    pub title: String,
    /// Its statements, in the order of saying; what several articles report of one is there once.
    pub cited: Vec<CitedStatement>,
    /// The articles that are cited, in the order in which they are first.
    pub sources: Vec<CitedSource>,
    /// How many of these are independent of one another: copies count once.
    pub independent_sources: u64,
    /// How many of its statements a person confirmed or corrected.
    pub reviewed: u64,
    /// Who did, whoever checked most first.
    pub reviewers: Vec<Reviewer>,
}

/// A person who checked statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reviewer {
    /// The name under which the log has the person.
    pub actor: String,
    /// How many of the statements this person confirmed or corrected.
    pub statements: u64,
}

/// A statement with the sources that carry it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CitedStatement {
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// The numbers of its sources, from 1, as the dossier lists them.
    pub sources: Vec<usize>,
    /// How many of these are independent of one another.
    pub independent_sources: u64,
    /// Who confirmed or corrected the statement.
    pub reviewed_by: Vec<String>,
}

/// An article that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CitedSource {
    /// The article.
    pub article: super::ArticleRef,
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

impl Query for BriefQuery {
    type Answer = Dossier;

    fn answer(&self, conn: &Connection) -> Result<Dossier, QueryError> {
        let title = self.title(conn)?;
        let statements = load_headers(conn, Selection::from_filter(&self.within, conn)?, None)?;
        let mut sources = Sources::default();
        let mut all_stories = BTreeSet::new();
        let mut cited = Vec::new();
        for (one, reports) in group_reports(conn, statements, self.within.limit)? {
            let carriers: Vec<&StatementHeader> = std::iter::once(&one).chain(&reports).collect();
            let stories = carriers.iter().map(|carrier| (carrier.article, carrier.story));
            all_stories.extend(stories.clone());
            let (_, independent_sources) = independent::count_articles_and_sources(conn, stories)?;
            let mut numbers = Vec::new();
            let entries = load_entries_in_order(conn, carriers)?;
            for entry in &entries {
                numbers.push(sources.number(conn, entry)?);
            }
            numbers.sort_unstable();
            numbers.dedup();
            if let Some(entry) = entries.into_iter().next() {
                cited.push(CitedStatement {
                    reviewed_by: reviewed_by(conn, &entry.id)?,
                    entry,
                    sources: numbers,
                    independent_sources,
                });
            }
        }
        let (_, independent_sources) = independent::count_articles_and_sources(conn, all_stories)?;
        Ok(Dossier {
            title,
            reviewed: cited.iter().filter(|cited| cited.entry.is_reviewed()).count() as u64,
            reviewers: reviewers(&cited),
            cited,
            sources: sources.list,
            independent_sources,
        })
    }
}

impl BriefQuery {
    fn title(&self, conn: &Connection) -> Result<String, QueryError> {
        let speaker = match &self.within.speaker {
            None => None,
            Some(name) => speaker_names::resolve_speaker_name(conn, name)?,
        };
        let topic = match &self.within.topic {
            None => None,
            Some(name) => Some(resolve::canonical_topic_label(conn, name)?),
        };
        Ok(match (speaker, topic) {
            (Some(speaker), Some(topic)) => format!("{speaker}: {topic}"),
            (Some(title), None) | (None, Some(title)) => title,
            (None, None) => "What was said".to_owned(),
        })
    }
}

/// Who confirmed or corrected a statement, each once, by name.
fn reviewed_by(conn: &Connection, id: &StatementId) -> Result<Vec<String>, QueryError> {
    let mut select =
        conn.prepare_cached("SELECT DISTINCT actor FROM review WHERE statement_id = ?1 ORDER BY actor")?;
    let actors = select.query_map([id.as_str()], |row| row.get(0))?;
    Ok(actors.collect::<Result<_, _>>()?)
}

/// Who checked these, whoever checked most first.
fn reviewers(cited: &[CitedStatement]) -> Vec<Reviewer> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let actors = cited.iter().flat_map(|cited| &cited.reviewed_by);
    actors.for_each(|actor| *counts.entry(actor).or_default() += 1);
    let mut reviewers: Vec<Reviewer> = counts
        .into_iter()
        .map(|(actor, statements)| Reviewer {
            actor: actor.to_owned(),
            statements,
        })
        .collect();
    reviewers.sort_by_key(|reviewer| std::cmp::Reverse(reviewer.statements));
    reviewers
}

/// The articles that are cited.
#[derive(Default)]
struct Sources {
    list: Vec<CitedSource>,
    /// The number of each, by the id of the article.
    numbers: HashMap<ArticleId, usize>,
}

impl Sources {
    /// The number of the source of `entry`, which joins the sources where it is new.
    fn number(&mut self, conn: &Connection, entry: &StatementEntry) -> Result<usize, QueryError> {
        let next = self.list.len() + 1;
        let number = *self.numbers.entry(entry.article.id.clone()).or_insert(next);
        if let Some(source) = self.list.get_mut(number - 1) {
            source.statements.push(entry.id.clone());
            return Ok(number);
        }
        let mut select = conn.prepare_cached(
            "SELECT a.author, a.agency, t.content FROM article AS a JOIN article_text AS t ON t.text_pos = a.text_pos
             WHERE a.id = ?1",
        )?;
        let found = select.query_row([entry.article.id.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?))
        });
        let (author, agency, text) = found.optional()?.unwrap_or_default();
        self.list.push(CitedSource {
            article: entry.article.clone(),
            author,
            agency,
            sha256: text.map(|text| Hexadecimal(&Sha256::digest(text)).to_string()),
            statements: vec![entry.id.clone()],
        });
        Ok(number)
    }
}
