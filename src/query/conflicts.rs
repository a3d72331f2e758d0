//! The query `dixit conflicts`: pairs of statements that contradict each other.

use super::selection::Selection;
use super::similarity::find_reports;
use super::statement_headers::{LoadedStatement, load_entries, load_statements};
use super::{Query, QueryError, StatementEntry, StatementFilter};
use crate::domain::similarity::{ComparableWords, Difference};
use crate::domain::{Act, StatementId};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Finds pairs of statements that contradict each other: pairs that a person linked as contradicting, and suggested
/// pairs by one speaker on one subject that differ in a figure or date, negate each other, or take opposite sides.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConflictsQuery {
    /// Which statements. Its limit applies to the suggested pairs.
    pub within: StatementFilter,
}

/// Pairs of statements; pairs linked by persons come first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ConflictList(pub Vec<Conflict>);

/// Two statements that contradict each other, or may do so.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Conflict {
    /// The earlier statement.
    pub one: StatementEntry,
    /// The later statement.
    pub other: StatementEntry,
    /// Whether the pair is only suggested by its words; `false` if a person linked it.
    pub suggested: bool,
    /// What differs: figure, date, negation, direction or retraction; null if they only take opposite sides or were
    /// linked by a person.
    pub differs: Option<&'static str>,
    /// The topics that both are about.
    pub topics: Vec<String>,
    /// The grounds: what differs, the words that take sides, or the person's reason.
    pub why: Vec<String>,
    /// The person who linked them.
    pub actor: Option<String>,
}

impl ConflictsQuery {
    /// Default number of suggested pairs.
    pub const SUGGESTED: usize = 50;
    /// How many of ten suggested pairs are worth a look, as measured in `tests/questions/conflicts.rs`.
    pub const WORTH_A_LOOK_OF_TEN: u8 = 7;
    /// Number of labelled pairs in that measurement.
    pub const LABELLED_PAIRS: usize = 72;
}

impl Query for ConflictsQuery {
    type Answer = ConflictList;

    fn answer(&self, conn: &Connection) -> Result<ConflictList, QueryError> {
        let statements = load_statements(conn, Selection::from_filter(&self.within, conn)?, None)?;
        let mut pairs = load_linked_pairs(conn, &statements)?;
        let statements = statements
            .into_iter()
            .map(|statement| ComparableStatement::load(conn, statement))
            .collect::<Result<Vec<_>, _>>()?;
        let known: BTreeSet<_> = pairs
            .iter()
            .map(|pair| (pair.one.id.clone(), pair.other.id.clone()))
            .collect();
        let mut seen = SeenPairs {
            conn,
            known,
            pairs: BTreeSet::new(),
        };
        let limit = self.within.limit.unwrap_or(Self::SUGGESTED);
        let mut suggested = 0;
        for suggestion in suggest_pairs(&statements) {
            if suggested == limit {
                break;
            }
            if seen.add(&suggestion)? {
                suggested += 1;
                pairs.push(suggestion.to_conflict());
            }
        }
        Ok(ConflictList(pairs))
    }
}

/// The side that a statement takes for or against its subject.
struct TakenSide {
    /// Whether it is in favour.
    stands_for: bool,
    /// The word that takes the side.
    word: String,
    /// The content keys of that word; they say nothing about the subject and are ignored when subjects are compared.
    telling: Vec<u64>,
}

/// A statement with what is needed to find contradictions.
struct ComparableStatement {
    loaded: LoadedStatement,
    side: Option<TakenSide>,
    prepared: ComparableWords,
}

impl ComparableStatement {
    fn load(conn: &Connection, loaded: LoadedStatement) -> Result<Self, QueryError> {
        let prepared = ComparableWords::new(loaded.entry.article.lang, &loaded.entry.words);
        let side = load_side(conn, &loaded)?;
        Ok(Self {
            loaded,
            side,
            prepared,
        })
    }

    /// Whether two statements take opposite sides on one subject: apart from the words that take sides, the other
    /// statement contains most of the content of the shorter one.
    fn takes_opposite_side(&self, other: &Self) -> bool {
        let (Some(side), Some(turned)) = (&self.side, &other.side) else {
            return false;
        };
        if side.stands_for == turned.stands_for {
            return false;
        }
        let tells = |key: &u64| side.telling.contains(key) || turned.telling.contains(key);
        let subject = |said: &Self| -> BTreeMap<u64, u32> {
            let subject = said.prepared.content_keys();
            subject.filter(|(key, _)| !tells(key)).collect()
        };
        let (one, other) = (subject(self), subject(other));
        let shared = one.iter().filter(|(key, _)| other.contains_key(key));
        let shared: u32 = shared.map(|(_, weight)| weight).sum();
        let weight = |subject: &BTreeMap<u64, u32>| subject.values().sum::<u32>();
        let shorter = weight(&one).min(weight(&other));
        // If the shorter one also has a subject of its own, both can hold: good for hospitals, bad for elections.
        shared > 0
            && 100 * shared >= SHARED_SUBJECT_PERCENT_MIN * shorter
            && shorter < shared + OWN_SUBJECT_WEIGHT_MAX
    }
}

/// Minimum share of the shorter statement's content that two statements on opposite sides have in common, in per cent.
const SHARED_SUBJECT_PERCENT_MIN: u32 = 50;
/// From this weight on, content that only the shorter statement has makes it a different subject. A long word weighs
/// about this much.
const OWN_SUBJECT_WEIGHT_MAX: u32 = 4;
/// Maximum number of earlier statements by the speaker that a statement is compared with: those that share most
/// content words with it.
const COMPARED_MAX: usize = 16;
/// A content word found in more statements of a speaker than this is too common to indicate a subject.
const STATEMENTS_PER_KEY_MAX: usize = 64;

/// Two statements that may contradict each other, the earlier first.
struct SuggestedPair<'s> {
    earlier: &'s ComparableStatement,
    later: &'s ComparableStatement,
    /// What differs; `None` if they only take opposite sides.
    differs: Option<Difference>,
}

impl SuggestedPair<'_> {
    fn to_conflict(&self) -> Conflict {
        let (one, other) = (&self.earlier.loaded.entry, &self.later.loaded.entry);
        let sides = [self.earlier, self.later].map(|said| said.side.as_ref().map(|side| side.word.clone()));
        let why = match self.differs {
            Some(differs) => vec![differs.to_string()],
            None => sides.into_iter().flatten().collect(),
        };
        Conflict {
            topics: shared_topics(one, other),
            one: one.clone(),
            other: other.clone(),
            suggested: true,
            differs: self.differs.map(Difference::as_str),
            why,
            actor: None,
        }
    }
}

/// Suggests pairs by one speaker in two articles: each statement with the last earlier one that it contradicts.
///
/// Pairs that differ in a figure, a date or a negation come before pairs on opposite sides, because more of them are
/// worth a look.
fn suggest_pairs(said: &[ComparableStatement]) -> impl Iterator<Item = SuggestedPair<'_>> {
    let mut by_words = Vec::new();
    let mut by_sides = Vec::new();
    let mut known: HashMap<(i64, u64), Vec<usize>> = HashMap::new();
    for (number, other) in said.iter().enumerate() {
        let Some(speaker) = other.loaded.header.canonical_speaker else {
            continue;
        };
        let keys: Vec<u64> = other.prepared.content_keys().map(|(key, _)| key).collect();
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for key in &keys {
            let with = known.entry((speaker, *key)).or_default();
            if with.len() < STATEMENTS_PER_KEY_MAX {
                for earlier in with.iter() {
                    *shared.entry(*earlier).or_default() += 1;
                }
                with.push(number);
            }
        }
        let mut most_similar: Vec<(usize, usize)> = shared.into_iter().collect();
        most_similar.sort_unstable_by_key(|(earlier, shared)| (Reverse(*shared), Reverse(*earlier)));
        most_similar.truncate(COMPARED_MAX);
        most_similar.sort_unstable_by_key(|(earlier, _)| Reverse(*earlier));
        let others = most_similar.iter().filter_map(|(earlier, _)| said.get(*earlier));
        let others: Vec<&ComparableStatement> = others
            .filter(|one| one.loaded.header.article != other.loaded.header.article)
            .collect();
        let differing = others
            .iter()
            .find_map(|one| Some((*one, one.prepared.opposition_to(&other.prepared)?)));
        if let Some((one, differs)) = differing {
            // Of several reports in that story, take the first.
            let mut reports = others.iter().rev().copied();
            let first = reports.find(|report| {
                report.loaded.header.story == one.loaded.header.story
                    && report.prepared.opposition_to(&other.prepared) == Some(differs)
            });
            by_words.push(SuggestedPair {
                earlier: first.unwrap_or(one),
                later: other,
                differs: Some(differs),
            });
            continue;
        }
        // Opposite sides within one story are a concession, not a contradiction.
        let turned = others.iter().find(|one| {
            one.loaded.header.story != other.loaded.header.story && one.takes_opposite_side(other)
        });
        by_sides.extend(turned.map(|one| {
            let mut reports = others.iter().rev().copied();
            let first = reports.find(|report| {
                report.loaded.header.story == one.loaded.header.story && report.takes_opposite_side(other)
            });
            SuggestedPair {
                earlier: first.unwrap_or(one),
                later: other,
                differs: None,
            }
        }));
    }
    by_words.into_iter().chain(by_sides)
}

/// The pairs found so far, so that each is listed once, whichever of its reports it is found by.
struct SeenPairs<'c> {
    conn: &'c Connection,
    /// The pairs that persons linked.
    known: BTreeSet<(StatementId, StatementId)>,
    /// The rows of the first reports of both statements.
    pairs: BTreeSet<(i64, i64)>,
}

impl SeenPairs<'_> {
    fn add(&mut self, suggestion: &SuggestedPair<'_>) -> Result<bool, QueryError> {
        let (one, other) = (&suggestion.earlier.loaded, &suggestion.later.loaded);
        let (of_one, of_other) = (self.report_ids(one)?, self.report_ids(other)?);
        let first = |rows: &BTreeMap<i64, StatementId>| rows.keys().next().copied().unwrap_or(0);
        let linked = |a: &BTreeMap<i64, StatementId>, b: &BTreeMap<i64, StatementId>| {
            let mut known = self.known.iter();
            known.any(|(x, y)| a.values().any(|id| id == x) && b.values().any(|id| id == y))
        };
        if linked(&of_one, &of_other) || linked(&of_other, &of_one) {
            return Ok(false);
        }
        Ok(self.pairs.insert((first(&of_one), first(&of_other))))
    }

    /// The ids of a statement and its other reports, by row.
    fn report_ids(&self, of: &LoadedStatement) -> Result<BTreeMap<i64, StatementId>, QueryError> {
        let mut rows: Vec<i64> = find_reports(self.conn, &of.header)?
            .iter()
            .map(|(header, _)| header.row)
            .collect();
        rows.push(of.header.row);
        let entries = load_entries(self.conn, &rows)?;
        Ok(entries.into_iter().map(|(row, entry)| (row, entry.id)).collect())
    }
}

/// The side that a statement takes: by its words, or else in favour if its act is a proposal or commitment.
fn load_side(conn: &Connection, of: &LoadedStatement) -> Result<Option<TakenSide>, QueryError> {
    let mut select = conn.prepare_cached("SELECT stance = 'for', word FROM stance WHERE wording_row = ?1")?;
    let entry = &of.entry;
    let side = select.query_row([of.header.wording], |row| {
        let word: String = row.get(1)?;
        let telling = ComparableWords::new(entry.article.lang, &word)
            .content_keys()
            .map(|(key, _)| key)
            .collect();
        Ok(TakenSide {
            stands_for: row.get(0)?,
            word,
            telling,
        })
    });
    let promised = matches!(entry.act, Act::Proposal | Act::Commitment).then(|| TakenSide {
        stands_for: true,
        word: entry.cue.clone().unwrap_or_else(|| entry.act.to_string()),
        telling: Vec::new(),
    });
    Ok(side.optional()?.or(promised))
}

/// The pairs linked by persons as contradicting, at least one statement of which is among these.
fn load_linked_pairs(conn: &Connection, said: &[LoadedStatement]) -> Result<Vec<Conflict>, QueryError> {
    let among: BTreeSet<&str> = said.iter().map(|one| one.entry.id.as_str()).collect();
    let mut select = conn.prepare_cached(
        "SELECT l.source_id, l.target_id, a.row, b.row, l.actor, l.reason FROM link AS l
         CROSS JOIN statement AS a ON a.id = l.source_id CROSS JOIN statement AS b ON b.id = l.target_id
         WHERE l.link = 'contradicts' ORDER BY l.valid_from_pos",
    )?;
    let mut rows = select.query([])?;
    let mut pairs = Vec::new();
    while let Some(row) = rows.next()? {
        let ids: [String; 2] = [row.get(0)?, row.get(1)?];
        if !ids.iter().any(|id| among.contains(id.as_str())) {
            continue;
        }
        let both = load_statements(conn, Selection::of_rows(&[row.get(2)?, row.get(3)?]), None)?;
        if let [one, other] = both.as_slice() {
            let reason: Option<String> = row.get(5)?;
            pairs.push(Conflict {
                topics: shared_topics(&one.entry, &other.entry),
                one: one.entry.clone(),
                other: other.entry.clone(),
                suggested: false,
                differs: None,
                why: reason.into_iter().collect(),
                actor: row.get(4)?,
            });
        }
    }
    Ok(pairs)
}

fn shared_topics(one: &StatementEntry, other: &StatementEntry) -> Vec<String> {
    let shared = one.topics.iter().filter(|topic| other.topics.contains(topic));
    shared.cloned().collect()
}
