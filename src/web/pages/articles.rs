//! `/articles`: what was read.

use crate::query::{ArticleEntry, ArticleList, ArticlesQuery};
use crate::web::address::{ItemKind, Listing};
use crate::web::components::{
    SortColumn, Sorting, asked_rows, item_link, offers_sorting, page_of, pager, sort_heading,
};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::language::word;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};
use std::cmp::Ordering;

/// The page.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let phrases = view.listing_phrases(Listing::Articles)?;
    let words = &view.phrases.catalogue;
    let columns = [
        ("published", &words.published, true),
        ("title", &words.title, false),
        ("publisher", &words.publisher, false),
        ("lang", &words.lang, false),
        ("statements", &words.statements, true),
    ]
    .map(|(name, label, is_number)| SortColumn {
        name,
        label,
        is_number,
    });
    let sorting = Sorting::of(view, &columns)?;
    let mut articles = list(view, asked_rows(view, sorting)?)?.0;
    if let Some(sorting) = sorting {
        articles.sort_by(|one, other| sorting.apply(compare(sorting.name, one, other)));
    }
    let is_sortable = offers_sorting(view, articles.len());
    let (rows, has_more) = page_of(view, &articles)?;
    Ok(PageContent {
        title: phrases.title.clone(),
        description: Some(phrases.intro.clone()),
        forms: Form::OF_LISTS.to_vec(),
        canonical: None,
        body: html! {
            h1 { (phrases.title) }
            p.intro { (phrases.intro) }
            section.table-box tabindex="0" aria-label=(phrases.title) {
                table.articles {
                    caption.hidden { (phrases.title) }
                    thead { tr { @for column in columns { (sort_heading(view, column, sorting, is_sortable)) } } }
                    tbody { @for article in rows { (row(view, article)) } }
                }
            }
            (pager(view, has_more)?)
        },
    })
}

/// The answer as `dixit articles` prints it.
pub(in crate::web) fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    forms::write_list(view, &list(view, view.limit()?)?, form)
}

fn list(view: &View<'_>, limit: Option<usize>) -> Result<ArticleList, WebError> {
    view.ask(&ArticlesQuery {
        publisher: view.parameter("publisher").map(str::to_owned),
        lang: view.word_parameter("lang")?,
        since: view.range_start("since")?,
        until: view.range_end("until")?,
        limit,
    })
}

fn compare(by: &str, one: &ArticleEntry, other: &ArticleEntry) -> Ordering {
    match by {
        "title" => one.title.cmp(&other.title),
        "publisher" => one.publisher.cmp(&other.publisher),
        "lang" => one.lang.cmp(&other.lang),
        "statements" => one.statements.cmp(&other.statements),
        _ => one.published.cmp(&other.published),
    }
}

fn row(view: &View<'_>, article: &ArticleEntry) -> Markup {
    let lang = article.lang.as_str();
    let title = article
        .title
        .as_deref()
        .unwrap_or(&view.phrases.statement_line.untitled);
    html! {
        tr {
            td { (view.optional_day(article.published)) }
            th scope="row" lang=(lang) {
                (item_link(view, ItemKind::Article, article.id.as_str(), title))
            }
            td lang=(lang) { @if let Some(publisher) = &article.publisher { (publisher) } }
            td { (word(&view.phrases.vocabulary.lang, lang)) }
            td.number { (view.number(article.statements)) }
        }
    }
}
