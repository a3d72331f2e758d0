//! The page of an article.

use super::revisions::revisions;
use super::source::{copies, document, source};
use super::text::{ArticlePart, numbers, text};
use crate::domain::{Event, RecordedEvent};
use crate::export::write_csl_source;
use crate::query::{ArticleDetails, ArticleRef, CitedSourceQuery};
use crate::web::components::{ending_notice, history_table, statement_line};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};

/// The page.
pub(in crate::web::pages) fn render(
    view: &View<'_>,
    details: &ArticleDetails,
) -> Result<PageContent, WebError> {
    let line = &details.line;
    let untitled = &view.phrases.statement_line.untitled;
    let title = line.title.as_deref().unwrap_or(untitled);
    let lang = line.title.as_ref().map(|_| line.lang.as_str());
    let events = view.tracker().history(&line.id, view.as_of, |_| true)?;
    let part = ArticlePart::find(details, view.page_number()?)?;
    let revisions = revisions(view, &events);
    let own: Vec<RecordedEvent> = events.into_iter().filter(is_about_article).collect();
    Ok(PageContent {
        title: title.to_owned(),
        description: line.publisher.clone(),
        forms: vec![Form::Json, Form::Csl],
        canonical: None,
        body: html! {
            article.article-page {
                h1 lang=[lang] { (title) }
                (ending_notice(view, details.ended.as_ref()))
                (source(view, details))
                (text(view, details, &part)?)
                (statements(view, details, &part)?)
                (copies(view, details))
                (revisions)
                (document(view, details))
                (history_table(view, &own))
            }
        },
    })
}

/// Whether an event is about the article itself. The redaction of a statement takes the text of the article too.
fn is_about_article(recorded: &RecordedEvent) -> bool {
    let event = &recorded.event;
    event.statement_id().is_none() || matches!(event, Event::StatementRedacted { .. })
}

/// The article as a reference in CSL-JSON.
pub(in crate::web::pages) fn write_form(
    view: &View<'_>,
    details: &ArticleDetails,
) -> Result<Vec<u8>, WebError> {
    let line = &details.line;
    let source = view.ask(&CitedSourceQuery {
        article: ArticleRef {
            id: line.id.clone(),
            title: line.title.clone(),
            publisher: line.publisher.clone(),
            url: line.url.clone(),
            published: line.published,
            lang: line.lang,
        },
        statements: details.reported.iter().map(|entry| entry.id.clone()).collect(),
    })?;
    forms::write(view, |out| write_csl_source(&source, out))
}

/// The statements whose words begin in this part of the text, by their numbers in it.
fn statements(view: &View<'_>, details: &ArticleDetails, part: &ArticlePart) -> Result<Markup, WebError> {
    let phrases = &view.phrases.item.article;
    let lines = numbers(details)
        .filter(|(_, _, place)| part.begins_here(place))
        .map(|(number, entry, _)| {
            let number_phrase = phrases.statement_number.replace("{number}", &view.number(number));
            let back = html! {
                @if part.has_text() {
                    p.back { (number_phrase) ", " a href={ "#" (entry.id) } { (phrases.in_text) } }
                }
            };
            Ok((number, statement_line(view, entry, &back)?))
        })
        .collect::<Result<Vec<_>, WebError>>()?;
    Ok(html! {
        section.article-statements {
            h2 { (phrases.statements) }
            @if lines.is_empty() {
                p.none { (phrases.no_statements) }
            } @else {
                ol.statements start=(lines[0].0) { @for (_, line) in &lines { li { (line) } } }
            }
        }
    })
}
