//! Remembers what stretches of a text were classified as: a clause with several cues asks for the same ones for each.

use super::mention::MentionParts;
use crate::extract::lexicon::fast_hash::FastMap;
use std::cell::RefCell;
use std::ops::Range;

/// Maximum number of stretches that are remembered; beyond it, all are forgotten.
const STRETCHES_MAX: usize = 4096;

/// The classified stretches, by their bytes.
#[derive(Debug, Default)]
pub(super) struct MentionMemo {
    known: RefCell<FastMap<(u32, u32), Option<MentionParts>>>,
}

impl MentionMemo {
    /// What the stretch was classified as, or what `classify` finds if it was not yet.
    pub(super) fn recall(
        &self,
        stretch: &Range<usize>,
        classify: impl FnOnce() -> Option<MentionParts>,
    ) -> Option<MentionParts> {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let key = (number(stretch.start), number(stretch.end));
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let found = classify();
        let mut known = self.known.borrow_mut();
        if known.len() >= STRETCHES_MAX {
            known.clear();
        }
        known.insert(key, found);
        found
    }
}
