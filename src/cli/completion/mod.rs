//! Shell completion: commands, options and their values, and values from the database.
//!
//! The scripts in this folder pass the words of the line to the hidden command `__complete`, which prints one
//! candidate per line.
//!
//! Top-down: [`engine`] drives clap's completion engine; [`database_values`] finds values in the database;
//! [`shell_line`] splits and quotes words as a shell does; [`candidate`] is one result.

mod candidate;
mod database_values;
mod engine;
mod shell_line;

pub(crate) use candidate::Candidate;
pub(crate) use engine::find_candidates;
pub(crate) use shell_line::{ShellLine, escape_for_bash};
