//! What the rules know of a language: words, their classes, verb forms, cues and phrases.
//!
//! It takes the TOML files of this folder, which are part of the program, and returns a [`Lexicon`] for French and
//! English and a [`han_lexicon::HanLexicon`] for Chinese, each made once. How to add a word is in
//! `docs/adding-words-and-rules.md`. There are no rules here: how the words of a sentence are read together is in the
//! files of `extract` that use the lexicon.
//!
//! Read top-down: `build.rs` makes a lexicon of its file, with `verb_forms.rs` and `predicate_words.rs`;
//! `lexicon_file.rs`, `predicate_section.rs` and `words_by_act.rs` are the file as it is written;
//! `alphabetic_lexicon.rs` is what the rules look words up in. Below it are the values that it returns: `cue.rs`,
//! `source_phrase.rs`, `phrase_meaning.rs`, `word_class.rs`, `predicate_kind.rs`, `agreement.rs`, `word_id.rs`.
//! Chinese, which has no spaces between words, has one file of its own, `han_lexicon.rs`. `function_words.rs` stands
//! alone.

mod agreement;
mod alphabetic_lexicon;
mod build;
mod cue;
mod error;
pub(super) mod fast_hash;
mod function_words;
pub(super) mod han_lexicon;
mod lexicon_file;
mod phrase_meaning;
mod predicate_kind;
mod predicate_section;
mod predicate_words;
mod source_phrase;
mod verb_forms;
mod word_class;
mod word_id;
mod words_by_act;

pub(super) use agreement::Agreement;
pub(super) use alphabetic_lexicon::Lexicon;
pub(super) use cue::{Cue, CueActTraits, Frame, VerbAnalysis, VerbForm};
pub(super) use error::LexiconError;
pub(super) use function_words::function_words;
pub(super) use phrase_meaning::{CalendarUnit, PhraseMeaning};
pub(super) use predicate_kind::PredicateKind;
pub(super) use source_phrase::SourcePhrase;
pub(super) use word_class::WordClass;
pub(super) use word_id::WordId;
