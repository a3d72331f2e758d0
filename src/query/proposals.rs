//! The query `dixit proposals`: proposals with what followed them.

use super::canonical_speakers::{self, CANONICAL_SPEAKER_SQL};
use super::selection::Selection;
use super::similarity::SimilarityCache;
use super::similarity::{
    Relation, SAME_PERCENT_MIN, StatementCluster, find_related_cached, gather_cluster_of_related,
    group_reports_cached, keep_first_reports, relation_between,
};
use super::statement_headers::{StatementHeader, count_articles_and_sources, load_entries, load_headers};
use super::{Query, QueryError, StatementEntry, StatementFilter, StatementRef, answer_json, days, sql};
use crate::domain::similarity::{ComparableWords, names_measure};
use crate::domain::{Act, Lang, Mode, StatementId, Status};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Lists proposals in chronological order, each with who repeated it, who echoed it, who answered it, and what became
/// of it. Repetitions by one speaker are one proposal, however many articles report them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProposalsQuery {
    /// Which statements. The act is ignored: only proposals are listed.
    pub within: StatementFilter,
    /// Only proposals with this status.
    pub status: Option<Status>,
    /// Include statements that were read as proposals but name no measure.
    pub all: bool,
}

/// Proposals in chronological order, each once.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ProposalLedger(
    /// The proposals.
    pub Vec<LedgerEntry>,
    /// Statements left out because they name no measure.
    #[serde(skip)]
    pub Vec<ExcludedProposal>,
);

/// A statement that was read as a proposal but consists of quoted words that name no measure.
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
    /// The first report of the proposal.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// Other reports of it.
    pub reported: Vec<StatementRef>,
    /// Earlier statements by the same speaker that say the same.
    pub restates: Vec<StatementRef>,
    /// Later statements by the same speaker that say the same.
    pub restated: Vec<StatementRef>,
    /// Longer statements by the same speaker that have it as a point.
    pub taken_up: Vec<ContainingList>,
    /// Earlier similar statements by other speakers.
    pub echoes: Vec<StatementRef>,
    /// Later similar statements by other speakers.
    pub echoed: Vec<StatementRef>,
    /// Replies to it.
    pub answered: Vec<StatementRef>,
    /// Number of articles that report it or a similar statement, its own included.
    pub articles: u64,
    /// Number of independent sources among these articles: copies and articles of one publisher count once.
    pub independent_sources: u64,
    /// The last day of publication of these articles.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::date_or_null")]
    pub last_mention: Option<NaiveDate>,
}

/// A statement with several points, one of which is the proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ContainingList {
    /// The statement.
    #[serde(flatten)]
    pub statement: StatementRef,
    /// All its points.
    pub points: Vec<String>,
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
        let mut found = gather_proposals(&mut cache, said)?;
        let left_out = if self.all {
            Vec::new()
        } else {
            remove_without_measure(&mut found)
        };
        attach_lists(&mut found);
        found.retain(|proposal| self.status.is_none_or(|wanted| wanted == proposal.status()));
        found.truncate(self.within.limit.unwrap_or(usize::MAX));
        let shown = found.iter().flat_map(|proposal| {
            let lists = proposal.lists.iter().map(|list| list.text.row);
            std::iter::once(proposal.text.row).chain(lists)
        });
        let entries = load_entries(conn, &shown.collect::<Vec<_>>())?;
        let mut lines = Vec::new();
        for proposal in found {
            lines.push(proposal.load_entry(&mut cache, &entries)?);
        }
        Ok(ProposalLedger(lines, left_out))
    }
}

/// What decides whether a statement names a measure or is a point of another one. Most proposals are not shown, so the
/// rest of an entry is loaded for those that are.
struct ProposalText {
    row: i64,
    id: StatementId,
    lang: Lang,
    mode: Mode,
    words: String,
    points: Vec<String>,
}

impl ProposalText {
    /// Loads the text of the statement in `row`; `None` if it is not current.
    fn load(conn: &Connection, row: i64) -> Result<Option<Self>, QueryError> {
        let mut select =
            conn.prepare_cached("SELECT id, lang, mode, words, reading_row FROM statement WHERE row = ?1")?;
        let mut points =
            conn.prepare_cached("SELECT text FROM point WHERE reading_row = ?1 ORDER BY number")?;
        let mut rows = select.query([row])?;
        let Some(cells) = rows.next()? else {
            return Ok(None);
        };
        let points = points.query_map([cells.get::<_, i64>(4)?], |row| row.get(0))?;
        Ok(Some(Self {
            row,
            id: sql::parse_cell(cells, 0, "a statement id")?,
            lang: sql::parse_cell(cells, 1, "a language")?,
            mode: sql::parse_cell(cells, 2, "a mode")?,
            words: cells.get(3)?,
            points: points.collect::<Result<_, _>>()?,
        }))
    }
}

/// A proposal with the statements that say the same.
struct ProposalCluster {
    text: ProposalText,
    cluster: StatementCluster,
    /// Longer statements that have it as a point.
    lists: Vec<ProposalCluster>,
}

/// Groups these statements into proposals: a repetition or report of an earlier one is not a proposal of its own.
fn gather_proposals(
    cache: &mut SimilarityCache<'_>,
    headers: Vec<StatementHeader>,
) -> Result<Vec<ProposalCluster>, QueryError> {
    let mut cluster_of_row: HashMap<i64, usize> = HashMap::new();
    let mut clusters: Vec<(i64, StatementCluster)> = Vec::new();
    for header in headers {
        if cluster_of_row.contains_key(&header.row) {
            continue;
        }
        // A cluster contains only the first reports of a story in very many articles; the others join it here.
        let related = find_related_cached(cache, &header)?;
        let mut repetitions = related.iter().filter(|(_, similarity, relation)| {
            similarity.percent >= SAME_PERCENT_MIN && relation.is_same_speaker()
        });
        let known = repetitions.find_map(|(other, ..)| cluster_of_row.get(&other.row).copied());
        if let Some((number, (_, cluster))) =
            known.and_then(|number| Some((number, clusters.get_mut(number)?)))
        {
            cluster_of_row.insert(header.row, number);
            cluster.members.push(header);
            continue;
        }
        let cluster = gather_cluster_of_related(cache, &header, related)?;
        cluster_of_row.extend(cluster.members.iter().map(|member| (member.row, clusters.len())));
        clusters.push((header.row, cluster));
    }
    let mut found = Vec::new();
    for (row, cluster) in clusters {
        found.extend(ProposalText::load(cache.conn, row)?.map(|text| ProposalCluster {
            text,
            cluster,
            lists: Vec::new(),
        }));
    }
    Ok(found)
}

/// Removes and returns quoted statements without points that name no measure: "Better late than never".
fn remove_without_measure(found: &mut Vec<ProposalCluster>) -> Vec<ExcludedProposal> {
    let names_none = |proposal: &ProposalCluster| {
        let text = &proposal.text;
        text.mode != Mode::Indirect && text.points.is_empty() && !names_measure(text.lang, &text.words)
    };
    let left_out = found
        .iter()
        .filter(|proposal| names_none(proposal))
        .map(|proposal| ExcludedProposal {
            id: proposal.text.id.clone(),
            words: proposal.text.words.clone(),
        });
    let left_out = left_out.collect();
    found.retain(|proposal| !names_none(proposal));
    left_out
}

/// Attaches a statement with points to the proposal by the same speaker that is one of its points. If several or none
/// of its points are proposals by themselves, it stays a proposal of its own.
fn attach_lists(found: &mut Vec<ProposalCluster>) {
    let with_lists: BTreeSet<i64> = found
        .iter()
        .filter(|proposal| !proposal.text.points.is_empty())
        .filter_map(ProposalCluster::speaker)
        .collect();
    let mut prepared: HashMap<usize, ComparableWords> = HashMap::new();
    let mut known: HashMap<(i64, u64), Vec<usize>> = HashMap::new();
    for (number, proposal) in found.iter().enumerate() {
        let Some(speaker) = proposal.speaker().filter(|speaker| with_lists.contains(speaker)) else {
            continue;
        };
        let words = ComparableWords::new(proposal.text.lang, &proposal.text.words);
        for (key, _) in words.content_keys() {
            known.entry((speaker, key)).or_default().push(number);
        }
        prepared.insert(number, words);
    }
    let mut joins: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, list) in found.iter().enumerate() {
        let Some(speaker) = list.speaker() else {
            continue;
        };
        let mut holders = BTreeSet::new();
        for point in &list.text.points {
            let point = ComparableWords::new(list.text.lang, point);
            // A statement that contains the point contains its rarest word, so only those are compared.
            let with = point
                .content_keys()
                .filter_map(|(key, _)| known.get(&(speaker, key)));
            let with = with.min_by_key(|with| with.len()).into_iter().flatten();
            let contains_point = |other: &usize| {
                let words = prepared.get(other);
                words.is_some_and(|words| words.contains_all_of(&point))
            };
            holders.extend(
                with.copied()
                    .filter(|other| *other != number && contains_point(other)),
            );
        }
        // A statement that has points itself is another list, not a point.
        holders.retain(|holder| found[*holder].text.points.is_empty());
        if let (1, Some(holder)) = (holders.len(), holders.first()) {
            joins.insert(number, *holder);
        }
    }
    let mut lists: BTreeMap<usize, Vec<ProposalCluster>> = BTreeMap::new();
    for (number, proposal) in std::mem::take(found).into_iter().enumerate() {
        if let Some(holder) = joins.get(&number) {
            lists.entry(*holder).or_default().push(proposal);
        } else {
            lists.entry(number).or_default().insert(0, proposal);
        }
    }
    // Lists said before the proposal come first in `all`; the proposal itself is the first statement without points.
    for mut all in lists.into_values() {
        let at = all
            .iter()
            .position(|proposal| proposal.text.points.is_empty())
            .unwrap_or(0);
        let mut first = all.remove(at);
        first.lists = all;
        found.push(first);
    }
}

impl ProposalCluster {
    /// The row of the canonical speaker.
    fn speaker(&self) -> Option<i64> {
        let first = self.cluster.members.first();
        first.and_then(|header| header.canonical_speaker)
    }

    /// What became of it: persons may have marked any of its reports or restatements.
    fn status(&self) -> Status {
        let mut all = self.cluster.members.iter().map(|header| header.status);
        all.find(|status| *status != Status::Open).unwrap_or(Status::Open)
    }

    /// The line of the ledger; `entries` has the proposal and its lists by row.
    fn load_entry(
        self,
        cache: &mut SimilarityCache<'_>,
        entries: &HashMap<i64, StatementEntry>,
    ) -> Result<LedgerEntry, QueryError> {
        let conn = cache.conn;
        let entry_of = |text: &ProposalText| {
            let known = entries.get(&text.row);
            known.ok_or(QueryError::Database(rusqlite::Error::QueryReturnedNoRows))
        };
        let status = Some(self.status()).filter(|status| *status != Status::Open);
        let StatementCluster { members, others } = &self.cluster;
        let of_lists = || self.lists.iter().map(|list| &list.cluster);
        let all = || {
            let lists = of_lists().flat_map(|cluster| &cluster.members);
            let others_of_lists =
                of_lists().flat_map(|cluster| cluster.others.iter().map(|(other, _)| other));
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
                .filter(move |header| relation_between(header, first) == wanted);
            such.collect::<Vec<_>>()
        };
        let other = |wanted: Relation| {
            let such = others.iter().filter(move |(_, relation)| *relation == wanted);
            such.map(|(header, _)| header).collect::<Vec<_>>()
        };
        let of_each = |headers: Vec<&StatementHeader>| load_refs(conn, keep_first_reports(headers));
        let mut taken_up = Vec::new();
        for list in &self.lists {
            taken_up.push(ContainingList {
                statement: StatementRef::from_entry(entry_of(&list.text)?),
                points: list.text.points.clone(),
            });
        }
        let last = all().filter_map(StatementHeader::published).max();
        let mut entry = entry_of(&self.text)?.clone();
        entry.status = status;
        Ok(LedgerEntry {
            reported: load_refs(conn, member(Relation::ReportsSame))?,
            restates: of_each(member(Relation::RestatedBy))?,
            restated: of_each(member(Relation::Restates))?,
            echoes: of_each(other(Relation::EchoedBy))?,
            echoed: of_each(other(Relation::Echoes))?,
            answered: load_answers(cache, members.iter())?,
            taken_up,
            articles,
            independent_sources,
            last_mention: last.and_then(days::date_of_day),
            entry,
        })
    }
}

/// Loads references to these statements.
fn load_refs<'a>(
    conn: &Connection,
    headers: impl IntoIterator<Item = &'a StatementHeader>,
) -> Result<Vec<StatementRef>, QueryError> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT s.id, {}, s.said FROM statement AS s LEFT JOIN canonical_speaker AS w ON w.speaker = s.speaker
                 WHERE s.row = ?1",
        canonical_speakers::canonical_name_sql(CANONICAL_SPEAKER_SQL)
    ))?;
    let mut mentions = Vec::new();
    for header in headers {
        let mut rows = select.query([header.row])?;
        if let Some(cells) = rows.next()? {
            mentions.push(StatementRef {
                id: sql::parse_cell(cells, 0, "a statement id")?,
                speaker: cells.get(1)?,
                said: cells.get(2)?,
            });
        }
    }
    Ok(mentions)
}

/// Loads the replies to these statements, by cue or linked by a person; of several reports of a reply, the first.
fn load_answers<'a>(
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
    load_refs(conn, answers.iter().map(|(answer, _)| answer))
}
