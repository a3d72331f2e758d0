use super::near::related;
use super::placed::{Place, entries, places};
use super::selection::Selection;
use super::{Entry, QueryError, Question, Timeline, days, wire};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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
        let lines = silent.into_iter().filter_map(|(one, last)| {
            let entry = entries.remove(&one.row)?;
            let (articles_since, articles_on_topic_since) = coverage.since(last, end, &entry.topics);
            Some(SilentLine {
                last_mention: days::day(last),
                days: end - last,
                articles_since,
                articles_on_topic_since,
                entry,
            })
        });
        Ok(Silence {
            covered_until: days::day(end),
            silent: lines.collect(),
        })
    }
}

/// The first statement of each matter that nothing mentions after `bound`, with the day of its last mention: whatever
/// says the like, answers it, or is linked to it by a person.
fn unmentioned(conn: &Connection, selection: Selection, bound: i64) -> Result<Vec<(Place, i64)>, QueryError> {
    let mut referring = conn.prepare_cached(
        "WITH own(id) AS (SELECT id FROM statement WHERE row = ?1)
         SELECT max(s.published_day) FROM (
             SELECT s.row FROM own CROSS JOIN reply AS r ON r.other = own.id
                 CROSS JOIN statement AS s ON s.reading = r.reading
             UNION SELECT s.row FROM own CROSS JOIN linked AS l ON l.other = own.id
                 CROSS JOIN statement AS s ON s.id = l.one
             UNION SELECT s.row FROM own CROSS JOIN linked AS l ON l.one = own.id
                 CROSS JOIN statement AS s ON s.id = l.other) AS n
         CROSS JOIN statement AS s ON s.row = n.row CROSS JOIN article AS a ON a.row = s.article
         WHERE a.published IS NOT NULL",
    )?;
    let mut told: BTreeSet<i64> = BTreeSet::new();
    let mut found = Vec::new();
    // What is heard of by way of what is like it, which most is, is sorted out by the index.
    let unheard = format!(
        "NOT EXISTS (SELECT 1 FROM alike AS n CROSS JOIN statement AS o ON o.wording = n.one
             WHERE n.other = s.wording AND o.published_day > {bound} AND o.published_day < {0})
         AND NOT EXISTS (SELECT 1 FROM alike AS n CROSS JOIN statement AS o ON o.wording = n.other
             WHERE n.one = s.wording AND o.published_day > {bound} AND o.published_day < {0})",
        i32::MAX
    );
    for one in places(conn, selection.demanding(&unheard), None)? {
        // What says the same again is the same matter, told by its first statement.
        if told.contains(&one.row) {
            continue;
        }
        let mut last = one.published_day;
        let mut matter = vec![one.row];
        for (other, ..) in related(conn, &one)? {
            last = last.max(other.published().unwrap_or(last));
            told.insert(other.row);
            matter.push(other.row);
        }
        for row in matter {
            let day: Option<i64> = referring.query_row([row], |row| row.get(0))?;
            last = last.max(day.unwrap_or(last));
        }
        if last <= bound {
            found.push((one, last));
        }
    }
    Ok(found)
}

/// What the log has: each article with its day of publication and the topics of its statements.
struct Coverage(Vec<(i64, BTreeSet<String>)>);

impl Coverage {
    fn read(conn: &Connection) -> Result<Self, QueryError> {
        let mut articles: BTreeMap<i64, (i64, BTreeSet<String>)> = BTreeMap::new();
        let mut select = conn.prepare_cached(
            "SELECT DISTINCT a.row, a.published_day, t.id FROM article AS a
             LEFT JOIN statement AS s ON s.article = a.row
             LEFT JOIN statement_topic AS st ON st.statement = s.row LEFT JOIN topic AS t ON t.row = st.topic
             WHERE a.published IS NOT NULL",
        )?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let article = articles
                .entry(row.get(0)?)
                .or_insert_with(|| (0, BTreeSet::new()));
            article.0 = row.get(1)?;
            article.1.extend(row.get::<_, Option<String>>(2)?);
        }
        Ok(Self(articles.into_values().collect()))
    }

    /// How many articles were published after the day `last` and up to `end`, and how many of them are about one of
    /// `topics`.
    fn since(&self, last: i64, end: i64, topics: &[String]) -> (u64, u64) {
        let since = self.0.iter().filter(|(day, _)| *day > last && *day <= end);
        since.fold((0, 0), |(all, about), (_, known)| {
            let is_about = topics.iter().any(|topic| known.contains(topic));
            (all + 1, about + u64::from(is_about))
        })
    }
}
