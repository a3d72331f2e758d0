//! Finds reports: which words are reported to have been said, by which cue, and how their speaker is named.
//!
//! Takes a page; returns [`ReportCandidate`]s in reading order, which can overlap. Who the speaker is, is decided later
//! (`speakers`). In examples, "N" and "M" are names of speakers, and "…" is the content.
//!
//! Read the files in this order: `find_reports` (all rules, in the order in which they apply); `line_forms` (lines that
//! are not prose); `plan`, `participle`, `english_subject`, `separated_subject` (the role of each verb group); `clause`
//! with `shared_subject` and `clause_trust`, and `incise` (the report of a verb group); `source`, `view`, `passive`,
//! `french_noun_cue`, `english_noun_cue`, `quoted_verb`, `colon_label`, `introduced_quotation`, `numbered_sentences`,
//! `signed_quotation`, `bare_quotation`, `asked_source` (other rules); `sentence_parser`, `report_candidate`,
//! `speaker_mention` (what they share).

mod asked_source;
mod bare_quotation;
mod clause;
mod clause_trust;
mod colon_label;
mod english_noun_cue;
mod english_subject;
mod find_reports;
mod french_noun_cue;
mod incise;
mod introduced_quotation;
mod line_forms;
mod numbered_sentences;
mod participle;
mod passive;
mod plan;
mod quoted_verb;
mod report_candidate;
mod sentence_parser;
mod separated_subject;
mod shared_subject;
mod signed_quotation;
mod source;
mod speaker_mention;
#[cfg(test)]
mod tests;
mod view;

pub(super) use find_reports::find_reports;
pub(super) use report_candidate::ReportCandidate;
pub(super) use speaker_mention::SpeakerMention;
