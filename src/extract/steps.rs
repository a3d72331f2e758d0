//! Counts the steps of reading, so that a test can bound how they grow with the length of the text. Outside of tests
//! it does nothing.
//!
//! One step is one look at something whose number grows with the text. Steps are counted where the rules get such
//! things from (`page`, `han::layout`, `speakers`, `han::speaker_resolver`) and in the functions that search a stretch
//! as a whole, so that a loop in a rule is counted without a word in the rule itself.

#[cfg(test)]
use std::cell::Cell;

/// What is looked at in a step. Each kind is counted by itself, so that a rare kind does not vanish in a frequent one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A token of a French or English text.
    Token,
    /// A match of the Chinese lexicon.
    Match,
    /// A byte of a stretch that is searched as a whole.
    Byte,
    /// A speaker, subject or dated utterance that something is compared with.
    Speaker,
}

/// Number of kinds of steps.
#[cfg(test)]
const KINDS: usize = Step::Speaker as usize + 1;

#[cfg(test)]
thread_local! {
    static TAKEN: Cell<[u64; KINDS]> = const { Cell::new([0; KINDS]) };
}

impl Step {
    /// Counts one step of this kind.
    #[inline]
    pub(super) fn count_one(self) {
        self.count(1);
    }

    /// Counts as many steps of this kind.
    #[inline]
    #[cfg_attr(not(test), expect(unused_variables, reason = "counted in tests only"))]
    pub(super) fn count(self, steps: usize) {
        #[cfg(test)]
        {
            let mut taken = TAKEN.get();
            taken[self as usize] += steps as u64;
            TAKEN.set(taken);
        }
    }

    /// The number of steps of each kind that `work` takes on this thread.
    #[cfg(test)]
    pub(super) fn taken_by(work: impl FnOnce()) -> [u64; KINDS] {
        TAKEN.set([0; KINDS]);
        work();
        TAKEN.get()
    }
}
