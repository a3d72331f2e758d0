//! The terminal: stdout for data, stderr for messages, colours, widths, paging and progress.
//!
//! Top-down: [`terminal`] is what commands write to; [`pager`] may stand between it and the screen; [`table`] lays
//! out cells of [`styled_text`] with a [`legend`]; [`diff`] formats differences; [`text`] measures and wraps;
//! [`style`] names the styles.

pub(crate) mod diff;
pub(crate) mod legend;
pub(crate) mod pager;
pub(crate) mod style;
pub(crate) mod styled_text;
pub(crate) mod table;
mod terminal;
pub(crate) mod text;

pub(crate) use terminal::{Ui, terminal_width};
