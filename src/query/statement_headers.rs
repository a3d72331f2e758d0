//! Loads statements: headers to compare and sort many, entries to show some.

use super::canonical_speakers::CANONICAL_SPEAKER_SQL;
use super::entry_columns::{ENTRY_COLUMN_COUNT, EntryReader, ROW_COLUMN};
use super::selection::{ROWS_PER_QUERY, Selection};
use super::{QueryError, StatementEntry, days, independent_sources, sql};
use crate::domain::Status;
use rusqlite::{Connection, Row};
use std::collections::HashMap;

/// What is needed of a statement to compare it with others and to sort it, without its words. Queries look at many
/// headers for each statement that they show.
#[derive(Debug, Clone)]
pub(super) struct StatementHeader {
    /// The row of the statement.
    pub(super) row: i64,
    /// The row of its wording.
    pub(super) wording: i64,
    /// The row of the canonical speaker.
    pub(super) canonical_speaker: Option<i64>,
    /// The first day on which it may have been said.
    pub(super) said_from: i64,
    /// The last day on which it may have been said.
    pub(super) said_to: i64,
    /// The day of publication.
    pub(super) published_day: i64,
    /// The position of the event that recorded it.
    pub(super) position: i64,
    /// The story that its article belongs to.
    pub(super) story: i64,
    /// The row of its article.
    pub(super) article: i64,
    /// The article's description of the speaker, if neither the article nor a person named the speaker.
    pub(super) description: Option<Box<str>>,
    /// What became of it.
    pub(super) status: Status,
    /// Length of its words in characters.
    pub(super) characters: i64,
}

/// A statement with its header.
#[derive(Debug, Clone)]
pub(super) struct LoadedStatement {
    /// The statement.
    pub(super) entry: StatementEntry,
    /// Its header.
    pub(super) header: StatementHeader,
}

/// The columns of a header, from `statement AS s`, `article AS a` and `canonical_speaker AS w`.
pub(super) fn header_columns() -> String {
    format!(
        "s.row, s.wording_row, {CANONICAL_SPEAKER_SQL}, s.said_from, s.said_to, s.published_day,
         s.recorded_pos,
         coalesce((SELECT story FROM story
             WHERE story.text_pos = a.text_pos), a.text_pos), s.article, s.status, length(s.words),
         CASE WHEN s.is_description AND w.canonical IS NULL THEN s.reference END"
    )
}

/// Number of columns in [`header_columns`]; further columns of a query come after them.
pub(super) const HEADER_COLUMN_COUNT: usize = 12;

impl StatementHeader {
    /// Reads the columns of a header, the first of which has the number `first`.
    pub(super) fn read(cells: &Row<'_>, first: usize) -> Result<Self, QueryError> {
        let cell = |number| cells.get(first + number);
        Ok(Self {
            row: cell(0)?,
            wording: cell(1)?,
            canonical_speaker: cells.get(first + 2)?,
            said_from: cell(3)?,
            said_to: cell(4)?,
            published_day: cell(5)?,
            position: cell(6)?,
            story: cell(7)?,
            article: cell(8)?,
            status: sql::parse_cell(cells, first + 9, "a status")?,
            characters: cell(10)?,
            description: cells.get(first + 11)?,
        })
    }

    /// Whether it was certainly said before the other statement.
    pub(super) const fn is_before(&self, other: &Self) -> bool {
        is_before((self.said_from, self.said_to), (other.said_from, other.said_to))
    }

    /// Sort key: the first day on which it may have been said, then the day of publication, then the position.
    pub(super) const fn chronological_key(&self) -> (i64, i64, i64) {
        (self.said_from, self.published_day, self.position)
    }

    /// The day of publication, if known.
    pub(super) fn published(&self) -> Option<i64> {
        Some(self.published_day).filter(|day| *day < days::UNKNOWN_DAY)
    }

    /// Whether its article is a copy of the other statement's article.
    pub(super) const fn is_in_a_copy_of(&self, other: &Self) -> bool {
        self.story == other.story && self.article != other.article
    }
}

/// Whether what was said within the days `one` was certainly said before what was said within the days `other`.
pub(super) const fn is_before(one: (i64, i64), other: (i64, i64)) -> bool {
    one.0 <= one.1 && one.1 < other.0 && other.0 <= other.1
}

/// Loads the headers of the selected statements in chronological order.
pub(super) fn load_headers(
    conn: &Connection,
    selection: Selection,
    limit: Option<usize>,
) -> Result<Vec<StatementHeader>, QueryError> {
    let mut found = Vec::new();
    let joins = "LEFT JOIN canonical_speaker AS w ON w.speaker = s.speaker";
    let limit = limit.map_or(String::new(), |limit| format!(" LIMIT {limit}"));
    let order = format!("{}{limit}", Selection::CHRONOLOGICAL);
    selection.rows(conn, (&header_columns(), joins, "1", &order), |cells| {
        found.push(StatementHeader::read(cells, 0)?);
        Ok(())
    })?;
    Ok(found)
}

/// Loads the selected statements in chronological order.
pub(super) fn load_statements(
    conn: &Connection,
    selection: Selection,
    limit: Option<usize>,
) -> Result<Vec<LoadedStatement>, QueryError> {
    let mut found = Vec::new();
    let more = format!(", {}", header_columns());
    selection.for_each_chronologically(conn, &more, limit, |cells, reader| {
        found.push(LoadedStatement {
            header: StatementHeader::read(cells, ENTRY_COLUMN_COUNT)?,
            entry: reader.read(cells)?,
        });
        Ok(true)
    })?;
    Ok(found)
}

/// Loads the statement with this row; errors if it is not current.
pub(super) fn load_statement(conn: &Connection, row: i64) -> Result<LoadedStatement, QueryError> {
    let mut found = load_statements(conn, Selection::of_row(row), None)?;
    found
        .pop()
        .ok_or(QueryError::Database(rusqlite::Error::QueryReturnedNoRows))
}

/// Returns the number of articles of these statements, and the number of independent sources among them.
pub(super) fn count_articles_and_sources<'a>(
    conn: &Connection,
    carriers: impl IntoIterator<Item = &'a StatementHeader>,
) -> Result<(u64, u64), QueryError> {
    independent_sources::count_articles_and_sources(
        conn,
        carriers
            .into_iter()
            .map(|carrier| (carrier.article, carrier.story)),
    )
}

/// Loads the statements with these rows, by row; leaves out those that are not current.
pub(super) fn load_entries(
    conn: &Connection,
    rows: &[i64],
) -> Result<HashMap<i64, StatementEntry>, QueryError> {
    let mut found = HashMap::with_capacity(rows.len());
    let mut reader = EntryReader::new(conn)?;
    for some in rows.chunks(ROWS_PER_QUERY) {
        let mut insert = |cells: &Row<'_>, reader: &mut EntryReader<'_>| {
            found.insert(cells.get(ROW_COLUMN)?, reader.read(cells)?);
            Ok(true)
        };
        Selection::of_rows(some).visit_entries(conn, ("", "s.row"), None, &mut reader, &mut insert)?;
    }
    Ok(found)
}

/// Loads the statements with these headers, in their order.
pub(super) fn load_entries_in_order<'a>(
    conn: &Connection,
    headers: impl IntoIterator<Item = &'a StatementHeader>,
) -> Result<Vec<StatementEntry>, QueryError> {
    let rows: Vec<i64> = headers.into_iter().map(|header| header.row).collect();
    load_entries_of_rows(conn, &rows)
}

/// Loads the statements with these rows, in their order; leaves out those that are not current.
pub(super) fn load_entries_of_rows(
    conn: &Connection,
    rows: &[i64],
) -> Result<Vec<StatementEntry>, QueryError> {
    let mut found = load_entries(conn, rows)?;
    Ok(rows.iter().filter_map(|row| found.remove(row)).collect())
}
