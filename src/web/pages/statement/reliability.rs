//! How far a statement can be relied on: certainty, doubts, who reviewed it, who reads it otherwise.

use crate::domain::{Event, RecordedEvent, StatementDecision};
use crate::query::{StatementDetails, StatementEntry};
use crate::web::address::ItemKind;
use crate::web::components::{certainty_class, field, item_link, moment, short_id, text_field};
use crate::web::language::word;
use crate::web::view::View;
use maud::{Markup, html};

/// The fields of the reliability. `events` are those about the statement.
pub(super) fn reliability(view: &View<'_>, details: &StatementDetails, events: &[RecordedEvent]) -> Markup {
    let entry = &details.entry;
    let phrases = &view.phrases.item.statement;
    let percent = format!("{:.0}", entry.confidence * 100.0);
    let certainty = view
        .phrases
        .statement_line
        .certainty
        .replace("{percent}", &percent);
    let status = entry
        .status
        .map(|status| word(&view.phrases.vocabulary.status, status.as_str()));
    html! {
        section.reliability {
            h2 { (phrases.reliability) }
            dl.fields {
                (field(&phrases.certainty, &html! {
                    span class=(certainty_class(entry.confidence)) { (certainty) }
                    @for flag in &entry.flags {
                        " " span.flag.warning[flag.is_warning()].review[flag.is_review()] {
                            (word(&view.phrases.vocabulary.flag, flag.as_str()))
                        }
                    }
                }))
                (field(&phrases.doubts, &doubts(view, entry)))
                (field(&phrases.review, &review(view, entry, events)))
                @if let Some(dispute) = &details.dispute {
                    (field(&phrases.dispute, &html! { span lang="en" { (dispute) } }))
                }
                (text_field(&phrases.status, status))
                (field(&phrases.reader, &html! {
                    (details.extractor)
                    @if !details.rules.is_empty() { " " span.rule lang="en" { "(" (details.rules.join(", ")) ")" } }
                }))
            }
        }
    }
}

fn doubts(view: &View<'_>, entry: &StatementEntry) -> Markup {
    html! {
        @if entry.doubts.is_empty() {
            (view.phrases.item.statement.no_doubts)
        } @else {
            ul { @for doubt in &entry.doubts { li { (word(&view.phrases.item.doubt, doubt.as_str())) } } }
        }
    }
}

/// What persons decided on the reading, and who and when.
fn review(view: &View<'_>, entry: &StatementEntry, events: &[RecordedEvent]) -> Markup {
    let phrases = &view.phrases.item.statement;
    let Some(review) = &entry.review else {
        return html! { (phrases.not_reviewed) };
    };
    let fields: Vec<&str> = review
        .corrected
        .iter()
        .map(|field| word(&view.phrases.item.corrected_field, field))
        .collect();
    let last = |is_meant: fn(&StatementDecision) -> bool| {
        events.iter().rev().find(|recorded| match &recorded.event {
            Event::StatementDecided { decision, .. } => is_meant(decision),
            _ => false,
        })
    };
    let confirmed = last(|decision| matches!(decision, StatementDecision::Confirmed(true)));
    let corrected = last(|decision| matches!(decision, StatementDecision::Corrected(_)));
    html! {
        @if review.confirmed {
            p { (phrases.confirmed) (by(view, confirmed)) }
        }
        @if !fields.is_empty() {
            p { (phrases.corrected.replace("{fields}", &fields.join(", "))) (by(view, corrected)) }
        }
    }
}

/// Who recorded an event, and when.
fn by(view: &View<'_>, recorded: Option<&RecordedEvent>) -> Markup {
    html! {
        @if let Some(recorded) = recorded {
            ", " (view.phrases.item.by_actor.replace("{actor}", &recorded.actor))
            ", " (moment(view, recorded.recorded_at))
        }
    }
}

/// How other readers read the same words.
pub(super) fn other_readings(view: &View<'_>, details: &StatementDetails) -> Markup {
    let lang = details.entry.article.lang.as_str();
    html! {
        @if !details.also_read.is_empty() {
            section.readings {
                h2 { (view.phrases.item.statement.also_read) }
                ul {
                    @for other in &details.also_read {
                        li {
                            (other.reader) ", " (view.act(other.act)) ", "
                            (other.speaker.as_deref().unwrap_or(&view.phrases.statement_line.unknown_speaker))
                            @if other.words != details.entry.words { ": " q lang=(lang) { (other.words) } }
                            " "
                            (item_link(view, ItemKind::Statement, other.id.as_str(), short_id(other.id.as_str())))
                        }
                    }
                }
            }
        }
    }
}
