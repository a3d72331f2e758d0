//! `/due`: what is due when.

use crate::query::{DueQuery, DueStatement};
use crate::web::address::Listing;
use crate::web::components::{
    ListWindow, deadline, list_page, statement_items, statement_line, statement_links,
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
    let window = ListWindow::of(view, Listing::Due)?;
    let mut question = read_question(view)?;
    question.within.limit = Some(window.rows_to_ask_for());
    let rows = window.cut(view.ask(&question)?.0, sort);
    let lines = rows
        .rows
        .iter()
        .map(|line| {
            Ok(html! {
                (deadline(view, line))
                (statement_line(view, &line.entry, &notes(view, line))?)
            })
        })
        .collect::<Result<Vec<_>, WebError>>()?;
    let today = view.language.day(view.today());
    let list = html! {
        p.notice { (view.phrases.lists.due.today.replace("{date}", &today)) }
        (statement_items(view, &lines))
    };
    list_page(view, Listing::Due, false, &window.frame(view, &rows, &list)?)
}

/// The answer as `dixit due` prints it.
pub(in crate::web) fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    forms::write_list(view, &view.ask(&read_question(view)?)?, form)
}

fn read_question(view: &View<'_>) -> Result<DueQuery, WebError> {
    let act = view.parameter("act");
    Ok(DueQuery {
        within: match act {
            Some(DueQuery::ANY_ACT) => view.statement_filter_with_act(None)?,
            _ => view.statement_filter(None)?,
        },
        own_deeds: act.is_none(),
        before: view.range_end("before")?,
        after: view.range_start("after")?,
        include_settled: view.address.parameters.is_on("all"),
        today: Some(view.today()),
    })
}

fn sort(lines: &mut [DueStatement], order: &'static str) {
    match order {
        "-due" => lines.sort_by_key(|line| Reverse(line.last)),
        "said" => lines.sort_by_key(|line| {
            let said = line.entry.said.earliest();
            (said.is_none(), said)
        }),
        _ => lines.sort_by_key(|line| Reverse(line.entry.said.earliest())),
    }
}

/// The notes below a statement: what its deadline was counted from, and its other reports.
fn notes(view: &View<'_>, line: &DueStatement) -> Markup {
    let phrases = &view.phrases.lists.due;
    let from = line.counted_from.filter(|_| line.due.contains('~'));
    let from = from.and_then(|from| view.language.date(from));
    html! {
        @if from.is_some() || !line.reported.is_empty() {
            ul.notes {
                @if let Some(from) = from { li { (phrases.counted_from.replace("{date}", &from)) } }
                (statement_links(view, &view.phrases.lists.reports.also_reported, &line.reported))
            }
        }
    }
}
