//! Answers in the forms that other programs read.

mod extraction;

pub use extraction::{Extraction, Item, Words};
