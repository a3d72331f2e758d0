//! Parts that several pages have.

mod sorting;

mod pager;
mod statement_line;
mod timeline_figure;

pub(super) use pager::{PAGE_ROWS, page_of, pager};
pub(super) use sorting::{SortColumn, Sorting, asked_rows, offers_sorting, sort_heading};
pub(super) use statement_line::{certainty_class, statement_line, statement_list};
pub(super) use timeline_figure::timeline_figure;
