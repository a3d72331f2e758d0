//! Finds content that is an infinitive or an English gerund: "de faire …", "to do …", "doing …".

use super::end::{clause_end, infinitive_end};
use super::frame::{Content, ContentFrame};
use super::start::{is_contraction_of, opens_quotation, starts_question_phrase};
use crate::domain::Act;
use crate::extract::lexicon::{Cue, Frame, VerbForm, WordClass};
use crate::extract::page::Page;

/// The infinitive, or English gerund, that begins at the token and fits a frame of the cue.
pub(super) fn infinitive_content(page: &Page<'_>, cue: &Cue, at: usize, limit: usize) -> Option<Content> {
    for frame in &cue.frames {
        let start = match frame {
            Frame::PrepositionInfinitive(word)
                if page.word(at) == *word || is_contraction_of(page, at, *word) =>
            {
                at + 1
            }
            Frame::Infinitive => at,
            Frame::Gerund if page.has_form(at, VerbForm::PresentParticiple) => {
                return Some(Content {
                    tokens: at..clause_end(page, at, limit),
                    frame: ContentFrame::Infinitive,
                });
            }
            _ => continue,
        };
        // clitics, negations and quotation marks can come before the infinitive
        let mut verb = start;
        while verb < limit
            && (page.has_class(verb, WordClass::CLITIC | WordClass::NEGATION | WordClass::ADVERB)
                || opens_quotation(page, verb))
            && !page.has_form(verb, VerbForm::Infinitive)
        {
            verb += 1;
        }
        let infinitive = page.has_form(verb, VerbForm::Infinitive)
            || page.lexicon.bare_clauses()
                && matches!(frame, Frame::PrepositionInfinitive(_))
                && page.has_form(verb, VerbForm::Finite)
            || matches!(frame, Frame::PrepositionInfinitive(_)) && page.looks_like_infinitive(verb);
        // "refuse de dire si": nothing was said
        let silent = cue.act == Some(Act::Position)
            && (cue.weak || !page.lexicon.bare_clauses() && matches!(frame, Frame::PrepositionInfinitive(_)))
            && is_reporting_verb(page, verb);
        if silent && infinitive {
            return None;
        }
        if infinitive && verb < limit {
            return Some(Content {
                tokens: start..infinitive_end(page, start, limit),
                frame: ContentFrame::Infinitive,
            });
        }
        // "ce que" and a clause can stand in place of the infinitive: "s'engager à ce que …"
        if matches!(frame, Frame::PrepositionInfinitive(_)) && starts_question_phrase(page, start) {
            return Some(Content {
                tokens: start..clause_end(page, start, limit),
                frame: ContentFrame::Infinitive,
            });
        }
    }
    None
}

/// Whether the token is a form of a cue that is not weak and has no fixed words.
fn is_reporting_verb(page: &Page<'_>, at: usize) -> bool {
    let firm = |r: &crate::extract::lexicon::VerbAnalysis| {
        r.cue.is_some_and(|c| {
            let cue = &page.lexicon.cues[usize::from(c)];
            !cue.weak && cue.remaining_words.is_empty()
        })
    };
    page.verb_analyses(at).iter().any(firm)
}
