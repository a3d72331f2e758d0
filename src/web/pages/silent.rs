//! `/silent`: what was not mentioned again.

use crate::query::input::TimeSpan;
use crate::query::{SilentQuery, SilentStatement};
use crate::web::address::Listing;
use crate::web::components::{ListWindow, list_page, statement_items, statement_line, statement_link};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::language::word;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};
use std::cmp::Reverse;

/// The page.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let window = ListWindow::of(view, Listing::Silent)?;
    let mut question = read_question(view)?;
    question.within.limit = Some(window.rows_to_ask_for());
    let silence = view.ask(&question)?;
    let covered_until = silence.covered_until.map(|day| {
        let phrase = &view.phrases.lists.silent.covered_until;
        phrase.replace("{date}", &view.language.day(day))
    });
    let rows = window.cut(silence.silent, sort);
    let lines = rows
        .rows
        .iter()
        .map(|line| {
            Ok(html! {
                (silence_line(view, line))
                (statement_line(view, &line.entry, &notes(view, line))?)
            })
        })
        .collect::<Result<Vec<_>, WebError>>()?;
    let list = html! {
        @if let Some(covered_until) = covered_until { p.notice { (covered_until) } }
        (statement_items(view, &lines))
    };
    list_page(view, Listing::Silent, false, &window.frame(view, &rows, &list)?)
}

/// The answer as `dixit silent` prints it.
pub(in crate::web) fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    forms::write_record(view, &view.ask(&read_question(view)?)?, form)
}

fn read_question(view: &View<'_>) -> Result<SilentQuery, WebError> {
    let span = view.word_parameter::<TimeSpan>("for")?;
    Ok(SilentQuery {
        within: view.statement_filter(Some(SilentQuery::ACT))?,
        days: span.map_or(SilentQuery::DAYS, |span| span.days().unwrap_or(u32::MAX)),
    })
}

fn sort(lines: &mut [SilentStatement], order: &'static str) {
    match order {
        "days" => lines.sort_by_key(|line| line.days),
        "said" => lines.sort_by_key(|line| {
            let said = line.entry.said.earliest();
            (said.is_none(), said)
        }),
        _ => lines.sort_by_key(|line| Reverse(line.entry.said.earliest())),
    }
}

/// For how long it was silent.
fn silence_line(view: &View<'_>, line: &SilentStatement) -> Markup {
    let phrases = &view.phrases.lists.silent;
    let last = line.last_mention.map(|day| {
        let day = view.language.day(day);
        phrases.last_mention.replace("{date}", &day)
    });
    html! {
        p.silence {
            strong { (view.count(&phrases.days, line.days.unsigned_abs())) }
            @if let Some(last) = last { " " span { (last) } }
        }
    }
}

/// The notes below a statement: which articles could have mentioned it, and what was said nearly in its words.
fn notes(view: &View<'_>, line: &SilentStatement) -> Markup {
    let phrases = &view.phrases.lists.silent;
    let lang = line.entry.article.lang.as_str();
    html! {
        ul.notes {
            li { (coverage(view, line)) }
            @for other in &line.otherwise {
                li {
                    (phrases.otherwise.replace("{differs}", word(&view.phrases.lists.difference, other.differs)))
                    " " span.words lang=(lang) { (other.words) }
                    " " (statement_link(view, &other.statement))
                }
            }
        }
    }
}

/// How many articles were searched for a mention.
fn coverage(view: &View<'_>, line: &SilentStatement) -> String {
    let phrases = &view.phrases.lists.silent;
    let lang = word(&view.phrases.vocabulary.lang, line.entry.article.lang.as_str());
    if line.articles_since == 0 {
        return phrases.no_article.replace("{lang}", lang);
    }
    let searched = view
        .count(&phrases.searched, line.articles_since)
        .replace("{lang}", lang);
    let on_topic = match line.articles_on_topic_since {
        0 => phrases.none_on_topic.clone(),
        count => view.count(&phrases.on_topic, count),
    };
    view.language.enumerate(&[searched, on_topic])
}
