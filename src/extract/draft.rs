//! A statement as a grammar found it, before its evidence is cut from the text as given.

use super::certainty::Trust;
use crate::domain::{Act, DateRule, Doubt, Edtf, Mode, ReadingPart, Report, SpeakerKind};
use std::ops::Range;

/// Minimum trust, in per cent, of a report that is kept. Below it a report is wrong more often than right. Doubts, for
/// example about the speaker, do not lower the trust of what is kept.
pub(super) const TRUST_PERCENT_MIN: i32 = 40;

/// A statement as a grammar found it. All ranges are bytes of the normalised text.
#[derive(Debug, Clone)]
pub(super) struct StatementDraft {
    /// The words that were said, in one or more pieces.
    pub(super) pieces: Vec<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    /// The lemma of the cue; empty without a cue.
    pub(super) lemma: String,
    /// The words that name the speaker.
    pub(super) mention: Option<Range<usize>>,
    /// The name of the speaker; `None` if unknown.
    pub(super) reference: Option<String>,
    /// The role of the speaker, as in the text.
    pub(super) capacity: Option<String>,
    pub(super) kind: SpeakerKind,
    /// The words that name the side that the speaker speaks for, and the side's name.
    pub(super) side: Option<(Range<usize>, String)>,
    pub(super) mode: Mode,
    pub(super) report: Option<Report>,
    pub(super) act: Act,
    /// When it was said, the words that give the date, and the rule that resolved it.
    pub(super) said: Option<(Edtf, Option<Range<usize>>, DateRule)>,
    /// The words that name the event at which it was said, and its place.
    pub(super) event: Option<Range<usize>>,
    pub(super) place: Option<Range<usize>>,
    pub(super) points: Vec<Range<usize>>,
    pub(super) trust: Trust,
    pub(super) doubts: Vec<Doubt>,
    /// The rule that found the words.
    pub(super) rule: &'static str,
    /// The rules that found the speaker, the act and so on.
    pub(super) notes: Vec<RuleNote>,
}

/// A rule that applied, for `explain`; its words are bytes of the normalised text.
#[derive(Debug, Clone)]
pub(super) struct RuleNote {
    pub(super) part: ReadingPart,
    pub(super) rule: &'static str,
    /// The entry of the lexicon that the rule used.
    pub(super) entry: Option<String>,
    pub(super) words: Option<Range<usize>>,
}
