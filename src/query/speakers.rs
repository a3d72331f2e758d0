//! The query `dixit speakers`, and how speakers are listed with their counts.

use super::speaker_counts::count_statements;
use super::speaker_names::{SpeakerNames, StoredNames};
use super::stored_counts::{self, DatedCount};
use super::stored_speaker_counts::StoredSpeakerCounts;
use super::{Query, QueryError, answer_json, days, resolve, sql};
use crate::domain::{SpeakerId, SpeakerKind};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;

/// Lists the speakers, the most frequent first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpeakersQuery {
    /// Only speakers of this kind.
    pub kind: Option<SpeakerKind>,
    /// List the speakers whom articles only describe ("ministre") instead of those with a name.
    pub unnamed: bool,
    /// Only the speaker with this name; see [`StatementFilter::speaker`](super::StatementFilter::speaker).
    pub name: Option<String>,
    /// Maximum number of speakers.
    pub limit: Option<usize>,
}

/// One speaker, as the listing shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpeakerEntry {
    /// The id of the speaker.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::speaker_id")]
    pub id: SpeakerId,
    /// The canonical name.
    pub name: String,
    /// Whether the name is only a description ("ministre"), which identifies somebody within one article only.
    pub described: bool,
    /// Whether it is a person, an institution, a document, a group, or unknown.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::speaker_kind")]
    pub kind: SpeakerKind,
    /// Other names in alphabetical order: mentions in articles, other spellings, the pinyin of a Han name.
    pub aliases: Vec<String>,
    /// Number of current statements.
    pub statements: u64,
    /// The first day on which a statement may have been said.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::date_or_null")]
    pub first: Option<NaiveDate>,
    /// The last day on which a statement may have been said.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::date_or_null")]
    pub last: Option<NaiveDate>,
}

/// Speakers, the most frequent first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct SpeakerList(pub Vec<SpeakerEntry>);

impl Query for SpeakersQuery {
    type Answer = SpeakerList;

    fn answer(&self, conn: &Connection) -> Result<SpeakerList, QueryError> {
        let only = match &self.name {
            Some(name) => Some(resolve::resolve_speakers(conn, name)?),
            None => None,
        };
        let is_named = self.name.is_some();
        let wanted = |names: &StoredNames| {
            (is_named || names.is_described() == self.unnamed)
                && self.kind.is_none_or(|kind| kind == names.kind())
        };
        list_speakers(conn, (only.as_deref(), None), self.limit, wanted).map(SpeakerList)
    }
}

/// Loads the speakers with the rows `only` (all if `None`), the most frequent first.
///
/// With `topics`, only statements about these topics are counted. A joint statement is counted for each of its
/// speakers and for the group; a statement made for a side is counted for the side too.
pub(super) fn load_speaker_entries(
    conn: &Connection,
    only: Option<&[i64]>,
    topics: Option<&[i64]>,
) -> Result<Vec<SpeakerEntry>, QueryError> {
    list_speakers(conn, (only, topics), None, |_| true)
}

/// Loads at most `limit` of the speakers of statements about `topics`, the most frequent first; counts cover only these
/// statements.
pub(super) fn load_speakers_of_topics(
    conn: &Connection,
    topics: &[i64],
    limit: usize,
) -> Result<Vec<SpeakerEntry>, QueryError> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    list_speakers(conn, (None, Some(topics)), Some(limit), |_| true)
}

/// [`load_speaker_entries`], only those with `wanted` names and at most `limit`.
fn list_speakers(
    conn: &Connection,
    (only, topics): (Option<&[i64]>, Option<&[i64]>),
    limit: Option<usize>,
    wanted: impl Fn(&StoredNames) -> bool,
) -> Result<Vec<SpeakerEntry>, QueryError> {
    let mut listing = Listing {
        names: SpeakerNames::new(conn)?,
        limit: limit.unwrap_or(usize::MAX),
        wanted,
        speakers: Vec::new(),
    };
    if only.is_none() && topics.is_none() && stored_counts::are_asked_for(conn)? {
        let counts = StoredSpeakerCounts::load(conn, &listing.names)?;
        counts.for_each_number(conn, |equal| listing.push(conn, equal))?;
    } else {
        let counts = count_statements(conn, &listing.names, only, topics)?;
        let mut counts: Vec<(i64, DatedCount)> = counts.into_iter().collect();
        counts.sort_unstable_by_key(|(speaker, count)| (Reverse(count.statements), *speaker));
        for equal in counts.chunk_by(|(_, a), (_, b)| a.statements == b.statements) {
            if !listing.push(conn, equal)? {
                break;
            }
        }
    }
    listing.speakers.truncate(listing.limit);
    Ok(listing.speakers)
}

/// A listing of speakers in progress. Names are looked up from the most frequent speaker on, until there are enough.
struct Listing<'c, W> {
    names: SpeakerNames<'c>,
    limit: usize,
    wanted: W,
    speakers: Vec<SpeakerEntry>,
}

impl<W: Fn(&StoredNames) -> bool> Listing<'_, W> {
    /// Adds speakers with the same number of statements, fewer than those before them. Returns whether more are wanted.
    fn push(&mut self, conn: &Connection, equal: &[(i64, DatedCount)]) -> Result<bool, QueryError> {
        if self.speakers.len() >= self.limit {
            return Ok(false);
        }
        self.names.prepare_for(equal.len())?;
        let mut entries = Vec::new();
        for (speaker, count) in equal {
            let of_speaker = self.names.names_of(*speaker)?;
            if (self.wanted)(&of_speaker) {
                let days = match count.days() {
                    Some(days) => Some(days),
                    None => self.look_up_days(conn, *speaker)?,
                };
                entries.push(read_speaker_entry(
                    conn,
                    *speaker,
                    (count.statements, days),
                    of_speaker,
                )?);
            }
        }
        entries.sort_by(|a, b| (&a.name, a.id.as_str()).cmp(&(&b.name, b.id.as_str())));
        self.speakers.extend(entries);
        Ok(self.speakers.len() < self.limit)
    }

    /// The first and the last day of the statements of a canonical speaker.
    fn look_up_days(&self, conn: &Connection, speaker: i64) -> Result<Option<(i64, i64)>, QueryError> {
        let members: Vec<i64> = self.names.members_of(speaker).collect();
        let counts = count_statements(conn, &self.names, Some(&members), None)?;
        Ok(counts.get(&speaker).and_then(DatedCount::days))
    }
}

fn read_speaker_entry(
    conn: &Connection,
    speaker: i64,
    (statements, days): (u64, Option<(i64, i64)>),
    mut names: StoredNames,
) -> Result<SpeakerEntry, QueryError> {
    let (first, last) = days::date_range(days.map(|days| days.0), days.map(|days| days.1));
    let name = names
        .name()
        .ok_or(rusqlite::Error::QueryReturnedNoRows)?
        .to_owned();
    names.names.remove(&name);
    let mut select = conn.prepare_cached("SELECT id FROM speaker WHERE row = ?1")?;
    let id: String = select.query_row([speaker], |row| row.get(0))?;
    Ok(SpeakerEntry {
        id: sql::parse_text(&id, "a speaker id")?,
        name,
        described: names.is_described(),
        kind: names.kind(),
        aliases: names.names.into_iter().collect(),
        statements,
        first,
        last,
    })
}
