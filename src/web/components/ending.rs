//! Says that something is no longer current: what ended it, when, by whom and why.

use super::fields::moment;
use crate::query::Ending;
use crate::web::language::word;
use crate::web::view::View;
use maud::{Markup, html};

/// What ended the thing that the page is about; nothing if it is current.
pub(in crate::web) fn ending_notice(view: &View<'_>, ended: Option<&Ending>) -> Markup {
    html! {
        @if let Some(ended) = ended {
            div.notice.ended role="note" {
                p { strong { (word(&view.phrases.item.ending, ended.what.as_str())) } " " (circumstances(view, ended)) }
                p { (view.phrases.item.no_longer_current) }
            }
        }
    }
}

/// When, by whom and why something ended.
pub(in crate::web) fn circumstances(view: &View<'_>, ended: &Ending) -> Markup {
    let phrases = &view.phrases.item;
    let (before, after) = phrases.on_date.split_once("{date}").unwrap_or_default();
    html! {
        @if let Some(at) = ended.recorded_at { (before) (moment(view, at)) (after) " " }
        @if let Some(actor) = &ended.actor { (phrases.by_actor.replace("{actor}", actor)) " " }
        span.position { "@" (ended.position) }
        @if let Some(reason) = &ended.reason { br; (phrases.reason.replace("{reason}", reason)) }
    }
}
