//! Parts that several pages have.

mod ending;
mod history_table;
mod sorting;
mod timeline_chart;
mod timeline_figure;

mod fields;

mod marked_text;
mod pager;
mod statement_line;

pub(super) use ending::{circumstances, ending_notice};
pub(super) use fields::{
    exchange_list, field, item_link, moment, outgoing_link, speaker_link, text_field, topic_link,
};
pub(super) use history_table::history_table;
pub(super) use marked_text::{TextMark, marked_paragraphs};
pub(super) use pager::{PAGE_ROWS, page_of, pager};
pub(super) use sorting::{SortColumn, Sorting, asked_rows, offers_sorting, sort_heading};
pub(super) use statement_line::{article_link, certainty_class, short_id, statement_line, statement_list};
pub(super) use timeline_chart::timeline_chart;
pub(super) use timeline_figure::timeline_figure;
