//! The form of lines that are not prose: turns of transcripts and parliaments, questions and answers, posts with their
//! signature, notes of the editors.
//!
//! Read the files in this order: `classify` (all rules, in the order in which they apply), `signature`, `transcript`
//! with `label`, `interview` (the rules), `line_classifier` and `line_form` (what they share).

mod classify;
mod interview;
mod label;
mod line_classifier;
mod line_form;
mod signature;
mod transcript;

pub(super) use classify::LineForms;
