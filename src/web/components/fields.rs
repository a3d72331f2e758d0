//! Labelled values, and links to what they name.

use crate::domain::Timestamp;
use crate::query::input::utc_day;
use crate::query::{ExchangeCount, SpeakerRef};
use crate::web::address::{ItemKind, Page};
use crate::web::error::WebError;
use crate::web::view::View;
use maud::{Markup, html};

/// A label and its value, for a `dl`.
pub(in crate::web) fn field(label: &str, value: &Markup) -> Markup {
    html! { div { dt { (label) } dd { (value) } } }
}

/// A label and its text, for a `dl`; nothing if there is none.
pub(in crate::web) fn text_field(label: &str, text: Option<&str>) -> Markup {
    html! { @if let Some(text) = text { (field(label, &html! { (text) })) } }
}

/// An address outside this site: a link if it is one of the web, otherwise only its text.
pub(in crate::web) fn outgoing_link(url: &str) -> Markup {
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        let start = url.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    html! {
        @if is_web { a.outgoing href=(url) rel="noopener noreferrer external" { (url) } }
        @else { span.outgoing { (url) } }
    }
}

/// A link to the page of a speaker.
pub(in crate::web) fn speaker_link(view: &View<'_>, speaker: &SpeakerRef) -> Markup {
    item_link(view, ItemKind::Speaker, speaker.id.as_str(), &speaker.name)
}

/// Other speakers, each with the number of replies exchanged.
pub(in crate::web) fn exchange_list(view: &View<'_>, with: &[ExchangeCount]) -> Markup {
    html! {
        ul.exchanges {
            @for other in with { li { (speaker_link(view, &other.speaker)) " (" (view.number(other.statements)) ")" } }
        }
    }
}

/// A link to the page of a topic, with its label in the language of the interface.
pub(in crate::web) fn topic_link(view: &View<'_>, id: &str) -> Result<Markup, WebError> {
    Ok(item_link(view, ItemKind::Topic, id, &view.topic_label(id)?))
}

/// A link to the page of a thing; only the text if a published site has no such page.
pub(in crate::web) fn item_link(view: &View<'_>, kind: ItemKind, id: &str, text: &str) -> Markup {
    let href = view.link(Page::Item(kind, id.to_owned()));
    html! { @if let Some(href) = href { a href=(href) { (text) } } @else { (text) } }
}

/// A time of recording: the day in the language of the interface, and the time of day in UTC.
pub(in crate::web) fn moment(view: &View<'_>, at: Timestamp) -> Markup {
    let exact = at.to_string();
    let day = utc_day(at).map_or_else(|| exact.clone(), |day| view.language.day(day));
    let time = exact.get(11..19).unwrap_or_default();
    html! { time datetime=(exact) { (day) ", " (time) " UTC" } }
}
