use super::selection::sql_list;
use super::{Query, QueryError, days, people, row, speaker_names, wire};
use crate::domain::{SpeakerId, SpeakerKind};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// Who speaks, whoever speaks most first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpeakersQuery {
    /// Only those of this kind.
    pub kind: Option<SpeakerKind>,
    /// Those whom articles only describe, as "ministre", in place of those who have a name.
    pub unnamed: bool,
    /// Only those who are named so, as in [`Timeline`](super::Timeline).
    pub name: Option<String>,
    /// Only the first so many.
    pub limit: Option<usize>,
}

/// One speaker as the listing shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpeakerEntry {
    /// The id.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::speaker_id")]
    pub id: SpeakerId,
    /// The canonical name.
    pub name: String,
    /// Whether the name is only a description, as "ministre" is, which means somebody in one article alone.
    pub described: bool,
    /// What kind of party it is.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::kind")]
    pub kind: SpeakerKind,
    /// The other names in alphabetical order: as articles mention it, other spellings, pinyin of a Han name.
    pub aliases: Vec<String>,
    /// How many statements count.
    pub statements: u64,
    /// The first day on which something can have been said.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub first: Option<NaiveDate>,
    /// The last day on which something can have been said.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub last: Option<NaiveDate>,
}

/// Speakers, whoever speaks most first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct SpeakerList(pub Vec<SpeakerEntry>);

impl Query for SpeakersQuery {
    type Answer = SpeakerList;

    fn answer(&self, conn: &Connection) -> Result<SpeakerList, QueryError> {
        let only = match &self.name {
            Some(name) => Some(speaker_names::resolve_speakers(conn, name)?),
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

/// The speakers, or those with the rows `only`, whoever speaks most first; with `topics`, only statements about
/// these count. What several said together counts for each of them, and for them as one; what is said for a side counts
/// for the side too.
pub(super) fn load_speaker_entries(
    conn: &Connection,
    only: Option<&[i64]>,
    topics: Option<&[i64]>,
) -> Result<Vec<SpeakerEntry>, QueryError> {
    let among = |column: &str| {
        only.map_or(format!("{column} IS NOT NULL"), |rows| {
            format!("{column} IN ({})", sql_list(rows))
        })
    };
    let about = topics.map_or(String::new(), |rows| {
        format!(
            "AND EXISTS (SELECT 1 FROM statement_topic AS st WHERE st.statement = s.row AND st.topic IN ({}))",
            sql_list(rows)
        )
    });
    // The counts come from the index alone, before the speakers are looked up.
    let sql = format!(
        "SELECT p.row, p.id, {} AS known, {}, c.statements, c.first, c.last,
             NOT EXISTS (SELECT 1 FROM speaker_name AS n WHERE n.source IN ('reference', 'alias')
                 AND n.speaker IN (SELECT p.row UNION SELECT m.speaker FROM canonical_speaker AS m WHERE m.canonical = p.row))
         FROM (SELECT {} AS speaker, sum(o.statements) AS statements, min(o.first) AS first, max(o.last) AS last
               FROM (SELECT s.speaker, count(*) AS statements, min(s.said_from) AS first, max(s.said_to) AS last
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
        people::canonical_name_sql("p.row"),
        people::speaker_kind_sql("p.row"),
        people::canonical_speaker_sql("o.speaker"),
        among("s.speaker"),
        among("j.part"),
        among("s.side_speaker"),
        people::canonical_speaker_sql("s.side_speaker"),
        people::canonical_speaker_sql("s.speaker"),
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
            id: row::parse_cell(row, 1, "a speaker id")?,
            aliases: names.into_iter().collect(),
            name,
            described: row.get(7)?,
            kind: row::parse_cell(row, 3, "a kind of speaker")?,
            statements: row::count_cell(row, 4)?,
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
        format!("WHERE n.speaker IN ({})", sql_list(rows))
    });
    let whole = people::canonical_speaker_sql("n.speaker");
    let mut select = conn.prepare(&format!("SELECT {whole}, n.name FROM speaker_name AS n {among}"))?;
    let mut rows = select.query([])?;
    let mut aliases: HashMap<i64, BTreeSet<String>> = HashMap::new();
    while let Some(row) = rows.next()? {
        aliases.entry(row.get(0)?).or_default().insert(row.get(1)?);
    }
    Ok(aliases)
}
