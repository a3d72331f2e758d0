use super::near_cache::SimilarityCache;
use super::people::{self, CANONICAL_SPEAKER_SQL};
use super::placed::{StatementHeader, count_articles_and_sources, load_entries, load_headers};
use super::selection::Selection;
use super::similarity::{
    Relation, StatementCluster, find_repetitions, gather_cluster, group_reports_cached, keep_first_reports,
};
use super::{Query, QueryError, StatementEntry, StatementFilter, days, row, wire};
use crate::domain::similarity::{Prepared, names_measure};
use crate::domain::{Act, Mode, StatementId, Status};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The ledger of what was put forward, with its points, in the order of saying: who said it again, who echoed it,
/// who answered it, and what became of it. What one speaker says again is one proposal, however many report it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProposalsQuery {
    /// Which statements to look at; the act is always that of a proposal.
    pub within: StatementFilter,
    /// Only those of which this became.
    pub status: Option<Status>,
    /// Also what was read as a proposal and names no measure.
    pub all: bool,
}

/// Proposals, in the order of saying, each once.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ProposalLedger(
    /// The proposals.
    pub Vec<LedgerEntry>,
    /// What was read as one and names no measure.
    #[serde(skip)]
    pub Vec<ExcludedProposal>,
);

/// A statement that was read as a proposal, and is a few quoted words that name no measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcludedProposal {
    /// Its id.
    pub id: StatementId,
    /// Its words.
    pub words: String,
}

/// A proposal and what followed it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LedgerEntry {
    /// The proposal, as it was first reported.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// Other reports of it.
    pub reported: Vec<StatementRef>,
    /// Where the same speaker said it before.
    pub restates: Vec<StatementRef>,
    /// Where the same speaker said it again.
    pub restated: Vec<StatementRef>,
    /// Where the same speaker made it a point of a longer list.
    pub taken_up: Vec<ContainingList>,
    /// Where somebody else said the like before.
    pub echoes: Vec<StatementRef>,
    /// Where somebody else said the like later.
    pub echoed: Vec<StatementRef>,
    /// Where somebody answered it.
    pub answered: Vec<StatementRef>,
    /// How many articles report it or the like, its own included.
    pub articles: u64,
    /// How many independent sources these are: copies of one another, and articles of one publisher, count once.
    pub independent_sources: u64,
    /// The day of publication of the last of these articles.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub last_mention: Option<NaiveDate>,
}

/// A list of proposals that has this one as a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ContainingList {
    /// The statement with the list.
    #[serde(flatten)]
    pub statement: StatementRef,
    /// All its points.
    pub points: Vec<String>,
}

/// A statement in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatementRef {
    /// Its id.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::statement_id")]
    pub id: StatementId,
    /// Who said it.
    pub speaker: Option<String>,
    /// When, as EDTF.
    pub said: String,
}

impl StatementRef {
    /// `entry` in short.
    pub(super) fn of(entry: &StatementEntry) -> Self {
        Self {
            id: entry.id.clone(),
            speaker: entry.speaker.as_ref().map(|speaker| speaker.name.clone()),
            said: entry.said.to_string(),
        }
    }
}

impl Query for ProposalsQuery {
    type Answer = ProposalLedger;

    fn answer(&self, conn: &Connection) -> Result<ProposalLedger, QueryError> {
        let proposals = StatementFilter {
            act: Some(Act::Proposal),
            ..self.within.clone()
        };
        let said = load_headers(conn, Selection::from_filter(&proposals, conn)?, None)?;
        let mut cache = SimilarityCache::new(conn);
        let mut found = found(&mut cache, said)?;
        let left_out = if self.all {
            Vec::new()
        } else {
            without_measure(&mut found)
        };
        join_lists(&mut found);
        let mut lines = Vec::new();
        for one in found {
            let status = one.status();
            if self.status.is_some_and(|wanted| wanted != status) {
                continue;
            }
            if lines.len() >= self.within.limit.unwrap_or(usize::MAX) {
                break;
            }
            lines.push(one.line(&mut cache)?);
        }
        Ok(ProposalLedger(lines, left_out))
    }
}

/// A proposal with everything that says it again.
struct Found {
    entry: StatementEntry,
    matter: StatementCluster,
    /// The longer lists of which it is a point.
    lists: Vec<Found>,
}

/// The proposals among these, each once: what one of them was found to say again is not told again.
fn found(cache: &mut SimilarityCache<'_>, said: Vec<StatementHeader>) -> Result<Vec<Found>, QueryError> {
    let mut told: HashMap<i64, usize> = HashMap::new();
    let mut matters: Vec<(i64, StatementCluster)> = Vec::new();
    for one in said {
        if told.contains_key(&one.row) {
            continue;
        }
        // Of a story in very many papers, a matter has only the first reports: the others join it one by one.
        let known = find_repetitions(cache, &one)?
            .iter()
            .find_map(|row| told.get(row).copied());
        if let Some((number, (_, matter))) = known.and_then(|number| Some((number, matters.get_mut(number)?)))
        {
            told.insert(one.row, number);
            matter.members.push(one);
            continue;
        }
        let matter = gather_cluster(cache, &one)?;
        told.extend(matter.members.iter().map(|member| (member.row, matters.len())));
        matters.push((one.row, matter));
    }
    let rows: Vec<i64> = matters.iter().map(|(row, _)| *row).collect();
    let mut entries = load_entries(cache.conn, &rows)?;
    let found = matters.into_iter().filter_map(|(row, matter)| {
        Some(Found {
            entry: entries.remove(&row)?,
            matter,
            lists: Vec::new(),
        })
    });
    Ok(found.collect())
}

/// Takes out what was read as a proposal and is a few quoted words that name no measure: "Better late than never".
fn without_measure(found: &mut Vec<Found>) -> Vec<ExcludedProposal> {
    let names_none = |one: &Found| {
        let entry = &one.entry;
        entry.mode != Mode::Indirect
            && entry.points.is_empty()
            && !names_measure(entry.article.lang, &entry.words)
    };
    let left_out = found
        .iter()
        .filter(|one| names_none(one))
        .map(|one| ExcludedProposal {
            id: one.entry.id.clone(),
            words: one.entry.words.clone(),
        });
    let left_out = left_out.collect();
    found.retain(|one| !names_none(one));
    left_out
}

/// Tells a list of proposals with the one that it has as a point, by the same speaker; one that has several, or none,
/// is a proposal of its own.
fn join_lists(found: &mut Vec<Found>) {
    let prepared: Vec<Prepared> = found
        .iter()
        .map(|one| Prepared::of(one.entry.article.lang, &one.entry.words))
        .collect();
    let mut known: HashMap<(i64, u64), Vec<usize>> = HashMap::new();
    for (number, (one, prepared)) in found.iter().zip(&prepared).enumerate() {
        for (key, _) in prepared.matter() {
            if let Some(whole) = one.matter.members.first().and_then(|place| place.whole) {
                known.entry((whole, key)).or_default().push(number);
            }
        }
    }
    let mut joins: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, list) in found.iter().enumerate() {
        let Some(whole) = list.matter.members.first().and_then(|place| place.whole) else {
            continue;
        };
        let mut holders = BTreeSet::new();
        for point in &list.entry.points {
            let point = Prepared::of(list.entry.article.lang, point);
            // Whatever holds the point has its rarest word.
            let with = point.matter().filter_map(|(key, _)| known.get(&(whole, key)));
            let with = with.min_by_key(|with| with.len()).into_iter().flatten();
            holders.extend(
                with.copied()
                    .filter(|other| *other != number && prepared[*other].holds(&point)),
            );
        }
        // A holder that has points itself is another list.
        holders.retain(|holder| found[*holder].entry.points.is_empty());
        if let (1, Some(holder)) = (holders.len(), holders.first()) {
            joins.insert(number, *holder);
        }
    }
    let mut lists: BTreeMap<usize, Vec<Found>> = BTreeMap::new();
    for (number, one) in std::mem::take(found).into_iter().enumerate() {
        if let Some(holder) = joins.get(&number) {
            lists.entry(*holder).or_default().push(one);
        } else {
            lists.entry(number).or_default().insert(0, one);
        }
    }
    // A list that was said before the proposal itself waits at the beginning of its own.
    for mut all in lists.into_values() {
        let at = all
            .iter()
            .position(|one| one.entry.points.is_empty())
            .unwrap_or(0);
        let mut first = all.remove(at);
        first.lists = all;
        found.push(first);
    }
}

impl Found {
    /// What became of it: persons may have marked any of its reports, or where it was said again.
    fn status(&self) -> Status {
        let mut all = self.matter.members.iter().map(|place| place.status);
        all.find(|status| *status != Status::Open).unwrap_or(Status::Open)
    }

    fn line(self, cache: &mut SimilarityCache<'_>) -> Result<LedgerEntry, QueryError> {
        let conn = cache.conn;
        let status = Some(self.status()).filter(|status| *status != Status::Open);
        let StatementCluster { members, others } = &self.matter;
        let of_lists = || self.lists.iter().map(|list| &list.matter);
        let all = || {
            let lists = of_lists().flat_map(|matter| &matter.members);
            let others_of_lists = of_lists().flat_map(|matter| matter.others.iter().map(|(other, _)| other));
            let own = members.iter().chain(others.iter().map(|(other, _)| other));
            own.chain(lists).chain(others_of_lists)
        };
        let (articles, independent_sources) = count_articles_and_sources(conn, all())?;
        let [first, rest @ ..] = members.as_slice() else {
            return Err(QueryError::Database(rusqlite::Error::QueryReturnedNoRows));
        };
        let member = |wanted: Relation| {
            let such = rest
                .iter()
                .filter(move |place| super::similarity::relation_between(place, first) == wanted);
            such.collect::<Vec<_>>()
        };
        let other = |wanted: Relation| {
            let such = others.iter().filter(move |(_, relation)| *relation == wanted);
            such.map(|(place, _)| place).collect::<Vec<_>>()
        };
        let of_each = |places: Vec<&StatementHeader>| mentions(conn, keep_first_reports(places));
        let mut taken_up = Vec::new();
        for list in &self.lists {
            taken_up.push(ContainingList {
                statement: StatementRef::of(&list.entry),
                points: list.entry.points.clone(),
            });
        }
        let last = all().filter_map(StatementHeader::published).max();
        let mut entry = self.entry.clone();
        entry.status = status;
        Ok(LedgerEntry {
            reported: mentions(conn, member(Relation::ReportsSame))?,
            restates: of_each(member(Relation::RestatedBy))?,
            restated: of_each(member(Relation::Restates))?,
            echoes: of_each(other(Relation::EchoedBy))?,
            echoed: of_each(other(Relation::Echoes))?,
            answered: answers(cache, members.iter())?,
            taken_up,
            articles,
            independent_sources,
            last_mention: last.and_then(days::date_of_day),
            entry,
        })
    }
}

/// Statements in short.
fn mentions<'a>(
    conn: &Connection,
    places: impl IntoIterator<Item = &'a StatementHeader>,
) -> Result<Vec<StatementRef>, QueryError> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT s.id, {}, s.said FROM statement AS s LEFT JOIN canonical_speaker AS w ON w.speaker = s.speaker WHERE s.row = ?1",
        people::canonical_name_sql(CANONICAL_SPEAKER_SQL)
    ))?;
    let mut mentions = Vec::new();
    for place in places {
        let mut rows = select.query([place.row])?;
        if let Some(cells) = rows.next()? {
            mentions.push(StatementRef {
                id: row::parse_cell(cells, 0, "a statement id")?,
                speaker: cells.get(1)?,
                said: cells.get(2)?,
            });
        }
    }
    Ok(mentions)
}

/// The statements that answer one of these: as their cues say, or as persons do. Of several reports of an answer, the
/// first.
fn answers<'a>(
    cache: &mut SimilarityCache<'_>,
    to: impl Iterator<Item = &'a StatementHeader>,
) -> Result<Vec<StatementRef>, QueryError> {
    let conn = cache.conn;
    let mut select = conn.prepare_cached(
        "WITH own(id) AS (SELECT id FROM statement WHERE row = ?1)
         SELECT s.row FROM own CROSS JOIN reply AS r ON r.answered_id = own.id
             CROSS JOIN statement AS s ON s.reading_row = r.reading_row
         UNION SELECT s.row FROM own CROSS JOIN link AS l ON l.target_id = own.id AND l.link = 'answers'
             CROSS JOIN statement AS s ON s.id = l.source_id",
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
    let answers = load_headers(conn, Selection::of_rows(&rows), None)?;
    let answers = group_reports_cached(cache, answers, None)?;
    mentions(conn, answers.iter().map(|(answer, _)| answer))
}
