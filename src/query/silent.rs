use super::days::UNKNOWN;
use super::near::wordings_near;
use super::placed::{Place, entries, places};
use super::selection::Selection;
use super::{Entry, QueryError, Question, Timeline, days, wire};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// What was never mentioned again for a time, beside what the log covers of that time.
#[derive(Debug, Clone, PartialEq)]
pub struct Silent {
    /// Which statements; proposals, where no act is given.
    pub within: Timeline,
    /// For how many days nothing was heard.
    pub days: u32,
}

/// What was never mentioned again. Absence in the log is not silence: the log only knows the articles that it was
/// given.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Silence {
    /// The last day of publication in the log: silence is counted up to here.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub covered_until: Option<NaiveDate>,
    /// The statements, the longest silent first.
    pub silent: Vec<SilentLine>,
}

/// A statement that was not mentioned again.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SilentLine {
    /// As it was first said.
    #[serde(flatten)]
    pub entry: Entry,
    /// The day of publication of the last article that reports it or the like, or refers to it.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub last_mention: Option<NaiveDate>,
    /// For how many days nothing was heard, up to the end of what the log covers.
    pub days: i64,
    /// How many articles of that time the log has.
    pub articles_since: u64,
    /// How many of them report something about one of its topics.
    pub articles_on_topic_since: u64,
}

impl Question for Silent {
    type Answer = Silence;

    fn answer(&self, conn: &Connection) -> Result<Silence, QueryError> {
        let end: Option<i64> = conn
            .prepare_cached("SELECT max(published_day) FROM article WHERE published IS NOT NULL")?
            .query_row([], |row| row.get(0))?;
        let Some(end) = end else {
            return Ok(Silence {
                covered_until: None,
                silent: Vec::new(),
            });
        };
        let bound = end - i64::from(self.days);
        let selection = Selection::of(&self.within, conn)?
            .demanding("a.published IS NOT NULL")
            .demanding(&format!("s.published_day <= {bound}"));
        let mut silent = unmentioned(conn, selection, bound)?;
        silent.sort_by_key(|(one, last)| (*last, one.order()));
        silent.truncate(self.within.limit.unwrap_or(usize::MAX));
        let coverage = Coverage::read(conn)?;
        let mut entries = entries(conn, &silent.iter().map(|(one, _)| one.row).collect::<Vec<_>>())?;
        let mut lines = Vec::with_capacity(silent.len());
        for (one, last) in silent {
            let (articles_since, articles_on_topic_since) =
                coverage.since(last, end, &topics(conn, one.row)?);
            lines.extend(entries.remove(&one.row).map(|entry| SilentLine {
                last_mention: days::day(last),
                days: end - last,
                articles_since,
                articles_on_topic_since,
                entry,
            }));
        }
        Ok(Silence {
            covered_until: days::day(end),
            silent: lines,
        })
    }
}

/// The first statement of each matter that nothing mentions after `bound`, with the day of its last mention: whatever
/// says the like, answers it, or is linked to it by a person.
fn unmentioned(conn: &Connection, selection: Selection, bound: i64) -> Result<Vec<(Place, i64)>, QueryError> {
    let mut seen: HashSet<i64> = HashSet::new();
    let mut found = Vec::new();
    // What is heard of by way of what is like it, which most is, is sorted out by the index.
    let unheard = format!(
        "NOT EXISTS (SELECT 1 FROM alike AS n CROSS JOIN statement AS o ON o.wording = n.one
             WHERE n.other = s.wording AND o.published_day > {bound} AND o.published_day < {UNKNOWN})
         AND NOT EXISTS (SELECT 1 FROM alike AS n CROSS JOIN statement AS o ON o.wording = n.other
             WHERE n.one = s.wording AND o.published_day > {bound} AND o.published_day < {UNKNOWN})"
    );
    let mut heard = Heard {
        conn,
        days: HashMap::new(),
        referred: referred(conn)?,
    };
    for one in places(conn, selection.demanding(&unheard), None)? {
        let mut last = one.published_day.max(heard.day(one.wording)?);
        let mut is_told = !seen.insert(one.wording);
        for other in &wordings_near(conn, one.wording)? {
            // What says the same again is the same matter, told by its first statement.
            is_told |= *other != one.wording && seen.contains(other);
            last = last.max(heard.day(*other)?);
        }
        if !is_told && last <= bound {
            found.push((one, last));
        }
    }
    Ok(found)
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
        "SELECT o.wording, max(s.published_day) FROM (
             SELECT r.other AS id, s.row FROM reply AS r CROSS JOIN statement AS s ON s.reading = r.reading
             UNION ALL SELECT l.other, s.row FROM linked AS l CROSS JOIN statement AS s ON s.id = l.one
             UNION ALL SELECT l.one, s.row FROM linked AS l CROSS JOIN statement AS s ON s.id = l.other) AS n
         CROSS JOIN statement AS o ON o.id = n.id CROSS JOIN statement AS s ON s.row = n.row
         WHERE s.published_day < ?1 GROUP BY o.wording",
    )?;
    let days = select.query_map([UNKNOWN], |row| Ok((row.get(0)?, row.get(1)?)))?;
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
                 SELECT ?1 AS wording UNION SELECT other FROM alike WHERE one = ?1 AND same = 1
                 UNION SELECT one FROM alike WHERE other = ?1 AND same = 1) AS n
             CROSS JOIN statement AS s ON s.wording = n.wording WHERE s.published_day < ?2",
        )?;
        let day: i64 = select.query_row([wording, UNKNOWN], |row| row.get(0))?;
        let day = day.max(self.referred.get(&wording).copied().unwrap_or(0));
        self.days.insert(wording, day);
        Ok(day)
    }
}

/// What the log has: for each article the day of publication and the rows of the topics of its statements.
struct Coverage(HashMap<i64, (i64, Vec<i64>)>);

impl Coverage {
    fn read(conn: &Connection) -> Result<Self, QueryError> {
        let mut articles: HashMap<i64, (i64, Vec<i64>)> = HashMap::new();
        let mut select =
            conn.prepare_cached("SELECT row, published_day FROM article WHERE published IS NOT NULL")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            articles.insert(row.get(0)?, (row.get(1)?, Vec::new()));
        }
        // In the order of an index that has both, for the rows themselves are long.
        let mut select = conn.prepare_cached("SELECT row, article FROM statement ORDER BY article")?;
        let articles_of = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let articles_of: HashMap<i64, i64> = articles_of.collect::<Result<_, _>>()?;
        let mut select = conn.prepare_cached("SELECT statement, topic FROM statement_topic")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let topic = row.get(1)?;
            if let Some(article) = articles_of.get(&row.get(0)?)
                && let Some((_, topics)) = articles.get_mut(article)
                && !topics.contains(&topic)
            {
                topics.push(topic);
            }
        }
        Ok(Self(articles))
    }

    /// How many articles were published after the day `last` and up to `end`, and how many of them are about one of
    /// `topics`.
    fn since(&self, last: i64, end: i64, topics: &[i64]) -> (u64, u64) {
        let since = self.0.values().filter(|(day, _)| *day > last && *day <= end);
        since.fold((0, 0), |(all, about), (_, known)| {
            let is_about = topics.iter().any(|topic| known.contains(topic));
            (all + 1, about + u64::from(is_about))
        })
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
