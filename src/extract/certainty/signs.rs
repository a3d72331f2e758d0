//! The signs of a reading: what can be told of it that says how often such readings are right.

use crate::domain::{Doubt, Mode, Part};
use crate::extract::draft::StatementDraft;

/// A sign: its kind ("rule", "mode") and what it is ("incise", "direct").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct Sign {
    pub(in crate::extract) kind: &'static str,
    pub(in crate::extract) name: &'static str,
}

/// The signs of the draft, whose words are `words` and whose speaker is mentioned as `mention`.
pub(in crate::extract) fn of_draft(draft: &StatementDraft, words: &str, mention: Option<&str>) -> Vec<Sign> {
    let sign = |kind, name| Sign { kind, name };
    let mut signs = vec![
        sign("rule", draft.rule),
        sign("mode", draft.mode.as_str()),
        sign("speaker kind", draft.kind.as_str()),
        sign("length", length(words)),
        sign("reference", reference(draft.reference.as_deref(), mention)),
    ];
    if draft.mode != Mode::Direct && draft.pieces.len() > 1 {
        signs.push(sign("pieces", "several"));
    }
    if draft.cue.is_none() {
        signs.push(sign("cue", "none"));
    }
    signs.extend(draft.trust.grounds().iter().map(|ground| sign("ground", ground)));
    let speaker_rules = draft.notes.iter().filter(|note| note.part == Part::Speaker);
    signs.extend(speaker_rules.map(|note| sign("speaker", note.rule)));
    let doubts = draft.doubts.iter().filter(|doubt| weakens(**doubt));
    signs.extend(doubts.map(|doubt| sign("doubt", doubt.as_str())));
    signs
}

/// A doubt about the day says nothing about words and speaker.
fn weakens(doubt: Doubt) -> bool {
    !matches!(
        doubt,
        Doubt::DateApproximate | Doubt::DateUnresolved | Doubt::DateAmbiguous
    )
}

/// How long the words are: in words, of Chinese in pairs of characters.
fn length(words: &str) -> &'static str {
    let han = words.chars().filter(|c| crate::domain::is_han(*c)).count();
    match words.split_whitespace().count() + han / 2 {
        0..=2 => "up to 2 words",
        3..=5 => "3 to 5 words",
        6..=9 => "6 to 9 words",
        10..=39 => "10 to 39 words",
        _ => "40 words or more",
    }
}

/// How the speaker's name stands to the mention at this place.
fn reference(reference: Option<&str>, mention: Option<&str>) -> &'static str {
    match (reference, mention) {
        (Some(name), Some(mention)) if mention.contains(name) => "named here",
        (Some(_), Some(_)) => "named elsewhere",
        (Some(_), None) => "carried over",
        (None, Some(_)) => "never named",
        (None, None) => "nobody",
    }
}
