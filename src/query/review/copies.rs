//! Compares the readings of the same words in the copies of one story.

use super::open_readings::OpenReading;
use crate::domain::harm::{COPIES_DIFFER_IN_ACT, COPIES_DISAGREE, ExpectedHarm};
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

/// Adds the signs found in copies of the article; `other` are the names of the other speakers there.
pub(super) fn add_copy_signs(harm: &mut ExpectedHarm, compared: &CopyComparison, other: &[String]) {
    harm.add_doubt_if(!other.is_empty(), COPIES_DISAGREE, &other.join(", "));
    let acts: Vec<&str> = compared.acts.iter().copied().collect();
    harm.add_doubt_if(!acts.is_empty(), COPIES_DIFFER_IN_ACT, &acts.join(", "));
}
