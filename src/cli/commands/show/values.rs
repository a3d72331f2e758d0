//! Cells of labelled values.

use crate::cli::ui::style;
use crate::cli::ui::table::Cell;
/// A value in plain style.
pub(super) fn plain(text: &str) -> Cell {
    Cell::new(text, style::PLAIN)
}

/// A value that may be missing; then the line is left out.
pub(super) fn optional(text: Option<&str>) -> Cell {
    plain(text.unwrap_or_default())
}
