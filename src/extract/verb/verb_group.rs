//! A reporting verb group, as the rules get it.

use crate::extract::lexicon::Cue;
use crate::extract::page::Page;
use std::ops::Range;

/// The role of the verb in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum VerbShape {
    /// A finite verb: "a déclaré", "says".
    Finite,
    /// A participle: "affirmant", "saying".
    Participle,
    /// An infinitive, which reports only if a rule asks for it: "de conclure", "to say".
    Infinitive,
    /// A participle whose auxiliary belongs to an earlier verb: "et annoncé".
    Trailing,
}

/// A reporting verb with what belongs to it.
#[derive(Debug, Clone)]
pub(in crate::extract) struct VerbGroup {
    /// The index of its entry in the lexicon's cues.
    pub(in crate::extract) cue: usize,
    /// From the first clitic or auxiliary to the last word of the cue.
    pub(in crate::extract) tokens: Range<usize>,
    pub(in crate::extract) shape: VerbShape,
    /// The inverted pronoun: "a-t-il ajouté".
    pub(in crate::extract) inverted_pronoun: Option<usize>,
    /// Whether it has a modal as in "would ban": a report only if the speaker is a draft law.
    pub(in crate::extract) has_draft_law_modal: bool,
}

impl VerbGroup {
    /// Its entry in the lexicon.
    pub(in crate::extract) fn cue<'l>(&self, page: &Page<'l>) -> &'l Cue {
        &page.lexicon.cues[self.cue]
    }
}
