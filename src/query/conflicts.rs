use super::placed::{LoadedStatement, load_entries, load_statements};
use super::selection::Selection;
use super::similarity::find_reports;
use super::{Query, QueryError, StatementEntry, StatementFilter};
use crate::domain::similarity::{Difference, Prepared};
use crate::domain::{Act, StatementId};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Statements that contradict one another: pairs that a person linked, and pairs by one speaker on one matter, of
/// which one gives another figure or date, or says the contrary, or takes the other side. These are only suggested.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConflictsQuery {
    /// Which statements. Its limit is that of the pairs that are suggested.
    pub within: StatementFilter,
}

/// Pairs of statements, those that persons linked first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ConflictList(pub Vec<Conflict>);

/// Two statements that contradict each other, or may.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Conflict {
    /// The one that was said first.
    pub one: StatementEntry,
    /// The other.
    pub other: StatementEntry,
    /// Whether no person said so: only the words tell.
    pub suggested: bool,
    /// What their words differ in: figure, date, negation, direction or retraction; null where they only take
    /// opposite sides, and where a person linked them.
    pub differs: Option<&'static str>,
    /// The topics that both are about.
    pub topics: Vec<String>,
    /// What tells: what differs, the words that take sides, or the person's reason.
    pub why: Vec<String>,
    /// Who linked them.
    pub actor: Option<String>,
}

impl ConflictsQuery {
    /// How many pairs are suggested where nobody says how many.
    pub const SUGGESTED: usize = 50;
    /// Of ten pairs that are suggested, how many are worth a look: measured in `tests/questions/conflicts.rs`.
    pub const WORTH_A_LOOK_OF_TEN: u8 = 7;
    /// How many labelled pairs that was measured on.
    pub const LABELLED_PAIRS: usize = 72;
}

impl Query for ConflictsQuery {
    type Answer = ConflictList;

    fn answer(&self, conn: &Connection) -> Result<ConflictList, QueryError> {
        let said = load_statements(conn, Selection::from_filter(&self.within, conn)?, None)?;
        let mut pairs = linked(conn, &said)?;
        let said = said
            .into_iter()
            .map(|one| Said::new(conn, one))
            .collect::<Result<Vec<_>, _>>()?;
        let known: BTreeSet<_> = pairs
            .iter()
            .map(|pair| (pair.one.id.clone(), pair.other.id.clone()))
            .collect();
        let mut told = Told {
            conn,
            known,
            pairs: BTreeSet::new(),
        };
        let limit = self.within.limit.unwrap_or(Self::SUGGESTED);
        let mut suggested = 0;
        for suggestion in suggestions(&said) {
            if suggested == limit {
                break;
            }
            if told.is_new(&suggestion)? {
                suggested += 1;
                pairs.push(suggestion.pair());
            }
        }
        Ok(ConflictList(pairs))
    }
}

/// The side that somebody takes.
struct Side {
    /// Whether it is for what is spoken about.
    stands_for: bool,
    /// The word that tells.
    word: String,
    /// The keys of that word: it says nothing of what is spoken about.
    telling: Vec<u64>,
}

/// A statement with what it may contradict others by.
struct Said {
    one: LoadedStatement,
    side: Option<Side>,
    prepared: Prepared,
}

impl Said {
    fn new(conn: &Connection, one: LoadedStatement) -> Result<Self, QueryError> {
        let prepared = Prepared::of(one.entry.article.lang, &one.entry.words);
        let side = side(conn, &one)?;
        Ok(Self { one, side, prepared })
    }

    /// Whether two statements are on one matter and take opposite sides: most of what the shorter one is about,
    /// apart from the words that take sides, the other is about too.
    fn opposes(&self, other: &Self) -> bool {
        let (Some(side), Some(turned)) = (&self.side, &other.side) else {
            return false;
        };
        if side.stands_for == turned.stands_for {
            return false;
        }
        let tells = |key: &u64| side.telling.contains(key) || turned.telling.contains(key);
        let matter = |said: &Self| -> BTreeMap<u64, u32> {
            let matter = said.prepared.matter();
            matter.filter(|(key, _)| !tells(key)).collect()
        };
        let (one, other) = (matter(self), matter(other));
        let shared = one.iter().filter(|(key, _)| other.contains_key(key));
        let shared: u32 = shared.map(|(_, weight)| weight).sum();
        let weight = |matter: &BTreeMap<u64, u32>| matter.values().sum::<u32>();
        let shorter = weight(&one).min(weight(&other));
        // Where each goes on about a thing of its own, both can be so: good for hospitals, bad for elections.
        shared > 0 && 100 * shared >= SIDES_MATTER * shorter && shorter < shared + SIDES_OWN
    }
}

/// So much of what the shorter of two on opposite sides is about, the other is about too, in per cent.
const SIDES_MATTER: u32 = 50;
/// What both are about besides, from this weight on, about a long word, makes two matters of it.
const SIDES_OWN: u32 = 4;
/// A statement is compared with so many earlier ones of its speaker: those that share most with it.
const COMPARED_MAX: usize = 16;
/// What more statements of a speaker have than this tells nothing of what they are about.
const COMMON_MAX: usize = 64;

/// Two statements that may contradict each other.
struct Suggestion<'s> {
    one: &'s Said,
    other: &'s Said,
    /// How their words differ; where they only take sides, nothing.
    differs: Option<Difference>,
}

impl Suggestion<'_> {
    fn pair(&self) -> Conflict {
        let (one, other) = (&self.one.one.entry, &self.other.one.entry);
        let sides = [self.one, self.other].map(|said| said.side.as_ref().map(|side| side.word.clone()));
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

/// The pairs by one speaker, in two articles, of which one says the contrary of the other or gives another figure or
/// date, or takes the opposite side; each statement beside the last such one before it. Those whose words differ come
/// first, for more of them are worth a look.
fn suggestions(said: &[Said]) -> impl Iterator<Item = Suggestion<'_>> {
    let mut by_words = Vec::new();
    let mut by_sides = Vec::new();
    let mut known: HashMap<(i64, u64), Vec<usize>> = HashMap::new();
    for (number, other) in said.iter().enumerate() {
        let Some(whole) = other.one.header.whole else {
            continue;
        };
        let keys: Vec<u64> = other.prepared.matter().map(|(key, _)| key).collect();
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for key in &keys {
            let with = known.entry((whole, *key)).or_default();
            if with.len() < COMMON_MAX {
                for earlier in with.iter() {
                    *shared.entry(*earlier).or_default() += 1;
                }
                with.push(number);
            }
        }
        let mut likest: Vec<(usize, usize)> = shared.into_iter().collect();
        likest.sort_unstable_by_key(|(earlier, shared)| (Reverse(*shared), Reverse(*earlier)));
        likest.truncate(COMPARED_MAX);
        likest.sort_unstable_by_key(|(earlier, _)| Reverse(*earlier));
        let others = likest.iter().filter_map(|(earlier, _)| said.get(*earlier));
        let others: Vec<&Said> = others
            .filter(|one| one.one.header.article != other.one.header.article)
            .collect();
        let differing = others
            .iter()
            .find_map(|one| Some((*one, one.prepared.opposition(&other.prepared)?)));
        if let Some((one, differs)) = differing {
            // Of its reports in one story, the first.
            let mut reports = others.iter().rev().copied();
            let first = reports.find(|report| {
                report.one.header.story == one.one.header.story
                    && report.prepared.opposition(&other.prepared) == Some(differs)
            });
            by_words.push(Suggestion {
                one: first.unwrap_or(one),
                other,
                differs: Some(differs),
            });
            continue;
        }
        // What is said in one story is a concession, not a contradiction.
        let turned = others
            .iter()
            .find(|one| one.one.header.story != other.one.header.story && one.opposes(other));
        by_sides.extend(turned.map(|one| {
            let mut reports = others.iter().rev().copied();
            let first = reports
                .find(|report| report.one.header.story == one.one.header.story && report.opposes(other));
            Suggestion {
                one: first.unwrap_or(one),
                other,
                differs: None,
            }
        }));
    }
    by_words.into_iter().chain(by_sides)
}

/// The pairs that were told, each once whichever of their reports it is.
struct Told<'c> {
    conn: &'c Connection,
    /// Those that persons linked.
    known: BTreeSet<(StatementId, StatementId)>,
    /// The first report of each of two.
    pairs: BTreeSet<(i64, i64)>,
}

impl Told<'_> {
    fn is_new(&mut self, suggestion: &Suggestion<'_>) -> Result<bool, QueryError> {
        let (one, other) = (&suggestion.one.one, &suggestion.other.one);
        let (of_one, of_other) = (self.reports(one)?, self.reports(other)?);
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

    /// A statement and its other reports, by row.
    fn reports(&self, of: &LoadedStatement) -> Result<BTreeMap<i64, StatementId>, QueryError> {
        let mut rows: Vec<i64> = find_reports(self.conn, &of.header)?
            .iter()
            .map(|(place, _)| place.row)
            .collect();
        rows.push(of.header.row);
        let entries = load_entries(self.conn, &rows)?;
        Ok(entries.into_iter().map(|(row, entry)| (row, entry.id)).collect())
    }
}

/// The side that a statement takes, by its words or else by what is done with them.
fn side(conn: &Connection, of: &LoadedStatement) -> Result<Option<Side>, QueryError> {
    let mut select = conn.prepare_cached("SELECT stance = 'for', word FROM stance WHERE wording_row = ?1")?;
    let entry = &of.entry;
    let side = select.query_row([of.header.wording], |row| {
        let word: String = row.get(1)?;
        let telling = Prepared::of(entry.article.lang, &word)
            .matter()
            .map(|(key, _)| key)
            .collect();
        Ok(Side {
            stands_for: row.get(0)?,
            word,
            telling,
        })
    });
    let promised = matches!(entry.act, Act::Proposal | Act::Commitment).then(|| Side {
        stands_for: true,
        word: entry.cue.clone().unwrap_or_else(|| entry.act.to_string()),
        telling: Vec::new(),
    });
    Ok(side.optional()?.or(promised))
}

/// The pairs that persons linked, of which one is among these.
fn linked(conn: &Connection, said: &[LoadedStatement]) -> Result<Vec<Conflict>, QueryError> {
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
