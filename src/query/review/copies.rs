//! Compares the readings of the same words in the copies of one story, and merges equal ones into one queue item.

use super::open_readings::OpenReading;
use crate::domain::{Act, fold};
use crate::query::canonical_speakers::{CANONICAL_SPEAKER_SQL, SPEAKER_IN_STORY_SQL};
use crate::query::selection::Selection;
use crate::query::{QueryError, sql};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A reading of the same words in a copy.
#[derive(Debug, Clone)]
struct CopyReading {
    article: i64,
    canonical_speaker: Option<i64>,
    in_story: Option<String>,
    act: Act,
    confirmed: bool,
}

/// The readings of all statements in stories with several articles, by story and folded words.
#[derive(Debug, Default)]
pub(super) struct CopyReadings(HashMap<(i64, String), Vec<CopyReading>>);

/// How the readings in other copies differ from a reading.
#[derive(Debug, Default)]
pub(super) struct CopyComparison {
    /// Other canonical speakers, by row.
    pub(super) speakers: BTreeSet<i64>,
    /// Other acts.
    pub(super) acts: BTreeSet<&'static str>,
    /// Whether a person confirmed the same reading in a copy.
    pub(super) confirmed: bool,
}

impl CopyReadings {
    /// Loads the readings.
    pub(super) fn load(conn: &Connection) -> Result<Self, QueryError> {
        let cells = format!(
            "t.story, s.words, s.article, {CANONICAL_SPEAKER_SQL}, s.act, s.is_confirmed,
                     {SPEAKER_IN_STORY_SQL}"
        );
        let joins = "CROSS JOIN story AS t ON t.text_pos = a.text_pos
                 LEFT JOIN canonical_speaker AS w ON w.speaker = s.speaker";
        let several = "t.story IN (SELECT story FROM story GROUP BY story HAVING count(*) > 1)";
        let mut found = Self::default();
        let everything = Selection::all();
        everything.rows(conn, (&cells, joins, several, "s.row"), |cells| {
            let words = cells.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            let sibling = CopyReading {
                article: cells.get(2)?,
                canonical_speaker: cells.get(3)?,
                act: sql::parse_cell(cells, 4, "an act")?,
                confirmed: cells.get(5)?,
                in_story: cells.get(6)?,
            };
            let key = (cells.get(0)?, fold(words));
            found.0.entry(key).or_default().push(sibling);
            Ok(())
        })?;
        Ok(found)
    }

    /// Compares `reading` with those of the same words in other articles.
    pub(super) fn compare(&self, reading: &OpenReading) -> CopyComparison {
        let mut compared = CopyComparison::default();
        if self.0.is_empty() {
            return compared;
        }
        let siblings = self
            .0
            .get(&reading.story_key())
            .map(Vec::as_slice)
            .unwrap_or_default();
        for sibling in siblings
            .iter()
            .filter(|sibling| sibling.article != reading.article)
        {
            match (sibling.canonical_speaker, reading.canonical_speaker) {
                (Some(other), Some(_)) if sibling.in_story != reading.in_story => {
                    compared.speakers.insert(other);
                }
                (Some(_), Some(_)) if sibling.act == reading.act => compared.confirmed |= sibling.confirmed,
                _ => {}
            }
            if sibling.act != reading.act {
                compared.acts.insert(sibling.act.as_str());
            }
        }
        compared
    }
}

/// Keeps the first of several equal readings of the same words in copies of a story, in the given order, and returns
/// the rows of the others with it.
pub(super) fn collapse_copies<T>(readings: Vec<(OpenReading, T)>) -> Vec<(OpenReading, T, Vec<i64>)> {
    let mut first: BTreeMap<(i64, String, Option<String>, &'static str), Vec<usize>> = BTreeMap::new();
    let mut found: Vec<(OpenReading, T, Vec<i64>)> = Vec::new();
    let mut articles: Vec<BTreeSet<i64>> = Vec::new();
    for (reading, with) in readings {
        let (story, words) = reading.story_key();
        let known = first
            .entry((story, words, reading.in_story.clone(), reading.act.as_str()))
            .or_default();
        // The same words twice in one article are two statements.
        let item = known
            .iter()
            .find(|item| !articles[**item].contains(&reading.article));
        if let (Some(item), None) = (item, &reading.dispute) {
            articles[*item].insert(reading.article);
            found[*item].2.push(reading.row);
        } else {
            known.push(found.len());
            articles.push(BTreeSet::from([reading.article]));
            found.push((reading, with, Vec::new()));
        }
    }
    found
}
