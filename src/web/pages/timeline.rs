//! `/timeline`: what was said, in order.

use crate::query::StatementPageQuery;
use crate::web::address::Listing;
use crate::web::components::{PAGE_ROWS, pager, statement_list};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::html;

/// The page.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let phrases = view.listing_phrases(Listing::Timeline)?;
    let page = view.ask(&StatementPageQuery {
        within: view.statement_filter(None)?,
        newest_first: false,
        skip: (view.page_number()? - 1) * PAGE_ROWS,
        size: PAGE_ROWS,
    })?;
    Ok(PageContent {
        title: phrases.title.clone(),
        description: Some(phrases.intro.clone()),
        forms: Form::OF_LISTS.to_vec(),
        canonical: None,
        body: html! {
            h1 { (phrases.title) }
            p.intro { (phrases.intro) }
            (statement_list(view, &page.statements)?)
            (pager(view, page.has_more)?)
        },
    })
}

/// The answer as `dixit timeline` prints it.
pub(in crate::web) fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    forms::write_list(view, &view.ask(&view.statement_filter(None)?)?, form)
}
