//! `/search`: words in statements and in articles, and how the matches are distributed.

use crate::query::{
    ArticleHit, ArticleSearchQuery, Passage, SearchOrder, SearchPage, SearchPageQuery, SearchQuery,
};
use crate::web::address::{ItemKind, Listing, Page};
use crate::web::components::{
    ListRows, ListWindow, PAGE_ROWS, highlighted_text, list_page, marked_statement_line, pager,
    search_facets, statement_items,
};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};

/// Where to search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SearchPlace {
    Statements,
    Articles,
}

/// The page.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    if view.links.is_published() {
        // A published site has no server that could search.
        return Err(WebError::NoSuchPage);
    }
    let Some(query) = view.parameter("q") else {
        return list_page(view, Listing::Search, true, &html! {});
    };
    let list = match read_place(view)? {
        SearchPlace::Statements => render_statements(view, query)?,
        SearchPlace::Articles => render_articles(view, query)?,
    };
    list_page(view, Listing::Search, false, &list)
}

/// The answer as `dixit search` prints it.
pub(in crate::web) fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    let query = view
        .parameter("q")
        .ok_or_else(|| WebError::parameter("q", "write the words to search for"))?;
    match read_place(view)? {
        SearchPlace::Statements => {
            forms::write_list(view, &view.ask(&read_statement_search(view, query)?)?, form)
        }
        SearchPlace::Articles => {
            forms::write_list(view, &view.ask(&read_article_search(view, query)?)?, form)
        }
    }
}

fn read_place(view: &View<'_>) -> Result<SearchPlace, WebError> {
    let place = view.read_parameter("in", |text| match text {
        "statements" => Ok(SearchPlace::Statements),
        "articles" => Ok(SearchPlace::Articles),
        _ => Err("write statements or articles"),
    })?;
    Ok(place.unwrap_or(SearchPlace::Statements))
}

fn read_statement_search(view: &View<'_>, query: &str) -> Result<SearchQuery, WebError> {
    Ok(SearchQuery {
        query: query.to_owned(),
        within: view.statement_filter(None)?,
    })
}

/// The search in articles. Errors if the parameters have a filter that only statements have.
fn read_article_search(view: &View<'_>, query: &str) -> Result<ArticleSearchQuery, WebError> {
    if let Some(name) = statement_only_filter(view) {
        return Err(WebError::parameter(name, "it filters statements, not articles"));
    }
    Ok(ArticleSearchQuery {
        query: query.to_owned(),
        since: view.range_start("since")?,
        until: view.range_end("until")?,
        lang: view.word_parameter("lang")?,
        publisher: view.parameter("publisher").map(str::to_owned),
        limit: view.limit()?,
    })
}

/// The first filter given that applies only to statements.
fn statement_only_filter(view: &View<'_>) -> Option<&'static str> {
    ["speaker", "topic", "act"]
        .into_iter()
        .find(|name| view.parameter(name).is_some())
}

fn render_statements(view: &View<'_>, query: &str) -> Result<Markup, WebError> {
    let window = ListWindow::of(view, Listing::Search)?;
    let page = view.ask(&SearchPageQuery {
        search: read_statement_search(view, query)?,
        order: match window.order() {
            "said" => SearchOrder::OldestFirst,
            "-said" => SearchOrder::NewestFirst,
            _ => SearchOrder::BestFirst,
        },
        skip: window.skip(),
        size: PAGE_ROWS,
    })?;
    let lines = page
        .hits
        .iter()
        .map(|hit| marked_statement_line(view, &hit.entry, &hit.marks, &html! {}))
        .collect::<Result<Vec<_>, _>>()?;
    let facets = search_facets(view, &page.facets)?;
    let heading = hit_count(view, &page);
    let rows = ListRows::of_sorted_query(page.hits, page.has_more);
    let list = html! {
        (statement_items(view, &lines))
        @if lines.is_empty() { (hint_at_articles(view, query)?) }
    };
    Ok(html! {
        div.search {
            div.hits {
                h2 { (heading) }
                (place_link(view, SearchPlace::Articles))
                (window.frame(view, &rows, &list)?)
            }
            (facets)
        }
    })
}

/// The number of matches.
fn hit_count(view: &View<'_>, page: &SearchPage) -> String {
    let phrases = &view.phrases.lists.search;
    if page.facets.is_cut {
        let count = view.number(page.facets.counted);
        phrases.more_hits.replace("{n}", &count)
    } else {
        view.count(&phrases.hits, page.facets.counted)
    }
}

/// The link to the same search in the other place.
fn place_link(view: &View<'_>, place: SearchPlace) -> Markup {
    let phrases = &view.phrases.lists.search;
    let (value, label) = match place {
        SearchPlace::Statements => (None, &phrases.search_statements),
        SearchPlace::Articles => (Some("articles"), &phrases.search_articles),
    };
    let mut address = view
        .address
        .with("in", value)
        .with("page", None)
        .with("sort", None);
    if place == SearchPlace::Articles {
        for name in ["speaker", "topic", "act"] {
            address.parameters.set(name, None);
        }
    }
    html! {
        @if let Some(href) = view.link_to(&address) { p.search-place { a href=(href) { (label) } } }
    }
}

/// Where no statement matches, the number of articles that do.
fn hint_at_articles(view: &View<'_>, query: &str) -> Result<Markup, WebError> {
    if statement_only_filter(view).is_some() {
        return Ok(html! {});
    }
    let phrases = &view.phrases.lists.search;
    let found = view.ask(&ArticleSearchQuery {
        limit: Some(ArticleSearchQuery::COUNTED_MAX),
        ..read_article_search(view, query)?
    })?;
    let count = found.0.len();
    let text = if count >= ArticleSearchQuery::COUNTED_MAX {
        phrases
            .in_many_articles
            .replace("{n}", &view.number(count as u64))
    } else {
        view.count(&phrases.in_articles, count as u64)
    };
    Ok(html! { @if count > 0 { p.notice { (text) } } })
}

fn render_articles(view: &View<'_>, query: &str) -> Result<Markup, WebError> {
    let skip = (view.page_number()? - 1) * PAGE_ROWS;
    let mut question = read_article_search(view, query)?;
    let wanted = skip + PAGE_ROWS + 1;
    question.limit = Some(question.limit.map_or(wanted, |limit| limit.min(wanted)));
    let hits = view.ask(&question)?.0;
    let has_more = hits.len() > skip + PAGE_ROWS;
    let page = hits.iter().skip(skip).take(PAGE_ROWS);
    let items: Vec<Markup> = page.map(|hit| article_hit(view, hit)).collect();
    Ok(html! {
        (place_link(view, SearchPlace::Statements))
        (statement_items(view, &items))
        (pager(view, has_more)?)
    })
}

/// An article with the passages that match.
fn article_hit(view: &View<'_>, hit: &ArticleHit) -> Markup {
    let phrases = &view.phrases.lists.search;
    let article = &hit.article;
    let lang = article.lang.as_str();
    let untitled = &view.phrases.statement_line.untitled;
    let title = article.title.as_deref().unwrap_or(untitled);
    let href = view.link(Page::Item(ItemKind::Article, article.id.to_string()));
    let shown: usize = hit.passages.iter().map(|passage| passage.marks.len()).sum();
    let more = hit.occurrences.saturating_sub(shown as u64);
    html! {
        article.article-hit {
            p.source {
                cite lang=(lang) { @if let Some(href) = href { a href=(href) { (title) } } @else { (title) } }
                @if let Some(publisher) = &article.publisher { ", " span.publisher lang=(lang) { (publisher) } }
                @if let Some(day) = article.published { ", " time datetime=(day) { (view.language.day(day)) } }
                " " span.count { (view.count(&phrases.occurrences, hit.occurrences)) }
            }
            @for passage in &hit.passages { (render_passage(passage, lang)) }
            @if more > 0 { p.more { (view.count(&phrases.more_occurrences, more)) } }
        }
    }
}

fn render_passage(passage: &Passage, lang: &str) -> Markup {
    html! {
        p.passage lang=(lang) {
            @if passage.cut_before { "[…] " }
            (highlighted_text(&passage.text, &passage.marks))
            @if passage.cut_after { " […]" }
        }
    }
}
