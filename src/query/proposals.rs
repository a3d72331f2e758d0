use super::near::{Relation, once, related};
use super::placed::{Placed, placed};
use super::selection::Selection;
use super::{Entry, QueryError, Question, Timeline, days, wire};
use crate::domain::{Act, StatementId, Status};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// The ledger of what was put forward, with its points, in the order of saying: who said it again, who echoed it,
/// who answered it, and what became of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposals {
    /// Which statements to look at; the act is always that of a proposal.
    pub within: Timeline,
    /// Only those of which this became.
    pub status: Option<Status>,
}

/// Proposals, in the order of saying; what several articles report of one is there once.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Ledger(pub Vec<LedgerLine>);

/// A proposal and what followed it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LedgerLine {
    /// The proposal.
    #[serde(flatten)]
    pub entry: Entry,
    /// Other reports of it.
    pub reported: Vec<Mention>,
    /// Where the same speaker said it before.
    pub restates: Vec<Mention>,
    /// Where the same speaker said it again.
    pub restated: Vec<Mention>,
    /// Where somebody else said the like before.
    pub echoes: Vec<Mention>,
    /// Where somebody else said the like later.
    pub echoed: Vec<Mention>,
    /// Where somebody answered it.
    pub answered: Vec<Mention>,
    /// How many articles report it or the like, its own included.
    pub articles: u64,
    /// How many independent sources these are: copies of one another count once.
    pub independent_sources: u64,
    /// The day of publication of the last of these articles.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub last_mention: Option<NaiveDate>,
}

/// A statement in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Mention {
    /// Its id.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::statement_id")]
    pub id: StatementId,
    /// Who said it.
    pub speaker: Option<String>,
    /// When, as EDTF.
    pub said: String,
}

impl Mention {
    /// `entry` in short.
    pub(super) fn of(entry: &Entry) -> Self {
        Self {
            id: entry.id.clone(),
            speaker: entry.speaker.as_ref().map(|speaker| speaker.name.clone()),
            said: entry.said.to_string(),
        }
    }
}

impl Question for Proposals {
    type Answer = Ledger;

    fn answer(&self, conn: &Connection) -> Result<Ledger, QueryError> {
        let proposals = Timeline {
            act: Some(Act::Proposal),
            ..self.within.clone()
        };
        let said = placed(conn, Selection::of(&proposals, conn)?, None)?;
        // A status narrows what is told, not what is taken for one: a person may have marked any of the reports.
        let limit = self.within.limit.filter(|_| self.status.is_none());
        let mut lines = Vec::new();
        for (mut proposal, reports) in once(conn, said, limit)? {
            let marked = |report: &Placed| report.entry.status;
            proposal.entry.status = marked(&proposal).or_else(|| reports.iter().find_map(marked));
            let status = proposal.entry.status.unwrap_or(Status::Open);
            if self.status.is_none_or(|wanted| wanted == status) {
                lines.push(line(conn, proposal, &reports)?);
            }
        }
        lines.truncate(self.within.limit.unwrap_or(usize::MAX));
        Ok(Ledger(lines))
    }
}

fn line(conn: &Connection, proposal: Placed, reports: &[Placed]) -> Result<LedgerLine, QueryError> {
    let related = related(conn, &proposal)?;
    let carriers = || std::iter::once(&proposal).chain(related.iter().map(|(other, ..)| other));
    let articles: BTreeSet<_> = carriers().map(|carrier| &carrier.entry.article.id).collect();
    let stories: BTreeSet<_> = carriers().map(|carrier| carrier.story).collect();
    let last = carriers()
        .filter(|carrier| carrier.entry.article.published.is_some())
        .map(|carrier| carrier.published_day)
        .max();
    let such = |wanted: Relation| {
        let such = related.iter().filter(|(.., relation)| *relation == wanted);
        such.map(|(other, ..)| other.clone()).collect::<Vec<_>>()
    };
    let told = |wanted: Relation| -> Result<Vec<Mention>, QueryError> {
        let told = once(conn, such(wanted), None)?;
        Ok(told.iter().map(|(other, _)| Mention::of(&other.entry)).collect())
    };
    Ok(LedgerLine {
        reported: such(Relation::ReportsSame)
            .iter()
            .map(|other| Mention::of(&other.entry))
            .collect(),
        restates: told(Relation::RestatedBy)?,
        restated: told(Relation::Restates)?,
        echoes: told(Relation::EchoedBy)?,
        echoed: told(Relation::Echoes)?,
        answered: answers(conn, std::iter::once(&proposal).chain(reports))?,
        articles: articles.len() as u64,
        independent_sources: stories.len() as u64,
        last_mention: last.and_then(days::day),
        entry: proposal.entry,
    })
}

/// The statements that answer one of these: as their cues say, or as persons do. Of several reports of an answer, the
/// first.
fn answers<'a>(conn: &Connection, to: impl Iterator<Item = &'a Placed>) -> Result<Vec<Mention>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT s.row FROM reply AS r CROSS JOIN statement AS s ON s.reading = r.reading WHERE r.other = ?1
         UNION SELECT s.row FROM linked AS l CROSS JOIN statement AS s ON s.id = l.one
         WHERE l.other = ?1 AND l.link = 'answers'",
    )?;
    let mut rows = Vec::new();
    for report in to {
        for row in select.query_map([report.entry.id.as_str()], |row| row.get(0))? {
            rows.push(row?);
        }
    }
    let answers = placed(conn, Selection::of_rows(&rows), None)?;
    let answers = once(conn, answers, None)?;
    Ok(answers
        .iter()
        .map(|(answer, _)| Mention::of(&answer.entry))
        .collect())
}
