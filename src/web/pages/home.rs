//! `/`: what is here.

use crate::query::{StatementFilter, StatementPageQuery};
use crate::web::components::statement_list;
use crate::web::error::WebError;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::html;

/// Number of statements that the page shows.
const LATEST: usize = 10;

/// The page.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let latest = view.ask(&StatementPageQuery {
        within: StatementFilter::default(),
        newest_first: true,
        skip: 0,
        size: LATEST,
    })?;
    let site = &view.phrases.site;
    Ok(PageContent {
        title: site.home.clone(),
        description: Some(site.tagline.clone()),
        forms: Vec::new(),
        canonical: None,
        body: html! {
            h1 { (site.tagline) }
            (statement_list(view, &latest.statements)?)
        },
    })
}
