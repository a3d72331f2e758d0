//! The links between the pages of a list.

use crate::web::error::WebError;
use crate::web::view::View;
use maud::{Markup, html};

/// Number of rows on a page of a list.
pub(in crate::web) const PAGE_ROWS: usize = 50;

/// Links to the page before this one and, if the list `has_more`, to the one after it.
pub(in crate::web) fn pager(view: &View<'_>, has_more: bool) -> Result<Markup, WebError> {
    let number = view.page_number()?;
    let phrases = &view.phrases.pager;
    let link = |number: usize| view.link_to(&view.address.with("page", Some(&number.to_string())));
    let earlier = (number > 1).then(|| link(number - 1)).flatten();
    let later = has_more.then(|| link(number + 1)).flatten();
    let shown = phrases.page.replace("{page}", &view.number(number as u64));
    Ok(html! {
        @if earlier.is_some() || later.is_some() {
            nav.pager aria-label=(phrases.label) {
                @if let Some(href) = &earlier { a rel="prev" href=(href) { (phrases.earlier) } }
                " " span { (shown) } " "
                @if let Some(href) = &later { a rel="next" href=(href) { (phrases.later) } }
            }
        }
    })
}
