//! How answers and decisions look on a terminal and in other formats. These files print; they know no command.
//!
//! Top-down: [`decision_sentences`], [`follower_list`] and [`verification`] print whole answers, [`charts`] draws them;
//! [`log_events`] prints events; [`listing`] prints a table or its data format;
//! [`statement_table`], [`article_table`], [`speaker_table`] and [`topic_table`] build
//! tables; [`statement_context`] highlights words in an article; [`flag_marks`] draws the marks beside statements;
//! [`phrases`] formats short texts.

pub(crate) mod article_table;
pub(crate) mod charts;
pub(crate) mod decision_sentences;
pub(crate) mod flag_marks;
pub(crate) mod follower_list;
pub(crate) mod listing;
pub(crate) mod log_events;
pub(crate) mod phrases;
pub(crate) mod speaker_table;
pub(crate) mod statement_context;
pub(crate) mod statement_table;
pub(crate) mod topic_table;
pub(crate) mod verification;
