//! Attributes quotations without a cue: they continue the words of the speaker before, or contain their own incise.

use super::report_candidate::ReportCandidate;
use super::speaker_mention::SpeakerMention;
use crate::extract::certainty::Trust;
use crate::extract::content;
use crate::extract::lexicon::WordClass;
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use crate::extract::verb;

/// The report of a sentence that is only a quotation. `before` is the report before it, whose speaker it continues.
pub(super) fn bare_quotation(
    page: &Page<'_>,
    number: usize,
    before: Option<&ReportCandidate>,
) -> Option<ReportCandidate> {
    let sentence = page.sentences[number].clone();
    let opening = skip_light_words(page, sentence.start);
    let quotation = page.quotations[page.quotation_at(opening)?];
    if quotation.open != opening || content::trim_end(page, sentence.start, sentence.end) > quotation.end() {
        return None;
    }
    let inside = quotation.inside();
    let follows = before.is_some_and(|b| {
        number - b.sentence == 1 && page.tokens[sentence.start - 1].kind != TokenKind::LineBreak
    });
    let words = page.count_words(inside.clone());
    let reopened = is_reopened(page, quotation.open);
    let least = if follows { 2 } else { 4 };
    if !reopened && (words < least || words < 8 && !page.has_finite_verb(inside.clone())) {
        return None;
    }
    if let Some((group, phrase, incise)) = verb::incise_inside_quotation(page, &inside) {
        let cue = group.cue(page);
        return Some(
            ReportCandidate::new(
                number,
                vec![inside.start..incise.start, incise.end..inside.end],
                SpeakerMention::Phrase(phrase),
                "incise-inside-quotation",
                Trust::new(92, "an incise inside a quotation"),
            )
            .with_cue(cue, group.tokens.clone()),
        );
    }
    let near = before.is_some_and(|b| number - b.sentence <= 2 || reopened && b.sentence < number);
    Some(ReportCandidate::new(
        number,
        vec![inside],
        match before {
            _ if !near => SpeakerMention::Unnamed,
            // it continues words that are not attributed yet
            Some(before)
                if reopened
                    && matches!(
                        before.speaker,
                        SpeakerMention::Unnamed | SpeakerMention::UnclaimedContinuation
                    ) =>
            {
                SpeakerMention::UnclaimedContinuation
            }
            _ => SpeakerMention::PreviousSpeaker,
        },
        "carried",
        if near {
            Trust::new(80, "a quotation right behind a report")
        } else {
            Trust::new(55, "a quotation by itself")
        },
    ))
}

/// Whether the quotation before was left open at the end of its paragraph, so that this one continues it.
fn is_reopened(page: &Page<'_>, open: usize) -> bool {
    let before = page
        .quotation_at(open)
        .and_then(|q| q.checked_sub(1))
        .map(|q| page.quotations[q]);
    before.is_some_and(|before| {
        !before.closed && (before.close..open).all(|at| page.tokens[at].kind == TokenKind::LineBreak)
    })
}

/// Attributes the paragraphs of a quotation to the speaker whom only its last paragraph names: “A.⏎“B,” N wrote.
pub(super) fn name_reopened_quotations(page: &Page<'_>, reports: &mut [ReportCandidate]) {
    for number in (1..reports.len()).rev() {
        let (before, here) = reports.split_at_mut(number);
        let (Some(before), Some(here)) = (before.last_mut(), here.first()) else {
            continue;
        };
        let named = match &here.speaker {
            SpeakerMention::Phrase(phrase) | SpeakerMention::Interviewee(Some(phrase))
                if phrase.name.is_some() =>
            {
                phrase
            }
            _ => continue,
        };
        let opens = here.pieces.first().and_then(|piece| piece.start.checked_sub(1));
        let reopened = opens.is_some_and(|open| page.quotation_at(open).is_some() && is_reopened(page, open));
        if reopened
            && before.rule == "carried"
            && matches!(
                before.speaker,
                SpeakerMention::Unnamed | SpeakerMention::UnclaimedContinuation
            )
        {
            before.speaker = SpeakerMention::Interviewee(Some(named.clone()));
            before.trust = Trust::new(80, "a quotation that goes on to its speaker");
        }
    }
}

/// The token after light words that open a sentence: "Or, « … »", "Et « … »".
fn skip_light_words(page: &Page<'_>, start: usize) -> usize {
    let mut at = start;
    while at < start + 4 {
        match page.adverb_length(at) {
            Some(length) => at += length,
            None if page.has_class(at, WordClass::COORDINATOR) || page.is_mark(at, ',') => at += 1,
            None => break,
        }
    }
    at
}
