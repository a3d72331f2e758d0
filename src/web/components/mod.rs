//! Parts that several pages have.

mod ending;
mod history_table;
mod timeline_chart;

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
pub(super) use pager::{PAGE_ROWS, pager};
pub(super) use statement_line::{article_link, short_id, statement_line, statement_list};
pub(super) use timeline_chart::timeline_chart;
