//! Phrases that name a source without a verb.

use crate::domain::Act;

/// A phrase that names a source: "selon", "according to".
#[derive(Debug)]
pub(in crate::extract) struct SourcePhrase {
    /// Only a text is a source by it: "under the law".
    pub(in crate::extract) only_document: bool,
    pub(in crate::extract) lemma: String,
    /// The act of what is reported; `None` where the content decides.
    pub(in crate::extract) act: Option<Act>,
    /// As often no source ("pour N"): it counts only set off by commas, before somebody who can speak.
    pub(in crate::extract) is_ambiguous: bool,
    /// Set where the phrase refers to its speaker by itself ("à leurs yeux"): whether to several.
    pub(in crate::extract) speaker_is_plural: Option<bool>,
}
