//! Parts that several pages have.
//!
//! Top-down: `list_page` is what all lists have, with `filter_form`, whose labels `search_facets` has, too;
//! `list_window` is what a page shows of a list, with `pager`;
//! `statement_line` is a statement in a list, with `statement_link` in its notes and `highlighted_text` in its words.

mod list_page;

mod search_facets;

mod filter_form;
mod list_window;
mod pager;

mod statement_line;
mod statement_link;

mod highlighted_text;

pub(super) use highlighted_text::highlighted_text;
pub(super) use list_page::list_page;
pub(super) use list_window::{ListRows, ListWindow};
pub(super) use pager::{PAGE_ROWS, pager};
pub(super) use search_facets::search_facets;
pub(super) use statement_line::{marked_statement_line, statement_items, statement_line, statement_list};
pub(super) use statement_link::{edtf_text, statement_link, statement_links};
