//! Loads the records of all current readings, and adds the signs that depend on other readings and on speakers.

use crate::domain::Act;
use crate::domain::harm::{
    COPIES_DIFFER_IN_ACT, COPIES_DISAGREE, LONE, PRONOUN, ReadingRecord, RecordFlags, SURNAME,
    decode_records, first_row_of_block,
};
use crate::query::QueryError;
use crate::query::current_rows::CurrentRows;
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};

/// What the same reading of the same words shares in all copies of a story: story, hash of the words, speaker and act.
pub(super) type RecordCopyKey = (i64, u64, SpeakerInStory, Act);

/// A speaker as readings in the copies of one story are compared by it; as `SPEAKER_IN_STORY_SQL` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum SpeakerInStory {
    /// Nobody.
    Unknown,
    /// The canonical speaker with this row.
    Canonical(i64),
    /// Whoever is described by words with this hash: each article gives a described speaker a row of its own.
    Described(u64),
}

/// A record with the signs that depend on other readings.
#[derive(Debug, Clone)]
pub(super) struct CurrentRecord {
    /// The record; its signs are all but a dispute.
    pub(super) record: ReadingRecord,
    /// What it shares with its copies, if its article has any.
    pub(super) copy_key: Option<RecordCopyKey>,
    /// Whether a person confirmed the same reading in a copy.
    pub(super) is_confirmed_in_copy: bool,
    /// Whether it has to be judged by its row, because its text is not the one that the record was made from.
    pub(super) is_uncertain: bool,
}

/// Loads the records of all current readings, article by article. `has_bare_surname` says of a speaker whether several
/// persons have the surname that is all it is known by.
pub(super) fn load_current_records(
    conn: &Connection,
    has_bare_surname: impl Fn(Option<i64>) -> bool,
) -> Result<Vec<CurrentRecord>, QueryError> {
    let mut records = load_records(conn)?;
    // Nearly sorted: only corrected and revised statements come after those of later articles.
    records.sort_by_key(|current| current.record.article);
    for in_article in records.chunk_by_mut(|a, b| a.record.article == b.record.article) {
        add_lone_signs(in_article);
    }
    for current in &mut records {
        if has_bare_surname(current.record.speaker) {
            current.record.signs.insert(SURNAME);
        }
    }
    let speakers = CanonicalSpeakers::load(conn)?;
    let texts = load_revised_texts(conn)?;
    set_copy_keys(conn, &mut records, &speakers, &texts)?;
    for current in &mut records {
        let is_of_another_text =
            current.record.signs.contains(PRONOUN) && texts.contains_key(&current.record.article);
        current.is_uncertain = is_of_another_text || current.record.flags.has(RecordFlags::IRREGULAR);
    }
    compare_copies(&mut records);
    Ok(records)
}

fn load_records(conn: &Connection) -> Result<Vec<CurrentRecord>, QueryError> {
    let current = CurrentRows::load(conn)?;
    let mut select = conn.prepare_cached("SELECT block, content FROM reading_record_block ORDER BY block")?;
    let mut rows = select.query([])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        let first_row = first_row_of_block(row.get(0)?);
        let block = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        let decoded = decode_records(block, first_row, |record| {
            if current.contains(record.row) {
                records.push(CurrentRecord {
                    record,
                    copy_key: None,
                    is_confirmed_in_copy: false,
                    is_uncertain: false,
                });
            }
        });
        decoded.map_err(|_| QueryError::DamagedReadModel {
            what: "a block of records",
            text: format!("the block from row {first_row} on"),
        })?;
    }
    Ok(records)
}

/// Adds the sign that an article has nothing else by a speaker.
fn add_lone_signs(in_article: &mut [CurrentRecord]) {
    let mut speakers: Vec<Option<i64>> = in_article.iter().map(|current| current.record.speaker).collect();
    speakers.sort_unstable();
    for current in in_article {
        let record = &mut current.record;
        let first = speakers.partition_point(|speaker| *speaker < record.speaker);
        let is_lone = speakers.get(first + 1).is_none_or(|next| *next != record.speaker);
        if is_lone && record.flags.has(RecordFlags::HAS_REFERENCE) {
            record.signs.insert(LONE);
        }
    }
}

/// The merged speakers, each with the one that it counts as.
struct CanonicalSpeakers(HashMap<i64, i64>);

impl CanonicalSpeakers {
    fn load(conn: &Connection) -> Result<Self, QueryError> {
        let mut select = conn.prepare_cached("SELECT speaker, canonical FROM canonical_speaker")?;
        let merged = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Self(merged.collect::<Result<_, _>>()?))
    }

    fn in_story(&self, record: &ReadingRecord) -> SpeakerInStory {
        let merged = record.speaker.and_then(|speaker| self.0.get(&speaker).copied());
        if record.flags.has(RecordFlags::DESCRIBED) && merged.is_none() {
            return if record.flags.has(RecordFlags::HAS_REFERENCE) {
                SpeakerInStory::Described(record.description_hash)
            } else {
                SpeakerInStory::Unknown
            };
        }
        let canonical = merged.or(record.speaker);
        canonical.map_or(SpeakerInStory::Unknown, SpeakerInStory::Canonical)
    }
}

/// The texts of the articles that have another one than they were ingested with, by article.
fn load_revised_texts(conn: &Connection) -> Result<HashMap<i64, i64>, QueryError> {
    let mut select =
        conn.prepare_cached("SELECT ingested_pos, text_pos FROM article WHERE text_pos <> ingested_pos")?;
    let texts = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(texts.collect::<Result<_, _>>()?)
}

/// Sets the copy keys of the readings in stories with several texts.
fn set_copy_keys(
    conn: &Connection,
    records: &mut [CurrentRecord],
    speakers: &CanonicalSpeakers,
    texts: &HashMap<i64, i64>,
) -> Result<(), QueryError> {
    let mut select = conn.prepare_cached("SELECT text_pos, story FROM story WHERE story <> text_pos")?;
    let copies = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let copies: HashMap<i64, i64> = copies.collect::<Result<_, _>>()?;
    let first_texts: HashSet<i64> = copies.values().copied().collect();
    for in_article in records.chunk_by_mut(|a, b| a.record.article == b.record.article) {
        let Some(article) = in_article.first().map(|current| current.record.article) else {
            continue;
        };
        let text = texts.get(&article).copied().unwrap_or(article);
        let of_first = || first_texts.get(&text).copied();
        let Some(story) = copies.get(&text).copied().or_else(of_first) else {
            continue;
        };
        for current in in_article {
            let record = &current.record;
            current.copy_key = Some((story, record.words_hash, speakers.in_story(record), record.act));
        }
    }
    Ok(())
}

/// Compares the readings of the same words in the copies of each story.
fn compare_copies(records: &mut [CurrentRecord]) {
    let mut in_copies: Vec<(i64, u64, usize)> = Vec::new();
    for (number, current) in records.iter().enumerate() {
        in_copies.extend(current.copy_key.map(|(story, words, ..)| (story, words, number)));
    }
    in_copies.sort_unstable();
    for same_words in in_copies.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (.., number) in same_words {
            let mut compared = CopySigns::default();
            let others = same_words.iter().map(|(.., other)| &records[*other]);
            for other in others {
                compared.add(&records[*number], other);
            }
            let current = &mut records[*number];
            current.is_confirmed_in_copy = compared.is_confirmed;
            if compared.is_by_another_speaker {
                current.record.signs.insert(COPIES_DISAGREE);
            }
            if compared.is_another_act {
                current.record.signs.insert(COPIES_DIFFER_IN_ACT);
            }
        }
    }
}

/// How the readings in other copies differ from a reading.
#[derive(Default)]
struct CopySigns {
    is_by_another_speaker: bool,
    is_another_act: bool,
    is_confirmed: bool,
}

impl CopySigns {
    /// Compares `reading` with one of the same words.
    fn add(&mut self, reading: &CurrentRecord, other: &CurrentRecord) {
        let (own, others) = (&reading.record, &other.record);
        if own.article == others.article {
            return;
        }
        let in_story = |current: &CurrentRecord| current.copy_key.map(|(_, _, speaker, _)| speaker);
        let is_same_act = own.act == others.act;
        if own.speaker.is_some() && others.speaker.is_some() {
            if in_story(reading) != in_story(other) {
                self.is_by_another_speaker = true;
            } else if is_same_act {
                self.is_confirmed |= others.flags.has(RecordFlags::CONFIRMED);
            }
        }
        self.is_another_act |= !is_same_act;
    }
}
