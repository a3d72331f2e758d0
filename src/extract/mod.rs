//! Reads the statements of an article: text in, statements out.
//!
//! The steps, in the order in which a text passes them; read the files in this order:
//!
//! 1. `bilingual` splits the article by language.
//! 2. `assemble` reads one French or English text, `han` one Chinese text (Chinese has no spaces, so it has a grammar
//!    of its own). The result is an `undated_reading`, which `publication_day` dates once per possible day of
//!    publication.
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
#[cfg(test)]
mod linear_tests;
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
mod steps;
mod timestamp;
mod token;
mod undated_reading;
mod verb;

pub use input::ExtractorInput;

use crate::domain::{ExplainedStatement, Lang, Statement};
use normalization::NormalizedText;
use undated_reading::UndatedReading;

/// The version of the extractor; it is recorded with each article.
pub const EXTRACTOR_VERSION: &str = "dixit-rules/4";

/// The statements of an article, in reading order.
pub fn read_statements(input: &ExtractorInput<'_>) -> Vec<Statement> {
    read(input, false)
        .into_iter()
        .map(|explained| explained.statement)
        .collect()
}

/// The same statements, each with the rules and lexicon entries that led to it.
pub fn explain_statements(input: &ExtractorInput<'_>) -> Vec<ExplainedStatement> {
    read(input, true)
}

/// The statements of an article; the steps that led to them only if `explains`. Each paragraph is read by the grammar
/// of its language, once; only the dates are read for each possible day of publication.
fn read(input: &ExtractorInput<'_>, explains: bool) -> Vec<ExplainedStatement> {
    let texts: Vec<(Lang, NormalizedText)> = bilingual::split_by_language(input.text, input.lang)
        .into_iter()
        .map(|(lang, words)| (lang, NormalizedText::new(&words)))
        .collect();
    let readings: Vec<Box<dyn UndatedReading + '_>> = texts
        .iter()
        .filter_map(|(lang, text)| read_text(*lang, text))
        .collect();
    let date = |input: &ExtractorInput<'_>| {
        let mut statements: Vec<ExplainedStatement> = readings
            .iter()
            .flat_map(|reading| reading.date(input, explains))
            .collect();
        if readings.len() > 1 {
            statements.sort_by_key(|explained| {
                let first = explained.statement.evidence.first();
                first.map(|evidence| evidence.quote.span.start)
            });
        }
        statements
    };
    publication_day::check_publication_day(input, date(input), date)
}

/// Reads a text by the grammar of its language; `None` if there is no grammar for it.
fn read_text(lang: Lang, text: &NormalizedText) -> Option<Box<dyn UndatedReading + '_>> {
    Some(match lang {
        Lang::Zh => Box::new(han::HanReading::new(text)?),
        _ => Box::new(assemble::AlphabeticReading::new(
            text,
            lexicon::Lexicon::for_language(lang)?,
        )),
    })
}
