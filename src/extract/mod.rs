//! Text in, statements out: the reader.
//!
//! The steps, each a file: the text is made fit for reading (`normal`), parted into tokens (`token`),
//! quotations (`quotes`) and sentences (`sentence`), together a `page`; verb groups that report
//! (`verb`) and noun phrases that name (`noun`) make reports (`attribution`, `content`); the article's
//! speakers are brought together (`speakers`); dates, acts, points and occasions are read off; and what is
//! left is put together (`assemble`) and given its evidence in the text (`draft`). Chinese, which has no
//! spaces, is read by a grammar of its own (`han`) between the same first and last steps.
//!
//! Lines that are no prose (turns, answers, posts, notes of the editors) are told by their form (`attribution::forms`,
//! `han::report::forms`). Paragraphs in another language are parted off and read by the grammar of that one
//! (`bilingual`).
//!
//! Reading is deterministic, cannot fail, and invents nothing: an unknown speaker stays unknown, a date that
//! cannot be resolved stays unresolved. All knowledge of a language is in `lexicon/*.toml`.

mod act;
mod assemble;
mod attribution;
mod bilingual;
mod carry;
mod certainty;
mod content;
mod date;
mod days;
mod draft;
mod han;
mod lexicon;
mod normalization;
mod noun;
mod occasion;
mod page;
mod points;
mod quotation;
mod report_kind;
mod said_date;
mod sentence;
mod speakers;
mod token;
mod two_days;
mod verb;

use crate::domain::{ArticleId, Explained, Lang, Statement};
use chrono::NaiveDate;

/// The version of the reader that is recorded with each article.
pub const EXTRACTOR_VERSION: &str = "dixit-rules/4";

/// What is read.
#[derive(Debug, Clone, Copy)]
pub struct ExtractorInput<'a> {
    /// Which article it is; statement ids derive from it.
    pub article: &'a ArticleId,
    /// Its language.
    pub lang: Lang,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// Another day that it may have been, where nobody tells the time zone of the publisher.
    pub published_or: Option<NaiveDate>,
    /// The text; spans count in it.
    pub text: &'a str,
}

/// The statements that `input` reports, in reading order.
pub fn read_statements(input: &ExtractorInput<'_>) -> Vec<Statement> {
    explain_statements(input)
        .into_iter()
        .map(|explained| explained.statement)
        .collect()
}

/// The same, each with the rules and lexicon entries that led to it.
pub fn explain_statements(input: &ExtractorInput<'_>) -> Vec<Explained> {
    two_days::checked(input, read_by_language(input), read_by_language)
}

/// What the grammar of its language reads in `input`, by its day of publication alone; paragraphs in another language
/// are read by the grammar of that one.
fn read_by_language(input: &ExtractorInput<'_>) -> Vec<Explained> {
    let mut read = Vec::new();
    let parts = bilingual::parts(input.text, input.lang);
    for (lang, words) in &parts {
        read_statements.extend(match (lang, lexicon::Lexicon::for_language(*lang)) {
            (Lang::Zh, _) => han::statements(input, words),
            (_, Some(lexicon)) => assemble::statements(input, words, lexicon),
            (_, None) => Vec::new(),
        });
    }
    if parts.len() > 1 {
        read_statements.sort_by_key(|one| {
            one.statement
                .evidence
                .first()
                .map(|evidence| evidence.quote.span.start)
        });
    }
    read_statements
}
