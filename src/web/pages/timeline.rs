//! `/timeline`: what was said, in order.

use crate::query::StatementPageQuery;
use crate::web::address::Listing;
use crate::web::components::{ListRows, ListWindow, PAGE_ROWS, list_page, statement_list};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::html;

/// The page.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let window = ListWindow::of(view, Listing::Timeline)?;
    let newest_first = window.order() == "-said";
    let page = view.ask(&StatementPageQuery {
        within: view.statement_filter(None)?,
        newest_first,
        skip: window.skip(),
        size: PAGE_ROWS,
    })?;
    let rows = ListRows::of_sorted_query(page.statements, page.has_more);
    let list = html! {
        (statement_list(view, &rows.rows)?)
        @if newest_first { p.notice { (view.phrases.lists.window.undated_left_out) } }
    };
    list_page(view, Listing::Timeline, false, &window.frame(view, &rows, &list)?)
}

/// The answer as `dixit timeline` prints it.
pub(in crate::web) fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    forms::write_list(view, &view.ask(&view.statement_filter(None)?)?, form)
}
