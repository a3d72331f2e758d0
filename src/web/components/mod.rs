//! Parts that several pages have.

mod pager;
mod statement_line;

pub(super) use pager::{PAGE_ROWS, pager};
pub(super) use statement_line::statement_list;
