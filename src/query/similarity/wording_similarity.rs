//! Loads which wordings are similar to a wording, as the projection compared them.

use crate::domain::Lang;
use crate::domain::similarity::ComparableWords;
use crate::query::{QueryError, sql};
use rusqlite::{Connection, Row};
use std::collections::HashMap;
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
    /// The words that both share.
    pub(in crate::query) shared: SharedWords,
}

/// The words that two wordings share.
#[derive(Debug, Clone)]
pub(in crate::query) enum SharedWords {
    /// One per line.
    Known(Rc<str>),
    /// Those that the projection found in two wordings, by row: the one that was recorded later, and the other. They
    /// are derived again where they are shown, which is less work than to store them for every pair.
    OfWordings(i64, i64),
}

impl WordingSimilarity {
    /// The columns to read it from, in the table of similar wordings.
    pub(in crate::query) const COLUMNS: &str =
        "is_identical, containment_percent, wording_a, wording_b, difference";

    /// Reads it from a row whose first column is another one, the wording (see [`load_edges`]), and whose next columns
    /// are [`Self::COLUMNS`].
    pub(in crate::query) fn read_after_first_column(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            is_identical: row.get(1)?,
            percent: row.get(2)?,
            shared: SharedWords::OfWordings(row.get(3)?, row.get(4)?),
            is_rounded: row.get_ref(5)?.as_str_or_null()?.is_some(),
        })
    }

    /// The shared content words.
    pub(in crate::query) fn shared(
        &self,
        prepared: &mut PreparedWordings<'_>,
    ) -> Result<Vec<String>, QueryError> {
        match &self.shared {
            SharedWords::Known(words) => Ok(words.lines().map(str::to_owned).collect()),
            SharedWords::OfWordings(later, earlier) => {
                let later = prepared.fetch(*later)?;
                let earlier = prepared.fetch(*earlier)?;
                Ok(later.words_shared_with(&earlier))
            }
        }
    }
}

/// Wordings that are prepared for comparison, by row: one of them is compared with many.
pub(in crate::query) struct PreparedWordings<'c> {
    conn: &'c Connection,
    known: HashMap<i64, Rc<ComparableWords>>,
}

impl<'c> PreparedWordings<'c> {
    /// None yet.
    pub(in crate::query) fn new(conn: &'c Connection) -> Self {
        Self {
            conn,
            known: HashMap::new(),
        }
    }

    fn fetch(&mut self, row: i64) -> Result<Rc<ComparableWords>, QueryError> {
        if let Some(known) = self.known.get(&row) {
            return Ok(Rc::clone(known));
        }
        let (_, words) = load_prepared(self.conn, row)?;
        let words = Rc::new(words);
        self.known.insert(row, Rc::clone(&words));
        Ok(words)
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

/// Loads the language and the words of a statement, prepared for comparison.
pub(in crate::query) fn load_prepared(
    conn: &Connection,
    row: i64,
) -> Result<(Lang, ComparableWords), QueryError> {
    let mut select = conn.prepare_cached("SELECT words, lang FROM statement_version WHERE row = ?1")?;
    let mut rows = select.query([row])?;
    let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let lang = sql::parse_cell(cells, 1, "a language")?;
    let words = cells.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
    Ok((lang, ComparableWords::new(lang, words)))
}
