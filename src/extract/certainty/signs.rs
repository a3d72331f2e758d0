//! The signs of a reading: its properties that predict how often such readings are right.

use crate::domain::{Doubt, Mode};
use crate::extract::draft::StatementDraft;

/// One sign: its kind ("rule", "mode") and its value ("incise", "direct").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct Sign {
    pub(in crate::extract) kind: &'static str,
    pub(in crate::extract) name: &'static str,
}

/// Collects the signs of the draft. `words` are its words, `mention` is the mention of its speaker.
pub(in crate::extract) fn collect_signs(
    draft: &StatementDraft,
    words: &str,
    mention: Option<&str>,
) -> Vec<Sign> {
    let sign = |kind, name| Sign { kind, name };
    let mut signs = vec![
        sign("rule", draft.rule),
        sign("mode", draft.mode.as_str()),
        sign("speaker kind", draft.kind.as_str()),
        sign("length", length_class(words)),
        sign("reference", reference_class(draft.reference.as_deref(), mention)),
    ];
    if draft.mode != Mode::Direct && draft.pieces.len() > 1 {
        signs.push(sign("pieces", "several"));
    }
    if draft.cue.is_none() {
        signs.push(sign("cue", "none"));
    }
    signs.extend(draft.trust.grounds().iter().map(|ground| sign("ground", ground)));
    let doubts = draft.doubts.iter().filter(|doubt| affects_certainty(**doubt));
    signs.extend(doubts.map(|doubt| sign("doubt", doubt.as_str())));
    signs
}

/// Whether the doubt counts as a sign. A doubt about the day says nothing about words and speaker.
fn affects_certainty(doubt: Doubt) -> bool {
    !matches!(
        doubt,
        Doubt::DateApproximate | Doubt::DateUnresolved | Doubt::DateAmbiguous
    )
}

/// The length of the words as a class. Two Chinese characters count as one word.
fn length_class(words: &str) -> &'static str {
    let han = words.chars().filter(|c| crate::domain::is_han(*c)).count();
    match words.split_whitespace().count() + han / 2 {
        0..=2 => "up to 2 words",
        3..=5 => "3 to 5 words",
        6..=9 => "6 to 9 words",
        10..=39 => "10 to 39 words",
        _ => "40 words or more",
    }
}

/// How the speaker's name relates to the mention at this place.
fn reference_class(reference: Option<&str>, mention: Option<&str>) -> &'static str {
    match (reference, mention) {
        (Some(name), Some(mention)) if mention.contains(name) => "named here",
        (Some(_), Some(_)) => "named elsewhere",
        (Some(_), None) => "carried over",
        (None, Some(_)) => "never named",
        (None, None) => "nobody",
    }
}
