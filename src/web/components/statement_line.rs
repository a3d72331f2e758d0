//! A statement in a list: the words, who said them and when, where it is reported, and how far it can be relied on.

use super::highlighted_text::highlighted_text;
use crate::query::{ArticleRef, Highlight, ReliabilityFlag, StatementEntry};
use crate::web::address::{ItemKind, Page};
use crate::web::error::WebError;
use crate::web::language::word;
use crate::web::view::View;
use maud::{Markup, html};

/// A list of statements, or a sentence where there is none.
pub(in crate::web) fn statement_list(
    view: &View<'_>,
    statements: &[StatementEntry],
) -> Result<Markup, WebError> {
    let lines = statements
        .iter()
        .map(|entry| statement_line(view, entry, &html! {}))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(statement_items(view, &lines))
}

/// A list of rendered statements, or a sentence where there is none.
pub(in crate::web) fn statement_items(view: &View<'_>, lines: &[Markup]) -> Markup {
    html! {
        @if lines.is_empty() {
            p.none { (view.phrases.statement_line.none) }
        } @else {
            ol.statements {
                @for line in lines { li { (line) } }
            }
        }
    }
}

/// One statement, with `notes` below it.
pub(in crate::web) fn statement_line(
    view: &View<'_>,
    entry: &StatementEntry,
    notes: &Markup,
) -> Result<Markup, WebError> {
    marked_statement_line(view, entry, &[], notes)
}

/// One statement with `marks` in its words and `notes` below it.
pub(in crate::web) fn marked_statement_line(
    view: &View<'_>,
    entry: &StatementEntry,
    marks: &[Highlight],
    notes: &Markup,
) -> Result<Markup, WebError> {
    let phrases = &view.phrases.statement_line;
    let topics = entry
        .topics
        .iter()
        .map(|id| {
            Ok((
                view.link(Page::Item(ItemKind::Topic, id.clone())),
                view.topic_label(id)?,
            ))
        })
        .collect::<Result<Vec<_>, WebError>>()?;
    let said = view
        .language
        .date(entry.said)
        .unwrap_or_else(|| phrases.unknown_date.clone());
    let permalink = view.link(Page::Item(ItemKind::Statement, entry.id.to_string()));
    Ok(html! {
        article.statement data-act=(entry.act.as_str()) {
            header {
                time.said datetime=[machine_date(entry)] { (said) }
                " " span.act { (view.act(entry.act)) }
            }
            p.who { (speaker(view, entry)) }
            (words(entry, marks))
            p.source { (article_link(view, &entry.article)) }
            @if !topics.is_empty() {
                p.topics {
                    @for (href, label) in &topics {
                        @if let Some(href) = href { a.topic href=(href) { (label) } } @else { span.topic { (label) } } " "
                    }
                }
            }
            p.marks {
                (reliability(view, entry))
                @if let Some(href) = permalink {
                    " " a.permalink href=(href) { (phrases.permalink) " " code { (short_id(entry.id.as_str())) } }
                }
            }
            (notes)
        }
    })
}

/// The first characters of an id, which people type.
pub(in crate::web) fn short_id(id: &str) -> &str {
    id.get(..9).unwrap_or(id)
}

/// The date as the attribute `datetime` may have it: exact dates only.
fn machine_date(entry: &StatementEntry) -> Option<String> {
    let text = entry.said.to_string();
    entry.said.is_exact().then_some(text)
}

/// Who said it, in which capacity and for whom.
fn speaker(view: &View<'_>, entry: &StatementEntry) -> Markup {
    let phrases = &view.phrases.statement_line;
    let name = entry.speaker_or_mention().unwrap_or(&phrases.unknown_speaker);
    let href = entry
        .speaker
        .as_ref()
        .and_then(|speaker| view.link(Page::Item(ItemKind::Speaker, speaker.id.to_string())));
    html! {
        @if let Some(href) = href { a.speaker href=(href) { (name) } } @else { span.speaker { (name) } }
        @if let Some(capacity) = &entry.capacity {
            " " span.capacity lang=(entry.article.lang) { (capacity) }
        }
        @if let Some(side) = &entry.side {
            " " span.side { (phrases.for_side.replace("{side}", &side.name)) }
        }
    }
}

/// The words: as a quotation where the article has all of them in quotation marks.
fn words(entry: &StatementEntry, marks: &[Highlight]) -> Markup {
    let lang = entry.article.lang.as_str();
    html! {
        @if entry.is_quoted() {
            blockquote.words lang=(lang) { p { q { (highlighted_text(&entry.words, marks)) } } }
        } @else {
            p.words lang=(lang) { (highlighted_text(&entry.words, marks)) }
        }
        @if !entry.points.is_empty() {
            ol.points lang=(lang) { @for point in &entry.points { li { (point) } } }
        }
    }
}

/// The classes of a certainty: a bar of four steps stands before the number. The lowest step is that of statements that
/// are flagged.
pub(in crate::web) fn certainty_class(confidence: f64) -> &'static str {
    let low = ReliabilityFlag::CERTAINTY_MIN.fraction();
    match confidence {
        certainty if certainty >= 0.95 => "certainty level level-4",
        certainty if certainty >= 0.85 => "certainty level level-3",
        certainty if certainty >= low => "certainty level level-2",
        _ => "certainty level level-1",
    }
}

/// The article that reports it.
pub(in crate::web) fn article_link(view: &View<'_>, article: &ArticleRef) -> Markup {
    let lang = article.lang.as_str();
    let title = article
        .title
        .as_deref()
        .unwrap_or(&view.phrases.statement_line.untitled);
    let href = view.link(Page::Item(ItemKind::Article, article.id.to_string()));
    html! {
        cite lang=(lang) {
            @if let Some(href) = href { a href=(href) { (title) } } @else { (title) }
        }
        @if let Some(publisher) = &article.publisher { ", " span.publisher lang=(lang) { (publisher) } }
        @if let Some(day) = article.published {
            ", " time datetime=(day) { (view.language.day(day)) }
        }
    }
}

/// Certainty, review and doubts, in words.
fn reliability(view: &View<'_>, entry: &StatementEntry) -> Markup {
    let percent = format!("{:.0}", entry.confidence * 100.0);
    let certainty = view
        .phrases
        .statement_line
        .certainty
        .replace("{percent}", &percent);
    html! {
        span class=(certainty_class(entry.confidence)) { (certainty) }
        @for flag in &entry.flags {
            " " span.flag.warning[flag.is_warning()].review[flag.is_review()] {
                (word(&view.phrases.vocabulary.flag, flag.as_str()))
            }
        }
        @if let Some(status) = entry.status {
            " " span.status { (word(&view.phrases.vocabulary.status, status.as_str())) }
        }
        @if let Some(reader) = &entry.reader {
            " " span.reader { (view.phrases.site.read_by.replace("{reader}", reader)) }
        }
    }
}
