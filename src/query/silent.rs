//! The query `dixit silent`: statements that were not mentioned again.

use super::days::UNKNOWN_DAY;
use super::selection::Selection;
use super::silence_coverage::Coverage;
use super::similarity::SimilarityCache;
use super::similarity::{
    find_differing, find_similar_wording_rows, gather_cluster, keep_first_reports, load_prepared,
};
use super::statement_headers::{StatementHeader, load_entries, load_headers};
use super::topics::load_topic_rows;
use super::{Query, QueryError, StatementEntry, StatementFilter, StatementRef, answer_json, days, sql};
use crate::domain::similarity::{ComparableWords, Difference};
use crate::domain::{Lang, Status};
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Lists statements that were not mentioned again for some time, with what the log covers of that time.
#[derive(Debug, Clone, PartialEq)]
pub struct SilentQuery {
    /// Which statements. The CLI asks for proposals unless the user names another act.
    pub within: StatementFilter,
    /// Minimum number of days without a mention, up to the last day of publication in the log.
    pub days: u32,
}

/// Statements that were not mentioned again. Absence from the log does not prove silence: the log contains only the
/// articles that were ingested.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SilentStatements {
    /// The last day of publication in the log; silence is counted up to this day.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::date_or_null")]
    pub covered_until: Option<NaiveDate>,
    /// The statements, the longest silence first.
    pub silent: Vec<SilentStatement>,
}

/// A statement that was not mentioned again.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SilentStatement {
    /// The first report of the statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// The day of publication of the last article that reports it or a similar statement, or refers to it.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::date_or_null")]
    pub last_mention: Option<NaiveDate>,
    /// Number of days without a mention, up to the last day of publication in the log.
    pub days: i64,
    /// Number of articles in its language that were published in that time.
    pub articles_since: u64,
    /// Number of these articles that report a statement about one of its topics, and so could have mentioned it.
    pub articles_on_topic_since: u64,
    /// Statements by the same speaker in nearly the same words that differ, for example in a figure or date.
    pub otherwise: Vec<DifferingStatement>,
}

/// A statement in nearly the same words that says something different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DifferingStatement {
    /// The other statement.
    #[serde(flatten)]
    pub statement: StatementRef,
    /// Its words.
    pub words: String,
    /// What differs: figure, date, negation, direction or retraction.
    pub differs: &'static str,
}

/// Loads the differing statements; several reports of one appear once.
fn load_differing_statements(
    conn: &Connection,
    found: &[(StatementHeader, Difference)],
) -> Result<Vec<DifferingStatement>, QueryError> {
    let first = keep_first_reports(found.iter().map(|(header, _)| header));
    let mut otherwise = Vec::new();
    for header in first {
        let entry = load_entries(conn, &[header.row])?.remove(&header.row);
        let differs = found.iter().find(|(other, _)| other.row == header.row);
        otherwise.extend(
            entry
                .zip(differs)
                .map(|(entry, (_, differs))| DifferingStatement {
                    statement: StatementRef::from_entry(&entry),
                    words: entry.words,
                    differs: differs.as_str(),
                }),
        );
    }
    Ok(otherwise)
}

impl Query for SilentQuery {
    type Answer = SilentStatements;

    fn answer(&self, conn: &Connection) -> Result<SilentStatements, QueryError> {
        let end: Option<i64> = conn
            .prepare_cached(
                "SELECT published_day FROM article WHERE published_day < ?1 ORDER BY published_day DESC LIMIT 1",
            )?
            .query_row([UNKNOWN_DAY], |row| row.get(0))
            .optional()?;
        let Some(end) = end else {
            return Ok(SilentStatements {
                covered_until: None,
                silent: Vec::new(),
            });
        };
        let bound = end - i64::from(self.days);
        let selection = Selection::from_filter(&self.within, conn)?
            .and_where("a.published IS NOT NULL")
            .and_where(&format!("s.published_day <= {bound}"));
        let limit = self.within.limit.unwrap_or(usize::MAX);
        let mut silent = find_silent(conn, selection, bound, limit)?;
        silent.sort_by_key(SilentCandidate::key);
        silent.truncate(limit);
        let topics = silent
            .iter()
            .map(|candidate| load_topic_rows(conn, candidate.header.row))
            .collect::<Result<Vec<_>, _>>()?;
        let first = silent.iter().map(|candidate| candidate.last).min().unwrap_or(end);
        let coverage = Coverage::load(conn, (first, end), &topics.iter().flatten().copied().collect())?;
        let rows: Vec<i64> = silent.iter().map(|candidate| candidate.header.row).collect();
        let mut entries = load_entries(conn, &rows)?;
        let mut lines = Vec::with_capacity(silent.len());
        for (candidate, topics) in silent.into_iter().zip(&topics) {
            let Some(entry) = entries.remove(&candidate.header.row) else {
                continue;
            };
            let last = candidate.last;
            let (articles_since, articles_on_topic_since) =
                coverage.count_articles_since(last, entry.article.lang, topics);
            lines.push(SilentStatement {
                last_mention: days::date_of_day(last),
                days: end - last,
                articles_since,
                articles_on_topic_since,
                otherwise: load_differing_statements(conn, &candidate.otherwise)?,
                entry,
            });
        }
        Ok(SilentStatements {
            covered_until: days::date_of_day(end),
            silent: lines,
        })
    }
}

/// A statement that was not mentioned again.
struct SilentCandidate {
    header: StatementHeader,
    /// The day of publication of its last mention.
    last: i64,
    /// Later statements by the same speaker in nearly the same words that differ.
    otherwise: Vec<(StatementHeader, Difference)>,
}

impl SilentCandidate {
    /// Sort key: the longest silence first.
    const fn key(&self) -> (i64, (i64, i64, i64)) {
        (self.last, self.header.chronological_key())
    }
}

/// Finds the statements that nothing mentions after the day `bound`, each by its first report.
///
/// A mention is a repetition, a statement similar to one, a retraction, a reply, or a statement that a person linked to
/// it. Statements that persons marked as settled are left out. Of more than `limit`, finds at least those with the
/// longest silence.
fn find_silent(
    conn: &Connection,
    selection: Selection,
    bound: i64,
    limit: usize,
) -> Result<Vec<SilentCandidate>, QueryError> {
    let mut heard = LastMentions {
        conn,
        days: HashMap::new(),
        referred: load_last_references(conn)?,
    };
    let mut cache = SimilarityCache::new(conn);
    let mut candidates = load_headers(conn, selection.and_where(&unmentioned_sql(bound)), None)?;
    remove_repetitions(conn, &mut candidates)?;
    // The last mention is never before the statement's own publication. So after the statements published up to a day
    // were looked at, none of the others is silent for longer than since that day.
    candidates.sort_by_key(|header| header.published_day);
    let mut found: Vec<SilentCandidate> = Vec::new();
    let mut longest: BTreeSet<(i64, (i64, i64, i64))> = BTreeSet::new();
    for header in candidates {
        if longest.len() >= limit
            && longest
                .last()
                .is_none_or(|(last, _)| *last < header.published_day)
        {
            break;
        }
        let cluster = gather_cluster(&mut cache, &header)?;
        let is_settled = cluster.members.iter().any(|member| member.status != Status::Open);
        let all = cluster
            .members
            .iter()
            .chain(cluster.others.iter().map(|(other, _)| other));
        let mut last = header.published_day;
        for header in all {
            last = last
                .max(header.published().unwrap_or(0))
                .max(heard.last_day(header.wording)?);
        }
        if is_settled || last > bound || is_point_of_later_list(conn, &header, bound)? {
            continue;
        }
        let otherwise = find_later_differing(conn, &cluster.members)?;
        // A statement that says the contrary or takes it back mentions it, too.
        let speaks = otherwise.iter().any(|(other, differs)| {
            !matches!(differs, Difference::Figure | Difference::Date)
                && other.published().is_some_and(|day| day > bound)
        });
        if !speaks {
            let candidate = SilentCandidate {
                header,
                last,
                otherwise,
            };
            longest.insert(candidate.key());
            if longest.len() > limit {
                longest.pop_last();
            }
            found.push(candidate);
        }
    }
    Ok(found)
}

/// SQL: open statements that no similar one repeats after the day `bound`. Most are repeated; the index excludes these
/// cheaply.
fn unmentioned_sql(bound: i64) -> String {
    format!(
        "s.status = 'open'
         AND NOT EXISTS (SELECT 1 FROM similarity AS n CROSS JOIN statement AS o ON o.wording_row = n.wording_a
             WHERE n.wording_b = s.wording_row AND (n.difference IS NULL OR n.difference = 'rounding')
                 AND o.published_day > {bound} AND o.published_day < {UNKNOWN_DAY})
         AND NOT EXISTS (SELECT 1 FROM similarity AS n CROSS JOIN statement AS o ON o.wording_row = n.wording_b
             WHERE n.wording_a = s.wording_row AND (n.difference IS NULL OR n.difference = 'rounding')
                 AND o.published_day > {bound} AND o.published_day < {UNKNOWN_DAY})"
    )
}

/// Keeps, of statements in chronological order, those that do not repeat an earlier one in similar words.
fn remove_repetitions(conn: &Connection, candidates: &mut Vec<StatementHeader>) -> Result<(), QueryError> {
    let mut seen: HashSet<i64> = HashSet::new();
    let mut first_reports = Vec::new();
    for header in candidates.drain(..) {
        let is_repetition = !seen.insert(header.wording)
            || find_similar_wording_rows(conn, header.wording)?
                .iter()
                .any(|other| *other != header.wording && seen.contains(other));
        if !is_repetition {
            first_reports.push(header);
        }
    }
    *candidates = first_reports;
    Ok(())
}

/// Finds the statements by the speaker of these reports and restatements that differ from one of them, from the day of
/// its publication on.
fn find_later_differing(
    conn: &Connection,
    members: &[StatementHeader],
) -> Result<Vec<(StatementHeader, Difference)>, QueryError> {
    let speaker = members.first().and_then(|member| member.canonical_speaker);
    let mut found = Vec::new();
    for member in members {
        let differing = find_differing(conn, member)?.into_iter();
        found.extend(differing.filter(|(other, _)| {
            other.canonical_speaker.is_some()
                && other.canonical_speaker == speaker
                && other.published_day >= member.published_day
        }));
    }
    Ok(found)
}

/// Whether the same speaker lists it after the day `bound` as a point of a longer statement.
fn is_point_of_later_list(
    conn: &Connection,
    header: &StatementHeader,
    bound: i64,
) -> Result<bool, QueryError> {
    let Some(speaker) = header.canonical_speaker else {
        return Ok(false);
    };
    let mut select = conn.prepare_cached(
        "SELECT p.text, s.lang FROM (SELECT ?1 AS speaker UNION SELECT speaker FROM canonical_speaker
         WHERE canonical = ?1) AS m
         CROSS JOIN statement AS s ON s.speaker = m.speaker
             CROSS JOIN point AS p ON p.reading_row = s.reading_row
         WHERE s.published_day > ?2 AND s.published_day < ?3 AND s.row <> ?4",
    )?;
    let mut rows = select.query([speaker, bound, UNKNOWN_DAY, header.row])?;
    let mut own: Option<(Lang, ComparableWords)> = None;
    while let Some(row) = rows.next()? {
        let (lang, own) = match &own {
            Some(known) => known,
            None => own.insert(load_prepared(conn, header.row)?),
        };
        let text = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        if sql::parse_cell::<Lang>(row, 1, "a language")? == *lang
            && own.contains_all_of(&ComparableWords::new(*lang, text))
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Looks up the last day on which an article contained or referred to a wording.
struct LastMentions<'c> {
    conn: &'c Connection,
    /// Days that were looked up, by wording.
    days: HashMap<i64, i64>,
    /// The last day of a reply or a link by a person, by wording.
    referred: HashMap<i64, i64>,
}

/// Loads the last day of publication of a reply or a linked statement, by wording.
fn load_last_references(conn: &Connection) -> Result<HashMap<i64, i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT o.wording_row, max(s.published_day) FROM (
             SELECT r.answered_id AS id, s.row FROM reply AS r
                 CROSS JOIN statement AS s ON s.reading_row = r.reading_row
             UNION ALL SELECT l.target_id, s.row FROM link AS l
                 CROSS JOIN statement AS s ON s.id = l.source_id
             UNION ALL SELECT l.source_id, s.row FROM link AS l
                 CROSS JOIN statement AS s ON s.id = l.target_id) AS n
         CROSS JOIN statement AS o ON o.id = n.id CROSS JOIN statement AS s ON s.row = n.row
         WHERE s.published_day < ?1 GROUP BY o.wording_row",
    )?;
    let days = select.query_map([UNKNOWN_DAY], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(days.collect::<Result<_, _>>()?)
}

impl LastMentions<'_> {
    /// The last day of publication of an article with exactly this wording, or of one that refers to it; 0 if none is
    /// dated.
    fn last_day(&mut self, wording: i64) -> Result<i64, QueryError> {
        if let Some(day) = self.days.get(&wording) {
            return Ok(*day);
        }
        let mut select = self.conn.prepare_cached(
            "SELECT coalesce(max(s.published_day), 0) FROM (
                 SELECT ?1 AS wording UNION SELECT wording_b FROM similarity
                     WHERE wording_a = ?1 AND is_identical = 1
                 UNION SELECT wording_a FROM similarity WHERE wording_b = ?1 AND is_identical = 1) AS n
             CROSS JOIN statement AS s ON s.wording_row = n.wording WHERE s.published_day < ?2",
        )?;
        let day: i64 = select.query_row([wording, UNKNOWN_DAY], |row| row.get(0))?;
        let day = day.max(self.referred.get(&wording).copied().unwrap_or(0));
        self.days.insert(wording, day);
        Ok(day)
    }
}
