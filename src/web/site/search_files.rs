//! Writes the index by which the script of a published site searches, of all current statements.

use super::search_index::{SearchIndexBuilder, SearchedStatement};
use crate::query::{StatementEntry, StatementFilter};
use crate::tracker::Tracker;
use crate::web::address::{Address, ItemKind, Page};
use crate::web::error::WebError;
use crate::web::language::InterfaceLanguage;
use crate::web::site_links::Target;
use std::cell::RefCell;
use std::io;

/// Writes a file of the site, given its path and content.
type WriteFile<'a> = dyn FnMut(&str, &[u8]) -> Result<(), WebError> + 'a;

/// Writes the index; `write` writes a file of the site, given its path and content.
pub(super) fn write_search_index(tracker: &Tracker, write: &mut WriteFile<'_>) -> Result<(), WebError> {
    // The builder knows errors of files only; the error itself is kept here.
    let failure = RefCell::new(None);
    let mut write_file = |path: &str, content: &[u8]| {
        write(path, content).map_err(|error| {
            *failure.borrow_mut() = Some(error);
            io::Error::other("a file of the index")
        })
    };
    let explain = |source| {
        failure.take().unwrap_or_else(|| WebError::Io {
            what: "cannot write the search index".to_owned(),
            source,
        })
    };
    let mut index = SearchIndexBuilder::new(&mut write_file);
    let every_statement = StatementFilter::default();
    let list = tracker.read_list(&every_statement)?;
    list.for_each(&mut |entry: StatementEntry| {
        let Some(path) = page_file(&entry) else {
            return Ok(());
        };
        index.add(&SearchedStatement::new(&entry, &path)).map_err(explain)
    })?;
    index.finish().map_err(explain)
}

/// The file of the page of a statement, below the folder of any language.
fn page_file(entry: &StatementEntry) -> Option<String> {
    let page = Page::Item(ItemKind::Statement, entry.id.to_string());
    let language = InterfaceLanguage::English;
    let target = Target {
        address: Address::plain(page),
        language,
        form: None,
    };
    target.file(&[language])
}

#[cfg(test)]
mod tests;
