//! `/speakers`: who speaks.

use crate::domain::SpeakerKind;
use crate::query::{SpeakerEntry, SpeakersQuery};
use crate::web::address::{ItemKind, Listing};
use crate::web::components::{
    SortColumn, Sorting, asked_rows, item_link, offers_sorting, page_of, pager, sort_heading,
};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::language::word;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};
use std::cmp::Ordering;

/// The page.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let phrases = view.listing_phrases(Listing::Speakers)?;
    let words = &view.phrases.catalogue;
    let columns = [
        ("name", &words.name, false),
        ("kind", &words.kind, false),
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
    let mut speakers = view.ask(&question(view, asked_rows(view, sorting)?)?)?.0;
    if let Some(sorting) = sorting {
        speakers.sort_by(|one, other| sorting.apply(compare(sorting.name, one, other)));
    }
    let is_sortable = offers_sorting(view, speakers.len());
    let (rows, has_more) = page_of(view, &speakers)?;
    Ok(PageContent {
        title: phrases.title.clone(),
        description: Some(phrases.intro.clone()),
        forms: Form::OF_LISTS.to_vec(),
        canonical: None,
        body: html! {
            h1 { (phrases.title) }
            p.intro { (phrases.intro) }
            section.table-box tabindex="0" aria-label=(phrases.title) {
                table.speakers {
                    caption.hidden { (phrases.title) }
                    thead { tr { @for column in columns { (sort_heading(view, column, sorting, is_sortable)) } } }
                    tbody { @for speaker in rows { (row(view, speaker)) } }
                }
            }
            (pager(view, has_more)?)
        },
    })
}

/// The answer as `dixit speakers` prints it.
pub(in crate::web) fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    forms::write_list(view, &view.ask(&question(view, view.limit()?)?)?, form)
}

fn question(view: &View<'_>, limit: Option<usize>) -> Result<SpeakersQuery, WebError> {
    Ok(SpeakersQuery {
        kind: view.word_parameter::<SpeakerKind>("kind")?,
        unnamed: view.address.parameters.is_on("unnamed"),
        name: view.parameter("name").map(str::to_owned),
        limit,
    })
}

fn compare(by: &str, one: &SpeakerEntry, other: &SpeakerEntry) -> Ordering {
    match by {
        "kind" => one.kind.as_str().cmp(other.kind.as_str()),
        "statements" => one.statements.cmp(&other.statements),
        "first" => one.first.cmp(&other.first),
        "last" => one.last.cmp(&other.last),
        _ => one.name.cmp(&other.name),
    }
}

fn row(view: &View<'_>, speaker: &SpeakerEntry) -> Markup {
    html! {
        tr {
            th scope="row" {
                (item_link(view, ItemKind::Speaker, speaker.id.as_str(), &speaker.name))
            }
            td { (word(&view.phrases.vocabulary.speaker_kind, speaker.kind.as_str())) }
            td.number { (view.number(speaker.statements)) }
            td { (view.optional_day(speaker.first)) }
            td { (view.optional_day(speaker.last)) }
        }
    }
}
