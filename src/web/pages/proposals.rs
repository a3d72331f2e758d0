//! `/proposals`: what was proposed, and what became of it.

use crate::query::{LedgerEntry, ProposalsQuery};
use crate::web::address::Listing;
use crate::web::components::{
    ListWindow, list_page, statement_items, statement_line, statement_link, statement_links,
};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};
use std::cmp::Reverse;

/// The page.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let window = ListWindow::of(view, Listing::Proposals)?;
    let mut question = read_question(view)?;
    question.within.limit = Some(window.rows_to_ask_for());
    let ledger = view.ask(&question)?;
    let left_out = ledger.1.len();
    let rows = window.cut(ledger.0, sort);
    let lines = rows
        .rows
        .iter()
        .map(|line| statement_line(view, &line.entry, &notes(view, line)))
        .collect::<Result<Vec<_>, _>>()?;
    let list = html! {
        (statement_items(view, &lines))
        (left_out_note(view, left_out))
    };
    list_page(
        view,
        Listing::Proposals,
        false,
        &window.frame(view, &rows, &list)?,
    )
}

/// The answer as `dixit proposals` prints it.
pub(in crate::web) fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    forms::write_list(view, &view.ask(&read_question(view)?)?, form)
}

fn read_question(view: &View<'_>) -> Result<ProposalsQuery, WebError> {
    Ok(ProposalsQuery {
        within: view.statement_filter(None)?,
        status: view.word_parameter("status")?,
        all: view.address.parameters.is_on("all"),
    })
}

fn sort(lines: &mut [LedgerEntry], order: &'static str) {
    match order {
        "-said" => lines.sort_by_key(|line| Reverse(line.entry.said.earliest())),
        "-mentioned" => lines.sort_by_key(|line| Reverse(line.last_mention)),
        _ => lines.sort_by_key(|line| Reverse(line.articles)),
    }
}

/// What the list leaves out, with a link to a list that does not.
fn left_out_note(view: &View<'_>, left_out: usize) -> Markup {
    let phrases = &view.phrases.lists.proposals;
    let href = view.link_to(&view.address.with("all", Some("yes")).with("page", None));
    html! {
        @if left_out > 0 {
            p.notice {
                (view.count(&phrases.left_out, left_out as u64))
                @if let Some(href) = href { " " a href=(href) { (phrases.show_left_out) } }
            }
        }
    }
}

/// The notes below a proposal: reports, echoes and answers. Its status is in its line.
fn notes(view: &View<'_>, line: &LedgerEntry) -> Markup {
    let phrases = &view.phrases.lists.proposals;
    if line.articles == 1 && is_alone(line) {
        return html! {};
    }
    html! {
        ul.notes {
            (statement_links(view, &view.phrases.lists.reports.also_reported, &line.reported))
            (statement_links(view, &phrases.restates, &line.restates))
            (statement_links(view, &phrases.restated, &line.restated))
            (statement_links(view, &phrases.echoes, &line.echoes))
            (statement_links(view, &phrases.echoed, &line.echoed))
            (statement_links(view, &phrases.answered, &line.answered))
            @for list in &line.taken_up {
                li {
                    (phrases.point_of) " " (statement_link(view, &list.statement))
                    ol.points lang=(line.entry.article.lang) { @for point in &list.points { li { (point) } } }
                }
            }
            @if line.articles > 1 { li { (reach(view, line)) } }
        }
    }
}

/// Whether no other statement is said to belong to it.
fn is_alone(line: &LedgerEntry) -> bool {
    let related = [
        &line.reported,
        &line.restates,
        &line.restated,
        &line.echoes,
        &line.echoed,
        &line.answered,
    ];
    line.taken_up.is_empty() && related.into_iter().all(Vec::is_empty)
}

/// How many articles and sources report it, and when the last one did.
fn reach(view: &View<'_>, line: &LedgerEntry) -> String {
    let phrases = &view.phrases.lists.proposals;
    let mut parts = vec![
        view.count(&phrases.articles, line.articles),
        view.count(&phrases.sources, line.independent_sources),
    ];
    if let Some(day) = line.last_mention {
        let day = view.language.day(day);
        parts.push(phrases.last_mention.replace("{date}", &day));
    }
    view.language.enumerate(&parts)
}
