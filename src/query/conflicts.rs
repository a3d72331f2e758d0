use super::near::once;
use super::placed::{Placed, placed};
use super::selection::Selection;
use super::{Entry, QueryError, Question, Timeline};
use crate::domain::likeness::{Matcher, SameLanguage};
use crate::domain::{Act, StatementId};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Statements that contradict one another: pairs that a person linked, and pairs by one speaker on one topic whose
/// words take opposite sides, or that speak against a thing and then promise it, which are only suggested.
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
        let mut sides = BTreeMap::new();
        let mut taking_sides = Vec::new();
        for one in said {
            if let Some(side) = side(conn, &one)? {
                sides.insert(one.place.row, side);
                taking_sides.push(one);
            }
        }
        // Of several reports one is enough, and a person may have linked any of them.
        let places = taking_sides.iter().map(|one| one.place.clone()).collect();
        let mut taking_sides: BTreeMap<i64, Placed> =
            taking_sides.into_iter().map(|one| (one.place.row, one)).collect();
        let ids: BTreeMap<i64, StatementId> = taking_sides
            .iter()
            .map(|(row, one)| (*row, one.entry.id.clone()))
            .collect();
        let said: Vec<Said> = once(conn, places, None)?
            .into_iter()
            .filter_map(|(one, reports)| {
                let side = sides.remove(&one.row)?;
                let all = std::iter::once(&one).chain(&reports);
                let ids = all.filter_map(|report| ids.get(&report.row).cloned()).collect();
                let one = taking_sides.remove(&one.row)?;
                let grams = SameLanguage.grams(one.entry.article.lang, &one.entry.words);
                Some(Said {
                    one,
                    side,
                    ids,
                    grams,
                })
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

/// The side that somebody takes.
struct Side {
    /// Whether it is for what is spoken about.
    stands_for: bool,
    /// The word that tells.
    word: String,
    /// Whether nothing tells but that it is proposed or promised: who does so is for that very thing.
    by_act: bool,
}

/// A statement that takes a side.
struct Said {
    one: Placed,
    side: Side,
    /// The ids of all its reports.
    ids: BTreeSet<StatementId>,
    /// What it is found by.
    grams: Vec<i64>,
}

impl Said {
    /// The topics that both are about, where one speaks for and the other against what they are about. What is said
    /// in one article is a concession, not a contradiction.
    fn opposes(&self, other: &Self) -> Option<Vec<String>> {
        // Most pairs are told apart by what is compared at once; the rest is looked at of those that are left.
        if self.side.stands_for == other.side.stands_for || self.one.place.story == other.one.place.story {
            return None;
        }
        let by_act = self.side.by_act || other.side.by_act;
        if by_act && !self.grams.iter().any(|gram| other.grams.contains(gram)) {
            return None;
        }
        let topics = shared_topics(&self.one.entry, &other.one.entry);
        (!topics.is_empty()).then_some(topics)
    }
}

/// The side that a statement takes, by its words or else by what is done with them.
fn side(conn: &Connection, of: &Placed) -> Result<Option<Side>, QueryError> {
    let mut select = conn.prepare_cached("SELECT stance = 'for', word FROM stance WHERE wording = ?1")?;
    let side = select.query_row([of.place.wording], |row| {
        Ok(Side {
            stands_for: row.get(0)?,
            word: row.get(1)?,
            by_act: false,
        })
    });
    let entry = &of.entry;
    let promised = matches!(entry.act, Act::Proposal | Act::Commitment).then(|| Side {
        stands_for: true,
        word: entry.cue.clone().unwrap_or_else(|| entry.act.to_string()),
        by_act: true,
    });
    Ok(side.optional()?.or(promised))
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
    let mut by_speaker: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (number, one) in said.iter().enumerate() {
        if let Some(whole) = one.one.place.whole {
            by_speaker.entry(whole).or_default().push(number);
        }
    }
    said.iter().enumerate().filter_map(move |(number, first)| {
        let others = by_speaker.get(&first.one.place.whole?)?;
        let later = others.get(others.partition_point(|other| *other <= number)..)?;
        let (second, topics) = later.iter().find_map(|other| {
            let second = said.get(*other)?;
            Some((second, first.opposes(second)?))
        })?;
        (!is_known(first, second)).then(|| Conflict {
            one: first.one.entry.clone(),
            other: second.one.entry.clone(),
            suggested: true,
            topics,
            why: vec![first.side.word.clone(), second.side.word.clone()],
            actor: None,
        })
    })
}

fn shared_topics(one: &Entry, other: &Entry) -> Vec<String> {
    let shared = one.topics.iter().filter(|topic| other.topics.contains(topic));
    shared.cloned().collect()
}
