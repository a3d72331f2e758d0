//! How the matches of a search are distributed, each value with a link to the narrowed search.

use super::filter_form::label;
use crate::query::{FacetValue, SearchFacets, SearchPageQuery};
use crate::web::address::{Address, Listing};
use crate::web::error::WebError;
use crate::web::language::word;
use crate::web::view::View;
use maud::{Markup, html};

/// A value: its words, the number of matches that have it, the link to the search narrowed to it.
struct FacetLine {
    text: String,
    count: u64,
    href: Option<String>,
}

/// The facets. A value that all matches have is left out, because it narrows nothing.
pub(in crate::web) fn search_facets(view: &View<'_>, facets: &SearchFacets) -> Result<Markup, WebError> {
    let phrases = &view.phrases.lists.search;
    let narrowed = |name: &'static str, value: &str| view.address.with(name, Some(value)).with("page", None);
    let line = |text: String, count: u64, address: &Address| FacetLine {
        text,
        count,
        href: view.link_to(address),
    };
    let vocabulary = &view.phrases.vocabulary;
    let speakers = narrowing(&facets.speakers, facets).map(|facet| {
        let speaker = &facet.value;
        let address = narrowed("speaker", speaker.id.as_str());
        line(speaker.name.clone(), facet.count, &address)
    });
    let topics = narrowing(&facets.topics, facets).map(|facet| {
        let address = narrowed("topic", &facet.value);
        Ok(line(view.topic_label(&facet.value)?, facet.count, &address))
    });
    let acts = narrowing(&facets.acts, facets).map(|facet| {
        let address = narrowed("act", facet.value.as_str());
        line(view.act(facet.value).to_owned(), facet.count, &address)
    });
    let years = narrowing(&facets.years, facets).map(|facet| {
        let year = format!("{:04}", facet.value);
        let address = narrowed("since", &year).with("until", Some(&year));
        line(year, facet.count, &address)
    });
    let publishers = narrowing(&facets.publishers, facets).map(|facet| {
        let address = narrowed("publisher", &facet.value);
        line(facet.value.clone(), facet.count, &address)
    });
    let langs = narrowing(&facets.langs, facets).map(|facet| {
        let lang = facet.value.as_str();
        let text = word(&vocabulary.lang, lang).to_owned();
        line(text, facet.count, &narrowed("lang", lang))
    });
    let label = |name| label(view, Listing::Search, name);
    let all: [(&str, Vec<FacetLine>); 6] = [
        (label("speaker"), speakers.collect()),
        (label("topic"), topics.collect::<Result<_, WebError>>()?),
        (label("act"), acts.collect()),
        (&phrases.year, years.collect()),
        (label("publisher"), publishers.collect()),
        (label("lang"), langs.collect()),
    ];
    Ok(render_facets(view, facets, &all))
}

/// The values that do not all matches have.
fn narrowing<'f, T>(
    values: &'f [FacetValue<T>],
    facets: &'f SearchFacets,
) -> impl Iterator<Item = &'f FacetValue<T>> {
    values
        .iter()
        .filter(|value| facets.is_cut || value.count < facets.counted)
}

fn render_facets(view: &View<'_>, facets: &SearchFacets, all: &[(&str, Vec<FacetLine>)]) -> Markup {
    let phrases = &view.phrases.lists.search;
    let counted_max = view.number(SearchPageQuery::MATCHES_MAX as u64);
    html! {
        @if all.iter().any(|(_, lines)| !lines.is_empty()) {
            section.facets aria-labelledby="facets" {
                h2 #facets { (phrases.facets) }
                @if facets.is_cut { p.notice { (phrases.counted_cut.replace("{n}", &counted_max)) } }
                @for (title, lines) in all {
                    @if !lines.is_empty() {
                        h3 { (title) }
                        ul {
                            @for line in lines {
                                li {
                                    @if let Some(href) = &line.href {
                                        a href=(href) { (line.text) }
                                    } @else { (line.text) }
                                    " " span.count { (view.number(line.count)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
