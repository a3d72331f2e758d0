//! Finds the content of a report (what was said): where it begins and ends, after its cue.
//!
//! Takes a cue and the token after it; returns the tokens of the content and the frame that it was found in. Content
//! before its cue is found by `attribution`, which uses the ends defined here.
//!
//! Read the files in this order: `find` (steps from the cue to the content), `infinitive` and `quoted` (content of
//! these kinds), `addressee` (whom the words are addressed to), `end` (where content ends), `start` (what begins at a
//! token), `frame` (the result).

mod addressee;
mod end;
mod find;
mod frame;
mod infinitive;
mod quoted;
mod start;

pub(super) use end::{clause_end, phrase_end, trim_end};
pub(super) use find::find_content;
pub(super) use frame::{Content, ContentFrame};
