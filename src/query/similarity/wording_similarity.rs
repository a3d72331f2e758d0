//! Loads which wordings are similar to a wording, as the projection compared them.

use crate::query::QueryError;
use rusqlite::{Connection, Row};
use std::rc::Rc;

/// Maximum number of similar wordings followed per wording; in an archive where thousands say the same, nobody reads
/// them all. Those ingested first win, so that as-of answers stay stable.
pub(super) const SIMILAR_WORDINGS_MAX: i64 = 64;

/// Maximum number of identical wordings followed per similar wording.
const IDENTICAL_WORDINGS_MAX: i64 = 8;

/// SQL: pairs of similar wordings that are one statement. A pair that differs in a figure, a date or a negation is two.
const SAME_STATEMENT_SQL: &str = "(difference IS NULL OR difference = 'rounding')";

/// How similar a wording is to another one, and which words they share.
#[derive(Debug, Clone)]
pub(in crate::query) struct WordingSimilarity {
    /// How much of the shorter one's content the other contains, in per cent.
    pub(in crate::query) percent: u8,
    /// Whether a number in one is only close to the number in the other.
    pub(in crate::query) is_rounded: bool,
    /// Whether they are identical once folded.
    pub(in crate::query) is_identical: bool,
    /// The shared content words, one per line.
    pub(in crate::query) shared: Rc<str>,
}

impl WordingSimilarity {
    /// The columns to read it from, in the table of similar wordings.
    pub(in crate::query) const COLUMNS: &str = "is_identical, containment_percent, shared_words, difference";

    /// Reads it from a row whose first column is another one, the wording (see [`load_edges`]), and whose next columns
    /// are [`Self::COLUMNS`].
    pub(in crate::query) fn read_after_first_column(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            is_identical: row.get(1)?,
            percent: row.get(2)?,
            shared: row.get_ref(3)?.as_str()?.into(),
            is_rounded: row.get_ref(4)?.as_str_or_null()?.is_some(),
        })
    }

    /// The shared content words.
    pub(in crate::query) fn shared(&self) -> Vec<String> {
        self.shared.lines().map(str::to_owned).collect()
    }
}

/// Loads the edges of `wording`: one for each wording that was compared with it and found to say the same. If there are
/// more than [`SIMILAR_WORDINGS_MAX`], those ingested first are returned.
///
/// Similar wordings form a graph. Its nodes are wordings; an edge connects two wordings that say the same, and is a row
/// of the table `similarity`. An edge is returned as the other wording and a value. `read` makes this value from a row
/// whose columns are the other wording and then the columns `cells` of `similarity`.
pub(super) fn load_edges<T>(
    conn: &Connection,
    wording: i64,
    cells: &str,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<(i64, T)>, QueryError> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT wording_b, {cells} FROM similarity WHERE wording_a = ?1 AND {SAME_STATEMENT_SQL}
         UNION ALL SELECT wording_a, {cells} FROM similarity WHERE wording_b = ?1 AND {SAME_STATEMENT_SQL}
             ORDER BY 1 LIMIT ?2"
    ))?;
    let edges = select.query_map([wording, SIMILAR_WORDINGS_MAX], |row| {
        Ok((row.get(0)?, read(row)?))
    })?;
    Ok(edges.collect::<Result<_, _>>()?)
}

/// Loads the other wordings with identical words, those ingested first if there are too many.
pub(super) fn load_identical_wordings(conn: &Connection, wording: i64) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT wording_b FROM similarity WHERE wording_a = ?1 AND is_identical = 1
         UNION ALL SELECT wording_a FROM similarity WHERE wording_b = ?1 AND is_identical = 1
             ORDER BY 1 LIMIT ?2",
    )?;
    let same = select.query_map([wording, IDENTICAL_WORDINGS_MAX], |row| row.get(0))?;
    Ok(same.collect::<Result<_, _>>()?)
}

/// The first of the wordings identical to this one; `None` if this one is the first.
pub(super) fn first_identical_wording<T>(
    wording: i64,
    edges: &[(i64, T)],
    is_same: impl Fn(&T) -> bool,
) -> Option<i64> {
    let same = edges.iter().filter(|(_, edge)| is_same(edge));
    let first = same.map(|(other, _)| *other).min();
    first.filter(|first| *first < wording)
}

/// Finds the rows of the wordings similar to this one, or to the first wording identical to it, without following
/// identical wordings further. Cheap: reads indexes only.
pub(in crate::query) fn find_similar_wording_rows(
    conn: &Connection,
    wording: i64,
) -> Result<Vec<i64>, QueryError> {
    let edges = |wording| load_edges(conn, wording, "is_identical", |row| row.get(1));
    let mut found = edges(wording)?;
    if let Some(first) = first_identical_wording(wording, &found, |same: &bool| *same) {
        found.extend(edges(first)?);
    }
    Ok(found.into_iter().map(|(other, _)| other).collect())
}
