use super::near::related;
use super::placed::{Placed, placed};
use super::selection::{Selection, list};
use super::{Entry, QueryError, Question, Timeline, days, wire};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

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
        let mut lines = Vec::new();
        for (one, last) in unmentioned(conn, selection, bound)? {
            lines.push(line(conn, one, last, end)?);
        }
        lines.sort_by_key(|line| (line.last_mention, line.entry.id.clone()));
        lines.truncate(self.within.limit.unwrap_or(usize::MAX));
        Ok(Silence {
            covered_until: days::day(end),
            silent: lines,
        })
    }
}

/// The first statement of each matter that nothing mentions after `bound`, with the day of its last mention: whatever
/// says the like, answers it, or is linked to it by a person.
fn unmentioned(
    conn: &Connection,
    selection: Selection,
    bound: i64,
) -> Result<Vec<(Placed, i64)>, QueryError> {
    let mut referring = conn.prepare_cached(
        "SELECT max(s.published_day) FROM (
             SELECT s.row FROM reply AS r CROSS JOIN statement AS s ON s.reading = r.reading WHERE r.other = ?1
             UNION SELECT s.row FROM linked AS l CROSS JOIN statement AS s ON s.id = l.one WHERE l.other = ?1
             UNION SELECT s.row FROM linked AS l CROSS JOIN statement AS s ON s.id = l.other WHERE l.one = ?1) AS n
         CROSS JOIN statement AS s ON s.row = n.row CROSS JOIN article AS a ON a.row = s.article
         WHERE a.published IS NOT NULL",
    )?;
    let mut told: BTreeSet<i64> = BTreeSet::new();
    let mut found = Vec::new();
    for one in placed(conn, selection, None)? {
        // What says the same again is the same matter, told by its first statement.
        if told.contains(&one.row) {
            continue;
        }
        let mut last = one.published_day;
        let mut matter = vec![one.entry.id.clone()];
        for (other, ..) in related(conn, &one)? {
            if other.entry.article.published.is_some() {
                last = last.max(other.published_day);
            }
            told.insert(other.row);
            matter.push(other.entry.id);
        }
        for id in matter {
            let day: Option<i64> = referring.query_row([id.as_str()], |row| row.get(0))?;
            last = last.max(day.unwrap_or(last));
        }
        if last <= bound {
            found.push((one, last));
        }
    }
    Ok(found)
}

fn line(conn: &Connection, one: Placed, last: i64, end: i64) -> Result<SilentLine, QueryError> {
    let count = |sql: &str| -> Result<u64, QueryError> {
        let count: i64 = conn
            .prepare_cached(sql)?
            .query_row([last, end], |row| row.get(0))?;
        Ok(count.try_into().unwrap_or_default())
    };
    let topics: Vec<i64> = conn
        .prepare_cached("SELECT st.topic FROM statement_topic AS st JOIN topic AS t ON t.row = st.topic WHERE st.statement = ?1")?
        .query_map([one.row], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let articles_since = count(
        "SELECT count(*) FROM article WHERE published IS NOT NULL AND published_day > ?1 AND published_day <= ?2",
    )?;
    let on_topic = format!(
        "SELECT count(DISTINCT s.article) FROM statement AS s
         WHERE s.published_day > ?1 AND s.published_day <= ?2
             AND EXISTS (SELECT 1 FROM statement_topic AS st WHERE st.statement = s.row AND st.topic IN ({}))",
        list(&topics)
    );
    Ok(SilentLine {
        last_mention: days::day(last),
        days: end - last,
        articles_since,
        articles_on_topic_since: if topics.is_empty() { 0 } else { count(&on_topic)? },
        entry: one.entry,
    })
}
