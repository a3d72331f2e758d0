//! Who said it, in which capacity and for whom, by which words and when.

use crate::query::{StatementDetails, StatementEntry};
use crate::web::components::{field, speaker_link, text_field};
use crate::web::language::word;
use crate::web::view::View;
use maud::{Markup, html};

/// The fields of the attribution.
pub(super) fn attribution(view: &View<'_>, details: &StatementDetails) -> Markup {
    let entry = &details.entry;
    let (phrases, vocabulary) = (&view.phrases.item.statement, &view.phrases.vocabulary);
    let lang = entry.article.lang.as_str();
    let quoted = |label: &str, text: Option<&str>| {
        html! { @if let Some(text) = text { (field(label, &html! { span lang=(lang) { (text) } })) } }
    };
    let occasion: Vec<&str> = [&entry.event, &entry.place]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    let report = entry
        .report
        .map(|report| word(&vocabulary.report, report.as_str()));
    html! {
        section.attribution {
            h2 { (phrases.who) }
            dl.fields {
                (field(&phrases.speaker, &speaker(view, entry)))
                (quoted(&phrases.mention, entry.mention.as_deref()))
                (quoted(&phrases.capacity, entry.capacity.as_deref()))
                @if let Some(side) = &entry.side { (field(&phrases.side, &speaker_link(view, side))) }
                (field(&phrases.said, &date(view, details)))
                (quoted(&phrases.occasion, Some(occasion.join(", ").as_str()).filter(|text| !text.is_empty())))
                (text_field(&phrases.act, Some(view.act(entry.act))))
                (text_field(&phrases.mode, Some(word(&vocabulary.mode, entry.mode.as_str()))))
                (quoted(&phrases.cue, entry.cue.as_deref()))
                (text_field(&phrases.report, report))
                @if !details.names.is_empty() {
                    (field(&phrases.names, &html! {
                        @for (number, name) in details.names.iter().enumerate() {
                            @if number > 0 { ", " }
                            (speaker_link(view, name))
                        }
                    }))
                }
            }
        }
    }
}

fn speaker(view: &View<'_>, entry: &StatementEntry) -> Markup {
    if let Some(speaker) = &entry.speaker {
        speaker_link(view, speaker)
    } else {
        html! { (view.phrases.item.statement.not_named) }
    }
}

/// The date, the expression that it was read from, and the rule that resolved it.
fn date(view: &View<'_>, details: &StatementDetails) -> Markup {
    let entry = &details.entry;
    let phrases = &view.phrases.item.statement;
    let said = view.language.date(entry.said);
    let said = said.unwrap_or_else(|| view.phrases.statement_line.unknown_date.clone());
    let exact = entry.said.is_exact().then(|| entry.said.to_string());
    html! {
        time.said datetime=[exact] { (said) } " "
        span.rule {
            "("
            @if let Some(expression) = &details.said_expression {
                (phrases.read_from) " " q lang=(entry.article.lang.as_str()) { (expression.text) } ", "
            }
            (word(&view.phrases.item.date_rule, entry.said_rule.as_str())) ")"
        }
    }
}
