//! Reads what other readers (persons, other programs) read in articles: lines of JSON, as `dixit extract --format
//! jsonl` writes them.
//!
//! A statement is admitted only if each of its spans is an exact slice of the article's text. Otherwise that statement
//! alone is refused, with the reason.
//!
//! `reading_line` reads the lines, `admission` checks their statements; `statement_piece` parses one statement or a
//! part of it, `text_positions` finds words in the text.

mod admission;
mod reading_line;
mod statement_piece;
mod text_positions;

pub use admission::{AdmittedStatements, ReadingTarget, StatementRejection};
pub use reading_line::{ReadingLine, read_reading_lines};
