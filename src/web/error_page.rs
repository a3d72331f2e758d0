//! The page that says why there is no page, with what to do next.

use super::address::Page;
use super::error::WebError;
use super::page_content::PageContent;
use super::view::View;
use crate::query::{IdCandidate, QueryError};
use crate::tracker::TrackerError;
use maud::{Markup, html};

/// The page about `error`.
pub(super) fn render(view: &View<'_>, error: &WebError) -> PageContent {
    let phrases = &view.phrases.error;
    let title = match (error, error.status()) {
        (WebError::Busy, _) => &phrases.busy,
        (_, 300) => &phrases.several,
        (_, 404) => &phrases.not_found,
        (_, 410) => &phrases.gone,
        (_, 413) => &phrases.too_long,
        (_, 503) => &phrases.too_slow,
        (_, 500..) => &phrases.failed,
        _ => &phrases.bad_question,
    };
    PageContent {
        title: title.clone(),
        description: None,
        forms: Vec::new(),
        canonical: None,
        body: html! {
            h1 { (title) }
            p.error lang="en" { (error) }
            (next_steps(view, error))
            @if let Some(home) = view.link(Page::Home) {
                p { a href=(home) { (phrases.back) } }
            }
        },
    }
}

/// The things that the name may have meant.
fn next_steps(view: &View<'_>, error: &WebError) -> Markup {
    let WebError::Question(TrackerError::Query(error)) = error else {
        return html! {};
    };
    match error {
        QueryError::AmbiguousId { candidates, .. }
        | QueryError::AmbiguousSpeaker { candidates, .. }
        | QueryError::NotAName { candidates, .. } => html! {
            ul { @for candidate in candidates { li { (candidate_link(view, candidate)) } } }
        },
        QueryError::NotFound {
            suggestions: names, ..
        }
        | QueryError::AmbiguousPublisher {
            publishers: names, ..
        } => {
            html! { ul { @for name in names { li { (name) } } } }
        }
        _ => html! {},
    }
}

/// One of several things that the name fits, with the same question about it.
fn candidate_link(view: &View<'_>, candidate: &IdCandidate) -> Markup {
    let path = format!(
        "/{}/{}",
        candidate.what.trim_start_matches("former "),
        candidate.id
    );
    let href = Page::from_path(&path).and_then(|page| view.link(page));
    html! {
        @if let Some(href) = href { a href=(href) { (candidate.summary) } } @else { (candidate.summary) }
        " " code { (candidate.id) }
    }
}
