//! A table of events: who did what, when and why.

use super::fields::moment;
use crate::domain::RecordedEvent;
use crate::web::language::word;
use crate::web::view::View;
use maud::{Markup, html};

/// The events, in the order of the log; nothing if there are none.
pub(in crate::web) fn history_table(view: &View<'_>, events: &[RecordedEvent]) -> Markup {
    let phrases = &view.phrases.item.history;
    html! {
        @if !events.is_empty() {
            section.history {
                h2 #history { (phrases.title) }
                section.scroll aria-labelledby="history" tabindex="0" {
                    table {
                        caption.hidden { (phrases.title) }
                        thead {
                            tr {
                                th scope="col" { (phrases.position) }
                                th scope="col" { (phrases.moment) }
                                th scope="col" { (phrases.actor) }
                                th scope="col" { (phrases.event) }
                                th scope="col" { (phrases.detail) }
                            }
                        }
                        tbody { @for recorded in events { (row(view, recorded)) } }
                    }
                }
            }
        }
    }
}

fn row(view: &View<'_>, recorded: &RecordedEvent) -> Markup {
    let event = &recorded.event;
    html! {
        tr {
            td.number { (recorded.position) }
            td { (moment(view, recorded.recorded_at)) }
            td { (recorded.actor) }
            td { (word(&view.phrases.item.event, event.type_name())) }
            td lang="en" { (event.describe().unwrap_or_default()) }
        }
    }
}
