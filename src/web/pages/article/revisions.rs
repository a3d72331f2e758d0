//! What each revision of an article changed: statements that came and went, and the text.

use super::text_difference::text_difference;
use crate::domain::{ArticleText, Event, RecordedEvent, StatementId, WithdrawalReason};
use crate::web::address::ItemKind;
use crate::web::components::{item_link, moment, short_id};
use crate::web::view::View;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// What one revision changed.
#[derive(Debug)]
struct RevisionChange<'e> {
    recorded: &'e RecordedEvent,
    number: u32,
    before: &'e ArticleText,
    after: &'e ArticleText,
    came: Vec<&'e StatementId>,
    went: Vec<&'e StatementId>,
}

/// The revisions, from the events about an article and its statements; nothing if there are none.
pub(super) fn revisions(view: &View<'_>, events: &[RecordedEvent]) -> Markup {
    let found = find_changes(events);
    let phrases = &view.phrases.item.article;
    html! {
        @if !found.is_empty() {
            section.revisions {
                h2 { (phrases.revisions) }
                @for change in &found {
                    h3 {
                        (phrases.revision.replace("{number}", &view.number(change.number.into()))) ", "
                        (moment(view, change.recorded.recorded_at))
                    }
                    @if !change.came.is_empty() {
                        p { (view.count(&phrases.came, change.came.len() as u64)) (ids(view, &change.came)) }
                    }
                    @if !change.went.is_empty() {
                        p { (view.count(&phrases.went, change.went.len() as u64)) (ids(view, &change.went)) }
                    }
                    (text_difference(view, change.before, change.after))
                }
            }
        }
    }
}

fn find_changes(events: &[RecordedEvent]) -> Vec<RevisionChange<'_>> {
    let mut changes: Vec<RevisionChange<'_>> = Vec::new();
    let mut current: BTreeSet<&StatementId> = BTreeSet::new();
    let mut text = None;
    for recorded in events {
        // What one command recorded belongs together.
        let is_of_revision =
            |change: &&mut RevisionChange<'_>| change.recorded.correlation == recorded.correlation;
        match &recorded.event {
            Event::ArticleIngested { text: first, .. } => text = Some(first),
            Event::ArticleRevised {
                text: after,
                revision,
                ..
            } => {
                changes.push(RevisionChange {
                    recorded,
                    number: *revision,
                    before: text.unwrap_or(after),
                    after,
                    came: Vec::new(),
                    went: Vec::new(),
                });
                text = Some(after);
            }
            Event::StatementRecorded { statement, .. } => {
                if current.insert(&statement.id)
                    && let Some(change) = changes.last_mut().filter(is_of_revision)
                {
                    change.came.push(&statement.id);
                }
            }
            Event::StatementWithdrawn {
                statement, reason, ..
            } => {
                current.remove(statement);
                if *reason == WithdrawalReason::Revised
                    && let Some(change) = changes.last_mut().filter(is_of_revision)
                {
                    change.went.push(statement);
                }
            }
            Event::StatementDropped { statement, .. } => {
                current.remove(statement);
            }
            _ => {}
        }
    }
    changes
}

/// Links to statements by their short ids.
fn ids(view: &View<'_>, ids: &[&StatementId]) -> Markup {
    html! {
        @for id in ids { " " code { (item_link(view, ItemKind::Statement, id.as_str(), short_id(id.as_str()))) } }
    }
}
