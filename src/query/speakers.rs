//! The query `dixit speakers`, and how speakers are listed with their counts.

use super::speaker_names::{SpeakerNames, StoredNames};
use super::sql::row_list;
use super::{Query, QueryError, answer_json, days, resolve, sql};
use crate::domain::{SpeakerId, SpeakerKind};
use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

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

/// [`load_speaker_entries`], only those with `wanted` names and at most `limit`. Names are looked up from the most
/// frequent speaker on, until there are enough.
fn list_speakers(
    conn: &Connection,
    (only, topics): (Option<&[i64]>, Option<&[i64]>),
    limit: Option<usize>,
    wanted: impl Fn(&StoredNames) -> bool,
) -> Result<Vec<SpeakerEntry>, QueryError> {
    let limit = limit.unwrap_or(usize::MAX);
    let mut names = SpeakerNames::new(conn)?;
    let mut counts: Vec<(i64, StatementTally)> = count_statements(conn, &names, only, topics)?
        .into_iter()
        .collect();
    counts.sort_unstable_by_key(|(speaker, tally)| (Reverse(tally.statements), *speaker));
    let mut speakers = Vec::new();
    for equal in counts.chunk_by(|(_, a), (_, b)| a.statements == b.statements) {
        if speakers.len() >= limit {
            break;
        }
        names.prepare_for(equal.len())?;
        let mut entries = Vec::new();
        for (speaker, tally) in equal {
            let of_speaker = names.names_of(*speaker)?;
            if wanted(&of_speaker) {
                entries.push(read_speaker_entry(conn, *speaker, tally, of_speaker)?);
            }
        }
        entries.sort_by(|a, b| (&a.name, a.id.as_str()).cmp(&(&b.name, b.id.as_str())));
        speakers.extend(entries);
    }
    speakers.truncate(limit);
    Ok(speakers)
}

fn read_speaker_entry(
    conn: &Connection,
    speaker: i64,
    tally: &StatementTally,
    mut names: StoredNames,
) -> Result<SpeakerEntry, QueryError> {
    let (first, last) = days::date_range(Some(tally.first_day), Some(tally.last_day));
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
        statements: tally.statements,
        first,
        last,
    })
}

/// Number of statements, with the first and the last day on which one of them may have been said.
#[derive(Debug, Clone, Copy)]
struct StatementTally {
    statements: u64,
    first_day: i64,
    last_day: i64,
}

impl StatementTally {
    /// Reads the columns from `first` on: count, first day, last day.
    fn read(row: &Row<'_>, first: usize) -> Result<Self, QueryError> {
        Ok(Self {
            statements: sql::count_cell(row, first)?,
            first_day: row.get(first + 1)?,
            last_day: row.get(first + 2)?,
        })
    }

    fn add_to(self, counts: &mut HashMap<i64, Self>, speaker: i64) {
        let sum = counts.entry(speaker).or_insert(Self {
            statements: 0,
            ..self
        });
        sum.statements += self.statements;
        sum.first_day = sum.first_day.min(self.first_day);
        sum.last_day = sum.last_day.max(self.last_day);
    }
}

/// Counts the statements of the speakers `only` (all if `None`), by canonical speaker, from indexes alone.
fn count_statements(
    conn: &Connection,
    names: &SpeakerNames<'_>,
    only: Option<&[i64]>,
    topics: Option<&[i64]>,
) -> Result<HashMap<i64, StatementTally>, QueryError> {
    let about = topics.map_or(String::new(), |rows| {
        format!(
            "AND EXISTS (SELECT 1 FROM statement_topic AS st WHERE st.statement = s.row AND st.topic IN ({}))",
            row_list(rows)
        )
    });
    let parts = load_parts(conn, only)?;
    let listed: Option<BTreeSet<i64>> = only.map(|rows| rows.iter().copied().collect());
    let among = |column: &str, further: &[(i64, i64)]| {
        only.map_or(format!("{column} IS NOT NULL"), |rows| {
            let joint = further.iter().map(|(_, joint)| *joint);
            format!(
                "{column} IN ({})",
                row_list(&rows.iter().copied().chain(joint).collect::<Vec<_>>())
            )
        })
    };
    let sum = "count(*), min(s.said_from), max(s.said_to) FROM statement AS s WHERE";
    let mut select = conn.prepare(&format!(
        "SELECT s.speaker, {sum} {} {about} GROUP BY s.speaker",
        among("s.speaker", &parts)
    ))?;
    let mut rows = select.query([])?;
    let mut own = HashMap::new();
    while let Some(row) = rows.next()? {
        own.insert(row.get(0)?, StatementTally::read(row, 1)?);
    }
    let mut counts = HashMap::with_capacity(own.len());
    for (speaker, tally) in &own {
        if listed.as_ref().is_none_or(|listed| listed.contains(speaker)) {
            tally.add_to(&mut counts, names.canonical_of(*speaker));
        }
    }
    for (part, joint) in &parts {
        if let Some(tally) = own.get(joint) {
            tally.add_to(&mut counts, names.canonical_of(*part));
        }
    }
    let mut select = conn.prepare(&format!(
        "SELECT s.side_speaker, s.speaker, {sum} {} {about} GROUP BY 1, 2",
        among("s.side_speaker", &[])
    ))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (side, speaker): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
        let side = names.canonical_of(side);
        if speaker.map(|speaker| names.canonical_of(speaker)) != Some(side) {
            StatementTally::read(row, 2)?.add_to(&mut counts, side);
        }
    }
    Ok(counts)
}

/// The speakers `only` (all if `None`) that have a part in joint speakers, with these.
fn load_parts(conn: &Connection, only: Option<&[i64]>) -> Result<Vec<(i64, i64)>, QueryError> {
    let among = only.map_or(String::new(), |rows| {
        format!("WHERE part IN ({})", row_list(rows))
    });
    let mut select = conn.prepare(&format!("SELECT part, joint FROM speaker_part {among}"))?;
    let parts = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(parts.collect::<Result<_, _>>()?)
}
