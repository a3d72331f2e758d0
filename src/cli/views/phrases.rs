//! Short texts that tables and messages share: counts, dates, ids, sources and quotes.

use crate::cli::ui::text::truncate;
use crate::domain::{Edtf, Lang};
use crate::query::{ArticleRef, StatementEntry};
use chrono::NaiveDate;

/// Number of characters of an id that are shown: enough for a million ids. Where they are ambiguous, the user is
/// asked for more.
const ID_SHOWN: usize = 9;

/// Maximum width of words in a listing in cells; `show` has all of them.
pub(super) const WORDS_MAX: usize = 400;

/// Formats a count and a noun, as in "1 article" or "2 articles".
pub(crate) fn pluralize(count: u64, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// Formats how many articles carry a statement, as in "5 articles, 2 independent sources".
pub(crate) fn format_reach(articles: u64, independent: u64) -> String {
    let sources = pluralize(independent, "independent source");
    format!("{}, {sources}", pluralize(articles, "article"))
}

/// Formats the date of a statement: `~` after an approximate date, `?` for an unknown one.
pub(crate) fn format_said(date: Edtf) -> String {
    match date {
        Edtf::Unknown => "?".to_owned(),
        date => date.to_string(),
    }
}

/// Shortens an id to the characters that are shown.
pub(crate) fn short_id(id: &str) -> &str {
    id.get(..ID_SHOWN).unwrap_or(id)
}

/// Formats the publisher, or else the headline, and the day of publication.
pub(crate) fn format_source(article: &ArticleRef) -> String {
    let name = article.publisher.as_deref().or(article.title.as_deref());
    let date = article.published.map(|date| date.to_string());
    match (name, date) {
        (Some(name), Some(date)) => format!("{name}, {date}"),
        (Some(name), None) => name.to_owned(),
        (None, Some(date)) => date,
        (None, None) => short_id(article.id.as_str()).to_owned(),
    }
}

/// Formats a number of statements, as in "2 statements".
pub(crate) fn count_statements(statements: usize) -> String {
    pluralize(statements as u64, "statement")
}

/// Formats the side that the speaker speaks for, as in "for gouvernement chinois"; empty if there is none.
pub(crate) fn format_side(entry: &StatementEntry) -> String {
    entry
        .side
        .as_ref()
        .map_or_else(String::new, |side| format!("for {}", side.name))
}

/// Returns the quotation marks around the words: those of the article's language if all words are quoted, else none.
pub(super) fn quotation_marks(entry: &StatementEntry) -> (&'static str, &'static str) {
    match (entry.is_quoted(), entry.article.lang) {
        (true, Lang::Fr) => ("«\u{a0}", "\u{a0}»"),
        (true, _) => ("“", "”"),
        (false, _) => ("", ""),
    }
}

/// Formats the words, in quotation marks if all of them are quoted.
pub(crate) fn quote_words(entry: &StatementEntry) -> String {
    quote_words_up_to(entry, WORDS_MAX)
}

/// Like [`quote_words`], cut to `cells` cells.
pub(crate) fn quote_words_up_to(entry: &StatementEntry, cells: usize) -> String {
    let (open, close) = quotation_marks(entry);
    format!("{open}{}{close}", truncate(&entry.words, cells))
}

/// Formats a day; empty if unknown.
pub(crate) fn format_day(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
