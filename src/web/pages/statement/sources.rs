//! Where a statement is reported: the articles, by independent source.

use crate::query::{CarryingArticle, SourcesQuery, StatementDetails, StatementSources};
use crate::web::address::ItemKind;
use crate::web::components::{article_link, item_link, short_id};
use crate::web::error::WebError;
use crate::web::view::View;
use maud::{Markup, html};

/// The articles that report the statement; nothing if it is no longer current.
pub(super) fn sources(view: &View<'_>, details: &StatementDetails) -> Result<Markup, WebError> {
    // A source of what nobody says any more is that of its article, which the page has already.
    if details.ended.is_some() || details.entry.reader.is_some() {
        return Ok(html! {});
    }
    let found = view.ask(&SourcesQuery {
        id: details.entry.id.to_string(),
    })?;
    Ok(list(view, &found))
}

fn list(view: &View<'_>, found: &StatementSources) -> Markup {
    let phrases = &view.phrases.item.statement;
    html! {
        section.sources {
            h2 { (phrases.sources) }
            p {
                (view.count(&phrases.articles, found.articles)) ", "
                (view.count(&phrases.independent_sources, found.independent_sources))
            }
            ol {
                @for source in &found.sources {
                    li {
                        @if let [only] = source.0.as_slice() {
                            (carrier(view, found, only))
                        } @else {
                            (phrases.copies_of)
                            ul { @for article in &source.0 { li { (carrier(view, found, article)) } } }
                        }
                    }
                }
            }
        }
    }
}

/// An article, with its statement where that is another one.
fn carrier(view: &View<'_>, found: &StatementSources, carrying: &CarryingArticle) -> Markup {
    let alike = &view.phrases.item.statement.alike;
    html! {
        (article_link(view, &carrying.article))
        @if let Some(agency) = &carrying.agency { " (" (agency) ")" }
        @if carrying.statement != found.of.id {
            ": " q lang=(carrying.article.lang.as_str()) { (carrying.words) } " "
            (item_link(view, ItemKind::Statement, carrying.statement.as_str(), short_id(carrying.statement.as_str())))
            " (" (alike.replace("{percent}", &carrying.percent.to_string())) ")"
        }
    }
}
