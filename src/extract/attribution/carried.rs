//! Quotations without a cue: they go on with whoever spoke, or hold an incise of their own.

use super::{Party, Report};
use crate::extract::certainty::Trust;
use crate::extract::content;
use crate::extract::lexicon::Class;
use crate::extract::page::Page;
use crate::extract::token::Kind;
use crate::extract::verb;

/// A sentence that is a quotation and nothing else goes on with the speaker of the report before.
pub(super) fn carried(page: &Page<'_>, number: usize, before: Option<&Report>) -> Option<Report> {
    let sentence = page.sentences[number].clone();
    let opening = light(page, sentence.start);
    let quotation = page.quotations[page.quotation(opening)?];
    if quotation.open != opening || content::trim_end(page, sentence.start, sentence.end) > quotation.after()
    {
        return None;
    }
    let inside = quotation.inside();
    let follows = before
        .is_some_and(|b| number - b.sentence == 1 && page.tokens[sentence.start - 1].kind != Kind::Break);
    let words = page.count_words(inside.clone());
    if words < if follows { 2 } else { 4 } || words < 8 && !page.has_verb(inside.clone()) {
        return None;
    }
    if let Some((group, phrase, zone)) = verb::inside_quotation(page, &inside) {
        let cue = group.cue(page);
        return Some(
            Report::new(
                number,
                vec![inside.start..zone.start, zone.end..inside.end],
                Party::Phrase(phrase),
                "incise-inside-quotation",
                Trust::of(92, "an incise inside a quotation"),
            )
            .by(cue, group.tokens.clone()),
        );
    }
    let near = before.is_some_and(|b| number - b.sentence <= 2);
    Some(Report::new(
        number,
        vec![inside],
        if near { Party::Previous } else { Party::Nobody },
        "carried",
        if near {
            Trust::of(80, "a quotation right behind a report")
        } else {
            Trust::of(55, "a quotation by itself")
        },
    ))
}

/// Behind the words that lead a sentence on and say nothing: "Or, « … »", "Et « … »".
fn light(page: &Page<'_>, start: usize) -> usize {
    let mut at = start;
    while at < start + 4 {
        match page.adverb(at) {
            Some(length) => at += length,
            None if page.is(at, Class::COORDINATOR) || page.is_mark(at, ',') => at += 1,
            None => break,
        }
    }
    at
}
