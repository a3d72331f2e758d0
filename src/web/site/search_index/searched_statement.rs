//! A statement as the search of a published site shows it.

use crate::domain::{Act, Edtf, Lang, Status};
use crate::query::{ReliabilityFlag, StatementEntry};
use chrono::NaiveDate;

/// A statement to be found by its words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::web) struct SearchedStatement<'a> {
    /// The file of its page, below the folder of a language.
    pub(in crate::web) path: &'a str,
    /// Its words.
    pub(in crate::web) words: &'a str,
    /// The language of its words.
    pub(in crate::web) lang: Lang,
    /// Who said it, as lists show it; `None` if unknown.
    pub(in crate::web) speaker: Option<&'a str>,
    /// The act.
    pub(in crate::web) act: Act,
    /// When it was said.
    pub(in crate::web) said: Edtf,
    /// The headline of the article that reports it.
    pub(in crate::web) title: Option<&'a str>,
    /// Who published that.
    pub(in crate::web) publisher: Option<&'a str>,
    /// The day of its publication.
    pub(in crate::web) published: Option<NaiveDate>,
    /// The certainty, 0 to 1.
    pub(in crate::web) certainty: f64,
    /// What to know before relying on it.
    pub(in crate::web) flags: &'a [ReliabilityFlag],
    /// What became of it.
    pub(in crate::web) status: Option<Status>,
}

impl<'a> SearchedStatement<'a> {
    /// The statement as listings have it; `path` is the file of its page.
    pub(in crate::web) fn new(entry: &'a StatementEntry, path: &'a str) -> Self {
        Self {
            path,
            words: &entry.words,
            lang: entry.article.lang,
            speaker: entry.speaker_or_mention(),
            act: entry.act,
            said: entry.said,
            title: entry.article.title.as_deref(),
            publisher: entry.article.publisher.as_deref(),
            published: entry.article.published,
            certainty: entry.confidence,
            flags: &entry.flags,
            status: entry.status,
        }
    }
}
