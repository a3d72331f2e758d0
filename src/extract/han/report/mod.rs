//! Reports in Chinese: a speaker, a cue (a reporting word) and the words said.
//!
//! Takes a [`Layout`](super::layout::Layout) and returns its [`HanReport`]s in reading order. Read the files
//! top-down: `report_reader` (the whole text), `paragraph_form` and `transcript` (text that is not prose),
//! `continuation` (what a speech continues with), `sentence_reports` (one sentence), then its kinds of report:
//! `content` (the words before or after a cue), `passive`, `source_phrase` (a source that a preposition names),
//! `numbered_list`; `cue_occurrence` (a cue with its subject), `cue_filter` (whether a word is a cue at this place)
//! and `han_report` (the type).

mod content;
mod continuation;
mod cue_filter;
mod cue_occurrence;
mod han_report;
mod numbered_list;
mod paragraph_form;
mod passive;
mod report_reader;
mod sentence_reports;
mod source_phrase;
mod transcript;

pub(super) use han_report::HanReport;
pub(super) use report_reader::read_reports;
