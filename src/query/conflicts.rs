use super::placed::{Placed, placed};
use super::selection::Selection;
use super::{Entry, QueryError, Question, Timeline};
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
        let mut said = Vec::new();
        for one in placed(conn, Selection::of(&self.within, conn)?, None)? {
            let side = side(conn, one.wording)?;
            said.push((one, side));
        }
        let mut pairs = linked(conn, &said)?;
        let known: BTreeSet<_> = pairs
            .iter()
            .map(|pair| (pair.one.id.clone(), pair.other.id.clone()))
            .collect();
        let limit = self.within.limit.unwrap_or(Self::SUGGESTED);
        let suggested =
            suggestions(&said).filter(|pair| !known.contains(&(pair.one.id.clone(), pair.other.id.clone())));
        pairs.extend(suggested.take(limit));
        Ok(Pairs(pairs))
    }
}

/// A statement and the side that its words take, with the word that tells.
type Said = (Placed, Option<(bool, String)>);

/// Whether a wording speaks for what it is about, and by which word.
fn side(conn: &Connection, wording: i64) -> Result<Option<(bool, String)>, QueryError> {
    let mut select = conn.prepare_cached("SELECT stance = 'for', word FROM stance WHERE wording = ?1")?;
    let side = select.query_row([wording], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(side.optional()?)
}

/// The pairs that persons linked, of which one is among these.
fn linked(conn: &Connection, said: &[Said]) -> Result<Vec<Conflict>, QueryError> {
    let among: BTreeMap<String, ()> = said
        .iter()
        .map(|(one, _)| (one.entry.id.to_string(), ()))
        .collect();
    let mut select = conn.prepare_cached(
        "SELECT l.one, l.other, a.row, b.row, l.actor, l.reason FROM linked AS l
         CROSS JOIN statement AS a ON a.id = l.one CROSS JOIN statement AS b ON b.id = l.other
         WHERE l.link = 'contradicts' ORDER BY l.since",
    )?;
    let mut rows = select.query([])?;
    let mut pairs = Vec::new();
    while let Some(row) = rows.next()? {
        let ids: [String; 2] = [row.get(0)?, row.get(1)?];
        if !ids.iter().any(|id| among.contains_key(id)) {
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
/// next one on the other side.
fn suggestions(said: &[Said]) -> impl Iterator<Item = Conflict> {
    said.iter().enumerate().filter_map(|(number, (one, side))| {
        let (stands_for, word) = side.as_ref()?;
        let whole = one.whole?;
        let opposite = said[number + 1..].iter().find_map(|(other, side)| {
            let (other_stands_for, other_word) = side.as_ref()?;
            let opposed = other_stands_for != stands_for && other.whole == Some(whole);
            let topics = shared_topics(&one.entry, &other.entry);
            (opposed && !topics.is_empty()).then_some((other, other_word, topics))
        });
        let (other, other_word, topics) = opposite?;
        Some(Conflict {
            one: one.entry.clone(),
            other: other.entry.clone(),
            suggested: true,
            topics,
            why: vec![word.clone(), other_word.clone()],
            actor: None,
        })
    })
}

fn shared_topics(one: &Entry, other: &Entry) -> Vec<String> {
    let shared = one.topics.iter().filter(|topic| other.topics.contains(topic));
    shared.cloned().collect()
}
