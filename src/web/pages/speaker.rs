//! `/speaker/ID`: who somebody is, in which capacities and about what they spoke, and who answered.

use super::statement_feed::write_feed;
use crate::domain::Act;
use crate::query::{CapacityUse, NameUse, SpeakerDetails, StatementFilter, StatementPageQuery, TopicEntry};
use crate::web::address::{Address, ItemKind, Listing, Page};
use crate::web::components::{
    PAGE_ROWS, circumstances, ending_notice, exchange_list, field, item_link, outgoing_link, pager,
    statement_list, text_field, timeline_chart,
};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::language::word;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};

/// The page.
pub(super) fn render(view: &View<'_>, details: &SpeakerDetails) -> Result<PageContent, WebError> {
    let line = &details.line;
    let phrases = &view.phrases.item.speaker;
    // The statements of a speaker that is no longer current are those of others now.
    let is_current = details.ended.is_none();
    let is_whole = view.page_number()? == 1;
    Ok(PageContent {
        title: line.name.clone(),
        description: None,
        forms: vec![Form::Json, Form::Atom],
        canonical: None,
        body: html! {
            article.speaker-page {
                h1 { (line.name) }
                (ending_notice(view, details.ended.as_ref()))
                (merger(view, details))
                @if line.described { p.note { (phrases.described) } }
                @if is_whole {
                    (summary(view, details))
                    @if is_current { (timeline_chart(view, &phrases.over_time, filter(details), None)?) }
                    (capacities(view, &details.capacities))
                    (topics(view, details))
                    (exchanges(view, details))
                    (changes(view, details))
                    (names(view, &details.names))
                }
                @if is_current { (latest(view, details)?) }
            }
        },
    })
}

/// The statements by or for the speaker.
fn filter(details: &SpeakerDetails) -> StatementFilter {
    StatementFilter {
        speaker: Some(details.line.id.to_string()),
        ..StatementFilter::default()
    }
}

/// The last statements as a feed.
pub(super) fn write_form(view: &View<'_>, details: &SpeakerDetails) -> Result<Vec<u8>, WebError> {
    let line = &details.line;
    let what = (ItemKind::Speaker, line.id.as_str(), line.name.as_str());
    write_feed(view, what, filter(details))
}

/// Whom a merged speaker was merged into, by whom and why.
fn merger(view: &View<'_>, details: &SpeakerDetails) -> Markup {
    let line = &details.line;
    html! {
        @if let Some(merger) = &details.merged {
            @let name = merger.name.as_deref().unwrap_or(&view.phrases.statement_line.unknown_speaker);
            @let sentence = view.phrases.item.speaker.merged.replace("{id}", &merger.id).replace("{name}", name);
            @let (before, after) = sentence.split_once("{into}").unwrap_or((&sentence, ""));
            div.notice.merged role="note" {
                p { (before) (item_link(view, ItemKind::Speaker, line.id.as_str(), &line.name)) (after) }
                p { (circumstances(view, &merger.by)) }
            }
        }
    }
}

fn summary(view: &View<'_>, details: &SpeakerDetails) -> Markup {
    let line = &details.line;
    let (phrases, shared) = (&view.phrases.item.speaker, &view.phrases.item);
    let day = |day: Option<_>| day.map(|day| view.language.day(day));
    html! {
        dl.fields {
            (text_field(&phrases.kind, Some(word(&view.phrases.vocabulary.speaker_kind, line.kind.as_str()))))
            (text_field(&shared.statements, Some(&view.number(line.statements))))
            (text_field(&shared.first, day(line.first).as_deref()))
            (text_field(&shared.last, day(line.last).as_deref()))
            @if details.named_by > 0 { (text_field(&phrases.named_by, Some(&view.number(details.named_by)))) }
            @if !details.identifiers.is_empty() {
                (field(&phrases.identifiers, &html! {
                    ul { @for identifier in &details.identifiers { li { (self::identifier(identifier)) } } }
                }))
            }
            (field(&shared.id, &html! { code { (line.id) } }))
        }
    }
}

/// An identifier of an authority file; one of Wikidata with its address.
fn identifier(identifier: &str) -> Markup {
    let wikidata = identifier.strip_prefix("wikidata:").filter(|item| {
        let number = item.strip_prefix('Q');
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    html! {
        code { (identifier) }
        @if let Some(item) = wikidata { " " (outgoing_link(&format!("https://www.wikidata.org/wiki/{item}"))) }
    }
}

fn capacities(view: &View<'_>, capacities: &[CapacityUse]) -> Markup {
    let (phrases, shared) = (&view.phrases.item.speaker, &view.phrases.item);
    html! {
        @if !capacities.is_empty() {
            section.capacities {
                h2 #capacities { (phrases.capacities) }
                section.scroll aria-labelledby="capacities" tabindex="0" {
                    table {
                        caption.hidden { (phrases.capacities) }
                        thead {
                            tr {
                                th scope="col" { (phrases.capacity) }
                                th.number scope="col" { (shared.statements) }
                                th scope="col" { (shared.first) }
                                th scope="col" { (shared.last) }
                            }
                        }
                        tbody {
                            @for capacity in capacities {
                                tr {
                                    th scope="row" { (capacity.capacity) }
                                    td.number { (view.number(capacity.statements)) }
                                    td { @if let Some(day) = capacity.first { (view.language.day(day)) } }
                                    td { @if let Some(day) = capacity.last { (view.language.day(day)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The topics, each with the speaker's statements about it.
fn topics(view: &View<'_>, details: &SpeakerDetails) -> Markup {
    let phrases = &view.phrases.item.speaker;
    let count = |topic: &TopicEntry| {
        let timeline = Address::plain(Page::Listing(Listing::Timeline));
        let asked = timeline.with("speaker", Some(details.line.id.as_str()));
        let href = view.link_to(&asked.with("topic", Some(&topic.id)));
        let number = view.number(topic.statements);
        html! { @if let Some(href) = href { a href=(href) { (number) } } @else { (number) } }
    };
    html! {
        @if !details.topics.is_empty() {
            section.topics {
                h2 { (phrases.topics) }
                section.scroll aria-label=(phrases.topics) tabindex="0" {
                    table {
                        caption.hidden { (phrases.topics) }
                        thead {
                            tr {
                                th scope="col" { (phrases.topic) }
                                th.number scope="col" { (view.phrases.item.statements) }
                            }
                        }
                        tbody {
                            @for topic in &details.topics {
                                tr {
                                    th scope="row" {
                                        (item_link(view, ItemKind::Topic, &topic.id, view.label_of(&topic.label)))
                                    }
                                    td.number { (count(topic)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn exchanges(view: &View<'_>, details: &SpeakerDetails) -> Markup {
    let phrases = &view.phrases.item.speaker;
    html! {
        @if !details.answers.is_empty() || !details.answered_by.is_empty() {
            section.exchanges {
                h2 { (phrases.exchanges) }
                dl.fields {
                    @if !details.answers.is_empty() {
                        (field(&phrases.answers, &exchange_list(view, &details.answers)))
                    }
                    @if !details.answered_by.is_empty() {
                        (field(&phrases.answered_by, &exchange_list(view, &details.answered_by)))
                    }
                }
            }
        }
    }
}

/// Where to ask what changed; a published site has no such questions.
fn changes(view: &View<'_>, details: &SpeakerDetails) -> Markup {
    let phrases = &view.phrases.item.speaker;
    let link = |listing, act: Option<Act>| {
        let asked = Address::plain(Page::Listing(listing)).with("speaker", Some(details.line.id.as_str()));
        view.link_to(&asked.with("act", act.map(Act::as_str)))
    };
    let (changes, conflicts) = (link(Listing::Changes, None), link(Listing::Conflicts, None));
    html! {
        @if changes.is_some() || conflicts.is_some() {
            section.changes {
                h2 { (phrases.changes) }
                ul {
                    @if let Some(href) = changes { li { a href=(href) { (phrases.changes_link) } } }
                    @if let Some(href) = conflicts { li { a href=(href) { (phrases.conflicts_link) } } }
                }
            }
        }
    }
}

fn names(view: &View<'_>, names: &[NameUse]) -> Markup {
    let phrases = &view.phrases.item.speaker;
    html! {
        section.names {
            h2 { (phrases.names) }
            section.scroll aria-label=(phrases.names) tabindex="0" {
                table {
                    caption.hidden { (phrases.names) }
                    thead {
                        tr {
                            th scope="col" { (phrases.name) }
                            th scope="col" { (phrases.name_source) }
                            th.number scope="col" { (phrases.uses) }
                        }
                    }
                    tbody {
                        @for name in names {
                            tr {
                                th scope="row" { (name.name) }
                                td { (word(&view.phrases.item.name_source, &name.source)) }
                                td.number { (view.number(name.uses)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The statements, the latest first.
fn latest(view: &View<'_>, details: &SpeakerDetails) -> Result<Markup, WebError> {
    let shared = &view.phrases.item;
    let page = view.ask(&StatementPageQuery {
        within: filter(details),
        newest_first: true,
        skip: (view.page_number()? - 1) * PAGE_ROWS,
        size: PAGE_ROWS,
    })?;
    let timeline = Address::plain(Page::Listing(Listing::Timeline));
    let all = view.link_to(&timeline.with("speaker", Some(details.line.id.as_str())));
    Ok(html! {
        section.latest {
            h2 { (shared.latest) }
            (statement_list(view, &page.statements)?)
            (pager(view, page.has_more)?)
            @if let Some(href) = all { p { a href=(href) { (shared.all_statements) } } }
        }
    })
}
