//! Reads where an article has the words of a statement, and other texts of its row.

use super::{QueryError, sql};
use crate::domain::{Span, TextSlice, split_words};
use rusqlite::Row;

/// The pieces of the words, each with its place in the article, from four columns that begin at `first`: `words`,
/// `quote_start`, `quote_end` and `later_quotes`.
pub(super) fn read_quotes(cells: &Row<'_>, first: usize) -> Result<Vec<TextSlice>, QueryError> {
    let text = |column| {
        cells
            .get_ref(column)?
            .as_str_or_null()
            .map_err(rusqlite::Error::from)
    };
    let later: Vec<(u32, u32)> = match text(first + 3)? {
        Some(json) => sql::parse_json(json, "the places of a statement's words")?,
        None => Vec::new(),
    };
    let spans = std::iter::once((cells.get(first + 1)?, cells.get(first + 2)?)).chain(later);
    let spans = spans.map(|(start, end)| Span::new(start, end));
    Ok(split_words(text(first)?.unwrap_or_default(), spans))
}

/// The text in a column, which the article has at the place in the next column; `None` where there is none.
pub(super) fn read_text_slice(cells: &Row<'_>, column: usize) -> rusqlite::Result<Option<TextSlice>> {
    let (text, start): (Option<String>, Option<u32>) = (cells.get(column)?, cells.get(column + 1)?);
    Ok(text.zip(start).map(|(text, start)| TextSlice {
        span: Span::of_text(start, &text),
        text,
    }))
}
