//! How the statements that match a search are distributed.

use crate::domain::{Act, Lang};
use crate::query::canonical_speakers::{
    CANONICAL_SPEAKER_SQL, canonical_speaker_sql, find_canonical_speakers, load_speaker_refs,
};
use crate::query::selection::Selection;
use crate::query::topic_counts::count_rows_by_topic;
use crate::query::{QueryError, SpeakerRef, days, sql};
use chrono::Datelike;
use rusqlite::{Connection, Row};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Counts of statements by speaker, topic, act, year, publisher and language, the values with most statements first.
/// Each value has the count that a search narrowed to it has. Only the most frequent values are there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchFacets {
    /// Number of statements that were counted.
    pub counted: u64,
    /// Whether there are more, which were not counted.
    pub is_cut: bool,
    /// By whom they were said, or for whom; a joint statement counts for each of its speakers.
    pub speakers: Vec<FacetValue<SpeakerRef>>,
    /// The ids of the topics. A statement about a topic counts for those above it, too.
    pub topics: Vec<FacetValue<String>>,
    /// By act.
    pub acts: Vec<FacetValue<Act>>,
    /// The years in which they may have been said, the latest first.
    pub years: Vec<FacetValue<i32>>,
    /// The names of the publishers.
    pub publishers: Vec<FacetValue<String>>,
    /// By the language of the article.
    pub langs: Vec<FacetValue<Lang>>,
}

/// A value that some of the statements have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue<T> {
    /// The value.
    pub value: T,
    /// Number of statements that have it.
    pub count: u64,
}

/// Maximum number of values of a facet.
const VALUES_MAX: usize = 10;
/// Maximum number of years that a statement counts for. Dates as vague as that are rare.
const YEARS_PER_STATEMENT_MAX: usize = 50;

/// Counts the statements in these rows.
pub(super) fn count_facets(
    conn: &Connection,
    rows: &[i64],
    is_cut: bool,
) -> Result<SearchFacets, QueryError> {
    let mut counter = FacetCounter::new(conn);
    let cells = format!(
        "s.speaker, {CANONICAL_SPEAKER_SQL}, s.side_speaker, {}, s.act, s.said_from, s.said_to,
         a.publisher_folded, a.publisher, a.lang",
        canonical_speaker_sql("s.side_speaker")
    );
    let joins = "LEFT JOIN canonical_speaker AS w ON w.speaker = s.speaker";
    Selection::all()
        .among_rows(rows)
        .rows(conn, (&cells, joins, "1", ""), |row| counter.add(row))?;
    let mut years = counter.years.into_iter().collect::<Vec<_>>();
    keep_most_frequent(&mut years);
    years.sort_by_key(|(year, _)| Reverse(*year));
    let mut speakers: Vec<(i64, u64)> = counter.speakers.into_iter().collect();
    keep_most_frequent(&mut speakers);
    let mut topics = count_rows_by_topic(conn, rows)?;
    keep_most_frequent(&mut topics);
    let publishers = counter.publishers.into_values().collect::<Vec<_>>();
    Ok(SearchFacets {
        counted: rows.len() as u64,
        is_cut,
        speakers: load_speakers(conn, &speakers)?,
        topics: to_values(topics),
        acts: parse_values(counter.acts, "an act")?,
        years: to_values(years),
        publishers: most_frequent(publishers),
        langs: parse_values(counter.langs, "a language")?,
    })
}

/// What was counted so far.
struct FacetCounter<'c> {
    conn: &'c Connection,
    /// By the row of the canonical speaker.
    speakers: HashMap<i64, u64>,
    acts: BTreeMap<String, u64>,
    years: BTreeMap<i32, u64>,
    /// The name and the count by the folded name.
    publishers: BTreeMap<String, (String, u64)>,
    langs: BTreeMap<String, u64>,
    /// The canonical speakers of the parts of a joint speaker, by its row.
    parts: HashMap<i64, Vec<i64>>,
}

impl<'c> FacetCounter<'c> {
    fn new(conn: &'c Connection) -> Self {
        Self {
            conn,
            speakers: HashMap::new(),
            acts: BTreeMap::new(),
            years: BTreeMap::new(),
            publishers: BTreeMap::new(),
            langs: BTreeMap::new(),
            parts: HashMap::new(),
        }
    }

    /// Counts a statement.
    fn add(&mut self, row: &Row<'_>) -> Result<(), QueryError> {
        self.add_speakers([(row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?)])?;
        *self.acts.entry(row.get(4)?).or_default() += 1;
        self.add_years(row.get(5)?, row.get(6)?);
        if let (Some(folded), Some(name)) = (row.get::<_, Option<String>>(7)?, row.get(8)?) {
            self.publishers.entry(folded).or_insert((name, 0)).1 += 1;
        }
        *self.langs.entry(row.get(9)?).or_default() += 1;
        Ok(())
    }

    /// Counts a statement for its speaker and its side, each with its canonical speaker, and for their parts.
    fn add_speakers(&mut self, speakers: [(Option<i64>, Option<i64>); 2]) -> Result<(), QueryError> {
        let mut all = BTreeSet::new();
        for (speaker, canonical) in speakers {
            all.extend(canonical);
            let Some(speaker) = speaker else { continue };
            if !self.parts.contains_key(&speaker) {
                let parts = load_canonical_parts(self.conn, speaker)?;
                self.parts.insert(speaker, parts);
            }
            all.extend(self.parts.get(&speaker).into_iter().flatten());
        }
        for speaker in all {
            *self.speakers.entry(speaker).or_default() += 1;
        }
        Ok(())
    }

    /// Counts a statement for each year in which it may have been said.
    fn add_years(&mut self, first: i64, last: i64) {
        let year = |day| days::date_of_day(day).map(|date| date.year());
        let (Some(first), Some(last)) = (year(first), year(last)) else {
            return;
        };
        for year in (first..=last).take(YEARS_PER_STATEMENT_MAX) {
            *self.years.entry(year).or_default() += 1;
        }
    }
}

/// The rows of the canonical speakers that spoke jointly as `joint`.
fn load_canonical_parts(conn: &Connection, joint: i64) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached("SELECT part FROM speaker_part WHERE joint = ?1")?;
    let parts = select.query_map([joint], |row| row.get(0))?;
    find_canonical_speakers(conn, &parts.collect::<Result<Vec<i64>, _>>()?)
}

/// Loads the speakers of these counts; leaves out those without a name.
fn load_speakers(
    conn: &Connection,
    counts: &[(i64, u64)],
) -> Result<Vec<FacetValue<SpeakerRef>>, QueryError> {
    let mut values = Vec::new();
    for (row, count) in counts {
        let speaker = load_speaker_refs(conn, &[*row])?.pop();
        values.extend(speaker.map(|value| FacetValue { value, count: *count }));
    }
    Ok(values)
}

/// Leaves the values with most statements, in the order of their counts.
fn keep_most_frequent<T: Ord + Clone>(counts: &mut Vec<(T, u64)>) {
    counts.sort_by(|(a, many), (b, few)| few.cmp(many).then_with(|| a.cmp(b)));
    counts.truncate(VALUES_MAX);
}

fn most_frequent<T: Ord + Clone>(mut counts: Vec<(T, u64)>) -> Vec<FacetValue<T>> {
    keep_most_frequent(&mut counts);
    to_values(counts)
}

fn to_values<T>(counts: Vec<(T, u64)>) -> Vec<FacetValue<T>> {
    let values = counts.into_iter();
    values.map(|(value, count)| FacetValue { value, count }).collect()
}

fn parse_values<T: std::str::FromStr>(
    counts: BTreeMap<String, u64>,
    what: &'static str,
) -> Result<Vec<FacetValue<T>>, QueryError> {
    let counts = most_frequent(counts.into_iter().collect());
    let parse = |FacetValue { value, count }: FacetValue<String>| {
        sql::parse_text(&value, what).map(|value| FacetValue { value, count })
    };
    counts.into_iter().map(parse).collect()
}
