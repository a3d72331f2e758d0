//! `/topic/ID`: what is said about a topic over time, by whom, who was first, and what was proposed.

use super::statement_feed::write_feed;
use crate::domain::Status;
use crate::query::{
    CoverageQuery, FirstQuery, LedgerEntry, ProposalsQuery, SpeakerEntry, StatementFilter,
    StatementPageQuery, TopicDetails,
};
use crate::web::address::{Address, ItemKind, Listing, Page};
use crate::web::components::{
    PAGE_ROWS, ending_notice, field, item_link, pager, statement_line, statement_list, text_field,
    timeline_chart, topic_link,
};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};

/// Number of speakers that the page lists.
pub(super) const SPEAKERS: usize = 20;
/// Number of first statements that it lists.
const FIRST: usize = 3;
/// Number of proposals that it lists.
const PROPOSALS: usize = 5;
/// Topics with more statements only link to their proposals: to find them is to compare each with each.
const PROPOSALS_STATEMENTS_MAX: u64 = 2_000;

/// The page.
pub(super) fn render(view: &View<'_>, details: &TopicDetails) -> Result<PageContent, WebError> {
    let phrases = &view.phrases.item.topic;
    let label = view.label_of(&details.line.label).to_owned();
    let is_current = details.ended.is_none();
    let is_whole = is_current && view.page_number()? == 1;
    let chart = if is_whole {
        let coverage = view.ask(&CoverageQuery {
            topic: Some(details.line.id.clone()),
            lang: None,
        })?;
        timeline_chart(view, &phrases.over_time, filter(details), Some(&coverage))?
    } else {
        html! {}
    };
    Ok(PageContent {
        description: None,
        forms: vec![Form::Json, Form::Atom],
        canonical: None,
        body: html! {
            article.topic-page {
                h1 { (label) }
                (ending_notice(view, details.ended.as_ref()))
                (summary(view, details)?)
                (chart)
                @if is_whole || !is_current { (speakers(view, &details.speakers)) }
                @if is_whole {
                    (first(view, details)?)
                    (proposals(view, details)?)
                }
                @if is_current { (latest(view, details)?) }
            }
        },
        title: label,
    })
}

/// The statements about the topic or one below it.
fn filter(details: &TopicDetails) -> StatementFilter {
    StatementFilter {
        topic: Some(details.line.id.clone()),
        ..StatementFilter::default()
    }
}

/// The last statements as a feed.
pub(super) fn write_form(view: &View<'_>, details: &TopicDetails) -> Result<Vec<u8>, WebError> {
    let label = view.label_of(&details.line.label);
    write_feed(view, (ItemKind::Topic, &details.line.id, label), filter(details))
}

fn summary(view: &View<'_>, details: &TopicDetails) -> Result<Markup, WebError> {
    let line = &details.line;
    let (phrases, shared) = (&view.phrases.item.topic, &view.phrases.item);
    let day = |day: Option<_>| day.map(|day| view.language.day(day));
    let labels = [
        ("en", Some(line.label.en.as_str())),
        ("fr", line.label.fr.as_deref()),
        ("zh", line.label.zh.as_deref()),
    ];
    let broader = line
        .broader
        .as_deref()
        .map(|id| topic_link(view, id))
        .transpose()?;
    let narrower = details
        .narrower
        .iter()
        .map(|id| topic_link(view, id))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(html! {
        dl.fields {
            (field(&phrases.labels, &html! {
                ul {
                    @for (lang, label) in labels {
                        @if let Some(label) = label { li lang=(lang) { (label) } }
                    }
                }
            }))
            @if let Some(broader) = broader { (field(&phrases.broader, &broader)) }
            @if !narrower.is_empty() {
                (field(&phrases.narrower, &html! { ul { @for topic in &narrower { li { (topic) } } } }))
            }
            (text_field(&shared.statements, Some(&view.number(line.statements))))
            (text_field(&shared.first, day(line.first).as_deref()))
            (text_field(&shared.last, day(line.last).as_deref()))
            (field(&shared.id, &html! { code { (line.id) } }))
        }
        @if !details.terms.is_empty() {
            details.terms {
                summary { (phrases.terms) }
                // The terms of all languages, which the taxonomy does not tell apart here.
                ul lang="" { @for term in &details.terms { li { (term) } } }
            }
        }
    })
}

/// Who speaks about it most.
fn speakers(view: &View<'_>, speakers: &[SpeakerEntry]) -> Markup {
    let (phrases, shared) = (&view.phrases.item.topic, &view.phrases.item);
    html! {
        @if !speakers.is_empty() {
            section.speakers {
                h2 { (phrases.speakers) }
                section.scroll aria-label=(phrases.speakers) tabindex="0" {
                    table {
                        caption.hidden { (phrases.speakers) }
                        thead {
                            tr {
                                th scope="col" { (phrases.speaker) }
                                th.number scope="col" { (shared.statements) }
                                th scope="col" { (shared.first) }
                                th scope="col" { (shared.last) }
                            }
                        }
                        tbody {
                            @for speaker in speakers.iter().take(SPEAKERS) {
                                tr {
                                    th scope="row" {
                                        (item_link(view, ItemKind::Speaker, speaker.id.as_str(), &speaker.name))
                                    }
                                    td.number { (view.number(speaker.statements)) }
                                    td { @if let Some(day) = speaker.first { (view.language.day(day)) } }
                                    td { @if let Some(day) = speaker.last { (view.language.day(day)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Who spoke about it first, and how certain that is.
fn first(view: &View<'_>, details: &TopicDetails) -> Result<Markup, WebError> {
    let phrases = &view.phrases.item.topic;
    let mut found = view.ask(&FirstQuery {
        within: StatementFilter {
            limit: Some(FIRST),
            ..filter(details)
        },
        text: None,
    })?;
    found.first.truncate(FIRST);
    let certainty = if found.certain {
        &phrases.first_certain
    } else {
        &phrases.first_uncertain
    };
    Ok(html! {
        @if !found.first.is_empty() {
            section.first {
                h2 { (phrases.first_said) }
                p { (certainty) }
                (statement_list(view, &found.first)?)
            }
        }
    })
}

/// The last open proposals on it.
fn proposals(view: &View<'_>, details: &TopicDetails) -> Result<Markup, WebError> {
    let phrases = &view.phrases.item.topic;
    let found = if details.line.statements > PROPOSALS_STATEMENTS_MAX {
        Vec::new()
    } else {
        let ledger = view.ask(&ProposalsQuery {
            within: filter(details),
            status: Some(Status::Open),
            all: false,
        })?;
        ledger.0
    };
    let last: Vec<&LedgerEntry> = found.iter().rev().take(PROPOSALS).collect();
    let lines = last
        .iter()
        .map(|proposal| statement_line(view, &proposal.entry, &html! {}))
        .collect::<Result<Vec<_>, _>>()?;
    let address_of = |listing| {
        let asked = Address::plain(Page::Listing(listing));
        view.link_to(&asked.with("topic", Some(&details.line.id)))
    };
    let (all, silent) = (address_of(Listing::Proposals), address_of(Listing::Silent));
    Ok(html! {
        @if !lines.is_empty() || all.is_some() {
            section.proposals {
                h2 { (phrases.proposals) }
                @if !lines.is_empty() { ol.statements { @for line in &lines { li { (line) } } } }
                @if let Some(href) = all { p { a href=(href) { (phrases.all_proposals) } } }
                @if let Some(href) = silent { p { a href=(href) { (phrases.silent_link) } } }
            }
        }
    })
}

/// The statements, the latest first.
fn latest(view: &View<'_>, details: &TopicDetails) -> Result<Markup, WebError> {
    let shared = &view.phrases.item;
    let page = view.ask(&StatementPageQuery {
        within: filter(details),
        newest_first: true,
        skip: (view.page_number()? - 1) * PAGE_ROWS,
        size: PAGE_ROWS,
    })?;
    let timeline = Address::plain(Page::Listing(Listing::Timeline));
    let all = view.link_to(&timeline.with("topic", Some(&details.line.id)));
    Ok(html! {
        section.latest {
            h2 { (shared.latest) }
            (statement_list(view, &page.statements)?)
            (pager(view, page.has_more)?)
            @if let Some(href) = all { p { a href=(href) { (shared.all_statements) } } }
        }
    })
}
