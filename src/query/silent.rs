use super::days::UNKNOWN_DAY;
use super::near_cache::SimilarityCache;
use super::placed::{StatementHeader, load_entries, load_headers};
use super::selection::Selection;
use super::similarity::{
    find_differing, find_similar_wording_rows, gather_cluster, keep_first_reports, load_prepared,
};
use super::{Query, QueryError, StatementEntry, StatementFilter, StatementRef, days, row, wire};
use crate::domain::similarity::{Difference, Prepared};
use crate::domain::{Lang, Status};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// What was never mentioned again for a time, beside what the log covers of that time.
#[derive(Debug, Clone, PartialEq)]
pub struct SilentQuery {
    /// Which statements; proposals, where no act is given.
    pub within: StatementFilter,
    /// For how many days nothing was heard.
    pub days: u32,
}

/// What was never mentioned again. Absence in the log is not silence: the log only knows the articles that it was
/// given.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SilentStatements {
    /// The last day of publication in the log: silence is counted up to here.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub covered_until: Option<NaiveDate>,
    /// The statements, the longest silent first.
    pub silent: Vec<SilentStatement>,
}

/// A statement that was not mentioned again.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SilentStatement {
    /// As it was first said.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// The day of publication of the last article that reports it or the like, or refers to it.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub last_mention: Option<NaiveDate>,
    /// For how many days nothing was heard, up to the end of what the log covers.
    pub days: i64,
    /// How many articles of that time, in its language, the log has.
    pub articles_since: u64,
    /// How many of them report something about one of its topics: these could have told of it.
    pub articles_on_topic_since: u64,
    /// What the same speaker says in nearly the same words, with another figure or date.
    pub otherwise: Vec<DifferingStatement>,
}

/// A statement in nearly the same words that is another one.
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

/// What was said otherwise, each statement once.
fn otherwise(
    conn: &Connection,
    found: &[(StatementHeader, Difference)],
) -> Result<Vec<DifferingStatement>, QueryError> {
    let first = keep_first_reports(found.iter().map(|(place, _)| place));
    let mut otherwise = Vec::new();
    for place in first {
        let entry = load_entries(conn, &[place.row])?.remove(&place.row);
        let differs = found.iter().find(|(other, _)| other.row == place.row);
        otherwise.extend(
            entry
                .zip(differs)
                .map(|(entry, (_, differs))| DifferingStatement {
                    statement: StatementRef::of(&entry),
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
            .prepare_cached("SELECT max(published_day) FROM article WHERE published IS NOT NULL")?
            .query_row([], |row| row.get(0))?;
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
        let mut silent = unmentioned(conn, selection, bound)?;
        silent.sort_by_key(|unheard| (unheard.last, unheard.one.chronological_key()));
        silent.truncate(self.within.limit.unwrap_or(usize::MAX));
        let coverage = Coverage::read(conn)?;
        let rows: Vec<i64> = silent.iter().map(|unheard| unheard.one.row).collect();
        let mut entries = load_entries(conn, &rows)?;
        let mut lines = Vec::with_capacity(silent.len());
        for unheard in silent {
            let Some(entry) = entries.remove(&unheard.one.row) else {
                continue;
            };
            let (last, topics) = (unheard.last, topics(conn, unheard.one.row)?);
            let (articles_since, articles_on_topic_since) =
                coverage.since(last, end, entry.article.lang, &topics);
            lines.push(SilentStatement {
                last_mention: days::date_of_day(last),
                days: end - last,
                articles_since,
                articles_on_topic_since,
                otherwise: otherwise(conn, &unheard.otherwise)?,
                entry,
            });
        }
        Ok(SilentStatements {
            covered_until: days::date_of_day(end),
            silent: lines,
        })
    }
}

/// A statement of which nothing is heard.
struct Unheard {
    one: StatementHeader,
    /// The day of publication of what was last heard of it.
    last: i64,
    /// What the same speaker says since in nearly the same words, with another figure or date.
    otherwise: Vec<(StatementHeader, Difference)>,
}

/// The first statement of each matter that nothing mentions after `bound`: whatever says it again or says the like of
/// what does, takes it back, answers it, or is linked to it by a person. What persons settled is not silent.
fn unmentioned(conn: &Connection, selection: Selection, bound: i64) -> Result<Vec<Unheard>, QueryError> {
    let mut seen: HashSet<i64> = HashSet::new();
    let mut found = Vec::new();
    // What is heard of by way of what is like it, which most is, is sorted out by the index.
    let unheard = format!(
        "s.status = 'open'
         AND NOT EXISTS (SELECT 1 FROM similarity AS n CROSS JOIN statement AS o ON o.wording_row = n.wording_a
             WHERE n.wording_b = s.wording_row AND (n.difference IS NULL OR n.difference = 'rounding')
                 AND o.published_day > {bound} AND o.published_day < {UNKNOWN_DAY})
         AND NOT EXISTS (SELECT 1 FROM similarity AS n CROSS JOIN statement AS o ON o.wording_row = n.wording_b
             WHERE n.wording_a = s.wording_row AND (n.difference IS NULL OR n.difference = 'rounding')
                 AND o.published_day > {bound} AND o.published_day < {UNKNOWN_DAY})"
    );
    let mut heard = Heard {
        conn,
        days: HashMap::new(),
        referred: referred(conn)?,
    };
    let mut cache = SimilarityCache::new(conn);
    for one in load_headers(conn, selection.and_where(&unheard), None)? {
        let near = find_similar_wording_rows(conn, one.wording)?;
        // What says the same again is the same matter, told by its first statement.
        let is_told = !seen.insert(one.wording)
            || near
                .iter()
                .any(|other| *other != one.wording && seen.contains(other));
        if is_told {
            continue;
        }
        let matter = gather_cluster(&mut cache, &one)?;
        let is_settled = matter.members.iter().any(|member| member.status != Status::Open);
        let all = matter
            .members
            .iter()
            .chain(matter.others.iter().map(|(other, _)| other));
        let mut last = one.published_day;
        for place in all {
            last = last
                .max(place.published().unwrap_or(0))
                .max(heard.day(place.wording)?);
        }
        if is_settled || last > bound || is_taken_up(conn, &one, bound)? {
            continue;
        }
        let mut otherwise = Vec::new();
        for member in &matter.members {
            let differing = find_differing(conn, member)?.into_iter();
            otherwise.extend(differing.filter(|(other, _)| {
                other.whole.is_some()
                    && other.whole == one.whole
                    && other.published_day >= member.published_day
            }));
        }
        // Whoever says the contrary or takes it back speaks of it.
        let speaks = otherwise.iter().any(|(other, differs)| {
            !matches!(differs, Difference::Figure | Difference::Date)
                && other.published().is_some_and(|day| day > bound)
        });
        if !speaks {
            found.push(Unheard { one, last, otherwise });
        }
    }
    Ok(found)
}

/// Whether the same speaker takes it up after `bound` as a point of a longer list.
fn is_taken_up(conn: &Connection, one: &StatementHeader, bound: i64) -> Result<bool, QueryError> {
    let Some(whole) = one.whole else { return Ok(false) };
    let mut select = conn.prepare_cached(
        "SELECT p.text, s.lang FROM (SELECT ?1 AS speaker UNION SELECT speaker FROM canonical_speaker WHERE canonical = ?1) AS m
         CROSS JOIN statement AS s ON s.speaker = m.speaker CROSS JOIN point AS p ON p.reading_row = s.reading_row
         WHERE s.published_day > ?2 AND s.published_day < ?3 AND s.row <> ?4",
    )?;
    let mut rows = select.query([whole, bound, UNKNOWN_DAY, one.row])?;
    let mut own: Option<(Lang, Prepared)> = None;
    while let Some(row) = rows.next()? {
        let (lang, own) = match &own {
            Some(known) => known,
            None => own.insert(load_prepared(conn, one.row)?),
        };
        let text = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        if row::parse_cell::<Lang>(row, 1, "a language")? == *lang && own.holds(&Prepared::of(*lang, text)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// When wordings were last in a paper.
struct Heard<'c> {
    conn: &'c Connection,
    /// What was looked up.
    days: HashMap<i64, i64>,
    /// When somebody last answered a wording, or was linked to it.
    referred: HashMap<i64, i64>,
}

/// The last day of publication of what answers each wording, or what persons link to it.
fn referred(conn: &Connection) -> Result<HashMap<i64, i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT o.wording_row, max(s.published_day) FROM (
             SELECT r.answered_id AS id, s.row FROM reply AS r CROSS JOIN statement AS s ON s.reading_row = r.reading_row
             UNION ALL SELECT l.target_id, s.row FROM link AS l CROSS JOIN statement AS s ON s.id = l.source_id
             UNION ALL SELECT l.source_id, s.row FROM link AS l CROSS JOIN statement AS s ON s.id = l.target_id) AS n
         CROSS JOIN statement AS o ON o.id = n.id CROSS JOIN statement AS s ON s.row = n.row
         WHERE s.published_day < ?1 GROUP BY o.wording_row",
    )?;
    let days = select.query_map([UNKNOWN_DAY], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(days.collect::<Result<_, _>>()?)
}

impl Heard<'_> {
    /// The last day on which an article with the very same words was published, or one that refers to them; 0 where
    /// none is dated.
    fn day(&mut self, wording: i64) -> Result<i64, QueryError> {
        if let Some(day) = self.days.get(&wording) {
            return Ok(*day);
        }
        let mut select = self.conn.prepare_cached(
            "SELECT coalesce(max(s.published_day), 0) FROM (
                 SELECT ?1 AS wording UNION SELECT wording_b FROM similarity WHERE wording_a = ?1 AND is_identical = 1
                 UNION SELECT wording_a FROM similarity WHERE wording_b = ?1 AND is_identical = 1) AS n
             CROSS JOIN statement AS s ON s.wording_row = n.wording WHERE s.published_day < ?2",
        )?;
        let day: i64 = select.query_row([wording, UNKNOWN_DAY], |row| row.get(0))?;
        let day = day.max(self.referred.get(&wording).copied().unwrap_or(0));
        self.days.insert(wording, day);
        Ok(day)
    }
}

/// What the log has: the days of publication of its articles, by what could have told of a statement.
#[derive(Default)]
struct Coverage {
    /// By language, in order.
    days: HashMap<Lang, Vec<i64>>,
    /// By language and the row of a topic that one of their statements is about.
    about: HashMap<(Lang, i64), Vec<(i64, i64)>>,
}

impl Coverage {
    fn read(conn: &Connection) -> Result<Self, QueryError> {
        let mut coverage = Self::default();
        let mut articles: HashMap<i64, (i64, Lang)> = HashMap::new();
        let mut select = conn.prepare_cached(
            "SELECT ingested_pos, published_day, lang FROM article WHERE published IS NOT NULL ORDER BY published_day",
        )?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let (day, lang) = (row.get(1)?, row::parse_cell(row, 2, "a language")?);
            articles.insert(row.get(0)?, (day, lang));
            coverage.days.entry(lang).or_default().push(day);
        }
        // In the order of an index that has both, for the rows themselves are long.
        let mut select = conn.prepare_cached("SELECT row, article FROM statement ORDER BY article")?;
        let articles_of = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let articles_of: HashMap<i64, i64> = articles_of.collect::<Result<_, _>>()?;
        let mut select = conn.prepare_cached("SELECT statement, topic FROM statement_topic")?;
        let mut rows = select.query([])?;
        let mut seen = HashSet::new();
        while let Some(row) = rows.next()? {
            let topic: i64 = row.get(1)?;
            let article = articles_of.get(&row.get(0)?);
            if let Some((article, (day, lang))) = article.and_then(|id| Some((id, articles.get(id)?)))
                && seen.insert((*article, topic))
            {
                let about = coverage.about.entry((*lang, topic)).or_default();
                about.push((*day, *article));
            }
        }
        Ok(coverage)
    }

    /// How many articles in a language were published after the day `last` and up to `end`, and how many of them are
    /// about one of `topics`. What is in another language could not have been found to be like it.
    fn since(&self, last: i64, end: i64, lang: Lang, topics: &[i64]) -> (u64, u64) {
        let is_since = |day: i64| day > last && day <= end;
        let days = self.days.get(&lang).into_iter().flatten();
        let all = days.filter(|day| is_since(**day)).count();
        let about: HashSet<i64> = topics
            .iter()
            .filter_map(|topic| self.about.get(&(lang, *topic)))
            .flatten()
            .filter(|(day, _)| is_since(*day))
            .map(|(_, article)| *article)
            .collect();
        (all as u64, about.len() as u64)
    }
}

/// The rows of the topics of a statement.
fn topics(conn: &Connection, statement: i64) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT st.topic FROM statement_topic AS st CROSS JOIN topic AS t ON t.row = st.topic WHERE st.statement = ?1",
    )?;
    let topics = select.query_map([statement], |row| row.get(0))?;
    Ok(topics.collect::<Result<_, _>>()?)
}
