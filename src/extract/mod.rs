//! Reads the statements of an article: text in, statements out.
//!
//! The steps, in the order in which a text passes them; read the files in this order:
//!
//! 1. `publication_day` reads the article once per possible day of publication; `bilingual` splits it by language.
//! 2. `assemble` reads one French or English text, `han` one Chinese text (Chinese has no spaces, so it has a grammar
//!    of its own).
//! 3. `normalization` removes markup and keeps the map to the text as given. `layout` makes a `page` of it: tokens
//!    (`token`), quotations (`quotation`), sentences (`sentence`) and times at the start of lines (`timestamp`).
//! 4. `attribution` finds the reports. It uses `verb` (reporting verbs), `content` (what was said), `noun` (phrases
//!    that name a speaker), `list`, `occasion_phrase` and `date`. `report_kind` drops what is no statement.
//! 5. `speakers` resolves the speakers over the whole article.
//! 6. `said_date` (with `occasion_day` and `day_arithmetic`), `act`, `occasion` and `points` add dates, acts,
//!    occasions and points.
//! 7. `finish` turns each `draft` into a statement with evidence in the text as given, and judges its `certainty`.
//!
//! Lines that are not prose (turns, answers, posts, notes of the editors) are recognised by their form, in
//! `attribution::line_forms` and `han::report`. All knowledge of a language is in `lexicon/*.toml`.
//!
//! Reading is deterministic, cannot fail, and invents nothing: an unknown speaker stays unknown, and a date that cannot
//! be resolved stays unresolved.

mod act;
mod assemble;
mod attribution;
mod bilingual;
mod certainty;
mod content;
mod date;
mod day_arithmetic;
mod draft;
mod finish;
mod han;
mod input;
mod layout;
mod lexicon;
mod list;
mod normalization;
mod noun;
mod occasion;
mod occasion_day;
mod occasion_phrase;
mod page;
mod points;
mod publication_day;
mod quotation;
mod report_kind;
mod said_date;
mod sentence;
mod speakers;
mod timestamp;
mod token;
mod verb;

pub use input::ExtractorInput;

use crate::domain::{ExplainedStatement, Lang, Statement};

/// The version of the extractor; it is recorded with each article.
pub const EXTRACTOR_VERSION: &str = "dixit-rules/4";

/// The statements of an article, in reading order.
pub fn read_statements(input: &ExtractorInput<'_>) -> Vec<Statement> {
    explain_statements(input)
        .into_iter()
        .map(|explained| explained.statement)
        .collect()
}

/// The same statements, each with the rules and lexicon entries that led to it.
pub fn explain_statements(input: &ExtractorInput<'_>) -> Vec<ExplainedStatement> {
    publication_day::check_publication_day(input, read_by_language(input), read_by_language)
}

/// The statements of `input`, dated by its day of publication; each paragraph is read by the grammar of its language.
fn read_by_language(input: &ExtractorInput<'_>) -> Vec<ExplainedStatement> {
    let mut statements = Vec::new();
    let parts = bilingual::split_by_language(input.text, input.lang);
    for (lang, words) in &parts {
        statements.extend(match (lang, lexicon::Lexicon::for_language(*lang)) {
            (Lang::Zh, _) => han::read_statements(input, words),
            (_, Some(lexicon)) => assemble::assemble_statements(input, words, lexicon),
            (_, None) => Vec::new(),
        });
    }
    if parts.len() > 1 {
        statements.sort_by_key(|explained| {
            explained
                .statement
                .evidence
                .first()
                .map(|evidence| evidence.quote.span.start)
        });
    }
    statements
}
