//! A statement as the search of a published site shows it.

use crate::domain::{Act, Edtf, Lang};

/// A statement to be found by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchedStatement<'a> {
    /// Path of its page from the root of the site, as it stands in a link.
    pub path: &'a str,
    /// Its words.
    pub words: &'a str,
    /// The language of its words.
    pub lang: Lang,
    /// Who said it, as results show it; empty if unknown.
    pub speaker: &'a str,
    /// The act.
    pub act: Act,
    /// When it was said.
    pub said: Edtf,
    /// Where it was reported: publisher and day, as results show them.
    pub source: &'a str,
    /// What to know before relying on it: certainty and review, as results show them.
    pub note: &'a str,
}
