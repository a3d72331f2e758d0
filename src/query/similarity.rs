//! Which statements say the same as one, and how they are related to it.

use super::near_cache::SimilarityCache;
use super::placed::{StatementHeader, load_headers};
use super::selection::Selection;
use super::vocabulary::words;
use super::{QueryError, row};
use crate::domain::similarity::{Difference, Matcher, Prepared, SameLanguage, postings};
use crate::domain::{Lang, Status, fold};
use rusqlite::{Connection, OptionalExtension, Row};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// From this likeness on, in per cent, statements are one and the same, however they were cut.
pub(super) const SAME_PERCENT_MIN: u8 = 80;

/// A statement of no more characters may be too short for its words to tell likeness.
const SHORT_CHARS_MAX: i64 = 60;

/// So many statements that are like one are looked at, the first that came in: in an archive where thousands say the
/// same, nobody reads them all. What came in later never takes the place of what was there, so that an answer as of a
/// position stays what it was.
const SIMILAR_WORDINGS_MAX: i64 = 64;

/// The same for the very same words as those of a statement that is like one.
const IDENTICAL_WORDINGS_MAX: i64 = 8;

/// By so many days copies may differ on when something was said: a weekday is one day of seven.
const COPY_DAYS_APART_MAX: i64 = 7;

words! {
    /// What a statement does to another one that says the same.
    Relation {
        /// The same speaker, at one time: another report of it.
        ReportsSame = "reports-same",
        /// The same speaker, later.
        Restates = "restates",
        /// The same speaker, earlier.
        RestatedBy = "restated-by",
        /// Another speaker, later.
        Echoes = "echoes",
        /// Another speaker, earlier.
        EchoedBy = "echoed-by",
    }
}

/// So many reports and restatements of one statement are gathered.
const CLUSTER_MEMBERS_MAX: usize = 64;
/// In so many stories is looked for what says them again in turn.
const CLUSTER_STORIES_MAX: usize = 16;

/// Which rows of `alike` are of one statement: those that differ in a figure, a date or a "not" are two.
const SAME_STATEMENT_SQL: &str = "(difference IS NULL OR difference = 'rounding')";

/// How much a wording is like another, and by which words.
#[derive(Debug, Clone)]
pub(super) struct WordingSimilarity {
    /// Per cent.
    pub(super) percent: u8,
    /// Whether one gives a number that is only nearly the other's.
    pub(super) rounded: bool,
    /// Whether they are the very same words.
    same: bool,
    /// The content words that both have, a line each.
    shared: Rc<str>,
}

impl WordingSimilarity {
    /// What of the table `alike` it is read from.
    pub(super) const CELLS: &str = "is_identical, containment_percent, shared_words, difference";

    /// Reads it from a row whose first cell is another one.
    pub(super) fn read_after_first_column(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            same: row.get(1)?,
            percent: row.get(2)?,
            shared: row.get_ref(3)?.as_str()?.into(),
            rounded: row.get_ref(4)?.as_str_or_null()?.is_some(),
        })
    }

    /// The content words that both have.
    pub(super) fn shared(&self) -> Vec<String> {
        self.shared.lines().map(str::to_owned).collect()
    }
}

/// The wordings that are like `wording`. What is like the very same words in another paper, or the very same as what
/// is like them, is like it too: of a story in many papers only the first report is compared with everything.
fn find_similar_wordings(
    cache: &mut SimilarityCache<'_>,
    wording: i64,
) -> Result<BTreeMap<i64, WordingSimilarity>, QueryError> {
    let mut edges_here = load_edges(
        cache.conn,
        wording,
        WordingSimilarity::CELLS,
        WordingSimilarity::read_after_first_column,
    )?;
    if let Some(first) = first_identical_wording(wording, &edges_here, |near| near.same) {
        edges_here.extend_from_slice(&cache.edges_of_first(first)?);
    }
    let mut found: BTreeMap<i64, WordingSimilarity> = BTreeMap::new();
    for (other, near) in &edges_here {
        if !near.same {
            for same in cache.identical_wordings(*other)?.iter() {
                found.entry(*same).or_insert_with(|| near.clone());
            }
        }
    }
    for (other, near) in edges_here {
        found.entry(other).or_insert(near);
    }
    found.remove(&wording);
    Ok(found)
}

/// The same in short, of what the indexes have: the wordings that are like this one, or like the first one with the
/// very same words.
pub(super) fn find_similar_wording_rows(conn: &Connection, wording: i64) -> Result<Vec<i64>, QueryError> {
    let edges = |wording| load_edges(conn, wording, "same", |row| row.get(1));
    let mut found = edges(wording)?;
    if let Some(first) = first_identical_wording(wording, &found, |same: &bool| *same) {
        found.extend(edges(first)?);
    }
    Ok(found.into_iter().map(|(other, _)| other).collect())
}

/// The first wording with the very same words, where it came before this one.
fn first_identical_wording<T>(wording: i64, edges: &[(i64, T)], is_same: impl Fn(&T) -> bool) -> Option<i64> {
    let same = edges.iter().filter(|(_, edge)| is_same(edge));
    let first = same.map(|(other, _)| *other).min();
    first.filter(|first| *first < wording)
}

/// The wordings that were found to be like this one, or it like them; the first ones. With each comes what `read`
/// makes of the row that has it and then `cells`.
pub(super) fn load_edges<T>(
    conn: &Connection,
    wording: i64,
    cells: &str,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<(i64, T)>, QueryError> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT wording_b, {cells} FROM similarity WHERE wording_a = ?1 AND {SAME_STATEMENT_SQL}
         UNION ALL SELECT wording_a, {cells} FROM similarity WHERE wording_b = ?1 AND {SAME_STATEMENT_SQL} ORDER BY 1 LIMIT ?2"
    ))?;
    let edges = select.query_map([wording, SIMILAR_WORDINGS_MAX], |row| {
        Ok((row.get(0)?, read(row)?))
    })?;
    Ok(edges.collect::<Result<_, _>>()?)
}

/// The other wordings that have the very same words, the first ones.
pub(super) fn load_identical_wordings(conn: &Connection, wording: i64) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT wording_b FROM similarity WHERE wording_a = ?1 AND is_identical = 1
         UNION ALL SELECT wording_a FROM similarity WHERE wording_b = ?1 AND is_identical = 1 ORDER BY 1 LIMIT ?2",
    )?;
    let same = select.query_map([wording, IDENTICAL_WORDINGS_MAX], |row| row.get(0))?;
    Ok(same.collect::<Result<_, _>>()?)
}

/// The statements that count and are like `of`, with how much and what they do to it, in the order of saying.
pub(super) fn find_related(
    conn: &Connection,
    of: &StatementHeader,
) -> Result<Vec<(StatementHeader, WordingSimilarity, Relation)>, QueryError> {
    find_related_cached(&mut SimilarityCache::new(conn), of)
}

/// The same, with what the question has read already.
pub(super) fn find_related_cached(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
) -> Result<Vec<(StatementHeader, WordingSimilarity, Relation)>, QueryError> {
    find_related_where(cache, of, 0, |_| true)
}

/// The same, of those that are alike by `least` per cent and in one of the relations that are `wanted`.
fn find_related_where(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
    least: u8,
    wanted: impl Fn(Relation) -> bool,
) -> Result<Vec<(StatementHeader, WordingSimilarity, Relation)>, QueryError> {
    let near = find_similar_wordings(cache, of.wording)?;
    let mut found = Vec::new();
    let mut take = |others: &[StatementHeader], near: &WordingSimilarity| {
        for other in others.iter().filter(|other| other.row != of.row) {
            let relation = relation_between(other, of);
            if wanted(relation) {
                found.push((other.clone(), near.clone(), relation));
            }
        }
    };
    for (wording, near) in near.iter().filter(|(_, near)| near.percent >= least) {
        take(&cache.places(*wording)?, near);
    }
    if of.characters <= SHORT_CHARS_MAX
        && let Some((short, same)) = find_short_wordings_in_copies(cache, of)?
    {
        for wording in short.iter().filter(|wording| !near.contains_key(wording)) {
            take(&cache.places(*wording)?, &same);
        }
    }
    found.sort_by_key(|(other, ..)| other.chronological_key());
    Ok(found)
}

/// The wordings of a short statement in copies of its article. A few words are no sign that two say the same, unless
/// they are the very same words in the same story.
fn find_short_wordings_in_copies(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
) -> Result<Option<(Vec<i64>, WordingSimilarity)>, QueryError> {
    let in_story = cache.short_statements(of.story, SHORT_CHARS_MAX + 8)?;
    if in_story.is_empty() {
        return Ok(None);
    }
    let (own, folded) = load_words(cache.conn, of.wording)?;
    let same = in_story.get(&folded).into_iter().flatten();
    let others = same.filter(|(article, _)| *article != of.article);
    let wordings = others.map(|(_, wording)| *wording).collect();
    let near = WordingSimilarity {
        percent: 100,
        rounded: false,
        same: true,
        shared: own.into(),
    };
    Ok(Some((wordings, near)))
}

/// The words of a wording, as they are and folded.
fn load_words(conn: &Connection, wording: i64) -> Result<(String, String), QueryError> {
    let mut select = conn.prepare_cached("SELECT words FROM statement_version WHERE row = ?1")?;
    let words: String = select.query_row([wording], |row| row.get(0))?;
    let folded = fold(&words);
    Ok((words, folded))
}

/// The words of a statement, ready to be compared.
pub(super) fn load_prepared(conn: &Connection, row: i64) -> Result<(Lang, Prepared), QueryError> {
    let mut select = conn.prepare_cached("SELECT words, lang FROM statement_version WHERE row = ?1")?;
    let mut rows = select.query([row])?;
    let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let lang = row::parse_cell(cells, 1, "a language")?;
    let words = cells.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
    Ok((lang, Prepared::of(lang, words)))
}

/// What `one` does to `other`, which says the same.
pub(super) fn relation_between(one: &StatementHeader, other: &StatementHeader) -> Relation {
    let copies = one.is_in_a_copy_of(other);
    // The same description of the same words, at one time, is another report of them, although a description names
    // nobody for certain.
    let same_description = one.description.is_some() && one.description == other.description;
    let at_one_day = !one.is_before(other) && !other.is_before(one);
    let same_speaker = one.whole.is_some() && one.whole == other.whole || same_description && at_one_day;
    if same_speaker {
        // A copy that is printed the day after still says "yesterday".
        let apart = (one.said_from - other.said_to).max(other.said_from - one.said_to);
        let at_one_time = copies && apart <= COPY_DAYS_APART_MAX;
        return if !at_one_time && one.is_before(other) {
            Relation::RestatedBy
        } else if !at_one_time && other.is_before(one) {
            Relation::Restates
        } else {
            Relation::ReportsSame
        };
    }
    // Copies of one report, of which one does not tell the speaker.
    let is_unknown = |place: &StatementHeader| place.whole.is_none() || place.description.is_some();
    let unknown = is_unknown(one) || is_unknown(other);
    if unknown && copies {
        return Relation::ReportsSame;
    }
    // Where the dates do not tell who spoke first, the papers do.
    let printed = |place: &StatementHeader| (place.published_day, place.position);
    if one.is_before(other) || !other.is_before(one) && printed(one) < printed(other) {
        Relation::EchoedBy
    } else {
        Relation::Echoes
    }
}

/// A statement with everything that says it again.
pub(super) struct StatementCluster {
    /// Its reports and where the same speaker said it before or again, itself first.
    pub(super) members: Vec<StatementHeader>,
    /// Where others say the like, with what that does to it.
    pub(super) others: Vec<(StatementHeader, Relation)>,
}

/// What says `of` again, and what says its restatements again: a chain of reports has no beginning that all are like.
pub(super) fn gather_cluster(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
) -> Result<StatementCluster, QueryError> {
    let mut members = vec![of.clone()];
    let mut others: BTreeMap<i64, (StatementHeader, Relation)> = BTreeMap::new();
    let mut seen = BTreeSet::from([of.row]);
    let mut stories = BTreeSet::new();
    let mut next = 0;
    while let Some(member) = members.get(next).cloned() {
        next += 1;
        // What is like a copy is like the others too.
        if stories.len() >= CLUSTER_STORIES_MAX || !stories.insert(member.story) {
            continue;
        }
        for (place, near, relation) in find_related_cached(cache, &member)? {
            // Far from the first one, only the very same is followed.
            let is_near = member.row == of.row || near.percent >= SAME_PERCENT_MIN;
            if relation.is_same_speaker() && is_near && members.len() < CLUSTER_MEMBERS_MAX {
                if seen.insert(place.row) {
                    others.remove(&place.row);
                    members.push(place);
                }
            } else if !seen.contains(&place.row) && !relation.is_same_speaker() {
                let relation = self::relation_between(&place, of);
                others.entry(place.row).or_insert((place, relation));
            }
        }
    }
    let mut others: Vec<_> = others.into_values().collect();
    others.sort_by_key(|(place, _)| place.chronological_key());
    Ok(StatementCluster { members, others })
}

/// The rows of what the same speaker says in the same words as `of`, reports and restatements, however they were cut.
pub(super) fn find_repetitions(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
) -> Result<Vec<i64>, QueryError> {
    let again = find_related_where(cache, of, SAME_PERCENT_MIN, Relation::is_same_speaker)?.into_iter();
    Ok(again.map(|(place, ..)| place.row).collect())
}

/// What became of a statement where a person marked not it but where the same speaker says it before or again.
pub(super) fn status_of_restatements(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
) -> Result<Option<Status>, QueryError> {
    let again = find_related_where(cache, of, 0, Relation::is_same_speaker)?;
    let mut statuses = again.into_iter().map(|(place, ..)| place.status);
    Ok(statuses.find(|status| *status != Status::Open))
}

/// What other statements make of this one in nearly the same words: another figure, another date, the
/// contrary.
pub(super) fn find_differing(
    conn: &Connection,
    of: &StatementHeader,
) -> Result<Vec<(StatementHeader, Difference)>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT wording_b, difference FROM similarity WHERE wording_a = ?1 AND difference <> 'rounding'
         UNION ALL SELECT wording_a, difference FROM similarity WHERE wording_b = ?1 AND difference <> 'rounding' ORDER BY 1 LIMIT ?2",
    )?;
    let mut wordings = BTreeMap::new();
    // Of the very same words only the first were compared with everything.
    let first = load_identical_wordings(conn, of.wording)?.into_iter().min();
    for wording in std::iter::once(of.wording).chain(first) {
        let mut rows = select.query([wording, SIMILAR_WORDINGS_MAX])?;
        while let Some(row) = rows.next()? {
            let differs: Difference = row::parse_cell(row, 1, "a difference")?;
            wordings.insert(row.get(0)?, differs);
        }
    }
    let mut found = Vec::new();
    for (wording, differs) in wordings {
        for place in load_headers(conn, Selection::of_wording(wording), None)? {
            found.push((place, differs));
        }
    }
    Ok(found)
}

/// The other reports of `of`: by the same speaker, at one time, in the same words however they were cut.
pub(super) fn find_reports(
    conn: &Connection,
    of: &StatementHeader,
) -> Result<Vec<(StatementHeader, WordingSimilarity)>, QueryError> {
    find_reports_cached(&mut SimilarityCache::new(conn), of)
}

/// The same, with what the question has read already.
fn find_reports_cached(
    cache: &mut SimilarityCache<'_>,
    of: &StatementHeader,
) -> Result<Vec<(StatementHeader, WordingSimilarity)>, QueryError> {
    let related = find_related_where(cache, of, SAME_PERCENT_MIN, Relation::is_report)?.into_iter();
    Ok(related.map(|(other, near, _)| (other, near)).collect())
}

/// Statements with the other reports of each. What is a report of one that came before it does not come again.
pub(super) fn group_reports(
    conn: &Connection,
    said: Vec<StatementHeader>,
    limit: Option<usize>,
) -> Result<Vec<(StatementHeader, Vec<StatementHeader>)>, QueryError> {
    group_reports_cached(&mut SimilarityCache::new(conn), said, limit)
}

/// The same, with what the question has read already.
pub(super) fn group_reports_cached(
    cache: &mut SimilarityCache<'_>,
    said: Vec<StatementHeader>,
    limit: Option<usize>,
) -> Result<Vec<(StatementHeader, Vec<StatementHeader>)>, QueryError> {
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for one in said {
        if found.len() >= limit.unwrap_or(usize::MAX) {
            break;
        }
        if told.contains(&one.row) {
            continue;
        }
        let others: Vec<StatementHeader> = find_reports_cached(cache, &one)?
            .into_iter()
            .map(|(other, _)| other)
            .collect();
        told.extend(others.iter().map(|other| other.row));
        found.push((one, others));
    }
    Ok(found)
}

/// What became of a statement: a person may have marked any of its reports.
pub(super) fn status_of_reports(one: &StatementHeader, reports: &[StatementHeader]) -> Option<Status> {
    let mut all = std::iter::once(one).chain(reports).map(|place| place.status);
    all.find(|status| *status != Status::Open)
}

/// Of statements that all are like one, the first report of each.
pub(super) fn keep_first_reports<'a>(
    alike: impl IntoIterator<Item = &'a StatementHeader>,
) -> Vec<&'a StatementHeader> {
    let mut first: Vec<&StatementHeader> = Vec::new();
    for one in alike {
        if !first.iter().any(|known| relation_between(one, known).is_report()) {
            first.push(one);
        }
    }
    first
}

/// The wordings that are like a text that somebody types, in whichever language it is, with how much.
pub(super) fn find_wordings_like_text(
    conn: &Connection,
    text: &str,
) -> Result<BTreeMap<i64, WordingSimilarity>, QueryError> {
    let mut grams = conn.prepare_cached("SELECT wordings FROM wording_gram WHERE hash = ?1")?;
    let mut words = conn.prepare_cached("SELECT words FROM statement_version WHERE row = ?1")?;
    let folded = fold(text);
    let mut found = BTreeMap::new();
    for lang in Lang::READ {
        let mut candidates = BTreeSet::new();
        for gram in SameLanguage.grams(lang, text) {
            let list: Option<Vec<u8>> = grams.query_row([gram], |row| row.get(0)).optional()?;
            candidates.extend(postings(&list.unwrap_or_default()));
        }
        let known = candidates
            .iter()
            .map(|wording| Ok((lang, words.query_row([wording], |row| row.get(0))?)));
        let known: Vec<(Lang, String)> = known.collect::<Result<_, rusqlite::Error>>()?;
        let likenesses = SameLanguage.likenesses((lang, text), &known);
        for ((wording, (_, words)), likeness) in candidates.into_iter().zip(&known).zip(likenesses) {
            let same = fold(words) == folded;
            let near = if same {
                Some(WordingSimilarity {
                    percent: 100,
                    rounded: false,
                    same,
                    shared: text.into(),
                })
            } else {
                let one = likeness.filter(|likeness| !likeness.differs.is_some_and(Difference::parts));
                one.map(|likeness| WordingSimilarity {
                    percent: likeness.percent,
                    rounded: likeness.differs.is_some(),
                    same,
                    shared: likeness.shared.join("\n").into(),
                })
            };
            if let Some(near) = near {
                for same in load_identical_wordings(conn, wording)? {
                    found.insert(same, near.clone());
                }
                found.insert(wording, near);
            }
        }
    }
    Ok(found)
}

impl Relation {
    /// Whether the other statement only is another report of the same.
    pub(super) const fn is_report(self) -> bool {
        matches!(self, Self::ReportsSame)
    }

    /// Whether both are by one speaker.
    pub(super) const fn is_same_speaker(self) -> bool {
        matches!(self, Self::ReportsSame | Self::Restates | Self::RestatedBy)
    }

    /// What the other one does to this one.
    pub(super) const fn inverse(self) -> Self {
        match self {
            Self::ReportsSame => Self::ReportsSame,
            Self::Restates => Self::RestatedBy,
            Self::RestatedBy => Self::Restates,
            Self::Echoes => Self::EchoedBy,
            Self::EchoedBy => Self::Echoes,
        }
    }
}
