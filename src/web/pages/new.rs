//! `/new`: what was recorded lately.

use crate::domain::Position;
use crate::query::{ArticleEntry, EndedStatement, NewRecords, NewRecordsQuery, StatementEntry};
use crate::web::address::{ItemKind, Listing, Page};
use crate::web::components::{list_page, statement_items, statement_line};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};

/// Maximum number of items of each kind on the page.
const ITEMS_MAX: usize = 100;
/// A published site shows the last days before the last event, because it is looked at long after it was made.
const PUBLISHED_DAYS: i64 = 7;

/// The page.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let phrases = &view.phrases.lists.new;
    let news = view.ask(&NewRecordsQuery {
        // One more than are shown, to know whether there are more.
        limit: Some(ITEMS_MAX + 1),
        ..read_question(view)?
    })?;
    let is_cut = [
        news.articles.len(),
        news.revised.len(),
        news.statements.len(),
        news.decided.len(),
        news.gone.len(),
    ];
    let is_cut = is_cut.into_iter().any(|count| count > ITEMS_MAX);
    let sections = [
        section(view, &phrases.articles, &news.articles, |view, item| {
            Ok(article_item(view, item))
        })?,
        section(view, &phrases.revised, &news.revised, |view, item| {
            Ok(article_item(view, item))
        })?,
        section(view, &phrases.statements, &news.statements, statement_item)?,
        section(view, &phrases.decided, &news.decided, statement_item)?,
        section(view, &phrases.gone, &news.gone, |view, item| {
            Ok(ended_item(view, item))
        })?,
    ];
    let is_empty = sections.iter().all(Option::is_none);
    let list = html! {
        p.notice { (since(view, &news)) }
        @if is_cut { p.notice { (phrases.cut.replace("{n}", &view.number(ITEMS_MAX as u64))) } }
        @if is_empty { p.none { (phrases.none) } }
        @for section in sections.iter().flatten() { (section) }
    };
    list_page(view, Listing::New, false, &list)
}

/// The answer as `dixit new` prints it.
pub(in crate::web) fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    forms::write_record(view, &view.ask(&read_question(view)?)?, form)
}

fn read_question(view: &View<'_>) -> Result<NewRecordsQuery, WebError> {
    let days = if view.links.is_published() {
        PUBLISHED_DAYS
    } else {
        1
    };
    let since = match view.position_since("since")? {
        Some(since) => since,
        None => view.position_before(days * NewRecordsQuery::MICROSECONDS)?,
    };
    Ok(NewRecordsQuery {
        since,
        reliability: view.reliability_filter()?,
        limit: None,
    })
}

/// From when on.
fn since(view: &View<'_>, news: &NewRecords) -> String {
    let phrases = &view.phrases.lists.new;
    let since = Position::new(news.since);
    if view.links.is_published() {
        phrases.last_week.clone()
    } else if since == Position::START {
        phrases.since_start.clone()
    } else {
        phrases.since.replace("{position}", &since.to_string())
    }
}

/// The items of one kind below their heading; `None` if there are none.
fn section<T>(
    view: &View<'_>,
    title: &str,
    items: &[T],
    render: impl Fn(&View<'_>, &T) -> Result<Markup, WebError>,
) -> Result<Option<Markup>, WebError> {
    if items.is_empty() {
        return Ok(None);
    }
    let count = if items.len() > ITEMS_MAX {
        let phrase = &view.phrases.lists.new.at_least;
        phrase.replace("{n}", &view.number(ITEMS_MAX as u64))
    } else {
        view.number(items.len() as u64)
    };
    let rendered = items
        .iter()
        .take(ITEMS_MAX)
        .map(|item| render(view, item))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Some(html! {
        section.news {
            h2 { (title) " (" (count) ")" }
            (statement_items(view, &rendered))
        }
    }))
}

fn statement_item(view: &View<'_>, entry: &StatementEntry) -> Result<Markup, WebError> {
    statement_line(view, entry, &html! {})
}

fn article_item(view: &View<'_>, article: &ArticleEntry) -> Markup {
    let lang = article.lang.as_str();
    let untitled = &view.phrases.statement_line.untitled;
    let title = article.title.as_deref().unwrap_or(untitled);
    let href = view.link(Page::Item(ItemKind::Article, article.id.to_string()));
    let count = view.count(&view.phrases.lists.new.statement_count, article.statements);
    html! {
        p.article {
            cite lang=(lang) { @if let Some(href) = href { a href=(href) { (title) } } @else { (title) } }
            @if let Some(publisher) = &article.publisher { ", " span.publisher lang=(lang) { (publisher) } }
            @if let Some(day) = article.published { ", " time datetime=(day) { (view.language.day(day)) } }
            " " span.count { (count) }
        }
    }
}

/// A statement that is no longer current; its page says why.
fn ended_item(view: &View<'_>, ended: &EndedStatement) -> Markup {
    let position = Position::new(ended.position).to_string();
    let ended_at = view.phrases.lists.new.ended_at.replace("{position}", &position);
    let href = view.link(Page::Item(ItemKind::Statement, ended.id.to_string()));
    html! {
        p.ended {
            del { (ended.words) } " " span { (ended_at) }
            @if let Some(href) = href {
                " " a.permalink href=(href) { (view.phrases.statement_line.permalink) }
            }
        }
    }
}
