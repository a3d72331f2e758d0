//! Parts that several pages have.
//!
//! Top-down: `list_page` is what all lists have, with `filter_form`, whose labels `search_facets` has, too;
//! `list_window` is what a page shows of a list, with `pager`;
//! `statement_line` is a statement in a list, with `statement_link` in its notes and `highlighted_text` in its words.

mod list_page;

mod search_facets;

mod filter_form;
mod list_window;

mod deadline;
mod ending;
mod history_table;
mod sorting;
mod timeline_chart;

mod fields;

mod marked_text;
mod pager;
mod statement_line;
mod statement_link;

mod highlighted_text;

pub(super) use deadline::deadline;
pub(super) use ending::{circumstances, ending_notice};
pub(super) use fields::{
    exchange_list, field, item_link, moment, outgoing_link, speaker_link, text_field, topic_link,
};
pub(super) use highlighted_text::highlighted_text;
pub(super) use history_table::history_table;
pub(super) use list_page::list_page;
pub(super) use list_window::{ListRows, ListWindow};
pub(super) use marked_text::{TextMark, marked_paragraphs};
pub(super) use pager::{PAGE_ROWS, page_of, pager};
pub(super) use search_facets::search_facets;
pub(super) use sorting::{SortColumn, Sorting, asked_rows, offers_sorting, sort_heading};
pub(super) use statement_line::{
    article_link, certainty_class, marked_statement_line, short_id, statement_items, statement_line,
    statement_list,
};
pub(super) use statement_link::{statement_link, statement_links};
pub(super) use timeline_chart::{timeline_chart, timeline_chart_of};
