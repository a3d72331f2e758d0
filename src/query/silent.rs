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
use crate::domain::{Act, Lang, Status};
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// Lists statements that were not mentioned again for some time, with what the log covers of that time.
#[derive(Debug, Clone, PartialEq)]
pub struct SilentQuery {
    /// Which statements. Command and page ask for proposals unless another act is named.
    pub within: StatementFilter,
    /// Minimum number of days without a mention, up to the last day of publication in the log.
    pub days: u32,
}

impl SilentQuery {
    /// The act of the statements that are listed unless another one is asked for.
    pub const ACT: Act = Act::Proposal;
    /// The number of days without a mention that is asked for unless another one is.
    pub const DAYS: u32 = 180;
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
        let selection =
            Selection::from_filter(&self.within, conn)?.and_where(&format!("s.published_day <= {bound}"));
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
    };
    let mut cache = SimilarityCache::new(conn);
    let mut lists = None;
    let mut reports = FirstReports::load(conn, selection, bound)?;
    // The last mention is never before the statement's own publication. So after the statements published up to a day
    // were looked at, none of the others is silent for longer than since that day.
    let mut found: Vec<SilentCandidate> = Vec::new();
    let mut longest: BTreeSet<(i64, (i64, i64, i64))> = BTreeSet::new();
    for place in reports.by_publication() {
        let OpenStatement {
            row, published_day, ..
        } = reports.statements[place];
        if longest.len() >= limit && longest.last().is_none_or(|(last, _)| *last < published_day) {
            break;
        }
        if !reports.is_unmentioned_first_report(conn, place)? {
            continue;
        }
        let Some(header) = load_headers(conn, Selection::of_row(row), None)?.pop() else {
            continue;
        };
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
        if is_settled || last > bound || is_point_of_later_list(conn, &header, bound, &mut lists)? {
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

/// The open statements of a selection, in chronological order. Which of them are reported for the first time and not
/// mentioned any more is found out one by one, because only those with the longest silence are asked for.
struct FirstReports {
    statements: Vec<OpenStatement>,
    /// The place of the first statement with each wording.
    first_places: HashMap<i64, usize>,
    /// The last day on which a mention is no mention.
    bound: i64,
    /// Whether no similar wording was published after that day, by wording.
    unmentioned: HashMap<i64, bool>,
}

/// A statement that nobody settled.
#[derive(Clone, Copy)]
struct OpenStatement {
    row: i64,
    wording: i64,
    published_day: i64,
}

impl FirstReports {
    fn load(conn: &Connection, selection: Selection, bound: i64) -> Result<Self, QueryError> {
        let cells = "s.row, s.wording_row, s.published_day";
        let wanted = (cells, "", "s.status = 'open'", Selection::CHRONOLOGICAL);
        let mut statements = Vec::new();
        let mut first_places = HashMap::new();
        selection.rows(conn, wanted, |row| {
            let wording = row.get(1)?;
            first_places.entry(wording).or_insert(statements.len());
            statements.push(OpenStatement {
                row: row.get(0)?,
                wording,
                published_day: row.get(2)?,
            });
            Ok(())
        })?;
        Ok(Self {
            statements,
            first_places,
            bound,
            unmentioned: HashMap::new(),
        })
    }

    /// The places of the statements in the order of publication.
    fn by_publication(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.statements.len()).collect();
        places.sort_by_key(|place| self.statements[*place].published_day);
        places
    }

    /// Whether no similar statement repeats the one at this place later, and it repeats no earlier one of those of
    /// which that is true.
    fn is_unmentioned_first_report(&mut self, conn: &Connection, place: usize) -> Result<bool, QueryError> {
        let wording = self.statements[place].wording;
        let is_earlier = |wording| {
            self.first_places
                .get(&wording)
                .is_some_and(|first| *first < place)
        };
        if is_earlier(wording) {
            return Ok(false);
        }
        let similar = find_similar_wording_rows(conn, wording)?;
        let earlier: Vec<i64> = similar.into_iter().filter(|other| is_earlier(*other)).collect();
        if !self.is_unmentioned(conn, wording)? {
            return Ok(false);
        }
        for other in earlier {
            if self.is_unmentioned(conn, other)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether no wording similar to this one was published after the bound. Most were; the index excludes these
    /// cheaply.
    fn is_unmentioned(&mut self, conn: &Connection, wording: i64) -> Result<bool, QueryError> {
        if let Some(known) = self.unmentioned.get(&wording) {
            return Ok(*known);
        }
        let mut select = conn.prepare_cached(
            "SELECT NOT EXISTS (SELECT 1 FROM similarity AS n CROSS JOIN statement AS o ON o.wording_row = n.wording_a
                 WHERE n.wording_b = ?1 AND (n.difference IS NULL OR n.difference = 'rounding')
                     AND o.published_day > ?2 AND o.published_day < ?3)
             AND NOT EXISTS (SELECT 1 FROM similarity AS n CROSS JOIN statement AS o ON o.wording_row = n.wording_b
                 WHERE n.wording_a = ?1 AND (n.difference IS NULL OR n.difference = 'rounding')
                     AND o.published_day > ?2 AND o.published_day < ?3)",
        )?;
        let is_unmentioned = select.query_row([wording, self.bound, UNKNOWN_DAY], |row| row.get(0))?;
        self.unmentioned.insert(wording, is_unmentioned);
        Ok(is_unmentioned)
    }
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

/// The statements published after a day that list points, by canonical speaker: row, row of the reading and language.
type PointLists = HashMap<i64, Vec<(i64, i64, Lang)>>;

/// Loads the statements published after the day `bound` that list points, which are few.
fn load_point_lists(conn: &Connection, bound: i64) -> Result<PointLists, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT coalesce(w.canonical, s.speaker), s.row, s.reading_row, s.lang
         FROM (SELECT DISTINCT reading_row FROM point) AS p
         CROSS JOIN statement AS s ON s.reading_row = p.reading_row
         LEFT JOIN canonical_speaker AS w ON w.speaker = s.speaker
         WHERE s.speaker IS NOT NULL AND s.published_day > ?1 AND s.published_day < ?2",
    )?;
    let mut rows = select.query([bound, UNKNOWN_DAY])?;
    let mut lists = PointLists::new();
    while let Some(row) = rows.next()? {
        let lang = sql::parse_cell(row, 3, "a language")?;
        let list = (row.get(1)?, row.get(2)?, lang);
        lists.entry(row.get(0)?).or_default().push(list);
    }
    Ok(lists)
}

/// Whether the same speaker lists it after the day `bound` as a point of a longer statement. `lists` are those of
/// [`load_point_lists`], once they were needed.
fn is_point_of_later_list(
    conn: &Connection,
    header: &StatementHeader,
    bound: i64,
    lists: &mut Option<PointLists>,
) -> Result<bool, QueryError> {
    let Some(speaker) = header.canonical_speaker else {
        return Ok(false);
    };
    let lists = match lists {
        Some(lists) => lists,
        None => lists.insert(load_point_lists(conn, bound)?),
    };
    let of_speaker = lists.get(&speaker).into_iter().flatten();
    let mut own: Option<(Lang, ComparableWords)> = None;
    for (_, reading_row, lang) in of_speaker.filter(|(row, ..)| *row != header.row) {
        let (own_lang, own) = match &own {
            Some(known) => known,
            None => own.insert(load_prepared(conn, header.row)?),
        };
        let mut select = conn.prepare_cached("SELECT text FROM point WHERE reading_row = ?1")?;
        let mut rows = select.query([reading_row])?;
        while let Some(row) = rows.next()? {
            let text = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            if lang == own_lang && own.contains_all_of(&ComparableWords::new(*lang, text)) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Looks up the last day on which an article contained or referred to a wording.
struct LastMentions<'c> {
    conn: &'c Connection,
    /// Days that were looked up, by wording.
    days: HashMap<i64, i64>,
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
        let day = day.max(self.last_reference(wording)?);
        self.days.insert(wording, day);
        Ok(day)
    }

    /// The last day of publication of a reply to a statement with this wording, or of one that a person linked to it.
    fn last_reference(&self, wording: i64) -> Result<i64, QueryError> {
        let mut select = self.conn.prepare_cached(
            "SELECT coalesce(max(n.published_day), 0) FROM (
                 SELECT s.published_day FROM statement AS o CROSS JOIN reply AS r ON r.answered_id = o.id
                     CROSS JOIN statement AS s ON s.reading_row = r.reading_row WHERE o.wording_row = ?1
                 UNION ALL SELECT s.published_day FROM statement AS o CROSS JOIN link AS l ON l.target_id = o.id
                     CROSS JOIN statement AS s ON s.id = l.source_id WHERE o.wording_row = ?1
                 UNION ALL SELECT s.published_day FROM statement AS o CROSS JOIN link AS l ON l.source_id = o.id
                     CROSS JOIN statement AS s ON s.id = l.target_id WHERE o.wording_row = ?1) AS n
             WHERE n.published_day < ?2",
        )?;
        Ok(select.query_row([wording, UNKNOWN_DAY], |row| row.get(0))?)
    }
}
