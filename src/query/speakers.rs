//! The query `dixit speakers`, and how speakers are listed with their counts.

use super::sql::row_list;
use super::{Query, QueryError, answer_json, canonical_speakers, days, resolve, sql};
use crate::domain::{SpeakerId, SpeakerKind};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
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
        let mut speakers = load_speaker_entries(conn, only.as_deref(), None)?;
        if self.name.is_none() {
            speakers.retain(|speaker| speaker.described == self.unnamed);
        }
        if let Some(kind) = self.kind {
            speakers.retain(|speaker| speaker.kind == kind);
        }
        speakers.truncate(self.limit.unwrap_or(usize::MAX));
        Ok(SpeakerList(speakers))
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
    let among = |column: &str| {
        only.map_or(format!("{column} IS NOT NULL"), |rows| {
            format!("{column} IN ({})", row_list(rows))
        })
    };
    let about = topics.map_or(String::new(), |rows| {
        format!(
            "AND EXISTS (SELECT 1 FROM statement_topic AS st WHERE st.statement = s.row AND st.topic IN ({}))",
            row_list(rows)
        )
    });
    // The subquery counts from the index alone; names are looked up only for its result.
    let sql = format!(
        "SELECT p.row, p.id, {} AS known, {}, c.statements, c.first, c.last,
             NOT EXISTS (SELECT 1 FROM speaker_name AS n WHERE n.source IN ('reference', 'alias')
                 AND n.speaker IN (SELECT p.row UNION SELECT m.speaker FROM canonical_speaker AS m
                     WHERE m.canonical = p.row))
         FROM (SELECT {} AS speaker, sum(o.statements) AS statements, min(o.first) AS first,
             max(o.last) AS last
               FROM (SELECT s.speaker, count(*) AS statements, min(s.said_from) AS first,
                   max(s.said_to) AS last
                     FROM statement AS s WHERE {} {about} GROUP BY s.speaker
                     UNION ALL
                     SELECT j.part, count(*), min(s.said_from), max(s.said_to)
                     FROM speaker_part AS j CROSS JOIN statement AS s ON s.speaker = j.joint
                     WHERE {} {about} GROUP BY j.part
                     UNION ALL
                     SELECT s.side_speaker, count(*), min(s.said_from), max(s.said_to)
                     FROM statement AS s WHERE s.side_speaker IS NOT NULL AND {} {about}
                         AND {} IS NOT {} GROUP BY s.side_speaker) AS o
               GROUP BY 1) AS c
         CROSS JOIN speaker AS p ON p.row = c.speaker
         ORDER BY c.statements DESC, known, p.id",
        canonical_speakers::canonical_name_sql("p.row"),
        canonical_speakers::speaker_kind_sql("p.row"),
        canonical_speakers::canonical_speaker_sql("o.speaker"),
        among("s.speaker"),
        among("j.part"),
        among("s.side_speaker"),
        canonical_speakers::canonical_speaker_sql("s.side_speaker"),
        canonical_speakers::canonical_speaker_sql("s.speaker"),
    );
    let mut aliases = load_aliases(conn, only)?;
    let mut select = conn.prepare(&sql)?;
    let mut rows = select.query([])?;
    let mut speakers = Vec::new();
    while let Some(row) = rows.next()? {
        let (first, last) = days::date_range(row.get(5)?, row.get(6)?);
        let name: String = row.get(2)?;
        let mut names = aliases.remove(&row.get(0)?).unwrap_or_default();
        names.remove(&name);
        speakers.push(SpeakerEntry {
            id: sql::parse_cell(row, 1, "a speaker id")?,
            aliases: names.into_iter().collect(),
            name,
            described: row.get(7)?,
            kind: sql::parse_cell(row, 3, "a kind of speaker")?,
            statements: sql::count_cell(row, 4)?,
            first,
            last,
        });
    }
    Ok(speakers)
}

fn load_aliases(
    conn: &Connection,
    only: Option<&[i64]>,
) -> Result<HashMap<i64, BTreeSet<String>>, QueryError> {
    let among = only.map_or(String::new(), |rows| {
        format!("WHERE n.speaker IN ({})", row_list(rows))
    });
    let whole = canonical_speakers::canonical_speaker_sql("n.speaker");
    let mut select = conn.prepare(&format!("SELECT {whole}, n.name FROM speaker_name AS n {among}"))?;
    let mut rows = select.query([])?;
    let mut aliases: HashMap<i64, BTreeSet<String>> = HashMap::new();
    while let Some(row) = rows.next()? {
        aliases.entry(row.get(0)?).or_default().insert(row.get(1)?);
    }
    Ok(aliases)
}
