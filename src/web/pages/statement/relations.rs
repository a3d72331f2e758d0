//! How a statement is linked to others: answers, repetitions, echoes, contradictions.

use crate::query::{FollowReason, Follower, RepliesQuery, StatementDetails, StatementLink};
use crate::web::address::{Address, ItemKind, Listing, Page};
use crate::web::components::{item_link, statement_line};
use crate::web::error::WebError;
use crate::web::language::word;
use crate::web::view::View;
use maud::{Markup, html};

/// Number of answers that the page lists.
const ANSWERS: usize = 10;

/// The beginning of the links that contradict.
const CONTRADICTS: &str = "contradicts";

/// The links that only say what the lists of answers and of sources say.
const LISTED: [&str; 2] = ["answered-by", "reports-same"];

/// The statements that answer it, each with the reasons.
pub(super) fn answers(view: &View<'_>, details: &StatementDetails) -> Result<Markup, WebError> {
    if details.ended.is_some() || details.entry.reader.is_some() {
        return Ok(html! {});
    }
    let found = view.ask(&RepliesQuery {
        id: details.entry.id.to_string(),
        limit: Some(ANSWERS),
    })?;
    let phrases = &view.phrases.item.statement;
    let more = found.total.saturating_sub(found.statements.len() as u64);
    let lines = found
        .statements
        .iter()
        .map(|answer| statement_line(view, &answer.entry, &reasons(view, answer)))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(html! {
        @if !lines.is_empty() {
            section.answers {
                h2 { (phrases.answers) }
                ol.statements { @for line in &lines { li { (line) } } }
                @if more > 0 { p.more { (view.count(&phrases.more_answers, more)) } }
            }
        }
    })
}

/// Why a statement is listed as an answer, and how sure that is.
fn reasons(view: &View<'_>, answer: &Follower) -> Markup {
    let phrases = &view.phrases.item;
    let reason = |reason: &FollowReason| word(&phrases.follow_reason, reason.why.as_str()).to_owned();
    let reasons: Vec<String> = answer.reasons.iter().map(reason).collect();
    html! {
        p.reasons {
            span.sure { (word(&phrases.follow_certainty, answer.sure.as_str())) } ": " (reasons.join(", "))
        }
    }
}

/// Its links to other statements, by kind, except contradictions.
pub(super) fn related(view: &View<'_>, details: &StatementDetails) -> Markup {
    let has_lists = details.ended.is_none() && details.entry.reader.is_none();
    let mut kinds: Vec<&str> = Vec::new();
    for link in &details.links {
        let kind = link.link.as_str();
        let is_shown = !(kind.starts_with(CONTRADICTS) || has_lists && LISTED.contains(&kind));
        if is_shown && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    html! {
        @if !kinds.is_empty() {
            section.related {
                h2 { (view.phrases.item.statement.related) }
                @for kind in kinds {
                    h3 { (word(&view.phrases.item.link, kind)) }
                    ul {
                        @for link in details.links.iter().filter(|link| link.link == kind) {
                            li { (line(view, details, link)) }
                        }
                    }
                }
            }
        }
    }
}

/// What persons recorded as contradicting it, and where suggestions are to be found.
pub(super) fn contradictions(view: &View<'_>, details: &StatementDetails) -> Markup {
    let phrases = &view.phrases.item.statement;
    let is_contradiction = |link: &&StatementLink| link.link.starts_with(CONTRADICTS);
    let found: Vec<&StatementLink> = details.links.iter().filter(is_contradiction).collect();
    let suggestions = details.entry.speaker.as_ref().and_then(|speaker| {
        let list = Address::plain(Page::Listing(Listing::Conflicts));
        view.link_to(&list.with("speaker", Some(speaker.id.as_str())))
    });
    html! {
        section.contradictions {
            h2 { (phrases.contradictions) }
            @if found.is_empty() {
                p { (phrases.no_contradictions) }
            } @else {
                ul {
                    @for link in found {
                        li { (word(&view.phrases.item.link, &link.link)) " " (line(view, details, link)) }
                    }
                }
            }
            @if let Some(href) = suggestions { p { a href=(href) { (phrases.look_for_contradictions) } } }
        }
    }
}

/// Another statement: who, when, the words, and why it is linked.
fn line(view: &View<'_>, details: &StatementDetails, link: &StatementLink) -> Markup {
    let phrases = &view.phrases.statement_line;
    let other = &link.statement;
    let speaker = other.speaker.as_deref().unwrap_or(&phrases.unknown_speaker);
    let said = other.said.parse().ok().and_then(|said| view.language.date(said));
    let said = said.unwrap_or_else(|| phrases.unknown_date.clone());
    // By words and by cue are the program's own; anything else is the name of a person.
    let person = Some(link.by.as_str()).filter(|by| !matches!(*by, "words" | "cue"));
    // What the program links is in one language; a person can link across languages.
    let lang = person.is_none().then_some(details.entry.article.lang.as_str());
    html! {
        (item_link(view, ItemKind::Statement, other.id.as_str(), &format!("{speaker}, {said}")))
        ": " span.words lang=[lang] { (link.words) }
        @if let Some(person) = person { " (" (view.phrases.item.by_actor.replace("{actor}", person)) ")" }
        @if let Some(why) = &link.why { " " span.why { "(" (why) ")" } }
    }
}
