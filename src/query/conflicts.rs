//! The query `dixit conflicts`: pairs of statements that contradict each other.

use super::chronology::Chronology;
use super::selection::Selection;
use super::similarity::{SimilarityCache, find_reports_cached};
use super::statement_headers::{
    HEADER_COLUMN_COUNT, StatementHeader, load_entries, load_headers, load_statements,
};
use super::{Query, QueryError, StatementEntry, StatementFilter, sql};
use crate::domain::similarity::{ComparableWords, Difference};
use crate::domain::{Act, Lang, StatementId};
use rusqlite::{Connection, OptionalExtension, Row};
use schemars::JsonSchema;
use serde::Serialize;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::rc::Rc;

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
        let mut pairs = load_linked_pairs(conn, &Selection::from_filter(&self.within, conn)?)?;
        let linked = pairs
            .iter()
            .map(|pair| (pair.one.id.clone(), pair.other.id.clone()))
            .collect();
        let limit = self.within.limit.unwrap_or(Self::SUGGESTED);
        let mut suggested = SuggestedPairs::new(conn, limit, linked);
        let mut earlier = EarlierStatements::default();
        // Pairs that differ in a figure, a date or a negation come before pairs on opposite sides, because more of them
        // are worth a look.
        let mut by_sides = Vec::new();
        let statements = Chronology::from_filter(&self.within, conn)?;
        statements.for_each_header(conn, ComparableStatement::COLUMNS, |header, cells| {
            if suggested.is_full() {
                return Ok(ControlFlow::Break(()));
            }
            let statement = ComparableStatement::read(header, cells)?;
            if let Some(pair) = earlier.suggest_pair(conn, &Rc::new(statement))? {
                if pair.differs.is_some() {
                    suggested.add(pair)?;
                } else {
                    by_sides.push(pair);
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        for pair in by_sides {
            suggested.add(pair)?;
        }
        pairs.extend(suggested.load_conflicts()?);
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
    header: StatementHeader,
    lang: Lang,
    act: Act,
    cue: Option<String>,
    prepared: ComparableWords,
    /// The side that it takes; loaded when a statement is found that may be on the other side.
    side: OnceCell<Option<TakenSide>>,
}

impl ComparableStatement {
    /// The columns to read it from, after those of the header.
    const COLUMNS: &str = ", s.words, a.lang, s.act, s.cue";

    fn read(header: StatementHeader, cells: &Row<'_>) -> Result<Self, QueryError> {
        let [words, lang, act, cue] = [0, 1, 2, 3].map(|number| HEADER_COLUMN_COUNT + number);
        let words = cells.get_ref(words)?.as_str().map_err(rusqlite::Error::from)?;
        let lang = sql::parse_cell(cells, lang, "a language")?;
        Ok(Self {
            header,
            lang,
            prepared: ComparableWords::new(lang, words),
            act: sql::parse_cell(cells, act, "an act")?,
            cue: cells.get(cue)?,
            side: OnceCell::new(),
        })
    }

    /// The side that it takes: by its words, or else in favour if its act is a proposal or commitment.
    fn side(&self, conn: &Connection) -> Result<Option<&TakenSide>, QueryError> {
        if self.side.get().is_none() {
            let by_words = load_side(conn, &self.header, self.lang)?;
            let promised = matches!(self.act, Act::Proposal | Act::Commitment).then(|| TakenSide {
                stands_for: true,
                word: self.cue.clone().unwrap_or_else(|| self.act.to_string()),
                telling: Vec::new(),
            });
            // The cell is empty, so this cannot fail.
            let _ = self.side.set(by_words.or(promised));
        }
        Ok(self.side.get().and_then(Option::as_ref))
    }

    /// Whether two statements take opposite sides on one subject: apart from the words that take sides, the other
    /// statement contains most of the content of the shorter one.
    fn takes_opposite_side(&self, conn: &Connection, other: &Self) -> Result<bool, QueryError> {
        let Some(turned) = other.side(conn)? else {
            return Ok(false);
        };
        let Some(side) = self.side(conn)? else {
            return Ok(false);
        };
        if side.stands_for == turned.stands_for {
            return Ok(false);
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
        Ok(shared > 0
            && 100 * shared >= SHARED_SUBJECT_PERCENT_MIN * shorter
            && shorter < shared + OWN_SUBJECT_WEIGHT_MAX)
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
struct SuggestedPair {
    earlier: Rc<ComparableStatement>,
    later: Rc<ComparableStatement>,
    /// What differs; `None` if they only take opposite sides.
    differs: Option<Difference>,
}

/// The statements seen so far, in chronological order, by what they are about.
#[derive(Default)]
struct EarlierStatements {
    said: Vec<Rc<ComparableStatement>>,
    /// The numbers of the first statements of a speaker that have a content key.
    by_key: HashMap<(i64, u64), Vec<usize>>,
}

impl EarlierStatements {
    /// Adds a statement, and suggests it with the last earlier one by its speaker in another article that it
    /// contradicts.
    fn suggest_pair(
        &mut self,
        conn: &Connection,
        later: &Rc<ComparableStatement>,
    ) -> Result<Option<SuggestedPair>, QueryError> {
        let Some(speaker) = later.header.canonical_speaker else {
            return Ok(None);
        };
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for (key, _) in later.prepared.content_keys() {
            let with = self.by_key.entry((speaker, key)).or_default();
            if with.len() < STATEMENTS_PER_KEY_MAX {
                for earlier in with.iter() {
                    *shared.entry(*earlier).or_default() += 1;
                }
                with.push(self.said.len());
            }
        }
        self.said.push(Rc::clone(later));
        let mut most_similar: Vec<(usize, usize)> = shared.into_iter().collect();
        most_similar.sort_unstable_by_key(|(earlier, shared)| (Reverse(*shared), Reverse(*earlier)));
        most_similar.truncate(COMPARED_MAX);
        most_similar.sort_unstable_by_key(|(earlier, _)| Reverse(*earlier));
        let others = most_similar
            .iter()
            .filter_map(|(earlier, _)| self.said.get(*earlier));
        let others: Vec<&Rc<ComparableStatement>> = others
            .filter(|one| one.header.article != later.header.article)
            .collect();
        let pair = |one: &Rc<ComparableStatement>, differs| SuggestedPair {
            earlier: Rc::clone(one),
            later: Rc::clone(later),
            differs,
        };
        for one in &others {
            let Some(differs) = one.prepared.opposition_to(&later.prepared) else {
                continue;
            };
            // Of several reports in that story, take the first.
            let mut reports = others.iter().rev();
            let first = reports.find(|report| {
                report.header.story == one.header.story
                    && report.prepared.opposition_to(&later.prepared) == Some(differs)
            });
            return Ok(Some(pair(first.unwrap_or(one), Some(differs))));
        }
        for one in &others {
            // Opposite sides within one story are a concession, not a contradiction.
            if one.header.story == later.header.story || !one.takes_opposite_side(conn, later)? {
                continue;
            }
            for report in others.iter().rev() {
                if report.header.story == one.header.story && report.takes_opposite_side(conn, later)? {
                    return Ok(Some(pair(report, None)));
                }
            }
        }
        Ok(None)
    }
}

/// The pairs suggested so far, each once, whichever of its reports it is found by.
struct SuggestedPairs<'c> {
    cache: SimilarityCache<'c>,
    limit: usize,
    /// The pairs that persons linked.
    linked: BTreeSet<(StatementId, StatementId)>,
    /// The rows of the first reports of both statements.
    first_reports: BTreeSet<(i64, i64)>,
    pairs: Vec<SuggestedPair>,
}

impl<'c> SuggestedPairs<'c> {
    fn new(conn: &'c Connection, limit: usize, linked: BTreeSet<(StatementId, StatementId)>) -> Self {
        Self {
            cache: SimilarityCache::new(conn),
            limit,
            linked,
            first_reports: BTreeSet::new(),
            pairs: Vec::new(),
        }
    }

    fn is_full(&self) -> bool {
        self.pairs.len() >= self.limit
    }

    /// Adds the pair, unless there are enough, a person linked it, or it is there by other reports.
    fn add(&mut self, pair: SuggestedPair) -> Result<(), QueryError> {
        if self.is_full() {
            return Ok(());
        }
        let (one, other) = (self.load_reports(&pair.earlier)?, self.load_reports(&pair.later)?);
        let first = |rows: &[i64]| rows.iter().min().copied().unwrap_or(0);
        if !self.is_linked(&one, &other)? && self.first_reports.insert((first(&one), first(&other))) {
            self.pairs.push(pair);
        }
        Ok(())
    }

    /// The rows of a statement and of its other reports.
    fn load_reports(&mut self, of: &ComparableStatement) -> Result<Vec<i64>, QueryError> {
        let reports = find_reports_cached(&mut self.cache, &of.header)?;
        let rows = reports.iter().map(|(report, _)| report.row);
        Ok(rows.chain([of.header.row]).collect())
    }

    /// Whether a person linked some report of one statement with some report of the other.
    fn is_linked(&self, one: &[i64], other: &[i64]) -> Result<bool, QueryError> {
        if self.linked.is_empty() {
            return Ok(false);
        }
        let mut select = self
            .cache
            .conn
            .prepare_cached("SELECT id FROM statement WHERE row = ?1")?;
        let mut ids = |rows: &[i64]| -> Result<BTreeSet<StatementId>, QueryError> {
            let ids = rows.iter().map(|row| {
                let mut found = select.query([row])?;
                let cells = found.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
                sql::parse_cell(cells, 0, "a statement id")
            });
            ids.collect()
        };
        let (one, other) = (ids(one)?, ids(other)?);
        let mut linked = self.linked.iter();
        Ok(linked.any(|(a, b)| one.contains(a) && other.contains(b) || other.contains(a) && one.contains(b)))
    }

    fn load_conflicts(self) -> Result<Vec<Conflict>, QueryError> {
        let conn = self.cache.conn;
        let rows = self
            .pairs
            .iter()
            .flat_map(|pair| [pair.earlier.header.row, pair.later.header.row]);
        let entries = load_entries(conn, &rows.collect::<Vec<_>>())?;
        let mut conflicts = Vec::new();
        for pair in self.pairs {
            let rows = [pair.earlier.header.row, pair.later.header.row];
            let [Some(one), Some(other)] = rows.map(|row| entries.get(&row)) else {
                continue;
            };
            let mut why: Vec<String> = pair.differs.iter().map(ToString::to_string).collect();
            if pair.differs.is_none() {
                for said in [&pair.earlier, &pair.later] {
                    why.extend(said.side(conn)?.map(|side| side.word.clone()));
                }
            }
            conflicts.push(Conflict {
                topics: shared_topics(one, other),
                one: one.clone(),
                other: other.clone(),
                suggested: true,
                differs: pair.differs.map(Difference::as_str),
                why,
                actor: None,
            });
        }
        Ok(conflicts)
    }
}

/// The side that a statement takes by its words.
fn load_side(conn: &Connection, of: &StatementHeader, lang: Lang) -> Result<Option<TakenSide>, QueryError> {
    let mut select = conn.prepare_cached("SELECT stance = 'for', word FROM stance WHERE wording_row = ?1")?;
    let side = select.query_row([of.wording], |row| {
        let word: String = row.get(1)?;
        let telling = ComparableWords::new(lang, &word)
            .content_keys()
            .map(|(key, _)| key)
            .collect();
        Ok(TakenSide {
            stands_for: row.get(0)?,
            word,
            telling,
        })
    });
    Ok(side.optional()?)
}

/// The pairs linked by persons as contradicting, at least one statement of which is among the selected ones.
fn load_linked_pairs(conn: &Connection, among: &Selection) -> Result<Vec<Conflict>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT a.row, b.row, l.actor, l.reason FROM link AS l
         CROSS JOIN statement AS a ON a.id = l.source_id CROSS JOIN statement AS b ON b.id = l.target_id
         WHERE l.link = 'contradicts' ORDER BY l.valid_from_pos",
    )?;
    let mut rows = select.query([])?;
    let mut pairs = Vec::new();
    while let Some(row) = rows.next()? {
        let linked = [row.get(0)?, row.get(1)?];
        if load_headers(conn, among.clone().among_rows(&linked), None)?.is_empty() {
            continue;
        }
        let both = load_statements(conn, Selection::of_rows(&linked), None)?;
        if let [one, other] = both.as_slice() {
            let reason: Option<String> = row.get(3)?;
            pairs.push(Conflict {
                topics: shared_topics(&one.entry, &other.entry),
                one: one.entry.clone(),
                other: other.entry.clone(),
                suggested: false,
                differs: None,
                why: reason.into_iter().collect(),
                actor: row.get(2)?,
            });
        }
    }
    Ok(pairs)
}

fn shared_topics(one: &StatementEntry, other: &StatementEntry) -> Vec<String> {
    let shared = one.topics.iter().filter(|topic| other.topics.contains(topic));
    shared.cloned().collect()
}
