//! The page of a statement: its words in their context, then what is known about it.

use super::attribution::attribution;
use super::proof::{citation, evidence};
use super::relations::{answers, contradictions, related};
use super::reliability::{other_readings, reliability};
use super::sources::sources;
use crate::query::{StatementDetails, StatementEntry};
use crate::web::components::{
    TextMark, article_link, ending_notice, history_table, marked_paragraphs, topic_link,
};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::language::word;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};

/// Number of characters of the words that the title of the document has.
const TITLE_WORDS: usize = 60;

/// The page.
pub(in crate::web::pages) fn render(
    view: &View<'_>,
    details: &StatementDetails,
) -> Result<PageContent, WebError> {
    let entry = &details.entry;
    let heading = heading(view, entry);
    let events = view
        .tracker()
        .history_of_statement(&entry.article.id, &entry.id, view.as_of)?;
    Ok(PageContent {
        title: format!("{heading}, {}", cut(&entry.words)),
        description: Some(entry.words.clone()),
        forms: vec![Form::Json, Form::Csl, Form::Annotation],
        canonical: None,
        body: html! {
            article.statement-page data-act=(entry.act.as_str()) {
                h1 { (heading) }
                (ending_notice(view, details.ended.as_ref()))
                (words(view, details))
                (points(view, entry))
                (attribution(view, details))
                (reliability(view, details, &events))
                (topics(view, details)?)
                (sources(view, details)?)
                (answers(view, details)?)
                (related(view, details))
                (contradictions(view, details))
                (other_readings(view, details))
                (evidence(view, details))
                (citation(view, entry))
                (history_table(view, &events))
            }
        },
    })
}

/// Who does what by saying it.
fn heading(view: &View<'_>, entry: &StatementEntry) -> String {
    let unknown = &view.phrases.statement_line.unknown_speaker;
    let speaker = entry.speaker_or_mention().unwrap_or(unknown);
    // The act first: a name may contain the mark of a place to fill in.
    let heading = view
        .phrases
        .item
        .statement
        .heading
        .replace("{act}", view.act(entry.act));
    heading.replace("{speaker}", speaker)
}

/// The beginning of the words.
fn cut(words: &str) -> String {
    let mut beginning: String = words.chars().take(TITLE_WORDS).collect();
    if beginning.len() < words.len() {
        beginning.push('…');
    }
    beginning
}

/// The words where the article has them. Its own quotation marks are part of the text, and no others are added.
fn words(view: &View<'_>, details: &StatementDetails) -> Markup {
    let entry = &details.entry;
    let lang = entry.article.lang.as_str();
    let url = entry.article.url.as_deref();
    let shown = if let Some(context) = &details.context {
        let (text, stretches) = context.trim_partial_words();
        let marks: Vec<TextMark> = stretches
            .into_iter()
            .map(|stretch| TextMark {
                start: stretch.start,
                end: stretch.end,
                ..TextMark::default()
            })
            .collect();
        marked_paragraphs(&text, &marks)
    } else {
        html! { p { mark { (entry.words) } } }
    };
    html! {
        figure.quotation {
            blockquote class=[(details.ended.is_some()).then_some("struck")] lang=(lang) dir="auto" cite=[url] { (shown) }
            figcaption {
                (article_link(view, &entry.article))
                @if details.context.is_none() { " " span.note { (view.phrases.item.text_redacted) } }
            }
        }
    }
}

fn points(view: &View<'_>, entry: &StatementEntry) -> Markup {
    html! {
        @if !entry.points.is_empty() {
            section.points {
                h2 { (view.phrases.item.statement.points) }
                ol lang=(entry.article.lang.as_str()) { @for point in &entry.points { li { (point) } } }
            }
        }
    }
}

/// The topics, each with the term by which it was recognised.
fn topics(view: &View<'_>, details: &StatementDetails) -> Result<Markup, WebError> {
    let phrases = &view.phrases.item.statement;
    let lang = details.entry.article.lang.as_str();
    let lines = details
        .topic_reasons
        .iter()
        .map(|reason| {
            let place = word(&view.phrases.item.place, &reason.place);
            let why = phrases.by_term.replace("{place}", place);
            let link = topic_link(view, &reason.id)?;
            Ok(html! { (link) ", " (why) " " q lang=(lang) { (reason.term) } })
        })
        .collect::<Result<Vec<_>, WebError>>()?;
    Ok(html! {
        @if !lines.is_empty() {
            section.topics {
                h2 { (phrases.topics) }
                ul { @for line in &lines { li { (line) } } }
            }
        }
    })
}
