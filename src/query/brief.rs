//! The query `dixit brief`: a dossier with numbered sources.

use super::chronology::Chronology;
use super::similarity::{ReportGroups, SimilarityCache};
use super::statement_headers::{StatementHeader, load_entries_in_order};
use super::{
    ArticleRef, Query, QueryError, StatementEntry, StatementFilter, answer_json, independent_sources, resolve,
};
use crate::domain::{ArticleId, Hexadecimal, StatementId};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Makes a dossier of the statements about a topic or by a speaker, each with its sources.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BriefQuery {
    /// Which statements.
    pub within: StatementFilter,
}

/// Statements with numbered sources, ready to be printed as a briefing.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Dossier {
    /// The speaker or topic that it is about, or both.
    pub title: String,
    /// Its statements in chronological order; several reports of one statement appear once.
    pub cited: Vec<CitedStatement>,
    /// The cited articles, in the order of their first citation.
    pub sources: Vec<CitedSource>,
    /// Number of independent sources among them: copies count once.
    pub independent_sources: u64,
    /// Number of its statements that a person confirmed or corrected.
    pub reviewed: u64,
    /// These persons, the one who checked most statements first.
    pub reviewers: Vec<Reviewer>,
}

/// A person who checked statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reviewer {
    /// The name of the person, as recorded in the log.
    pub actor: String,
    /// Number of the dossier's statements that this person confirmed or corrected.
    pub statements: u64,
}

/// A statement with the sources that report it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CitedStatement {
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// The numbers of its sources, counted from 1 in the list of the dossier's sources.
    pub sources: Vec<usize>,
    /// Number of independent sources among them.
    pub independent_sources: u64,
    /// The persons who confirmed or corrected the statement, by name.
    pub reviewed_by: Vec<String>,
}

/// A cited article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CitedSource {
    /// The article.
    pub article: ArticleRef,
    /// Its author, as signed.
    pub author: Option<String>,
    /// The agency that it credits.
    pub agency: Option<String>,
    /// SHA-256 of the archived text, in hexadecimal; null if the text was redacted.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: Option<String>,
    /// The statements in this article's own version, in the order of citation.
    #[serde(serialize_with = "answer_json::texts")]
    #[schemars(schema_with = "answer_json::statement_ids")]
    pub statements: Vec<StatementId>,
}

impl Query for BriefQuery {
    type Answer = Dossier;

    fn answer(&self, conn: &Connection) -> Result<Dossier, QueryError> {
        let title = self.title(conn)?;
        let mut cache = SimilarityCache::new(conn);
        let mut groups = ReportGroups::new(self.within.limit);
        let statements = Chronology::from_filter(&self.within, conn)?;
        statements.for_each_header(conn, "", |header, _| groups.add(&mut cache, header))?;
        let mut sources = SourceNumbers::default();
        let mut all_stories = BTreeSet::new();
        let mut cited = Vec::new();
        for (header, reports) in groups.into_groups() {
            let carriers: Vec<&StatementHeader> = std::iter::once(&header).chain(&reports).collect();
            let stories = carriers.iter().map(|carrier| (carrier.article, carrier.story));
            all_stories.extend(stories.clone());
            let (_, independent_sources) = independent_sources::count_articles_and_sources(conn, stories)?;
            let mut numbers = Vec::new();
            let entries = load_entries_in_order(conn, carriers)?;
            for entry in &entries {
                numbers.push(sources.number_source(conn, entry)?);
            }
            numbers.sort_unstable();
            numbers.dedup();
            if let Some(entry) = entries.into_iter().next() {
                cited.push(CitedStatement {
                    reviewed_by: load_reviewers(conn, &entry.id)?,
                    entry,
                    sources: numbers,
                    independent_sources,
                });
            }
        }
        let (_, independent_sources) = independent_sources::count_articles_and_sources(conn, all_stories)?;
        Ok(Dossier {
            title,
            reviewed: cited.iter().filter(|cited| cited.entry.is_reviewed()).count() as u64,
            reviewers: count_reviewers(&cited),
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
            Some(name) => resolve::resolve_speaker_name(conn, name)?,
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

/// The persons who confirmed or corrected a statement, each once, by name.
fn load_reviewers(conn: &Connection, id: &StatementId) -> Result<Vec<String>, QueryError> {
    let mut select =
        conn.prepare_cached("SELECT DISTINCT actor FROM review WHERE statement_id = ?1 ORDER BY actor")?;
    let actors = select.query_map([id.as_str()], |row| row.get(0))?;
    Ok(actors.collect::<Result<_, _>>()?)
}

/// Counts the statements that each person checked, the largest count first.
fn count_reviewers(cited: &[CitedStatement]) -> Vec<Reviewer> {
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

/// Numbers the cited articles.
#[derive(Default)]
struct SourceNumbers {
    list: Vec<CitedSource>,
    /// The number of each source, by the id of the article.
    numbers: HashMap<ArticleId, usize>,
}

impl SourceNumbers {
    /// The number of the source of `entry`; adds the article if it is new.
    fn number_source(&mut self, conn: &Connection, entry: &StatementEntry) -> Result<usize, QueryError> {
        let next = self.list.len() + 1;
        let number = *self.numbers.entry(entry.article.id.clone()).or_insert(next);
        if let Some(source) = self.list.get_mut(number - 1) {
            source.statements.push(entry.id.clone());
            return Ok(number);
        }
        self.list.push(load_cited_source(
            conn,
            entry.article.clone(),
            vec![entry.id.clone()],
        )?);
        Ok(number)
    }
}

/// Asks for an article as a source to cite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedSourceQuery {
    /// The article.
    pub article: ArticleRef,
    /// The statements that it is cited for.
    pub statements: Vec<StatementId>,
}

impl Query for CitedSourceQuery {
    type Answer = CitedSource;

    fn answer(&self, conn: &Connection) -> Result<CitedSource, QueryError> {
        load_cited_source(conn, self.article.clone(), self.statements.clone())
    }
}

/// Loads what is needed to cite an article, beyond the reference to it.
fn load_cited_source(
    conn: &Connection,
    article: ArticleRef,
    statements: Vec<StatementId>,
) -> Result<CitedSource, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT a.author, a.agency, t.content
         FROM article AS a JOIN article_text AS t ON t.text_pos = a.text_pos
         WHERE a.id = ?1",
    )?;
    let found = select.query_row([article.id.as_str()], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?))
    });
    let (author, agency, text) = found.optional()?.unwrap_or_default();
    Ok(CitedSource {
        article,
        author,
        agency,
        sha256: text.map(|text| Hexadecimal(&Sha256::digest(text)).to_string()),
        statements,
    })
}
