use super::near::{Relation, first_reports, marked, once, related};
use super::people::{self, WHOLE};
use super::placed::{Place, entries, places, spread};
use super::selection::Selection;
use super::{Entry, QueryError, Question, Timeline, days, row, wire};
use crate::domain::{Act, StatementId, Status};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

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
    /// How many independent sources these are: copies of one another, and articles of one publisher, count once.
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
        let said = places(conn, Selection::of(&proposals, conn)?, None)?;
        // A status narrows what is told, not what is taken for one.
        let limit = self.within.limit.filter(|_| self.status.is_none());
        let mut kept = once(conn, said, limit)?;
        kept.retain(|(one, reports)| {
            let status = marked(one, reports).unwrap_or(Status::Open);
            self.status.is_none_or(|wanted| wanted == status)
        });
        kept.truncate(self.within.limit.unwrap_or(usize::MAX));
        let mut entries = entries(conn, &kept.iter().map(|(one, _)| one.row).collect::<Vec<_>>())?;
        let lines = kept.into_iter().filter_map(|(one, reports)| {
            let mut entry = entries.remove(&one.row)?;
            entry.status = marked(&one, &reports);
            Some(line(conn, &one, entry, &reports))
        });
        Ok(Ledger(lines.collect::<Result<_, _>>()?))
    }
}

fn line(
    conn: &Connection,
    proposal: &Place,
    entry: Entry,
    reports: &[Place],
) -> Result<LedgerLine, QueryError> {
    let related = related(conn, proposal)?;
    let carriers = || std::iter::once(proposal).chain(related.iter().map(|(other, ..)| other));
    let (articles, independent_sources) = spread(conn, carriers())?;
    let such = |wanted: Relation| {
        let such = related.iter().filter(move |(.., relation)| *relation == wanted);
        such.map(|(other, ..)| other)
    };
    let of_each = |wanted| mentions(conn, first_reports(such(wanted)));
    Ok(LedgerLine {
        reported: mentions(conn, such(Relation::ReportsSame))?,
        restates: of_each(Relation::RestatedBy)?,
        restated: of_each(Relation::Restates)?,
        echoes: of_each(Relation::EchoedBy)?,
        echoed: of_each(Relation::Echoes)?,
        answered: answers(conn, std::iter::once(proposal).chain(reports))?,
        articles,
        independent_sources,
        last_mention: carriers().filter_map(Place::published).max().and_then(days::day),
        entry,
    })
}

/// Statements in short.
fn mentions<'a>(
    conn: &Connection,
    places: impl IntoIterator<Item = &'a Place>,
) -> Result<Vec<Mention>, QueryError> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT s.id, {}, s.said FROM statement AS s LEFT JOIN whole AS w ON w.speaker = s.speaker WHERE s.row = ?1",
        people::name(WHOLE)
    ))?;
    let mut mentions = Vec::new();
    for place in places {
        let mut rows = select.query([place.row])?;
        if let Some(cells) = rows.next()? {
            mentions.push(Mention {
                id: row::parsed(cells, 0, "a statement id")?,
                speaker: cells.get(1)?,
                said: cells.get(2)?,
            });
        }
    }
    Ok(mentions)
}

/// The statements that answer one of these: as their cues say, or as persons do. Of several reports of an answer, the
/// first.
fn answers<'a>(conn: &Connection, to: impl Iterator<Item = &'a Place>) -> Result<Vec<Mention>, QueryError> {
    let mut select = conn.prepare_cached(
        "WITH own(id) AS (SELECT id FROM statement WHERE row = ?1)
         SELECT s.row FROM own CROSS JOIN reply AS r ON r.other = own.id
             CROSS JOIN statement AS s ON s.reading = r.reading
         UNION SELECT s.row FROM own CROSS JOIN linked AS l ON l.other = own.id AND l.link = 'answers'
             CROSS JOIN statement AS s ON s.id = l.one",
    )?;
    let mut rows = Vec::new();
    for report in to {
        for row in select.query_map([report.row], |row| row.get(0))? {
            rows.push(row?);
        }
    }
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let answers = places(conn, Selection::of_rows(&rows), None)?;
    let answers = once(conn, answers, None)?;
    mentions(conn, answers.iter().map(|(answer, _)| answer))
}
