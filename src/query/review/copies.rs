//! Compares the readings of the same words in the copies of one story, and merges equal ones into one queue item.

use super::open_readings::OpenReading;
use crate::domain::{Act, fold};
use crate::query::canonical_speakers::{CANONICAL_SPEAKER_SQL, SPEAKER_IN_STORY_SQL};
use crate::query::{QueryError, sql};
use rusqlite::Connection;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

/// A reading of the same words in a copy.
#[derive(Debug, Clone)]
struct CopyReading {
    article: i64,
    canonical_speaker: Option<i64>,
    in_story: Option<String>,
    act: Act,
    confirmed: bool,
}

/// The readings in the articles of one story, by folded words.
type StoryReadings = HashMap<String, Vec<CopyReading>>;

/// The readings in stories with several articles; those of a story are loaded when a reading of it is compared.
pub(super) struct CopyReadings<'c> {
    conn: &'c Connection,
    /// By story; `None` if it has one text only.
    by_story: HashMap<i64, Option<StoryReadings>>,
}

/// How the readings in other copies differ from a reading.
#[derive(Debug, Default)]
pub(super) struct CopyComparison {
    /// Other canonical speakers, by row.
    pub(super) speakers: BTreeSet<i64>,
    /// Other acts.
    pub(super) acts: BTreeSet<&'static str>,
    /// Whether a person confirmed the same reading in a copy.
    pub(super) confirmed: bool,
    /// The words of the reading, folded, if its article has copies.
    pub(super) folded_words: Option<String>,
}

impl<'c> CopyReadings<'c> {
    /// No readings yet.
    pub(super) fn new(conn: &'c Connection) -> Self {
        Self {
            conn,
            by_story: HashMap::new(),
        }
    }

    /// Compares `reading` with those of the same words in other articles.
    pub(super) fn compare(&mut self, reading: &OpenReading) -> Result<CopyComparison, QueryError> {
        let mut compared = CopyComparison::default();
        let in_story = match self.by_story.entry(reading.story) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(load_story(self.conn, reading.story)?),
        };
        let Some(in_story) = in_story else {
            return Ok(compared);
        };
        let folded = fold(&reading.words);
        let siblings = in_story.get(&folded).map(Vec::as_slice).unwrap_or_default();
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
        compared.folded_words = Some(folded);
        Ok(compared)
    }
}

/// Loads the readings in the articles of a story; `None` if it has one text only.
fn load_story(conn: &Connection, story: i64) -> Result<Option<StoryReadings>, QueryError> {
    let mut count = conn.prepare_cached("SELECT count(*) FROM story WHERE story = ?1")?;
    let texts: i64 = count.query_row([story], |row| row.get(0))?;
    if texts < 2 {
        return Ok(None);
    }
    let mut select = conn.prepare_cached(&format!(
        "SELECT s.words, s.article, {CANONICAL_SPEAKER_SQL}, s.act, s.is_confirmed, {SPEAKER_IN_STORY_SQL}
         FROM story AS t CROSS JOIN article AS a ON a.text_pos = t.text_pos
             CROSS JOIN statement AS s ON s.article = a.ingested_pos
             LEFT JOIN canonical_speaker AS w ON w.speaker = s.speaker
         WHERE t.story = ?1"
    ))?;
    let mut rows = select.query([story])?;
    let mut found = StoryReadings::new();
    while let Some(cells) = rows.next()? {
        let words = cells.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let sibling = CopyReading {
            article: cells.get(1)?,
            canonical_speaker: cells.get(2)?,
            act: sql::parse_cell(cells, 3, "an act")?,
            confirmed: cells.get(4)?,
            in_story: cells.get(5)?,
        };
        found.entry(fold(words)).or_default().push(sibling);
    }
    Ok(Some(found))
}

/// What the same reading of the same words shares in all copies of a story: story, folded words, speaker and act.
pub(super) type CopyKey = (i64, String, Option<String>, Act);

/// A reading, as far as its place in the queue depends on it.
#[derive(Debug, Clone)]
pub(super) struct JudgedReading {
    /// The row of the statement.
    pub(super) row: i64,
    /// The row of its article.
    pub(super) article: i64,
    /// The expected harm.
    pub(super) harm: i64,
    /// Its chronological key, which orders readings with the same expected harm.
    pub(super) order: (i64, i64, i64),
    /// Whether it is in dispute.
    pub(super) is_disputed: bool,
    /// What it shares with its copies, if its article has any.
    pub(super) copy_key: Option<CopyKey>,
}

/// Keeps the first of several equal readings of the same words in copies of a story, in the given order, and returns
/// the rows of the others with its own. Returns at most `limit` readings.
pub(super) fn collapse_copies(readings: Vec<JudgedReading>, limit: usize) -> Vec<(i64, Vec<i64>)> {
    let mut first: HashMap<CopyKey, Vec<usize>> = HashMap::new();
    let mut found: Vec<(i64, Vec<i64>)> = Vec::new();
    let mut articles: Vec<BTreeSet<i64>> = Vec::new();
    for reading in readings {
        let Some(key) = reading.copy_key else {
            found.push((reading.row, Vec::new()));
            articles.push(BTreeSet::new());
            continue;
        };
        let known = first.entry(key).or_default();
        // The same words twice in one article are two statements.
        let item = known
            .iter()
            .find(|item| !articles[**item].contains(&reading.article));
        if let (Some(item), false) = (item, reading.is_disputed) {
            articles[*item].insert(reading.article);
            found[*item].1.push(reading.row);
        } else {
            known.push(found.len());
            articles.push(BTreeSet::from([reading.article]));
            found.push((reading.row, Vec::new()));
        }
    }
    found.truncate(limit);
    found
}
