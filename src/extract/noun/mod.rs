//! Noun phrases: who or what the words at a place name.
//!
//! A phrase is parsed from its first word on ([`mod@phrase_from`]) or found by its last word, as the subject of a verb
//! ([`subject_before`]). Read the files in this order: `subject` (phrases before a verb), `phrase_from` (a whole
//! phrase), `apposition`, `phrase_parser` (a phrase piece by piece) with its parts `name`, `title`, `complement`,
//! `coordination` and `common_word`, `noun_phrase` (the result).
//!
//! The parts are methods of one parser and call each other: a complement is a phrase inside a phrase.

mod apposition;
mod common_word;
mod complement;
mod coordination;
mod name;
mod noun_phrase;
mod phrase_from;
mod phrase_parser;
mod subject;
mod title;

pub(super) use apposition::is_acronym_of;
pub(super) use noun_phrase::NounPhrase;
pub(super) use phrase_from::phrase_from;
pub(super) use subject::{is_reduced_participle, phrase_ending_at, subject_before};
