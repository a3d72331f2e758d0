//! `/topics`: what is spoken about.

use crate::query::{TopicEntry, TopicsQuery};
use crate::web::address::{ItemKind, Listing};
use crate::web::components::{SortColumn, Sorting, item_link, offers_sorting, sort_heading};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};
use std::cmp::Ordering;
use std::collections::HashMap;

/// The deepest level that is indented; topics below it stand as far to the right.
const LEVEL_MAX: usize = 6;

/// The page: all topics at once, because a taxonomy is read as a whole.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let phrases = view.listing_phrases(Listing::Topics)?;
    let words = &view.phrases.catalogue;
    let columns = [
        ("label", &words.topic, false),
        ("statements", &words.statements, true),
        ("first", &words.first, true),
        ("last", &words.last, true),
    ]
    .map(|(name, label, is_number)| SortColumn {
        name,
        label,
        is_number,
    });
    let sorting = Sorting::of(view, &columns)?;
    let mut topics = view.ask(&question(view))?.0;
    let broader: HashMap<String, String> = topics
        .iter()
        .filter_map(|topic| Some((topic.id.clone(), topic.broader.clone()?)))
        .collect();
    if let Some(sorting) = sorting {
        topics.sort_by(|one, other| sorting.apply(compare(view, sorting.name, one, other)));
    }
    let is_sortable = offers_sorting(view, topics.len());
    // Out of its place in the taxonomy, a topic has no level.
    let level_of = |topic: &TopicEntry| {
        if sorting.is_some() {
            0
        } else {
            level(&topic.id, &broader)
        }
    };
    Ok(PageContent {
        title: phrases.title.clone(),
        description: Some(phrases.intro.clone()),
        forms: Form::OF_LISTS.to_vec(),
        canonical: None,
        body: html! {
            h1 { (phrases.title) }
            p.intro { (phrases.intro) }
            section.table-box tabindex="0" aria-label=(phrases.title) {
                table.topics {
                    caption.hidden { (phrases.title) }
                    thead { tr { @for column in columns { (sort_heading(view, column, sorting, is_sortable)) } } }
                    tbody { @for topic in &topics { (row(view, topic, level_of(topic))) } }
                }
            }
        },
    })
}

/// The answer as `dixit topics` prints it.
pub(in crate::web) fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    forms::write_list(view, &view.ask(&question(view))?, form)
}

fn question(view: &View<'_>) -> TopicsQuery {
    TopicsQuery {
        all: view.address.parameters.is_on("all"),
    }
}

fn compare(view: &View<'_>, by: &str, one: &TopicEntry, other: &TopicEntry) -> Ordering {
    match by {
        "statements" => one.statements.cmp(&other.statements),
        "first" => one.first.cmp(&other.first),
        "last" => one.last.cmp(&other.last),
        _ => view.label_of(&one.label).cmp(view.label_of(&other.label)),
    }
}

/// Number of topics above this one.
fn level(id: &str, broader: &HashMap<String, String>) -> usize {
    let above = std::iter::successors(broader.get(id), |id| broader.get(*id));
    above.take(LEVEL_MAX).count()
}

fn row(view: &View<'_>, topic: &TopicEntry, level: usize) -> Markup {
    let label = view.label_of(&topic.label);
    html! {
        tr {
            th scope="row" class=(format!("level-{level}")) {
                (item_link(view, ItemKind::Topic, &topic.id, label))
            }
            td.number { (view.number(topic.statements)) }
            td { (view.optional_day(topic.first)) }
            td { (view.optional_day(topic.last)) }
        }
    }
}
