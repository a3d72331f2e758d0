//! Which statements say the same as one, and how they are related to it.

use super::near_cache::NearCache;
use super::placed::{Place, places};
use super::selection::Selection;
use super::vocabulary::words;
use super::{QueryError, row};
use crate::domain::likeness::{Difference, Matcher, Prepared, SameLanguage, postings};
use crate::domain::{Lang, Status, fold};
use rusqlite::{Connection, OptionalExtension, Row};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// From this likeness on, in per cent, statements are one and the same, however they were cut.
pub(super) const SAME: u8 = 80;

/// A statement of no more characters may be too short for its words to tell likeness.
const SHORT_CHARS: i64 = 60;

/// So many statements that are like one are looked at, the first that came in: in an archive where thousands say the
/// same, nobody reads them all. What came in later never takes the place of what was there, so that an answer as of a
/// position stays what it was.
const EDGES_MAX: i64 = 64;

/// The same for the very same words as those of a statement that is like one.
const SAME_MAX: i64 = 8;

/// By so many days copies may differ on when something was said: a weekday is one day of seven.
const COPIED_DAYS: i64 = 7;

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
const MATTER_MAX: usize = 64;
/// In so many stories is looked for what says them again in turn.
const STORIES_MAX: usize = 16;

/// Which rows of `alike` are of one statement: those that differ in a figure, a date or a "not" are two.
const ONE_STATEMENT: &str = "(differs IS NULL OR differs = 'rounding')";

/// How much a wording is like another, and by which words.
#[derive(Debug, Clone)]
pub(super) struct Similarity {
    /// Per cent.
    pub(super) percent: u8,
    /// Whether one gives a number that is only nearly the other's.
    pub(super) rounded: bool,
    /// Whether they are the very same words.
    same: bool,
    /// The content words that both have, a line each.
    shared: Rc<str>,
}

impl Similarity {
    /// What of the table `alike` it is read from.
    pub(super) const CELLS: &str = "same, percent, shared, differs";

    /// Reads it from a row whose first cell is another one.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
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
fn near(cache: &mut NearCache<'_>, wording: i64) -> Result<BTreeMap<i64, Similarity>, QueryError> {
    let mut edges_here = edges(cache.conn, wording, Similarity::CELLS, Similarity::read)?;
    if let Some(first) = first_report(wording, &edges_here, |near| near.same) {
        edges_here.extend_from_slice(&cache.edges_of_first(first)?);
    }
    let mut found: BTreeMap<i64, Similarity> = BTreeMap::new();
    for (other, near) in &edges_here {
        if !near.same {
            for same in cache.the_very_same(*other)?.iter() {
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
pub(super) fn wordings_near(conn: &Connection, wording: i64) -> Result<Vec<i64>, QueryError> {
    let edges = |wording| edges(conn, wording, "same", |row| row.get(1));
    let mut found = edges(wording)?;
    if let Some(first) = first_report(wording, &found, |same: &bool| *same) {
        found.extend(edges(first)?);
    }
    Ok(found.into_iter().map(|(other, _)| other).collect())
}

/// The first wording with the very same words, where it came before this one.
fn first_report<T>(wording: i64, edges: &[(i64, T)], is_same: impl Fn(&T) -> bool) -> Option<i64> {
    let same = edges.iter().filter(|(_, edge)| is_same(edge));
    let first = same.map(|(other, _)| *other).min();
    first.filter(|first| *first < wording)
}

/// The wordings that were found to be like this one, or it like them; the first ones. With each comes what `read`
/// makes of the row that has it and then `cells`.
pub(super) fn edges<T>(
    conn: &Connection,
    wording: i64,
    cells: &str,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<(i64, T)>, QueryError> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT other, {cells} FROM alike WHERE one = ?1 AND {ONE_STATEMENT}
         UNION ALL SELECT one, {cells} FROM alike WHERE other = ?1 AND {ONE_STATEMENT} ORDER BY 1 LIMIT ?2"
    ))?;
    let edges = select.query_map([wording, EDGES_MAX], |row| Ok((row.get(0)?, read(row)?)))?;
    Ok(edges.collect::<Result<_, _>>()?)
}

/// The other wordings that have the very same words, the first ones.
pub(super) fn the_very_same(conn: &Connection, wording: i64) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT other FROM alike WHERE one = ?1 AND same = 1
         UNION ALL SELECT one FROM alike WHERE other = ?1 AND same = 1 ORDER BY 1 LIMIT ?2",
    )?;
    let same = select.query_map([wording, SAME_MAX], |row| row.get(0))?;
    Ok(same.collect::<Result<_, _>>()?)
}

/// The statements that count and are like `of`, with how much and what they do to it, in the order of saying.
pub(super) fn related(
    conn: &Connection,
    of: &Place,
) -> Result<Vec<(Place, Similarity, Relation)>, QueryError> {
    related_in(&mut NearCache::new(conn), of)
}

/// The same, with what the question has read already.
pub(super) fn related_in(
    cache: &mut NearCache<'_>,
    of: &Place,
) -> Result<Vec<(Place, Similarity, Relation)>, QueryError> {
    related_by(cache, of, 0, |_| true)
}

/// The same, of those that are alike by `least` per cent and in one of the relations that are `wanted`.
fn related_by(
    cache: &mut NearCache<'_>,
    of: &Place,
    least: u8,
    wanted: impl Fn(Relation) -> bool,
) -> Result<Vec<(Place, Similarity, Relation)>, QueryError> {
    let near = near(cache, of.wording)?;
    let mut found = Vec::new();
    let mut take = |others: &[Place], near: &Similarity| {
        for other in others.iter().filter(|other| other.row != of.row) {
            let relation = relation(other, of);
            if wanted(relation) {
                found.push((other.clone(), near.clone(), relation));
            }
        }
    };
    for (wording, near) in near.iter().filter(|(_, near)| near.percent >= least) {
        take(&cache.places(*wording)?, near);
    }
    if of.characters <= SHORT_CHARS
        && let Some((short, same)) = short_in_copies(cache, of)?
    {
        for wording in short.iter().filter(|wording| !near.contains_key(wording)) {
            take(&cache.places(*wording)?, &same);
        }
    }
    found.sort_by_key(|(other, ..)| other.order());
    Ok(found)
}

/// The wordings of a short statement in copies of its article. A few words are no sign that two say the same, unless
/// they are the very same words in the same story.
fn short_in_copies(
    cache: &mut NearCache<'_>,
    of: &Place,
) -> Result<Option<(Vec<i64>, Similarity)>, QueryError> {
    let in_story = cache.short_statements(of.story, SHORT_CHARS + 8)?;
    if in_story.is_empty() {
        return Ok(None);
    }
    let (own, folded) = words_of(cache.conn, of.wording)?;
    let same = in_story.get(&folded).into_iter().flatten();
    let others = same.filter(|(article, _)| *article != of.article);
    let wordings = others.map(|(_, wording)| *wording).collect();
    let near = Similarity {
        percent: 100,
        rounded: false,
        same: true,
        shared: own.into(),
    };
    Ok(Some((wordings, near)))
}

/// The words of a wording, as they are and folded.
fn words_of(conn: &Connection, wording: i64) -> Result<(String, String), QueryError> {
    let mut select = conn.prepare_cached("SELECT words FROM statement_version WHERE row = ?1")?;
    let words: String = select.query_row([wording], |row| row.get(0))?;
    let folded = fold(&words);
    Ok((words, folded))
}

/// The words of a statement, ready to be compared.
pub(super) fn prepared(conn: &Connection, row: i64) -> Result<(Lang, Prepared), QueryError> {
    let mut select = conn.prepare_cached("SELECT words, lang FROM statement_version WHERE row = ?1")?;
    let mut rows = select.query([row])?;
    let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let lang = row::parsed(cells, 1, "a language")?;
    let words = cells.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
    Ok((lang, Prepared::of(lang, words)))
}

/// What `one` does to `other`, which says the same.
pub(super) fn relation(one: &Place, other: &Place) -> Relation {
    let copies = one.is_in_a_copy_of(other);
    // The same description of the same words, at one time, is another report of them, although a description names
    // nobody for certain.
    let same_description = one.description.is_some() && one.description == other.description;
    let at_one_day = !one.is_before(other) && !other.is_before(one);
    let same_speaker = one.whole.is_some() && one.whole == other.whole || same_description && at_one_day;
    if same_speaker {
        // A copy that is printed the day after still says "yesterday".
        let apart = (one.said_from - other.said_to).max(other.said_from - one.said_to);
        let at_one_time = copies && apart <= COPIED_DAYS;
        return if !at_one_time && one.is_before(other) {
            Relation::RestatedBy
        } else if !at_one_time && other.is_before(one) {
            Relation::Restates
        } else {
            Relation::ReportsSame
        };
    }
    // Copies of one report, of which one does not tell the speaker.
    let is_unknown = |place: &Place| place.whole.is_none() || place.description.is_some();
    let unknown = is_unknown(one) || is_unknown(other);
    if unknown && copies {
        return Relation::ReportsSame;
    }
    // Where the dates do not tell who spoke first, the papers do.
    let printed = |place: &Place| (place.published_day, place.position);
    if one.is_before(other) || !other.is_before(one) && printed(one) < printed(other) {
        Relation::EchoedBy
    } else {
        Relation::Echoes
    }
}

/// A statement with everything that says it again.
pub(super) struct Matter {
    /// Its reports and where the same speaker said it before or again, itself first.
    pub(super) members: Vec<Place>,
    /// Where others say the like, with what that does to it.
    pub(super) others: Vec<(Place, Relation)>,
}

/// What says `of` again, and what says its restatements again: a chain of reports has no beginning that all are like.
pub(super) fn matter(cache: &mut NearCache<'_>, of: &Place) -> Result<Matter, QueryError> {
    let mut members = vec![of.clone()];
    let mut others: BTreeMap<i64, (Place, Relation)> = BTreeMap::new();
    let mut seen = BTreeSet::from([of.row]);
    let mut stories = BTreeSet::new();
    let mut next = 0;
    while let Some(member) = members.get(next).cloned() {
        next += 1;
        // What is like a copy is like the others too.
        if stories.len() >= STORIES_MAX || !stories.insert(member.story) {
            continue;
        }
        for (place, near, relation) in related_in(cache, &member)? {
            // Far from the first one, only the very same is followed.
            let is_near = member.row == of.row || near.percent >= SAME;
            if relation.is_same_speaker() && is_near && members.len() < MATTER_MAX {
                if seen.insert(place.row) {
                    others.remove(&place.row);
                    members.push(place);
                }
            } else if !seen.contains(&place.row) && !relation.is_same_speaker() {
                let relation = self::relation(&place, of);
                others.entry(place.row).or_insert((place, relation));
            }
        }
    }
    let mut others: Vec<_> = others.into_values().collect();
    others.sort_by_key(|(place, _)| place.order());
    Ok(Matter { members, others })
}

/// The rows of what the same speaker says in the same words as `of`, reports and restatements, however they were cut.
pub(super) fn said_again(cache: &mut NearCache<'_>, of: &Place) -> Result<Vec<i64>, QueryError> {
    let again = related_by(cache, of, SAME, Relation::is_same_speaker)?.into_iter();
    Ok(again.map(|(place, ..)| place.row).collect())
}

/// What became of a statement where a person marked not it but where the same speaker says it before or again.
pub(super) fn marked_elsewhere(cache: &mut NearCache<'_>, of: &Place) -> Result<Option<Status>, QueryError> {
    let again = related_by(cache, of, 0, Relation::is_same_speaker)?;
    let mut statuses = again.into_iter().map(|(place, ..)| place.status);
    Ok(statuses.find(|status| *status != Status::Open))
}

/// What other statements make of this one in nearly the same words: another figure, another date, the
/// contrary.
pub(super) fn differing(conn: &Connection, of: &Place) -> Result<Vec<(Place, Difference)>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT other, differs FROM alike WHERE one = ?1 AND differs <> 'rounding'
         UNION ALL SELECT one, differs FROM alike WHERE other = ?1 AND differs <> 'rounding' ORDER BY 1 LIMIT ?2",
    )?;
    let mut wordings = BTreeMap::new();
    // Of the very same words only the first were compared with everything.
    let first = the_very_same(conn, of.wording)?.into_iter().min();
    for wording in std::iter::once(of.wording).chain(first) {
        let mut rows = select.query([wording, EDGES_MAX])?;
        while let Some(row) = rows.next()? {
            let differs: Difference = row::parsed(row, 1, "a difference")?;
            wordings.insert(row.get(0)?, differs);
        }
    }
    let mut found = Vec::new();
    for (wording, differs) in wordings {
        for place in places(conn, Selection::of_wording(wording), None)? {
            found.push((place, differs));
        }
    }
    Ok(found)
}

/// The other reports of `of`: by the same speaker, at one time, in the same words however they were cut.
pub(super) fn reports(conn: &Connection, of: &Place) -> Result<Vec<(Place, Similarity)>, QueryError> {
    reports_in(&mut NearCache::new(conn), of)
}

/// The same, with what the question has read already.
fn reports_in(cache: &mut NearCache<'_>, of: &Place) -> Result<Vec<(Place, Similarity)>, QueryError> {
    let related = related_by(cache, of, SAME, Relation::is_report)?.into_iter();
    Ok(related.map(|(other, near, _)| (other, near)).collect())
}

/// Statements with the other reports of each. What is a report of one that came before it does not come again.
pub(super) fn once(
    conn: &Connection,
    said: Vec<Place>,
    limit: Option<usize>,
) -> Result<Vec<(Place, Vec<Place>)>, QueryError> {
    once_in(&mut NearCache::new(conn), said, limit)
}

/// The same, with what the question has read already.
pub(super) fn once_in(
    cache: &mut NearCache<'_>,
    said: Vec<Place>,
    limit: Option<usize>,
) -> Result<Vec<(Place, Vec<Place>)>, QueryError> {
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for one in said {
        if found.len() >= limit.unwrap_or(usize::MAX) {
            break;
        }
        if told.contains(&one.row) {
            continue;
        }
        let others: Vec<Place> = reports_in(cache, &one)?
            .into_iter()
            .map(|(other, _)| other)
            .collect();
        told.extend(others.iter().map(|other| other.row));
        found.push((one, others));
    }
    Ok(found)
}

/// What became of a statement: a person may have marked any of its reports.
pub(super) fn marked(one: &Place, reports: &[Place]) -> Option<Status> {
    let mut all = std::iter::once(one).chain(reports).map(|place| place.status);
    all.find(|status| *status != Status::Open)
}

/// Of statements that all are like one, the first report of each.
pub(super) fn first_reports<'a>(alike: impl IntoIterator<Item = &'a Place>) -> Vec<&'a Place> {
    let mut first: Vec<&Place> = Vec::new();
    for one in alike {
        if !first.iter().any(|known| relation(one, known).is_report()) {
            first.push(one);
        }
    }
    first
}

/// The wordings that are like a text that somebody types, in whichever language it is, with how much.
pub(super) fn like_text(conn: &Connection, text: &str) -> Result<BTreeMap<i64, Similarity>, QueryError> {
    let mut grams = conn.prepare_cached("SELECT wordings FROM gram WHERE hash = ?1")?;
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
                Some(Similarity {
                    percent: 100,
                    rounded: false,
                    same,
                    shared: text.into(),
                })
            } else {
                let one = likeness.filter(|likeness| !likeness.differs.is_some_and(Difference::parts));
                one.map(|likeness| Similarity {
                    percent: likeness.percent,
                    rounded: likeness.differs.is_some(),
                    same,
                    shared: likeness.shared.join("\n").into(),
                })
            };
            if let Some(near) = near {
                for same in the_very_same(conn, wording)? {
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
    pub(super) const fn turned(self) -> Self {
        match self {
            Self::ReportsSame => Self::ReportsSame,
            Self::Restates => Self::RestatedBy,
            Self::RestatedBy => Self::Restates,
            Self::Echoes => Self::EchoedBy,
            Self::EchoedBy => Self::Echoes,
        }
    }
}
