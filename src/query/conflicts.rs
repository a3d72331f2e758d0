use super::near::once;
use super::placed::{Placed, placed};
use super::selection::Selection;
use super::{Entry, QueryError, Question, Timeline};
use crate::domain::StatementId;
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Statements that contradict one another: pairs that a person linked, and pairs by one speaker on one topic whose
/// words take opposite sides, which are only suggested.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Conflicts {
    /// Which statements. Its limit is that of the pairs that are suggested.
    pub within: Timeline,
}

/// Pairs of statements, those that persons linked first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Pairs(pub Vec<Conflict>);

/// Two statements that contradict each other, or may.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Conflict {
    /// The one that was said first.
    pub one: Entry,
    /// The other.
    pub other: Entry,
    /// Whether no person said so: the words only take opposite sides.
    pub suggested: bool,
    /// The topics that both are about.
    pub topics: Vec<String>,
    /// What tells: the words that take sides, or the person's reason.
    pub why: Vec<String>,
    /// Who linked them.
    pub actor: Option<String>,
}

impl Conflicts {
    /// How many pairs are suggested where nobody says how many.
    pub const SUGGESTED: usize = 50;
}

impl Question for Conflicts {
    type Answer = Pairs;

    fn answer(&self, conn: &Connection) -> Result<Pairs, QueryError> {
        let said = placed(conn, Selection::of(&self.within, conn)?, None)?;
        let mut pairs = linked(conn, &said)?;
        let mut sided = Vec::new();
        for one in said {
            if let Some(side) = side(conn, one.wording)? {
                sided.push((one, side));
            }
        }
        let sides: BTreeMap<i64, Side> = sided.iter().map(|(one, side)| (one.row, side.clone())).collect();
        let sided = sided.into_iter().map(|(one, _)| one).collect();
        // Of several reports one is enough, and a person may have linked any of them.
        let said: Vec<Said> = once(conn, sided, None)?
            .into_iter()
            .filter_map(|(one, reports)| {
                let side = sides.get(&one.row)?.clone();
                let ids = std::iter::once(&one).chain(&reports);
                let ids = ids.map(|report| report.entry.id.clone()).collect();
                Some(Said { one, side, ids })
            })
            .collect();
        let known: BTreeSet<_> = pairs
            .iter()
            .map(|pair| (pair.one.id.clone(), pair.other.id.clone()))
            .collect();
        let limit = self.within.limit.unwrap_or(Self::SUGGESTED);
        pairs.extend(suggestions(&said, &known).take(limit));
        Ok(Pairs(pairs))
    }
}

/// Whether words speak for what they are about, and the word that tells.
type Side = (bool, String);

/// A statement whose words take a side.
struct Said {
    one: Placed,
    side: Side,
    /// The ids of all its reports.
    ids: BTreeSet<StatementId>,
}

/// The side that a wording takes.
fn side(conn: &Connection, wording: i64) -> Result<Option<Side>, QueryError> {
    let mut select = conn.prepare_cached("SELECT stance = 'for', word FROM stance WHERE wording = ?1")?;
    let side = select.query_row([wording], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(side.optional()?)
}

/// The pairs that persons linked, of which one is among these.
fn linked(conn: &Connection, said: &[Placed]) -> Result<Vec<Conflict>, QueryError> {
    let among: BTreeSet<&str> = said.iter().map(|one| one.entry.id.as_str()).collect();
    let mut select = conn.prepare_cached(
        "SELECT l.one, l.other, a.row, b.row, l.actor, l.reason FROM linked AS l
         CROSS JOIN statement AS a ON a.id = l.one CROSS JOIN statement AS b ON b.id = l.other
         WHERE l.link = 'contradicts' ORDER BY l.since",
    )?;
    let mut rows = select.query([])?;
    let mut pairs = Vec::new();
    while let Some(row) = rows.next()? {
        let ids: [String; 2] = [row.get(0)?, row.get(1)?];
        if !ids.iter().any(|id| among.contains(id.as_str())) {
            continue;
        }
        let both = placed(conn, Selection::of_rows(&[row.get(2)?, row.get(3)?]), None)?;
        if let [one, other] = both.as_slice() {
            let reason: Option<String> = row.get(5)?;
            pairs.push(Conflict {
                topics: shared_topics(&one.entry, &other.entry),
                one: one.entry.clone(),
                other: other.entry.clone(),
                suggested: false,
                why: reason.into_iter().collect(),
                actor: row.get(4)?,
            });
        }
    }
    Ok(pairs)
}

/// The pairs by one speaker on one topic of which one speaks for it and the other against, each statement beside the
/// next one on the other side, unless persons said so of the two.
fn suggestions(
    said: &[Said],
    known: &BTreeSet<(StatementId, StatementId)>,
) -> impl Iterator<Item = Conflict> {
    let is_known = |one: &Said, other: &Said| {
        let between = |a: &Said, b: &Said| known.iter().any(|(x, y)| a.ids.contains(x) && b.ids.contains(y));
        between(one, other) || between(other, one)
    };
    said.iter().enumerate().filter_map(move |(number, first)| {
        let whole = first.one.whole?;
        let (second, topics) = said[number + 1..].iter().find_map(|second| {
            let opposed = second.side.0 != first.side.0 && second.one.whole == Some(whole);
            let topics = shared_topics(&first.one.entry, &second.one.entry);
            (opposed && !topics.is_empty()).then_some((second, topics))
        })?;
        (!is_known(first, second)).then(|| Conflict {
            one: first.one.entry.clone(),
            other: second.one.entry.clone(),
            suggested: true,
            topics,
            why: vec![first.side.1.clone(), second.side.1.clone()],
            actor: None,
        })
    })
}

fn shared_topics(one: &Entry, other: &Entry) -> Vec<String> {
    let shared = one.topics.iter().filter(|topic| other.topics.contains(topic));
    shared.cloned().collect()
}
