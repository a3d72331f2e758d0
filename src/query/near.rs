//! Which statements say the same as one, and how they are related to it.

use super::QueryError;
use super::placed::{Placed, placed};
use super::selection::Selection;
use super::vocabulary::words;
use crate::domain::likeness::{Matcher, POSTINGS_MAX, SameLanguage};
use crate::domain::{Lang, fold};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// From this likeness on, in per cent, statements are one and the same, however they were cut.
pub(super) const SAME: u8 = 80;

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

/// How much a wording is like another, and by which words.
#[derive(Debug, Clone)]
pub(super) struct Near {
    /// Per cent.
    pub(super) percent: u8,
    /// The content words that both have.
    pub(super) shared: Vec<String>,
}

/// The wordings that are like `wording`. What says the very same as one of them is like it too: of a story in many
/// papers only the first report is compared with everything.
pub(super) fn near(conn: &Connection, wording: i64) -> Result<BTreeMap<i64, Near>, QueryError> {
    let mut found = BTreeMap::new();
    for (other, near) in edges(conn, wording)? {
        if near.percent == 100 {
            for (further, beyond) in edges(conn, other)? {
                found.entry(further).or_insert(beyond);
            }
        }
        found.insert(other, near);
    }
    found.remove(&wording);
    Ok(found)
}

fn edges(conn: &Connection, wording: i64) -> Result<Vec<(i64, Near)>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT other, percent, shared FROM alike WHERE one = ?1
         UNION ALL SELECT one, percent, shared FROM alike WHERE other = ?1",
    )?;
    let mut rows = select.query([wording])?;
    let mut edges = Vec::new();
    while let Some(row) = rows.next()? {
        let shared = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
        let near = Near {
            percent: row.get(1)?,
            shared: shared.lines().map(str::to_owned).collect(),
        };
        edges.push((row.get(0)?, near));
    }
    Ok(edges)
}

/// The statements that count and are like `of`, with how much and what they do to it, in the order of saying.
pub(super) fn related(conn: &Connection, of: &Placed) -> Result<Vec<(Placed, Near, Relation)>, QueryError> {
    let mut near = near(conn, of.wording)?;
    let wordings: Vec<i64> = near.keys().copied().collect();
    let others = placed(conn, Selection::of_wordings(&wordings), None)?;
    let others = others.into_iter().filter(|other| other.row != of.row);
    Ok(others
        .filter_map(|other| {
            let near = near.get_mut(&other.wording)?.clone();
            let relation = relation(&other, of);
            Some((other, near, relation))
        })
        .collect())
}

/// What `one` does to `other`, which says the same.
pub(super) fn relation(one: &Placed, other: &Placed) -> Relation {
    let same_speaker = one.whole.is_some() && one.whole == other.whole;
    if same_speaker {
        return if one.is_before(other) {
            Relation::RestatedBy
        } else if other.is_before(one) {
            Relation::Restates
        } else {
            Relation::ReportsSame
        };
    }
    // Copies of one report, of which one does not know the speaker, or knows him otherwise.
    if one.story == other.story && one.entry.article.id != other.entry.article.id && one.whole.is_none() {
        return Relation::ReportsSame;
    }
    if one.order() < other.order() {
        Relation::EchoedBy
    } else {
        Relation::Echoes
    }
}

/// The wordings that are like a text that somebody types, in whichever language it is, with how much.
pub(super) fn like_text(conn: &Connection, text: &str) -> Result<BTreeMap<i64, Near>, QueryError> {
    let mut grams = conn.prepare_cached("SELECT wordings FROM gram WHERE hash = ?1")?;
    let mut words = conn.prepare_cached("SELECT words FROM statement_version WHERE row = ?1")?;
    let mut found = BTreeMap::new();
    for lang in Lang::READ {
        let mut candidates = BTreeSet::new();
        for gram in SameLanguage.grams(lang, text) {
            let list: Option<Vec<u8>> = grams.query_row([gram], |row| row.get(0)).optional()?;
            let list = list.unwrap_or_default();
            if list.len() < POSTINGS_MAX * size_of::<i64>() {
                candidates.extend(list.as_chunks().0.iter().map(|bytes| i64::from_le_bytes(*bytes)));
            }
        }
        let known = candidates
            .iter()
            .map(|wording| Ok((lang, words.query_row([wording], |row| row.get(0))?)));
        let known: Vec<(Lang, String)> = known.collect::<Result<_, rusqlite::Error>>()?;
        let likenesses = SameLanguage.likenesses((lang, text), &known);
        for ((wording, (_, words)), likeness) in candidates.into_iter().zip(&known).zip(likenesses) {
            let near = if fold(words) == fold(text) {
                Some(Near {
                    percent: 100,
                    shared: vec![text.to_owned()],
                })
            } else {
                likeness.map(|likeness| Near {
                    percent: likeness.percent,
                    shared: likeness.shared,
                })
            };
            if let Some(near) = near {
                if near.percent == 100 {
                    let copies = edges(conn, wording)?
                        .into_iter()
                        .filter(|(_, near)| near.percent == 100);
                    found.extend(copies);
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
}
