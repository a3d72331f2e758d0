//! The search page of a published site, which a script fills: it has no server that could search.

use crate::domain::{Act, Status};
use crate::query::ReliabilityFlag;
use crate::web::address::Listing;
use crate::web::assets::{SEARCH, SEARCH_WORDS};
use crate::web::error::WebError;
use crate::web::language::{SiteSearchPhrases, StatementLinePhrases, word};
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::html;
use serde::Serialize;
use std::collections::BTreeMap;

/// The words that the script shows, in the language of the interface.
#[derive(Serialize)]
struct ScriptPhrases<'a> {
    search: &'a SiteSearchPhrases,
    line: &'a StatementLinePhrases,
    acts: BTreeMap<&'static str, &'a str>,
    statuses: BTreeMap<&'static str, &'a str>,
    /// The words of flags, each with its classes.
    flags: BTreeMap<&'static str, [&'a str; 2]>,
}

/// The page. The script takes the field for the words from the frame, and adds the status and the list of results.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let phrases = view.listing_phrases(Listing::Search)?;
    let search = &view.phrases.site_search;
    let labels = serde_json::to_string(&script_phrases(view)).map_err(|error| WebError::Io {
        what: "cannot write the words of the search".to_owned(),
        source: error.into(),
    })?;
    Ok(PageContent {
        title: phrases.title.clone(),
        description: Some(phrases.intro.clone()),
        forms: Vec::new(),
        canonical: None,
        body: html! {
            h1 { (phrases.title) }
            p.intro { (phrases.intro) " " (search.statements_only) }
            noscript { p.none { (search.without_script) } }
            div data-search-index=(view.links.to_shared_file("search/")) data-search-labels=(labels) {}
            @for script in [SEARCH_WORDS, SEARCH] {
                script src=(view.links.to_asset(script)) defer {}
            }
        },
    })
}

fn script_phrases<'a>(view: &View<'a>) -> ScriptPhrases<'a> {
    let words = &view.phrases.vocabulary;
    let flag_class = |flag: ReliabilityFlag| match (flag.is_warning(), flag.is_review()) {
        (true, _) => "flag warning",
        (_, true) => "flag review",
        _ => "flag",
    };
    ScriptPhrases {
        search: &view.phrases.site_search,
        line: &view.phrases.statement_line,
        acts: Act::ALL
            .iter()
            .map(|act| (act.as_str(), word(&words.act, act.as_str())))
            .collect(),
        statuses: Status::ALL
            .iter()
            .map(|status| (status.as_str(), word(&words.status, status.as_str())))
            .collect(),
        flags: ReliabilityFlag::ALL
            .iter()
            .map(|flag| {
                (
                    flag.as_str(),
                    [word(&words.flag, flag.as_str()), flag_class(*flag)],
                )
            })
            .collect(),
    }
}
