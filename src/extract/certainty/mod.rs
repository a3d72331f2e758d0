//! The certainty of a reading.
//!
//! A grammar gives each reading a [`Trust`]: a rough number by which readings of the same words compete, with its
//! grounds. The published certainty is fitted instead of guessed. Every reading has signs, such as the rule that
//! found it or how its speaker was found. Each sign has a weight for "these are the words" and one for "this is the
//! speaker". `examples/score --fit` fits the weights to annotated articles.
//!
//! Files: `signs` (collects the signs of a draft), `weights` (adds up their weights), `trust` (used by the grammars,
//! independent of both).

mod signs;
mod trust;
mod weights;

pub(super) use signs::{Sign, collect_signs};
pub(super) use trust::Trust;
pub(super) use weights::{Certainty, compute_certainty};
