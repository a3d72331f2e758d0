//! Charts as SVG: the statements of a timeline by act, and counts as a matrix of shades.
//!
//! A chart is one `<svg>` element that fits into a page and stands as a file of its own. It has no script and no style,
//! only presentation attributes, which a style sheet overrides by the classes. Text and axes have the colour of the
//! text around. It shows no number that a table does not have: pages put the table beside it.
//!
//! Words come from [`ChartLabels`], so that the caller chooses the language. The files in the order to read them:
//! `timeline_chart`, `heat_matrix`; and what both use: `labels`, `time_bins`, `act_pattern`, `text_width`,
//! `svg_writer`.

mod act_pattern;
mod heat_matrix;
mod labels;
mod svg_writer;
mod text_width;
mod time_bins;
mod timeline_chart;

pub use heat_matrix::{HeatMatrix, HeatPanel, write_heat_matrix};
pub use labels::{ChartLabels, format_english_number, format_english_period};
pub use timeline_chart::write_timeline_chart;
