//! How sure a reading is: what speaks for it (`trust`, `signs`) and what readings of that kind were worth on annotated
//! articles (`weights`).
//!
//! A grammar gives each reading a [`Trust`]: a rough number by which readings of the same words compete, and the
//! grounds that it was given for. What is published as the certainty is fitted instead of guessed: every reading has
//! signs, such as the rule that found it or how its speaker was found, and each sign has a weight for "these are the
//! words" and one for "this is the speaker". The weights are fitted by `examples/score` to annotated articles.

mod signs;
mod trust;
mod weights;

pub(super) use signs::{Sign, of_draft};
pub(super) use trust::Trust;
pub(super) use weights::{Certainty, certainty};
