//! Where an article comes from: its source, the document that it was read from, and the copies of its story.

use crate::query::{ArticleDetails, ArticleEntry, DocumentDetails};
use crate::web::components::{article_link, field, moment, outgoing_link, text_field};
use crate::web::language::word;
use crate::web::view::View;
use maud::{Markup, html};

/// What is known of the source.
pub(super) fn source(view: &View<'_>, details: &ArticleDetails) -> Markup {
    let line = &details.line;
    let phrases = &view.phrases.item.article;
    let address_field = |label: &str, url: Option<&String>| {
        html! { @if let Some(url) = url { (field(label, &outgoing_link(url))) } }
    };
    let canonical = line
        .canonical
        .as_ref()
        .filter(|url| line.url.as_ref() != Some(url));
    html! {
        section.source {
            h2 { (phrases.source) }
            dl.fields {
                (text_field(&phrases.publisher, line.publisher.as_deref()))
                @if line.published.is_some() { (field(&phrases.published, &published(view, line))) }
                (text_field(&phrases.author, line.author.as_deref()))
                (text_field(&phrases.agency, line.agency.as_deref()))
                (address_field(&phrases.url, line.url.as_ref()))
                (address_field(&phrases.canonical, canonical))
                (text_field(&phrases.language, Some(word(&view.phrases.vocabulary.lang, line.lang.as_str()))))
                (field(&phrases.recorded, &moment(view, line.recorded_at)))
                (field(&view.phrases.item.id, &html! { code { (line.id) } }))
            }
        }
    }
}

/// The day of publication, the other possible one, and the instant.
fn published(view: &View<'_>, line: &ArticleEntry) -> Markup {
    let phrase = &view.phrases.item.article.published_or;
    html! {
        @if let Some(day) = line.published { time datetime=(day) { (view.language.day(day)) } }
        @if let Some(day) = line.published_or { ", " (phrase.replace("{date}", &view.language.day(day))) }
        @if let Some(instant) = &line.published_at { " (" time { (instant) } ")" }
    }
}

/// The other articles of the story.
pub(super) fn copies(view: &View<'_>, details: &ArticleDetails) -> Markup {
    html! {
        @if !details.copies.is_empty() {
            section.copies {
                h2 { (view.phrases.item.article.copies) }
                ul { @for copy in &details.copies { li { (article_link(view, copy)) } } }
            }
        }
    }
}

/// The document and who read it.
pub(super) fn document(view: &View<'_>, details: &ArticleDetails) -> Markup {
    let phrases = &view.phrases.item.article;
    let count = |count| format!("{} {}", view.number(count), view.phrases.item.statements);
    html! {
        section.document {
            h2 { (phrases.document) }
            dl.fields {
                @if let Some(document) = &details.document { (document_fields(view, document)) }
                (field(&phrases.readers, &html! {
                    (details.extractor)
                    @for other in &details.read_by { ", " (other.reader) " (" (count(other.statements)) ")" }
                }))
            }
        }
    }
}

fn document_fields(view: &View<'_>, document: &DocumentDetails) -> Markup {
    let phrases = &view.phrases.item.article;
    html! {
        (text_field(&phrases.format, Some(&document.format)))
        @if let Some(at) = document.fetched_at { (field(&phrases.fetched, &moment(view, at))) }
        @if let Some(from) = &document.fetched_from { (field(&phrases.fetched_from, &outgoing_link(from))) }
        (text_field(&phrases.modified, document.modified_at.as_deref()))
        (field(&phrases.hash, &html! { code.hash { (document.sha256) } }))
        @if let Some(sign) = &document.looks_cut { (field(&phrases.looks_cut, &html! { span lang="en" { (sign) } })) }
        @if !document.origins.is_empty() {
            (field(&phrases.origins, &html! {
                ul lang="en" { @for (name, origin) in &document.origins { li { (name) ": " code { (origin) } } } }
            }))
        }
    }
}
