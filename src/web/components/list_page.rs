//! What the pages of lists have in common: heading, introduction, the form that narrows the list.

use super::filter_form::filter_form;
use crate::web::address::Listing;
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};

/// The page of a list. The form is open if `asks` for what the list cannot do without.
pub(in crate::web) fn list_page(
    view: &View<'_>,
    listing: Listing,
    asks: bool,
    list: &Markup,
) -> Result<PageContent, WebError> {
    let phrases = view.listing_phrases(listing)?;
    Ok(PageContent {
        title: phrases.title.clone(),
        description: Some(phrases.intro.clone()),
        // Without a question there is no answer in another form.
        forms: if asks { Vec::new() } else { Form::OF_LISTS.to_vec() },
        canonical: None,
        body: html! {
            h1 { (phrases.title) }
            p.intro { (phrases.intro) }
            (filter_form(view, listing, asks))
            (list)
        },
    })
}
