//! `/conflicts`: what contradicts what, or may do so.

use crate::query::{Conflict, ConflictsQuery, StatementFilter};
use crate::web::address::Listing;
use crate::web::components::{ListWindow, list_page, statement_line};
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
    let window = ListWindow::of(view, Listing::Conflicts)?;
    let mut question = read_question(view)?;
    let limit = question.within.limit.unwrap_or(ConflictsQuery::SUGGESTED);
    question.within.limit = Some(limit.min(window.rows_to_ask_for()));
    let rows = window.cut(view.ask(&question)?.0, sort);
    let has_suggestions = rows.rows.iter().any(|pair| pair.suggested);
    let pairs = rows
        .rows
        .iter()
        .zip(window.skip() + 1..)
        .map(|(pair, number)| render_pair(view, pair, number as u64))
        .collect::<Result<Vec<_>, _>>()?;
    let list = html! {
        @if has_suggestions { p.notice { (reliability(view)) } }
        @if pairs.is_empty() { p.none { (view.phrases.statement_line.none) } }
        @for pair in &pairs { (pair) }
    };
    list_page(
        view,
        Listing::Conflicts,
        false,
        &window.frame(view, &rows, &list)?,
    )
}

/// The answer as `dixit conflicts` prints it.
pub(in crate::web) fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    forms::write_list(view, &view.ask(&read_question(view)?)?, form)
}

fn read_question(view: &View<'_>) -> Result<ConflictsQuery, WebError> {
    Ok(ConflictsQuery {
        within: StatementFilter {
            limit: Some(view.limit()?.unwrap_or(ConflictsQuery::SUGGESTED)),
            ..view.statement_filter(None)?
        },
    })
}

fn sort(pairs: &mut [Conflict], order: &'static str) {
    let said = |pair: &Conflict| pair.other.said.earliest();
    if order == "said" {
        pairs.sort_by_key(|pair| (said(pair).is_none(), said(pair)));
    } else {
        pairs.sort_by_key(|pair| Reverse(said(pair)));
    }
}

/// How often suggestions are right.
fn reliability(view: &View<'_>) -> String {
    let phrase = &view.phrases.lists.conflicts.reliability;
    phrase
        .replace("{worth}", &ConflictsQuery::WORTH_A_LOOK_OF_TEN.to_string())
        .replace("{pairs}", &ConflictsQuery::LABELLED_PAIRS.to_string())
}

/// Both statements of a pair, with the reason below the second.
fn render_pair(view: &View<'_>, pair: &Conflict, number: u64) -> Result<Markup, WebError> {
    let phrases = &view.phrases.lists.conflicts;
    let notes = html! { ul.notes { li { (explain(view, pair)) } } };
    Ok(html! {
        section.pair data-suggested=(pair.suggested) {
            h2 { (phrases.pair.replace("{n}", &view.number(number))) }
            ol.statements {
                li { (statement_line(view, &pair.one, &html! {})?) }
                li { (statement_line(view, &pair.other, &notes)?) }
            }
        }
    })
}

/// Why they are a pair.
fn explain(view: &View<'_>, pair: &Conflict) -> String {
    let phrases = &view.phrases.lists.conflicts;
    let quoted = |words: &[String]| {
        let quoted = words.iter().map(|word| phrases.quoted.replace("{word}", word));
        quoted.collect::<Vec<_>>().join(&phrases.and)
    };
    if let Some(differs) = pair.differs {
        let why = word(&phrases.why, differs).to_owned();
        return view.language.enumerate(&[phrases.suggested.clone(), why]);
    }
    if pair.suggested {
        let why = phrases.by_words.replace("{words}", &quoted(&pair.why));
        return view.language.enumerate(&[phrases.suggested.clone(), why]);
    }
    let actor = pair.actor.as_deref().unwrap_or(&phrases.somebody);
    let linked = phrases.linked.replace("{actor}", actor);
    match pair.why.first() {
        Some(reason) => view
            .language
            .enumerate(&[linked, phrases.quoted.replace("{word}", reason)]),
        None => linked,
    }
}
